"""
A published generator of realistic factories: furniture, apparel, twelve colours.

The same kind, number of orders, load and seed give the same problem everywhere. Every
parameter stands in this package and was fixed before the solver was tuned;
``docs/formats/factories.md`` says what they are and where they come from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import ceil
from random import Random

from scheduling.faults import FaultList
from scheduling.instances import apparel, finishing, furniture
from scheduling.instances.cells import WINDOW_DAYS, Cell, CellFactory
from scheduling.instances.progress import Floor, Started
from scheduling.instances.recipes import Recipe, Step
from scheduling.instances.shifts import WORKDAY_MIN, Shifts
from scheduling.jobs import Job, Operation
from scheduling.problem import Problem
from scheduling.shop import Horizon, Material, Transport

KINDS: Mapping[str, Recipe] = {
    "furniture": furniture.RECIPE,
    "apparel": apparel.RECIPE,
    "setups": finishing.RECIPE,
}
"""What can be generated."""

ORIGIN = datetime(2026, 11, 23, 11, tzinfo=UTC)
"""Minute 0: a Monday at 11:00."""

FREEZE_MIN = 240
"""What starts within four hours is fixed."""

SITES = ("north", "south")
SITE_SHARES = (60, 40)
TWO_SITES_FROM = 300
"""Orders from which a factory has two sites."""

TRANSPORT_MIN = 90
STARTED_SHARE = 0.05
"""Orders that are under way: half a day's work of ten."""

WEIGHTS = (1, 2, 5)
WEIGHT_SHARES = (60, 25, 15)
PAID_SHARE = 0.55
"""Orders with a completion that was told to the customer."""

RELEASED_LATER_SHARE = 0.2
STOCK_SHARE = 0.4
"""Part of a material's demand that is there; the rest is delivered."""

SPARE_SHARE = 0.25
"""What is bought beyond the open orders, so that new ones can be promised."""

LATE_DELIVERY_SHARE = 0.08


@dataclass(slots=True)
class _Draft:
    """An order before the factory has machines."""

    name: str
    site: str
    steps: tuple[Step, ...]
    done: int = 0
    cells: tuple[tuple[Cell, ...], ...] = ()
    due_min: int = 0


def generate(kind: str, orders: int, load: float, seed: int) -> Problem:
    """
    Realistic factory with open orders and work in progress.

    Parameters
    ----------
    kind
        One of :data:`KINDS`.
    orders
        Open orders; machines and people grow with them.
    load
        Work of the busiest work centre, without changeovers, over what it can do
        until the last due date. Above 1 some orders must be late. Few orders do not
        fill the least machines that a factory has: their load is lower.
    seed
        Source of every choice by chance.

    Raises
    ------
    ProblemError
        With everything that is wrong with the parameters.
    """
    _inspect(kind, orders, load)
    recipe = KINDS[kind]
    random = Random(f"{kind} {orders} {load} {seed}")  # noqa: S311 - no secret
    sites = SITES if recipe.sites and orders >= TWO_SITES_FROM else ("",)
    drafts = [_draft(number, recipe, sites, random) for number in range(orders)]
    for draft in drafts[: max(1, round(orders * STARTED_SHARE))]:
        draft.done = random.randrange(1, len(draft.steps))
    days = ceil((WINDOW_DAYS * (max(1.0, load) + recipe.slack) + 8) * 7 / 5)
    factory = CellFactory(Shifts(days), random)
    _build(factory, recipe, sites, drafts, load)
    window_days = max(3.0, factory.window_days(load))
    _promise(drafts, window_days, factory.shifts, random)
    jobs = [_job(draft, random) for draft in drafts]
    started = _start(factory, recipe, drafts, jobs, random)
    horizon = Horizon(ORIGIN, days * 1440, FREEZE_MIN)
    return Problem(
        horizon=horizon,
        calendars=tuple(factory.shifts.calendars.values()),
        resources=tuple(
            replace(one, initial_setup=started.standing.get(one.id, {}))
            for one in factory.resources
        ),
        jobs=tuple(jobs),
        setups=recipe.setups,
        fixed=tuple(started.facts),
        materials=_materials(jobs, started, window_days, factory.shifts, random),
        transports=_transports(sites),
    )


def _inspect(kind: str, orders: int, load: float) -> None:
    faults = FaultList()
    if kind not in KINDS:
        sentence = f"There is no kind '{kind}': choose of {', '.join(KINDS)}."
        faults.add("kind", "unknown_kind", sentence)
    if orders < 1:
        faults.add("orders", "too_small", "Ask for one order or more.")
    if not 0.05 <= load <= 5:
        sentence = "The load is a share from 0.05 to 5; 1 fills the bottleneck."
        faults.add("load", "out_of_range", sentence)
    faults.raise_if_any()


def _draft(number: int, recipe: Recipe, sites: Sequence[str], random: Random) -> _Draft:
    (site,) = random.choices(sites, SITE_SHARES[: len(sites)])
    return _Draft(f"order_{number + 1:05}", site, recipe.draw(random))


