"""What the shop's pages ask and are answered; sentences in the reader's language."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

JsonScalar = str | bool | int | float
Choices = dict[str, JsonScalar]
Currency = Literal["EUR", "CNY"]


def _says_nothing(value: Any) -> bool:
    return value is None or value == []


def sparse(default: Any = None) -> Any:
    """Return a field that an answer leaves out where it says nothing."""
    return Field(default=default, exclude_if=_says_nothing)


class Question(BaseModel):
    """What every question about a product carries."""

    model_config = ConfigDict(extra="forbid")

    version: str | None = Field(default=None, max_length=80)
    choices: Choices = Field(default_factory=dict, max_length=2000)
    shown: Choices | None = Field(default=None, max_length=2000)
    currency: Currency | None = None
    zone: str | None = Field(default=None, max_length=40)


class ExplainQuestion(Question):
    """Asks why this option cannot have that value."""

    option: str = Field(max_length=80)
    value: JsonScalar


class DeltasQuestion(Question):
    """
    Asks what each value of one step would change.

    ``options`` asks about these only: what an earlier answer left pending.
    """

    group: str = Field(max_length=80)
    options: list[str] | None = Field(default=None, max_length=2000)


class QuoteQuestion(Question):
    """Asks what so many of a piece cost and when they would be there."""

    quantity: int = Field(default=1, ge=1, le=50)


class ValueView(BaseModel):
    """One answer of an option."""

    id: str
    name: str
    swatch: str | None = sparse()
    note: str | None = sparse()


class OptionView(BaseModel):
    """A question to the shopper; ``values`` only where they are listed."""

    id: str
    kind: Literal["enumerated", "boolean", "integer", "decimal", "text", "measurement"]
    name: str
    help: str | None = sparse()
    unit: str | None = sparse()
    values: list[ValueView] = sparse([])
    minimum: float | None = sparse()
    maximum: float | None = sparse()
    step: float | None = sparse()
    max_length: int | None = sparse()
    pattern: str | None = sparse()


class MultipleView(BaseModel):
    """
    A question with several answers at once.

    Answer ``v`` is chosen by the yes-or-no option ``<id>.<v>``. A bound that says
    nothing is left out: at least none, at most all.
    """

    id: str
    kind: Literal["multiple"]
    name: str
    help: str | None = sparse()
    values: list[ValueView]
    at_least: int | None = sparse()
    at_most: int | None = sparse()


Asked = OptionView | MultipleView


class PartView(BaseModel):
    """One part of a list of modules, with its own questions."""

    name: str
    options: list[Asked]


class ModuleView(BaseModel):
    """
    A list of equal parts, each configured for itself.

    How many there are is the number ``<id>.count``, asked as ``counted``; parts beyond
    it are absent and not asked about. ``name`` is that of one part.
    """

    id: str
    kind: Literal["module"]
    name: str
    counted: str
    at_least: int
    at_most: int
    parts: list[PartView]


class GroupView(BaseModel):
    """A step of the product page."""

    id: str
    name: str
    options: list[OptionView | MultipleView | ModuleView]


class OptionState(BaseModel):
    """
    What may not be answered to one option now.

    ``blocked`` are value ids, ``true``/``false`` of a yes-or-no; a number has the
    outermost valid points of its grid where they are narrower than its own.
    """

    blocked: list[str] = sparse([])
    minimum: float | None = sparse()
    maximum: float | None = sparse()


class PriceLineView(BaseModel):
    """One line of a price, tax included."""

    id: str
    label: str
    amount_minor: int


class PriceView(BaseModel):
    """Lines whose sum is the total; the tax is contained in it."""

    lines: list[PriceLineView]
    total_minor: int
    tax_minor: int
    currency: str


class PromiseView(BaseModel):
    """
    When it is with the shopper.

    ``with_you_on`` is null where no factory's horizon has room; ``why`` says so.
    ``site`` is the factory that would make it, of all that can.
    """

    with_you_on: date | None
    ready_on: date | None
    zone: str
    zone_name: str
    site: str | None = sparse()
    site_name: str | None = sparse()
    why: list[str]


class ModelView(BaseModel):
    """Where the picture of a variant lies; both may be kept for ever."""

    hash: str
    glb: str
    poster: str


class RepairView(BaseModel):
    """
    A way out: what to change, and what that does to price and date.

    ``choices`` are the shopper's choices after it. ``label`` names the changes beside
    the wish itself.
    """

    label: str
    choices: Choices
    price_delta_minor: int | None
    days_delta: int | None


class ConflictView(BaseModel):
    """Choices that cannot hold together, why, and the nearest ways out."""

    options: list[str]
    sentences: list[str]
    repairs: list[RepairView]


class AnswerView(BaseModel):
    """
    Everything the page shows after a click.

    ``options`` has only those that are not wholly free. With a ``conflict`` the rest
    describes what was shown before, unchanged.
    """

    version: str
    choices: Choices
    configuration: Choices
    options: dict[str, OptionState]
    conflict: ConflictView | None
    price: PriceView
    promise: PromiseView
    model: ModelView
    share: str


class QuoteView(BaseModel):
    """
    Price and day of a piece, completed from its choices; nothing is held.

    With a ``conflict`` there is neither. ``asked_at`` is when it was true: who orders
    is asked again should price or day be worse by then.
    """

    version: str
    configuration: Choices
    quantity: int
    price: PriceView | None
    promise: PromiseView | None
    conflict: ConflictView | None
    asked_at: datetime


class Deltas(BaseModel):
    """What taking a value would change, or why it cannot be taken."""

    price_delta_minor: int | None = sparse()
    days_delta: int | None = sparse()
    sentences: list[str] = sparse([])
    repairs: list[RepairView] = sparse([])


class DeltasView(BaseModel):
    """
    By option, by value id other than the shown one, for one step of the page.

    ``pending`` are options that are still to be asked about: a long step is answered
    in parts, so that the first of them stand beside their values at once.
    """

    group: str
    options: dict[str, dict[str, Deltas]]
    pending: list[str] = sparse([])


class ExplanationView(BaseModel):
    """
    Why a value is blocked; no sentences where it is not.

    ``sentences`` are the merchandiser's rules; ``structure`` is what else follows from
    how the product is built up, worth telling only to who asks.
    """

    is_blocked: bool
    sentences: list[str]
    repairs: list[RepairView]
    structure: list[str] = []


class ProductCard(BaseModel):
    """A product as the shop window shows it, in its standard variant."""

    slug: str
    name: str
    summary: str
    price: PriceView
    promise: PromiseView
    model: ModelView


class ProductList(BaseModel):
    """The shop window."""

    products: list[ProductCard]


class ZoneView(BaseModel):
    """Where we deliver."""

    id: str
    name: str


class ProductPage(BaseModel):
    """A product as its page needs it: what may be asked, and the first answer."""

    slug: str
    version: str
    name: str
    summary: str
    currencies: list[str]
    groups: list[GroupView]
    zones: list[ZoneView]
    answer: AnswerView
