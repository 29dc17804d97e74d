"""What a factory has: horizon, calendars, resources, changeovers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Horizon:
    """
    The planned window.

    Parameters
    ----------
    origin
        Aware UTC instant that is minute 0.
    length_min
        Minutes that may be planned; every free operation ends by then. At least 1.
    freeze_min
        Freeze fence: no free operation starts before it. 0 where nothing is frozen.
    """

    origin: datetime
    length_min: int
    freeze_min: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    When a resource works.

    Parameters
    ----------
    id
        Name of the calendar.
    open
        Half-open intervals ``(start, end)`` in minutes, ascending and apart;
        shifts, breaks, exceptions and ordered overtime are already worked in.
    overtime
        Intervals of the same kind, apart from ``open``, that could be worked if
        somebody ordered it: no plan uses them, explanations try them.
    """

    id: str
    open: tuple[tuple[int, int], ...]
    overtime: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Batching:
    """
    How a resource does several operations together: an oven, a sheet, a lay.

    The operations of a batch hold the same resources, start together and end
    together. One batch is done at a time.

    Parameters
    ----------
    units
        Room in all: the sum of the members' ``Operation.units`` is at most this.
    attribute
        Members must name the same family of this attribute (``Operation.setup``):
        one temperature, one board, one fabric. ``None``: everything goes together.
    base_min
        Working minutes of a batch whatever is in it (loading, laying out), 0 or more.
    adds_up
        Whether the members' minutes add up (a sheet that is cut part by part) or
        the longest of them counts (an oven).
    """

    units: int
    attribute: str | None = None
    base_min: int = 0
    adds_up: bool = False

    def duration_min(self, parts_min: Iterable[int]) -> int:
        """Working minutes of a batch of operations that take these by themselves."""
        return self.base_min + (sum(parts_min) if self.adds_up else max(parts_min))


@dataclass(frozen=True, slots=True)
class Resource:
    """
    A machine, crew or station.

    Parameters
    ----------
    id, work_centre
        Its own name and the organisational place that it belongs to.
    calendar
        Id of its calendar.
    capacity
        Operations that it does at the same time, each with its own start and
        duration (an oven's trays, a long table). 1 for a machine.
    skills
        What it can do, for people and crews; information for whoever chooses
        alternatives, the solver does not read it.
    setups
        Attributes whose family this resource remembers: only these cost a
        changeover here. Needs capacity 1.
    initial_setup
        Family that stands on it at the origin, by attribute; where one is
        missing the first operation needs no changeover.
    batching
        How it does operations together; ``None`` for one by one. Needs capacity 1.
    site
        Where it stands; all resources of an alternative stand at one site. Between
        sites work travels, see :class:`Transport`.
    """

    id: str
    work_centre: str
    calendar: str
    capacity: int = 1
    skills: tuple[str, ...] = ()
    setups: tuple[str, ...] = ()
    initial_setup: Mapping[str, str] = field(default_factory=dict)
    batching: Batching | None = None
    site: str = ""


@dataclass(frozen=True, slots=True)
class Transport:
    """
    The way between two sites, in this direction; a pair that is missing has none.

    Parameters
    ----------
    before, after
        Sites of the operation that is done and of the one that follows it.
    minutes
        Elapsed minutes from the end (and the wait) of the first to the start of the
        second, 0 or more. Within one site it takes no time.
    """

    before: str
    after: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Material:
    """
    Stock that operations take from, with what will come.

    Parameters
    ----------
    id
        Name of the material.
    stock
        Quantity that is there at the origin, 0 or more; what facts took before is
        already gone.
    supply
        Deliveries ``(minute, quantity)``, ascending in time, quantities at least 1:
        from that minute on they can be used.
    """

    id: str
    stock: int
    supply: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SetupMatrix:
    """
    Minutes of changeover between the families of one attribute.

    Parameters
    ----------
    attribute
        What changes: ``colour``, ``thread``.
    minutes
        Working minutes by ``(from family, to family)``. The same family costs 0
        unless it is listed.
    default_min
        Minutes of a pair that is not listed; ``None`` forbids such a changeover.
    cost
        Money for paint, thread or cleaning of one changeover in minor units, by
        ``(from family, to family)``; 0 for a pair that is not listed.
    """

    attribute: str
    minutes: Mapping[tuple[str, str], int]
    default_min: int | None = None
    cost: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def changeover_min(self, before: str | None, after: str) -> int | None:
        """Minutes from one family to another; ``None`` where it is forbidden."""
        if before is None:
            return 0
        listed = self.minutes.get((before, after))
        if listed is not None:
            return listed
        return 0 if before == after else self.default_min
