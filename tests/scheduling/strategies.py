"""Small random problems with every feature, well formed by construction."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from scheduling.problem import (
    Alternative,
    Assignment,
    Batching,
    Calendar,
    Horizon,
    Job,
    Material,
    Operation,
    Problem,
    Resource,
    SetupMatrix,
    Transport,
)

ORIGIN = datetime(2026, 11, 23, tzinfo=UTC)
DAY = 1440
FAMILIES = {"colour": ("white", "black", "oak"), "heat": ("low", "high")}


@dataclass(frozen=True)
class Knobs:
    """
    What a random problem may have; a feature that is off never occurs.

    Parameters
    ----------
    jobs, operations, alternatives
        Most of each.
    days
        Length of the horizon. Every calendar is open from 09:00 to 13:00 each day.
    has_forbidden
        Whether pairs may be missing in a setup matrix: then there may be no plan.
    has_tight_waits
        Whether a maximum wait may be shorter than a night: then there may be none.
    """

    jobs: int = 4
    operations: int = 4
    alternatives: int = 3
    days: int = 10
    has_calendars: bool = True
    has_resumable: bool = True
    has_waits: bool = True
    has_max_waits: bool = True
    has_tight_waits: bool = False
    has_crews: bool = True
    has_setups: bool = True
    has_forbidden: bool = False
    has_batches: bool = True
    has_materials: bool = True
    has_sites: bool = True
    has_facts: bool = True
    has_dates: bool = True
    has_energy: bool = True


EVERYTHING = Knobs()
TINY = Knobs(jobs=2, operations=2, alternatives=2, days=4)
PLAIN = Knobs(
    has_calendars=False,
    has_resumable=False,
    has_waits=False,
    has_max_waits=False,
    has_crews=False,
    has_setups=False,
    has_batches=False,
    has_materials=False,
    has_sites=False,
    has_facts=False,
    has_dates=False,
    has_energy=False,
)
"""A flexible job shop: alternatives and precedence, nothing else."""


@dataclass
class _Shop:
    """Parts of a problem while they are drawn."""

    knobs: Knobs
    horizon: Horizon
    calendars: tuple[Calendar, ...]
    resources: tuple[Resource, ...]
    setups: tuple[SetupMatrix, ...]
    transports: tuple[Transport, ...]
    groups: tuple[tuple[str, ...], ...]
    least_room: int = 1
    taken: dict[str, int] = field(default_factory=dict)


@st.composite
def problems(draw: st.DrawFn, knobs: Knobs = EVERYTHING) -> Problem:
    """Draw a problem that its construction accepts; most have a plan."""
    shop = _shop(draw, knobs)
    count = draw(st.integers(1, knobs.jobs))
    jobs = tuple(_job(draw, shop, f"j{n}") for n in range(count))
    return Problem(
        horizon=shop.horizon,
        calendars=shop.calendars,
        resources=shop.resources,
        jobs=jobs,
        setups=shop.setups,
        fixed=_facts(draw, shop, jobs) if knobs.has_facts else (),
        materials=_materials(draw, shop),
        transports=shop.transports,
    )


@st.composite
def jobs_for(draw: st.DrawFn, problem: Problem, knobs: Knobs = EVERYTHING) -> Job:
    """Draw one more job that could be made in a problem of :func:`problems`."""
    known = {one.id for one in problem.resources}
    shop = _Shop(
        replace(knobs, has_materials=False),
        problem.horizon,
        problem.calendars,
        problem.resources,
        problem.setups,
        problem.transports,
        tuple(group for group in _GROUPS if known.issuperset(group)),
        _least_room(problem.resources),
    )
    return _job(draw, shop, "new")


_GROUPS = (
    ("m0",),
    ("m1",),
    ("booth",),
    ("tank",),
    ("oven",),
    ("sheet",),
    ("m0", "crew"),
    ("booth", "crew"),
    ("booth", "hand"),
    ("oven", "hand"),
    ("far",),
    ("far_oven",),
)


def _flag(draw: st.DrawFn, *, is_allowed: bool) -> bool:
    return is_allowed and draw(st.booleans())


def _shop(draw: st.DrawFn, knobs: Knobs) -> _Shop:
    calendars = _calendars(draw, knobs)
    names = st.sampled_from([one.id for one in calendars])
    home, away = (
        ("east", "west") if _flag(draw, is_allowed=knobs.has_sites) else ("", "")
    )

    def resource(name: str, site: str = home, **more: Any) -> Resource:
        return Resource(name, name.rstrip("01"), draw(names), site=site, **more)

    resources = [resource("m0"), resource("m1")]
    if knobs.has_crews:
        resources.append(resource("crew", capacity=draw(st.integers(1, 3))))
        resources.append(resource("hand"))
    if knobs.has_setups:
        stands = {"colour": "white"} if draw(st.booleans()) else {}
        resources.append(resource("booth", setups=("colour",), initial_setup=stands))
        resources.append(resource("tank", setups=("colour", "heat")))
    if knobs.has_batches:
        resources.append(resource("oven", **_batching(draw, knobs, is_sheet=False)))
        resources.append(resource("sheet", **_batching(draw, knobs, is_sheet=True)))
    if home != away:
        resources.append(resource("far", away))
        if knobs.has_batches:
            more = _batching(draw, knobs, is_sheet=False)
            resources.append(resource("far_oven", away, **more))
    known = {one.id for one in resources}
    minutes = st.integers(0, 120)
    return _Shop(
        knobs,
        Horizon(ORIGIN, knobs.days * DAY, draw(st.sampled_from((0, 0, 300)))),
        calendars,
        tuple(resources),
        tuple(_matrix(draw, knobs, attribute) for attribute in FAMILIES),
        tuple(Transport(a, b, draw(minutes)) for a, b in ((home, away), (away, home)))
        if home != away
        else (),
        tuple(group for group in _GROUPS if known.issuperset(group)),
        _least_room(tuple(resources)),
    )


def _calendars(draw: st.DrawFn, knobs: Knobs) -> tuple[Calendar, ...]:
    always = Calendar("always", ((0, knobs.days * DAY),))
    if not knobs.has_calendars:
        return (always,)

    def daily(*spans: tuple[int, int]) -> tuple[tuple[int, int], ...]:
        return tuple(
            (day * DAY + start, day * DAY + end)
            for day in range(knobs.days)
            for start, end in spans
        )

    until = draw(st.integers(780, 900))
    late = Calendar(
        "late", daily((540, 780), (800, 1100)), overtime=daily((1100, 1200))
    )
    return always, Calendar("early", daily((400, 520), (530, until))), late


def _matrix(draw: st.DrawFn, knobs: Knobs, attribute: str) -> SetupMatrix:
    families = FAMILIES[attribute]
    minutes = {(families[0], families[-1]): draw(st.integers(0, 20))}
    cost = {}
    for before in families:
        for after in families:
            if before != after and draw(st.booleans()):
                minutes[before, after] = draw(st.integers(0, 20))
                cost[before, after] = draw(st.integers(0, 900))
    if _flag(draw, is_allowed=knobs.has_forbidden):
        ring = zip(families, (*families[1:], families[0]), strict=True)
        minutes.update((pair, 5) for pair in ring if pair not in minutes)
        return SetupMatrix(attribute, minutes, None, cost)
    return SetupMatrix(attribute, minutes, draw(st.integers(0, 20)), cost)


def _batching(draw: st.DrawFn, knobs: Knobs, *, is_sheet: bool) -> dict[str, Any]:
    attribute = draw(st.sampled_from((None, "heat", "colour")))
    batching = Batching(
        draw(st.integers(2, 6)), attribute, draw(st.integers(0, 15)), is_sheet
    )
    remembers = attribute is not None and _flag(draw, is_allowed=knobs.has_setups)
    return {"batching": batching, "setups": (attribute,) if remembers else ()}


def _least_room(resources: tuple[Resource, ...]) -> int:
    rooms = [one.batching.units for one in resources if one.batching is not None]
    return min(rooms, default=1)


def _job(draw: st.DrawFn, shop: _Shop, name: str) -> Job:
    knobs = shop.knobs
    operations: list[Operation] = []
    for n in range(draw(st.integers(1, knobs.operations))):
        operations.append(_operation(draw, shop, f"o{n}", operations))
    dates = st.one_of(st.none(), st.integers(300, 5000))
    return Job(
        name,
        tuple(operations),
        draw(st.sampled_from((0, 0, 700))) if knobs.has_dates else 0,
        draw(dates) if knobs.has_dates else None,
        draw(dates) if knobs.has_dates else None,
        draw(st.integers(1, 5)) if knobs.has_dates else 1,
    )


def _operation(
    draw: st.DrawFn, shop: _Shop, name: str, before: list[Operation]
) -> Operation:
    knobs = shop.knobs
    groups = draw(
        st.lists(
            st.sampled_from(shop.groups),
            min_size=1,
            max_size=knobs.alternatives,
            unique=True,
        )
    )
    energy = st.integers(0, 500) if knobs.has_energy else st.just(0)
    ways = tuple(
        Alternative(group, draw(st.integers(1, 40)), draw(energy)) for group in groups
    )
    wait = draw(st.sampled_from((0, 0, 45))) if knobs.has_waits else 0
    limit = None
    if _flag(draw, is_allowed=knobs.has_max_waits):
        slack = st.integers(1500, 3000)
        limit = wait + draw(st.integers(0, 90) if knobs.has_tight_waits else slack)
    materials = {}
    if _flag(draw, is_allowed=knobs.has_materials):
        material = draw(st.sampled_from(("board", "glue")))
        materials[material] = draw(st.integers(1, 5))
        shop.taken[material] = shop.taken.get(material, 0) + materials[material]
    return Operation(
        name,
        ways,
        tuple(one.id for one in before if draw(st.booleans())),
        {
            attribute: draw(st.sampled_from(families))
            for attribute, families in FAMILIES.items()
            if knobs.has_setups or knobs.has_batches
        },
        _flag(draw, is_allowed=knobs.has_resumable),
        wait,
        limit,
        draw(st.integers(1, shop.least_room)),
        materials,
    )


def _materials(draw: st.DrawFn, shop: _Shop) -> tuple[Material, ...]:
    """Stock and deliveries that are enough for everything within two days."""
    made = []
    for name, need in sorted(shop.taken.items()):
        stock = draw(st.integers(0, need))
        supply = (
            ((draw(st.integers(0, 2 * DAY)), need - stock),) if need > stock else ()
        )
        made.append(Material(name, stock, supply))
    return tuple(made)


def _facts(
    draw: st.DrawFn, shop: _Shop, jobs: tuple[Job, ...]
) -> tuple[Assignment, ...]:
    """Beginnings of jobs that started before the fence, one after the other."""
    if not draw(st.booleans()):
        return ()
    free: dict[str, int] = {}
    facts: list[Assignment] = []
    for job in jobs:
        ends: dict[str, int] = {}
        for operation in job.operations:
            if any(name not in ends for name in operation.after):
                continue
            way = operation.alternatives[0]
            start = max(
                draw(st.integers(-200, 200)),
                *(free.get(name, -999) for name in way.resources),
                *(ends[name] for name in operation.after),
            )
            # a fact that had come later would have been free
            if start >= shop.horizon.freeze_min or not draw(st.booleans()):
                continue
            end = start + draw(st.integers(1, 90))
            facts.append(Assignment(job.id, operation.id, way.resources, start, end))
            ends[operation.id] = end
            free.update(dict.fromkeys(way.resources, end))
    return tuple(facts)
