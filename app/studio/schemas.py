"""What the studio's page and its API exchange."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.catalogue.scalars import JsonScalar

Names = dict[str, str]


class ProductLine(BaseModel):
    """A product in the studio's list."""

    slug: str
    name: Names
    published_number: int | None
    published_at: datetime | None
    draft_number: int
    is_changed: bool = Field(description="Whether the draft differs from the version.")


class VersionLine(BaseModel):
    """A published version in a product's history."""

    id: str
    number: int
    note: str
    published_at: datetime


class StudioProducts(BaseModel):
    """Everything the studio edits."""

    products: list[ProductLine]


class ValueLine(BaseModel):
    """One value of an option."""

    id: str
    name: Names


class OptionLine(BaseModel):
    """An option as the rule editor completes and explains it."""

    id: str
    kind: str
    name: Names
    unit: str | None
    values: list[ValueLine]
    minimum: float | None
    maximum: float | None
    step: float | None


class RuleEntry(BaseModel):
    """A rule as it is written."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")
    name: Names
    rule: str = Field(max_length=65536)


class RuleLine(RuleEntry):
    """A rule with what it says in words; empty while it cannot be read."""

    sentence: Names


class TableLine(BaseModel):
    """A table: a row is a combination that is allowed."""

    id: str
    name: Names
    options: list[str]
    rows: list[list[str]]


class PriceEntry(BaseModel):
    """
    A price line as it is written; amounts in major units, tax included.

    Empty amounts belong to a line whose rows or percentage decide.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")
    label: Names
    amount: dict[str, str] = {}
    times: str | None = Field(default=None, max_length=65536)
    when: str | None = Field(default=None, max_length=65536)


class ProblemLine(BaseModel):
    """Something malformed, at its place in the document or in the expression."""

    path: str
    code: str
    sentence: str
    line: int | None
    column: int | None


class ValueChange(BaseModel):
    """A value that became impossible, or possible."""

    option: str
    value: JsonScalar
    sentence: Names


class ConflictLine(BaseModel):
    """Rules that leave no variant."""

    rules: list[str]
    sentences: dict[str, list[str]]


class FailureLine(BaseModel):
    """A valid variant that cannot be made."""

    configuration: dict[str, JsonScalar]
    sentences: list[str]


class FindingLine(BaseModel):
    """
    Something odd about a draft, in words.

    ``section`` and ``id`` name the entry to look at; ``kind`` says what is odd.
    """

    kind: str
    section: str
    id: str
    sentence: Names


class VerdictBody(BaseModel):
    """
    What stands for and against the draft.

    ``variants`` is the exact number as text, which may have hundreds of digits, or the
    limit beyond which nobody counted, with ``is_more`` set; ``variants_before`` is that
    of the published version, None where it was not counted. ``examples`` are variants
    that became impossible, ``new_examples`` those that became possible.
    """

    draft_number: int
    problems: list[ProblemLine]
    conflict: ConflictLine | None
    variants: str | None
    is_more: bool
    variants_before: str | None
    blocked_now: list[ValueChange]
    possible_now: list[ValueChange]
    examples: list[Names]
    new_examples: list[Names]
    findings: list[FindingLine]
    tests: list[FindingLine]
    tests_passed: int


class CountTrial(BaseModel):
    """What to count: the draft, or the draft with what is being typed in it."""

    rule: RuleEntry | None = None
    table: str = Field(default="", max_length=60)
    rows: list[list[str]] = Field(default=[], max_length=100_000)


class CountBody(BaseModel):
    """How many variants there are, as in a verdict, counted with more patience."""

    variants: str | None
    is_more: bool
    variants_before: str | None


class Draft(BaseModel):
    """The whole of a draft, with its verdict and its history."""

    slug: str
    name: Names
    number: int
    currencies: list[str]
    options: list[OptionLine]
    rules: list[RuleLine]
    tables: list[TableLine]
    prices: list[PriceEntry]
    versions: list[VersionLine]
    verdict: VerdictBody


class RuleEdit(BaseModel):
    """A rule to keep; ``number`` is the draft's that it was edited in."""

    number: int
    rule: RuleEntry


class RuleTrial(BaseModel):
    """A rule that is being typed: nothing is kept."""

    rule: RuleEntry


class RowsTrial(BaseModel):
    """Rows that are being typed: nothing is kept."""

    rows: list[list[str]] = Field(max_length=100_000)


class RowsEdit(BaseModel):
    """Rows to keep in a table."""

    number: int
    rows: list[list[str]] = Field(max_length=100_000)


class PriceEdit(BaseModel):
    """A price line to keep."""

    number: int
    price: PriceEntry


class Basis(BaseModel):
    """The draft's number that a removal is based on."""

    number: int


class PublishWish(BaseModel):
    """Publish the draft as it was at ``number``."""

    number: int
    note: str = Field(default="", max_length=500)


class PublishAnswer(BaseModel):
    """The new version, or everything that stands against it."""

    version: VersionLine | None
    problems: list[ProblemLine]
    conflict: ConflictLine | None
    failures: list[FailureLine]
    tests: list[FindingLine]
