"""
The product model: what may be chosen, what holds, what it costs and what it needs.

Plain frozen data. ``configurator.formats.document.read_product`` builds it from a
product document and complains about everything at once; whoever holds a
``ProductModel`` may rely on names, types and units being right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from configurator.expressions import Expression, Problem

Scalar = str | bool | int | Decimal
Text = Mapping[str, str]
Configuration = Mapping[str, Scalar]
LANGUAGES = ("en", "zh")

__all__ = [
    "ALWAYS",
    "LANGUAGES",
    "ORDER_QUANTITY",
    "BillLine",
    "Cell",
    "ChoiceError",
    "ConditionalDefault",
    "Configuration",
    "Derived",
    "Effective",
    "FeatureTree",
    "Group",
    "Module",
    "Multiple",
    "Option",
    "OptionKind",
    "PriceLine",
    "PriceRow",
    "PriceStep",
    "Problem",
    "ProductModel",
    "ProductModelError",
    "Rebate",
    "RoutingStep",
    "Rule",
    "RuleTest",
    "Scalar",
    "Table",
    "Text",
    "Value",
]


class ProductModelError(ValueError):
    """
    A product model is malformed.

    Parameters
    ----------
    problems
        Everything that is wrong, each with its place.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class ChoiceError(ValueError):
    """
    A choice names an unknown option or a value that the option can never take.

    Parameters
    ----------
    problems
        One for each bad choice; ``path`` is the option's id.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems = problems


class OptionKind(StrEnum):
    """What kind of answer an option takes."""

    ENUMERATED = "enumerated"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    MEASUREMENT = "measurement"

    @property
    def is_numeric(self) -> bool:
        """Whether its values are numbers on a grid."""
        return self in {self.INTEGER, self.DECIMAL, self.MEASUREMENT}


@dataclass(frozen=True, slots=True)
class Effective:
    """
    The days on which something holds: from ``from_on`` until before ``to_on``.

    Parameters
    ----------
    from_on, to_on
        ``None`` leaves that end open.
    """

    from_on: date | None = None
    to_on: date | None = None

    def includes(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        is_begun = self.from_on is None or self.from_on <= day
        return is_begun and (self.to_on is None or day < self.to_on)


ALWAYS = Effective()


@dataclass(frozen=True, slots=True)
class Value:
    """One answer of an enumerated option."""

    id: str
    name: Text
    swatch: str | None = None
    note: Text | None = None
    effective: Effective = ALWAYS


@dataclass(frozen=True, slots=True)
class Option:
    """
    A question to the shopper.

    Parameters
    ----------
    values
        Of an enumerated option, in order of preference; empty otherwise.
    minimum, maximum, step
        Grid of a number, both ends included, in ``unit``.
    default
        Taken when nobody chose and the rules allow it.
    max_length, pattern
        Of a text: characters allowed, and the pattern all of it must match.
    """

    id: str
    kind: OptionKind
    name: Text
    help: Text | None = None
    unit: str | None = None
    values: tuple[Value, ...] = ()
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    step: int | Decimal | None = None
    default: Scalar | None = None
    max_length: int = 0
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A step of the product page: options that are asked together."""

    id: str
    name: Text
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """
    A named expression that may stand wherever an option may.

    Parameters
    ----------
    name
        How people call it; without one, sentences say what it means.
    """

    id: str
    value: Expression
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class ConditionalDefault:
    """``value`` is the default of ``option`` while ``when`` holds; first one wins."""

    option: str
    value: Scalar
    when: Expression


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A relation between options that every variant obeys.

    Parameters
    ----------
    is_structural
        Follows from how the product is built up (a feature tree, a module that is
        absent, the bounds of a multi-select) and not from a merchandiser's decision.
    """

    id: str
    name: Text
    rule: Expression
    is_structural: bool = False
    effective: Effective = ALWAYS


@dataclass(frozen=True, slots=True)
class Cell:
    """
    What one column of a table row admits.

    Parameters
    ----------
    values, ranges
        Single values, and number ranges with both ends included; both empty in a
        blank cell, which admits anything.
    is_negated
        Admits everything except these.
    """

    values: tuple[Scalar, ...] = ()
    ranges: tuple[tuple[int | Decimal, int | Decimal], ...] = ()
    is_negated: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it admits anything."""
        return not self.values and not self.ranges

    def admits(self, value: Scalar) -> bool:
        """Whether ``value``, one of the column's option, fits."""
        if self.is_blank:
            return True
        is_listed = value in self.values or any(
            low <= value <= high  # type: ignore[operator]  # ranges stand only under numbers
            for low, high in self.ranges
        )
        return is_listed != self.is_negated


@dataclass(frozen=True, slots=True)
class Table:
    """The same as a rule, as listed rows: one of them must fit."""

    id: str
    name: Text
    options: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    effective: Effective = ALWAYS


ORDER_QUANTITY = "order.quantity"
"""How many pieces are ordered at once, as price expressions and tables call it."""