def _build(
    factory: CellFactory,
    recipe: Recipe,
    sites: Sequence[str],
    drafts: Sequence[_Draft],
    load: float,
) -> None:
    """Size every work centre for its work, then give every step its cells."""
    work: dict[tuple[str, str], float] = {}
    for draft in drafts:
        for step in draft.steps[draft.done :]:
            key = (draft.site, step.centre)
            own = recipe.centres[step.centre].work_min(step)
            work[key] = work.get(key, 0.0) + own
    for site in sites:
        for centre in recipe.centres.values():
            factory.build(centre, site, work.get((site, centre.name), 0.0), load)
    for draft in drafts:
        draft.cells = tuple(
            factory.choose(
                step,
                sites if step.anywhere else (draft.site,),
                is_done=number < draft.done,
            )
            for number, step in enumerate(draft.steps)
        )


def _promise(
    drafts: Sequence[_Draft], window_days: float, shifts: Shifts, random: Random
) -> None:
    """Due dates evenly over the window; what is under way is due first."""
    begun = [draft for draft in drafts if draft.done]
    later = [draft for draft in drafts if not draft.done]
    random.shuffle(later)
    for rank, draft in enumerate((*begun, *later)):
        at = window_days * WORKDAY_MIN * (rank + 1) / len(drafts)
        at += random.uniform(-0.5, 0.5) * WORKDAY_MIN
        least = 240 + 1.6 * _flow_min(draft.steps[draft.done :])
        at = min(max(at, least), max(least, window_days * WORKDAY_MIN))
        draft.due_min = shifts.at(at)


def _flow_min(steps: Sequence[Step]) -> int:
    """Longest path through the steps, waits included."""
    ends: dict[str, int] = {}
    for step in steps:
        begin = max((ends.get(name, 0) for name in step.after), default=0)
        ends[step.id] = begin + step.minutes + step.wait_min
    return max(ends.values())


def _job(draft: _Draft, random: Random) -> Job:
    (weight,) = random.choices(WEIGHTS, WEIGHT_SHARES)
    deadline = None
    if random.random() < PAID_SHARE:
        deadline = draft.due_min + 60 * random.randrange(0, 25)
    release = 0
    if not draft.done and random.random() < RELEASED_LATER_SHARE:
        free_min = draft.due_min - 3 * _flow_min(draft.steps) - 1440
        release = 60 * random.randrange(0, max(0, free_min) // 60 + 1)
    return Job(
        draft.name,
        tuple(
            Operation(
                step.id,
                tuple(way for cell in cells for way in cell.ways(step.minutes)),
                step.after,
                step.setup,
                step.is_resumable,
                step.wait_min,
                step.max_wait_min,
                step.units,
                step.materials,
            )
            for step, cells in zip(draft.steps, draft.cells, strict=True)
        ),
        release,
        draft.due_min,
        deadline,
        weight,
    )


def _start(
    factory: CellFactory,
    recipe: Recipe,
    drafts: Sequence[_Draft],
    jobs: Sequence[Job],
    random: Random,
) -> Started:
    """Put the orders that are under way on the floor."""
    known: dict[str, dict[str, None]] = {}
    for draft in drafts:
        for step in draft.steps:
            for attribute, family in step.setup.items():
                known.setdefault(attribute, {})[family] = None
    # Small factories may have no order for a work centre: anything stands there.
    for matrix in recipe.setups:
        if matrix.attribute not in known:
            known[matrix.attribute] = {pair[0]: None for pair in matrix.minutes}
    calendars = factory.shifts.calendars
    floor = Floor(
        ((one, calendars[one.calendar].open) for one in factory.resources),
        recipe.setups,
        FREEZE_MIN,
        random,
    )
    begun = [(j, d.done) for j, d in zip(jobs, drafts, strict=True) if d.done]
    return floor.start(begun, {name: sorted(one) for name, one in known.items()})


def _materials(
    jobs: Sequence[Job],
    started: Started,
    window_days: float,
    shifts: Shifts,
    random: Random,
) -> tuple[Material, ...]:
    """Stock for the first orders; deliveries twice a week for the others."""
    taken = {one.key for one in started.facts if one.start_min < 0}
    demand: dict[str, int] = {}
    for job in jobs:
        for one in job.operations:
            if (job.id, one.id) not in taken:
                for name, quantity in one.materials.items():
                    demand[name] = demand.get(name, 0) + quantity
    return tuple(
        _material(name, total, window_days, shifts, random)
        for name, total in sorted(demand.items())
    )


def _material(
    name: str, total: int, window_days: float, shifts: Shifts, random: Random
) -> Material:
    stock = ceil(total * STOCK_SHARE)
    left = ceil(total * (1 + SPARE_SHARE)) - stock
    count = max(1, round(window_days / 2.5))
    supply: dict[int, int] = {}
    for number in range(count):
        # Each delivery is there a day before the stock runs out at an even pace.
        pace = window_days * (STOCK_SHARE + (1 - STOCK_SHARE) * number / count)
        day = max(0.5, pace - 1.5)
        if random.random() < LATE_DELIVERY_SHARE:
            day += 1.5
        quantity = left if number == count - 1 else ceil(left / (count - number))
        if quantity:
            at = shifts.at(day * WORKDAY_MIN)
            supply[at] = supply.get(at, 0) + quantity
        left -= quantity
    return Material(name, stock, tuple(sorted(supply.items())))


def _transports(sites: Sequence[str]) -> tuple[Transport, ...]:
    return tuple(
        Transport(before, after, TRANSPORT_MIN)
        for before in sites
        for after in sites
        if before != after
    )
