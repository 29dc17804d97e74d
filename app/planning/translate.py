"""Sites and routings in the solver's words: problems, jobs, fixed assignments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from app.base.recent import Recent
from app.planning.calendars import local_instant, minute_of, open_windows
from app.planning.site import Batch, Machine, Person, Site, WorkCentre
from configurator.results import Routing, RoutingOperation
from scheduling.problem import (
    Alternative,
    Assignment,
    Batching,
    Calendar,
    Horizon,
    Job,
    Material,
    Operation,
    Resource,
    SetupMatrix,
    Transport,
)

DAY_MIN = 24 * 60

# Orders of one factory are made of few different steps.
_SHARED = 20_000


@dataclass(frozen=True)
class Unplannable:
    """
    A routing that this site cannot make.

    Parameters
    ----------
    sentences
        One for each operation that has no place, English.
    """

    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Shop:
    """What a site has, seen from one origin: everything of a problem but its jobs."""

    horizon: Horizon
    calendars: tuple[Calendar, ...]
    resources: tuple[Resource, ...]
    setups: tuple[SetupMatrix, ...]
    transports: tuple[Transport, ...] = ()
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True)
class Demand:
    """
    One order item that wants capacity: its id is the job's and the reservation's.

    Parameters
    ----------
    routing
        Operations of one piece.
    quantity
        Pieces that go through together: minutes grow with it, an oven's load does not.
    release_at
        Earliest start.
    promise_at
        What the customer was told; None while it is being asked for.
    weight
        How much this promise counts beside others.
    """

    id: str
    routing: Routing
    quantity: int
    release_at: datetime
    promise_at: datetime | None = None
    weight: int = 1


def shop_of(
    site: Site,
    origin: datetime,
    *,
    freeze_min: int,
) -> Shop:
    """
    Resources, calendars and changeovers of a site over its rolling horizon.

    Parameters
    ----------
    site
        The factory.
    origin
        Minute 0: the start of the site's current day.
    freeze_min
        Minutes from the origin before which nothing new starts.
    """
    length_min = site.horizon_days * DAY_MIN
    return Shop(
        horizon=Horizon(origin, length_min, freeze_min),
        calendars=tuple(
            Calendar(one.id, open_windows(site, one, origin, length_min))
            for one in site.calendars
        ),
        resources=tuple(_resources(site)),
        setups=tuple(
            SetupMatrix(
                setup.attribute,
                dict(_changeovers(setup.change_min, setup.forbidden, length_min)),
                setup.default_min,
            )
            for setup in site.setups
        ),
        transports=tuple(
            Transport(way.before, way.after, way.minutes) for way in site.ways
        ),
        materials=tuple(_materials(site, origin)),
    )


def _materials(site: Site, origin: datetime) -> Iterator[Material]:
    """Yield what is counted; a delivery of a day is there when the day begins."""
    for one in site.materials:
        if one.stock is None:
            continue
        supply: dict[int, int] = {}
        for delivery in one.deliveries:
            at = max(0, minute_of(origin, local_instant(site, delivery.on, time())))
            supply[at] = supply.get(at, 0) + delivery.quantity
        yield Material(one.id, one.stock, tuple(sorted(supply.items())))


def _changeovers(
    minutes: Mapping[tuple[str, str], int],
    forbidden: Iterable[tuple[str, str]],
    length_min: int,
) -> Iterator[tuple[tuple[str, str], int]]:
    yield from minutes.items()
    # A changeover longer than the horizon fits nowhere: that is how a pair is
    # forbidden while pairs that are not listed cost the default.
    yield from ((pair, length_min) for pair in forbidden)


def _resources(site: Site) -> Iterator[Resource]:
    for machine in site.machines:
        remembered = tuple(
            setup.attribute
            for setup in site.setups
            if machine.work_centre in setup.work_centres and machine.capacity == 1
        )
        yield Resource(
            machine.id,
            machine.work_centre,
            machine.calendar,
            capacity=machine.capacity,
            setups=remembered,
            batching=_batching(machine.batch),
            site=machine.hall,
        )
    for person in site.people:
        yield Resource(
            person.id,
            "people",
            person.calendar,
            skills=person.skills,
            site=person.hall,
        )


def _batching(batch: Batch | None) -> Batching | None:
    if batch is None:
        return None
    return Batching(batch.units, batch.attribute, batch.base_min, batch.adds_up)


def job_of(site: Site, demand: Demand, origin: datetime) -> Job | Unplannable:
    """
    One order item in the solver's words.

    Parameters
    ----------
    site
        Where it is made.
    demand
        What is made, how many, by when.
    origin
        Minute 0 of the plan it goes into.
    """
    problems = tuple(_problems(site, demand.routing))
    if problems:
        return Unplannable(problems)
    promise_min = None
    if demand.promise_at is not None:
        promise_min = minute_of(origin, demand.promise_at)
    steps = demand.routing.operations
    return Job(
        demand.id,
        tuple(_operation(site, step, demand.quantity) for step in steps),
        release_min=max(0, minute_of(origin, demand.release_at)),
        due_min=promise_min,
        deadline_min=promise_min,
        weight=demand.weight,
    )


def can_make(site: Site, routing: Routing) -> bool:
    """Whether a site has the work centres and the skills that a routing asks for."""
    return next(_problems(site, routing), None) is None


def _problems(site: Site, routing: Routing) -> Iterator[str]:
    if not routing.operations:
        yield "The routing has no operation."
    for step in routing.operations:
        if step.work_centre not in site.work_centre_by_id:
            yield (
                f"Operation “{step.id}” asks for work centre “{step.work_centre}”,"
                f" which site “{site.id}” does not have."
            )
        if step.skill is not None and not site.people_by_skill.get(step.skill):
            yield (
                f"Operation “{step.id}” asks for the skill “{step.skill}”,"
                f" which nobody at site “{site.id}” has."
            )
        elif step.skill is not None and step.work_centre in site.work_centre_by_id:
            halls = {one.hall for one in site.machines_by_work_centre[step.work_centre]}
            if halls.isdisjoint(one.hall for one in site.people_by_skill[step.skill]):
                yield (
                    f"Operation “{step.id}” asks for the skill “{step.skill}”,"
                    f" which nobody in the hall of “{step.work_centre}” has."
                )


def _operation(site: Site, step: RoutingOperation, quantity: int) -> Operation:
    """Operation of a step, shared by all orders that are made of the same."""
    key = (
        *(step.id, step.work_centre, step.minutes, step.skill, quantity, step.after),
        *step.setup.items(),
    )
    operations: Recent[tuple[Any, ...], Operation]
    operations = site.memo.setdefault("operations", Recent(_SHARED))
    return operations.get_or_make(key, lambda: _made(site, step, quantity))


def _made(site: Site, step: RoutingOperation, quantity: int) -> Operation:
    centre = site.work_centre_by_id[step.work_centre]
    return Operation(
        step.id,
        _ways(site, centre, step.skill, working_min(centre, step.minutes, quantity)),
        after=step.after,
        setup=dict(step.setup),
        is_resumable=centre.is_resumable,
        wait_min=centre.wait_min,
        max_wait_min=centre.next_within_min,
    )


def working_min(centre: WorkCentre, minutes: int, quantity: int) -> int:
    """Working minutes of an operation; one load of an oven takes what it takes."""
    if centre.process_min is not None:
        return max(centre.process_min, minutes)
    return minutes * quantity


def _ways(
    site: Site, centre: WorkCentre, skill: str | None, duration_min: int
) -> tuple[Alternative, ...]:
    """Alternatives of an operation, shared by all that take the same time."""
    key = (centre.id, skill, duration_min)
    known: tuple[Alternative, ...] | None = site.memo.get(key)
    if known is None:
        machines = site.machines_by_work_centre[centre.id]
        people = site.people_by_skill[skill] if skill else ()
        known = site.memo[key] = _alternatives(machines, people, duration_min)
    return known


def _alternatives(
    machines: Sequence[Machine], people: Sequence[Person], duration_min: int
) -> tuple[Alternative, ...]:
    if not people:
        return tuple(
            Alternative((machine.id,), duration_min, _energy_wh(machine, duration_min))
            for machine in machines
        )
    return tuple(
        Alternative(
            (machine.id, person.id), duration_min, _energy_wh(machine, duration_min)
        )
        for machine in machines
        for person in people
        if machine.hall == person.hall
    )


def _energy_wh(machine: Machine, minutes: int) -> int:
    return machine.power_w * minutes // 60


def dump_assignments(assignments: Iterable[Assignment]) -> list[list[Any]]:
    """Write assignments as short JSON rows, in a fixed order."""
    rows = (
        [a.job, a.operation, list(a.resources), a.start_min, a.end_min, a.setup_min]
        for a in assignments
    )
    return sorted(rows, key=lambda row: (row[3], row[0], row[1]))


def load_assignments(
    rows: Iterable[Sequence[Any]], stored: datetime, origin: datetime
) -> Iterator[Assignment]:
    """
    Read what :func:`dump_assignments` wrote, moved to another origin.

    Parameters
    ----------
    rows
        What was stored.
    stored, origin
        Minute 0 then and now.
    """
    shift_min = minute_of(origin, stored)
    # Seventy thousand places name a hundred machines: each name is kept once.
    names: dict[str, str] = {}
    sets: dict[tuple[str, ...], tuple[str, ...]] = {}
    for job, operation, resources, start_min, end_min, setup_min in rows:
        held = tuple(resources)
        yield Assignment(
            names.setdefault(job, job),
            names.setdefault(operation, operation),
            sets.setdefault(held, held),
            start_min + shift_min,
            end_min + shift_min,
            setup_min,
        )
