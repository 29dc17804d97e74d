"""What the engine answers: statuses, conflicts, explanations, repairs and sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from configurator.model import Configuration, Scalar, Text


class Status(StrEnum):
    """What a value is to the shopper right now."""

    CHOSEN = "chosen"
    IMPLIED = "implied"
    AVAILABLE = "available"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class OptionAnswer:
    """
    What may be answered to one option, given every *other* choice.

    Parameters
    ----------
    status
        ``chosen``, ``implied`` (one value left), ``available`` or ``blocked``.
    values
        Status of each value; of a number only where its grid is small, of a text
        never.
    minimum, maximum, step
        Of a number: the outermost valid grid points and the grid. A point between
        them may still be blocked; ask ``answer.nearest``.
    nearest
        Of a chosen number that the other choices forbid: the nearest valid one.
    """

    status: Status
    values: Mapping[Scalar, Status] = field(default_factory=dict)
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    step: int | Decimal | None = None
    nearest: int | Decimal | None = None

    @property
    def min(self) -> int | Decimal | None:
        """Lowest valid number."""
        return self.minimum

    @property
    def max(self) -> int | Decimal | None:
        """Highest valid number."""
        return self.maximum


@dataclass(frozen=True, slots=True)
class Repair:
    """
    The fewest changes that make room for a wish; applying it gives valid choices.

    Parameters
    ----------
    changes
        New value of each option that changes, the wish included.
    drops
        Choices to forget; never overlaps ``changes``.
    price_change_minor
        What it does to the price, in minor units; ``None`` where nobody asked.
    """

    changes: Configuration
    drops: tuple[str, ...] = ()
    price_change_minor: int | None = None

    def apply(self, choices: Configuration) -> dict[str, Scalar]:
        """Return ``choices`` after this repair."""
        kept = {key: value for key, value in choices.items() if key not in self.drops}
        return {**kept, **self.changes}


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Choices that cannot hold together.

    Parameters
    ----------
    choices
        Subset-minimal: without any one of them the rest holds.
    rules
        Ids of rules and tables, subset-minimal given ``choices``.
    sentences
        The same in words, by language.
    repairs
        Up to three, with the fewest changes, each valid.
    """

    choices: Configuration
    rules: tuple[str, ...]
    sentences: Mapping[str, tuple[str, ...]]
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why ``option`` cannot be ``value`` now; the rest as in ``Conflict``."""

    option: str
    value: Scalar
    choices: Configuration
    rules: tuple[str, ...]
    sentences: Mapping[str, tuple[str, ...]]
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class NotBlocked:
    """``option`` can be ``value``: there is nothing to explain."""

    option: str
    value: Scalar


@dataclass(frozen=True, slots=True)
class Answer:
    """Status of every option; ``conflict`` when the choices cannot hold together."""

    options: Mapping[str, OptionAnswer]
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """What a complete configuration breaks: an option's domain, a rule or a table."""

    code: str
    subject: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class PriceBreakdownLine:
    """
    One line of a price.

    Parameters
    ----------
    amount_minor
        Tax included; negative where something is taken off.
    source
        What made it: ``prices.<line>``, ``prices.<line>.rows.<n>`` of a price table,
        ``prices.<line>.steps.<n>`` of a larger order, counted from 0.
    """

    id: str
    label: Text
    amount_minor: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class PriceBreakdown:
    """Lines whose sum is ``total_minor``; ``tax_minor`` is contained in it."""

    lines: tuple[PriceBreakdownLine, ...]
    total_minor: int
    tax_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class BillItem:
    """Material one variant needs: ``quantity`` counts ``unit``."""

    id: str
    material: str
    name: Text
    unit: str
    quantity: Decimal

    @property
    def source(self) -> str:
        """The line of the generic bill that made it, named as problems name it."""
        return f"bill.{self.id}"


@dataclass(frozen=True, slots=True)
class BillOfMaterial:
    """What one variant is made of."""

    lines: tuple[BillItem, ...]


@dataclass(frozen=True, slots=True)
class RoutingOperation:
    """One step of making one variant; ``setup`` is family by attribute."""

    id: str
    name: Text
    work_centre: str
    minutes: int
    after: tuple[str, ...] = ()
    setup: Mapping[str, str] = field(default_factory=dict)
    skill: str | None = None

    @property
    def source(self) -> str:
        """The step of the generic routing that made it, named as problems name it."""
        return f"routing.{self.id}"


@dataclass(frozen=True, slots=True)
class Routing:
    """The steps of making one variant, in an order that respects ``after``."""

    operations: tuple[RoutingOperation, ...]


@dataclass(frozen=True, slots=True)
class MoreThan:
    """There are more variants than ``limit``; how many more was not counted."""

    limit: int


@dataclass(frozen=True, slots=True)
class Difference:
    """
    What a new version makes possible and impossible.

    Parameters
    ----------
    blocked_now, possible_now
        (option, value) pairs that no variant, or some variant, may have now; of
        options that both versions have.
    examples, new_examples
        Configurations that the old version allows and the new one forbids, and the
        other way round.
    options_added, options_removed
        Ids; an option of another kind or unit counts as removed and added.
    count_before, count_after
        How many variants there were and are; ``None`` when nobody asked.
    lost, gained
        How many old variants have no counterpart among the new ones (no new variant
        agrees with them on what both versions ask), and the other way round; ``None``
        when nobody asked or it cannot be counted.
    """

    blocked_now: tuple[tuple[str, Scalar], ...] = ()
    possible_now: tuple[tuple[str, Scalar], ...] = ()
    examples: tuple[Configuration, ...] = ()
    new_examples: tuple[Configuration, ...] = ()
    options_added: tuple[str, ...] = ()
    options_removed: tuple[str, ...] = ()
    count_before: int | MoreThan | None = None
    count_after: int | MoreThan | None = None
    lost: int | None = None
    gained: int | None = None
