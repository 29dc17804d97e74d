"""A factory as it was described: calendars, work centres, resources, people, setups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

Text = Mapping[str, str]


@dataclass(frozen=True)
class Shift:
    """
    Local working time on some days of the week.

    Parameters
    ----------
    days
        Days of the week on which the shift *starts*, Monday is 0.
    start, end
        Local times; an end at or before the start is on the following day.
    """

    days: tuple[int, ...]
    start: time
    end: time


@dataclass(frozen=True)
class Break:
    """Local time within every shift during which nobody works."""

    start: time
    end: time


@dataclass(frozen=True)
class Exceptional:
    """Working time of one date; replaces what the week says. Both None: closed."""

    on: date
    start: time | None
    end: time | None


@dataclass(frozen=True)
class SiteCalendar:
    """When a resource or a person works, in the site's local time."""

    id: str
    shifts: tuple[Shift, ...]
    breaks: tuple[Break, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    keeps_holidays: bool = True


@dataclass(frozen=True)
class WorkCentre:
    """
    An organisational place where a kind of operation is done.

    Parameters
    ----------
    process_min
        Fixed minutes of one load, whatever its quantity (an oven's curing time); None
        where minutes grow with the quantity.
    is_resumable
        Whether work may stop over a break or a night and go on afterwards.
    stage
        What a shopper reads when this work centre has finished ("lacquered").
    wait_min
        Minutes after an operation here before what follows may start (drying).
    next_within_min
        Minutes after which what follows must have started, ``wait_min`` included;
        None where it may wait for ever.
    """

    id: str
    name: Text
    stage: Text
    process_min: int | None = None
    is_resumable: bool = True
    wait_min: int = 0
    next_within_min: int | None = None


@dataclass(frozen=True)
class Batch:
    """
    How a machine does several orders together: an oven's load, a lay of cloth.

    Parameters
    ----------
    units
        Orders in one load.
    attribute
        Setup attribute of which all in a load must have the same family, if any.
    base_min
        Minutes of a load whatever is in it.
    adds_up
        Whether the orders' minutes add up, or the longest of them counts.
    """

    units: int
    attribute: str | None = None
    base_min: int = 0
    adds_up: bool = False


@dataclass(frozen=True)
class Way:
    """Minutes that work travels from one hall to another."""

    before: str
    after: str
    minutes: int


@dataclass(frozen=True)
class Delivery:
    """Material that will come: there at the beginning of its day."""

    on: date
    quantity: int


@dataclass(frozen=True)
class Machine:
    """
    A machine, bench or station with capacity at a work centre.

    Parameters
    ----------
    batch
        How it does several orders together; None for each by itself.
    hall
        Where it stands; empty where the site has one place only.
    power_w
        What it takes while it works.
    """

    id: str
    name: Text
    work_centre: str
    calendar: str
    capacity: int = 1
    batch: Batch | None = None
    hall: str = ""
    power_w: int = 0


@dataclass(frozen=True)
class Person:
    """
    Someone with skills, needed beside the machine by operations that ask for one.

    Parameters
    ----------
    hall
        Where this person works; only machines there can be attended.
    """

    id: str
    name: Text
    calendar: str
    skills: tuple[str, ...]
    hall: str = ""


@dataclass(frozen=True)
class SetupFamily:
    """One value of a setup attribute, with the colour it has on the board."""

    id: str
    name: Text
    swatch: str


@dataclass(frozen=True)
class Setup:
    """
    What it costs to change between the families of one attribute.

    Parameters
    ----------
    work_centres
        Where the family stands on the machine and has to be changed; elsewhere the
        attribute costs nothing.
    default_min
        Minutes of a change that is not listed, also to and from unknown families.
    change_min
        Minutes by (from, to); no entry for a family and itself: that costs nothing.
    forbidden
        Pairs (from, to) that may not follow each other.
    """

    attribute: str
    work_centres: tuple[str, ...]
    default_min: int
    families: tuple[SetupFamily, ...]
    change_min: Mapping[tuple[str, str], int]
    forbidden: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Stock:
    """
    A material kept at the site and how long more of it takes to come.

    Parameters
    ----------
    stock
        What is there; None where nobody counts it.
    deliveries
        What is ordered, in the order of the days it comes.
    """

    id: str
    name: Text
    unit: str
    lead_days: int
    stock: int | None = None
    deliveries: tuple[Delivery, ...] = ()


@dataclass(frozen=True)
class PromisePolicy:
    """
    How a planned completion becomes a date that is told to a customer.

    Parameters
    ----------
    safety_min
        Minutes added to the planned completion, so that later plans can keep the date.
    collection_days
        Days of the week on which the carrier collects, Monday is 0.
    collection_at
        Local time of the collection: what is ready by then leaves that day.
    """

    safety_min: int
    collection_days: tuple[int, ...]
    collection_at: time


@dataclass(frozen=True)
class Site:
    """A factory, complete and consistent."""

    id: str
    name: Text
    zone: str
    horizon_days: int
    freeze_min: int
    promise: PromisePolicy
    holidays: Mapping[date, Text]
    calendars: tuple[SiteCalendar, ...]
    skills: Mapping[str, Text]
    work_centres: tuple[WorkCentre, ...]
    machines: tuple[Machine, ...]
    people: tuple[Person, ...]
    setups: tuple[Setup, ...] = ()
    materials: tuple[Stock, ...] = field(default=())
    halls: Mapping[str, Text] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()

    @cached_property
    def tzinfo(self) -> ZoneInfo:
        """The IANA zone the site's clocks follow."""
        return ZoneInfo(self.zone)

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What was worked out from this site alone, by whoever did."""
        return {}

    @cached_property
    def work_centre_by_id(self) -> Mapping[str, WorkCentre]:
        """Work centres by id."""
        return {centre.id: centre for centre in self.work_centres}

    @cached_property
    def machines_by_work_centre(self) -> Mapping[str, tuple[Machine, ...]]:
        """Machines of each work centre, in the order of the document."""
        return {
            centre.id: tuple(m for m in self.machines if m.work_centre == centre.id)
            for centre in self.work_centres
        }

    @cached_property
    def people_by_skill(self) -> Mapping[str, tuple[Person, ...]]:
        """People who have each skill, in the order of the document."""
        return {
            skill: tuple(p for p in self.people if skill in p.skills)
            for skill in self.skills
        }

    @cached_property
    def name_by_resource(self) -> Mapping[str, Text]:
        """Names of machines and people by id."""
        names = {machine.id: machine.name for machine in self.machines}
        return names | {person.id: person.name for person in self.people}
