"""What the shop's pages ask and are answered; sentences in the reader's language."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

JsonScalar = str | bool | int | float
Choices = dict[str, JsonScalar]
Currency = Literal["EUR", "CNY"]


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
    """Asks what each value of one step would change."""

    group: str = Field(max_length=80)


class ValueView(BaseModel):
    """One answer of an option."""

    id: str
    name: str
    swatch: str | None = None
    note: str | None = None


class OptionView(BaseModel):
    """A question to the shopper; ``values`` only where they are listed."""

    id: str
    kind: Literal["enumerated", "boolean", "integer", "decimal", "text", "measurement"]
    name: str
    help: str | None = None
    unit: str | None = None
    values: list[ValueView] = []
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    max_length: int | None = None
    pattern: str | None = None


class GroupView(BaseModel):
    """A step of the product page."""

    id: str
    name: str
    options: list[OptionView]


class OptionState(BaseModel):
    """
    What may be answered to one option now.

    ``values`` is the status by value id, ``true``/``false`` of a yes-or-no; a
    number has the outermost valid points of its grid instead.
    """

    status: Literal["chosen", "implied", "available", "blocked"]
    values: dict[str, Literal["chosen", "implied", "available", "blocked"]] = {}
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    nearest: float | None = None


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

    ``with_you_on`` is null where the factory's horizon has no room; ``why`` says so.
    """

    with_you_on: date | None
    ready_on: date | None
    zone: str
    zone_name: str
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

    With a ``conflict`` the rest describes what was shown before, unchanged.
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


class Deltas(BaseModel):
    """What taking a value would change, or why it cannot be taken."""

    price_delta_minor: int | None = None
    days_delta: int | None = None
    sentences: list[str] = []
    repairs: list[RepairView] = []


class DeltasView(BaseModel):
    """By option, by value id, for one step of the page."""

    group: str
    options: dict[str, dict[str, Deltas]]


class ExplanationView(BaseModel):
    """Why a value is blocked; no sentences where it is not."""

    is_blocked: bool
    sentences: list[str]
    repairs: list[RepairView]


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
