"""
The product model: what may be chosen, what holds, what it costs and what it needs.

Plain frozen data. ``configurator.formats.document.read_product`` builds it from a
product document and complains about everything at once; whoever holds a
``ProductModel`` may rely on names, types and units being right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from configurator.expressions import Expression, Problem

Scalar = str | bool | int | Decimal
Text = Mapping[str, str]
Configuration = Mapping[str, Scalar]
LANGUAGES = ("en", "zh")

__all__ = [
    "LANGUAGES",
    "BillLine",
    "Cell",
    "ChoiceError",
    "ConditionalDefault",
    "Configuration",
    "Derived",
    "Group",
    "Option",
    "OptionKind",
    "PriceLine",
    "Problem",
    "ProductModel",
    "ProductModelError",
    "RoutingStep",
    "Rule",
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
class Value:
    """One answer of an enumerated option."""

    id: str
    name: Text
    swatch: str | None = None
    note: Text | None = None


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
    """A named expression that may stand wherever an option may."""

    id: str
    value: Expression


@dataclass(frozen=True, slots=True)
class ConditionalDefault:
    """``value`` is the default of ``option`` while ``when`` holds; first one wins."""

    option: str
    value: Scalar
    when: Expression


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation between options that every variant obeys."""

    id: str
    name: Text
    rule: Expression


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


@dataclass(frozen=True, slots=True)
class Table:
    """The same as a rule, as listed rows: one of them must fit."""

    id: str
    name: Text
    options: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class PriceLine:
    """
    An amount added to the price.

    Parameters
    ----------
    amounts
        Minor units by currency, tax included.
    times
        Multiplied with the amount and rounded half up; once when absent.
    when
        Counts only while this holds; always when absent.
    """

    id: str
    label: Text
    amounts: Mapping[str, int]
    times: Expression | None = None
    when: Expression | None = None


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

    @property
    def relations(self) -> tuple[Rule | Table, ...]:
        """Everything that every variant obeys: rules, then tables."""
        return (*self.rules, *self.tables)

    def option(self, option_id: str) -> Option:
        """Return the option of that id; ``KeyError`` when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)