@dataclass(frozen=True, slots=True)
class PriceStep:
    """Amounts that count from ``at_least`` pieces on, each piece of them."""

    at_least: int
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PriceRow:
    """Amounts of what fits all ``cells``, one for each column of the price table."""

    cells: tuple[Cell, ...]
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rebate:
    """
    What a campaign takes off other lines.

    Parameters
    ----------
    lines
        Ids of lines that stand before it; they may be rebates themselves.
    pct
        Taken off each line by itself, 0 to 100. When ``None``, the amounts of the
        price line are taken off all of them together, never more than they cost.
    round_to
        Minor units by currency: each reduced line is rounded half up to a multiple of
        them. One minor unit when the currency is missing.
    """

    lines: tuple[str, ...]
    pct: Decimal | None = None
    round_to: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class PriceLine:
    """
    An amount added to the price.

    Parameters
    ----------
    amounts
        Minor units by currency, tax included; empty where ``rows`` or a percentage
        decide.
    times
        Multiplied with the amount and rounded half up; once when absent.
    when
        Counts only while this holds; always when absent.
    effective
        The days on which it counts.
    steps
        Other amounts for larger orders, by rising quantity.
    columns, rows
        Of a price table: options (or ``ORDER_QUANTITY``) and the amounts of each row;
        the first row that fits counts. Both empty otherwise.
    rebate
        Makes it a campaign: its amount is taken off.
    """

    id: str
    label: Text
    amounts: Mapping[str, int]
    times: Expression | None = None
    when: Expression | None = None
    effective: Effective = ALWAYS
    steps: tuple[PriceStep, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[PriceRow, ...] = ()
    rebate: Rebate | None = None


@dataclass(frozen=True, slots=True)
class BillLine:
    """Material that a variant needs: ``quantity`` in ``unit`` while ``when`` holds."""

    id: str
    material: str
    name: Text
    unit: str
    quantity: Expression
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class RoutingStep:
    """One operation of the generic routing."""

    id: str
    name: Text
    work_centre: str
    minutes: Expression
    after: tuple[str, ...] = ()
    when: Expression | None = None
    setup: Mapping[str, Expression] | None = None
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Multiple:
    """
    A question with several answers at once; each answer is a boolean option.

    Parameters
    ----------
    values
        The answers; that of value ``v`` is the boolean option ``<id>.<v>``.
    at_least, at_most
        How many may be picked, both ends included.
    """

    id: str
    name: Text
    values: tuple[Value, ...]
    at_least: int
    at_most: int
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """
    A bounded list of equal parts, each configured for itself.

    Parameters
    ----------
    at_least, at_most
        Bounds of the integer option ``<id>.count``; both ends included.
    options
        Ids inside one part; that of part ``n`` (from 1) is ``<id>.<n>.<option>``.
    part_name
        What one part is called; ``{n}`` stands for its number.
    """

    id: str
    name: Text
    at_least: int
    at_most: int
    options: tuple[str, ...]
    part_name: Text

    def part(self, number: int) -> Text:
        """Return what part ``number`` (from 1) is called."""
        return {
            language: text.replace("{n}", str(number))
            for language, text in self.part_name.items()
        }


@dataclass(frozen=True, slots=True)
class FeatureTree:
    """
    Where each feature of a feature model stands; every feature is a boolean option.

    Parameters
    ----------
    parents
        Parent by feature; the root has none and is missing here.
    mandatory
        Features that their parent always brings along by a mandatory relation of
        their own (members of groups are not).
    """

    root: str
    parents: Mapping[str, str]
    mandatory: frozenset[str]


@dataclass(frozen=True, slots=True)
class RuleTest:
    """
    A case that a publish must get right.

    Parameters
    ----------
    choices
        What is picked.
    is_valid
        Whether some variant must have these choices, or none may.
    costs
        Total in minor units by currency of their completion; not asked when empty.
    """

    id: str
    name: Text
    choices: Configuration
    is_valid: bool = True
    costs: Mapping[str, int] | None = None


@dataclass(frozen=True)
class ProductModel:
    """
    Versioned definition of a configurable product.

    Notes
    -----
    Ids of options and derived values share one name space, and every expression has
    been checked against it.
    """

    id: str
    name: Text
    options: tuple[Option, ...]
    summary: Text | None = None
    site: str | None = None
    currencies: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    derived: tuple[Derived, ...] = ()
    defaults: tuple[ConditionalDefault, ...] = ()
    rules: tuple[Rule, ...] = ()
    tables: tuple[Table, ...] = ()
    prices: tuple[PriceLine, ...] = ()
    tax_pct: Mapping[str, Decimal] | None = None
    bill: tuple[BillLine, ...] = ()
    routing: tuple[RoutingStep, ...] = ()
    multiples: tuple[Multiple, ...] = ()
    modules: tuple[Module, ...] = ()
    libraries: tuple[str, ...] = ()
    features: FeatureTree | None = None
    tests: tuple[RuleTest, ...] = ()

    @property
    def relations(self) -> tuple[Rule | Table, ...]:
        """Everything that every variant obeys: rules, then tables."""
        return (*self.rules, *self.tables)

    @cached_property
    def relations_by_id(self) -> dict[str, Rule | Table]:
        """Every rule and table by its id."""
        return {relation.id: relation for relation in self.relations}

    @cached_property
    def own_first(self) -> tuple[str, ...]:
        """Ids of all relations: the merchandiser's own, then structural rules."""
        structural = [rule.id for rule in self.rules if rule.is_structural]
        return (*self.own_relations, *structural)

    @cached_property
    def own_relations(self) -> tuple[str, ...]:
        """Ids of the rules and tables that a merchandiser decided on."""
        rules = [rule.id for rule in self.rules if not rule.is_structural]
        return (*rules, *(table.id for table in self.tables))

    @cached_property
    def options_by_id(self) -> dict[str, Option]:
        """Every option by its id."""
        return {option.id: option for option in self.options}

    def option(self, option_id: str) -> Option:
        """Return the option of that id; ``KeyError`` when there is none."""
        return self.options_by_id[option_id]
