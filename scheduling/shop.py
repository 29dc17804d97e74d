"""What a factory has: horizon, calendars, resources, changeovers."""

from collections.abc import Mapping
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
        shifts, breaks, exceptions and overtime are already worked in.
    """

    id: str
    open: tuple[tuple[int, int], ...]


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
    """

    id: str
    work_centre: str
    calendar: str
    capacity: int = 1
    skills: tuple[str, ...] = ()
    setups: tuple[str, ...] = ()
    initial_setup: Mapping[str, str] = field(default_factory=dict)


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
    """

    attribute: str
    minutes: Mapping[tuple[str, str], int]
    default_min: int | None = None

    def changeover_min(self, before: str | None, after: str) -> int | None:
        """Minutes from one family to another; ``None`` where it is forbidden."""
        if before is None:
            return 0
        listed = self.minutes.get((before, after))
        if listed is not None:
            return listed
        return 0 if before == after else self.default_min
