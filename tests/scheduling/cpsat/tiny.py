"""Problems of a few minutes, and all their plans one by one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from random import Random

from scheduling.measures import objective_of
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
from scheduling.schedule import DELIVERY, Schedule
from scheduling.verify import verify

ORIGIN = datetime(2026, 11, 23, tzinfo=UTC)
LENGTH_MIN = 12
GROUPS = (
    ("m",),
    ("m", "crew"),
    ("booth",),
    ("booth", "crew"),
    ("oven",),
    ("oven", "crew"),
    ("sheet",),
    ("far",),
)
FAMILIES = {"colour": ("a", "b"), "heat": ("lo", "hi")}


def tiny_problem(seed: int, operations: int = 3) -> Problem:
    """Draw a problem of a dozen minutes in which anything may occur."""
    random = Random(seed)
    pause = random.randint(3, 8)
    calendars = (
        Calendar("all", ((0, LENGTH_MIN),)),
        Calendar("two", ((0, pause), (pause + 1, LENGTH_MIN))),
    )

    def calendar() -> str:
        return random.choice(("all", "two"))

    attribute = random.choice((None, "heat"))
    oven = Batching(random.randint(2, 4), attribute, random.randint(0, 1))
    sheet = Batching(3, None, 1, adds_up=True)
    resources = (
        Resource("m", "m", calendar()),
        Resource("crew", "crew", calendar(), capacity=random.randint(1, 2)),
        Resource("booth", "booth", "all", 1, (), ("colour", "heat"), {"colour": "a"}),
        Resource("oven", "oven", calendar(), 1, (), ("heat",), batching=oven),
        Resource("sheet", "sheet", "all", batching=sheet),
        Resource("far", "far", "all", site="west"),
    )
    setups = tuple(
        SetupMatrix(
            name,
            {
                (left, right): random.randint(0, 2)
                for left, right in product(families, families)
                if left != right and random.random() < 0.8
            },
            random.choice((None, 1)),
            {families: random.randint(0, 5)},
        )
        for name, families in FAMILIES.items()
    )
    jobs: list[list[Operation]] = [[]]
    for number in range(operations):
        if random.random() < 0.5:
            jobs.append([])
        jobs[-1].append(_operation(random, f"o{number}", jobs[-1], setups))
    return Problem(
        horizon=Horizon(ORIGIN, LENGTH_MIN, random.choice((0, 0, 1))),
        calendars=calendars,
        resources=resources,
        setups=setups,
        jobs=tuple(_job(random, f"j{n}", own) for n, own in enumerate(jobs) if own),
        materials=(Material("glue", random.randint(0, 2), ((3, 1), (5, 5))),),
        transports=(Transport("", "west", 1), Transport("west", "", 2)),
    )


def _operation(
    random: Random, name: str, before: list[Operation], setups: tuple[SetupMatrix, ...]
) -> Operation:
    ways = tuple(
        Alternative(group, random.randint(1, 2), random.randint(0, 3))
        for group in random.sample(GROUPS, random.randint(1, 2))
    )
    setup = {}
    for matrix in setups:
        known = {family for pair in matrix.minutes for family in pair}
        needs = matrix.attribute == "heat" and any("oven" in w.resources for w in ways)
        if (needs or random.random() < 0.6) and (
            known or matrix.default_min is not None
        ):
            setup[matrix.attribute] = random.choice(
                sorted(known) or FAMILIES[matrix.attribute]
            )
    wait = random.choice((0, 0, 1))
    return Operation(
        name,
        ways,
        tuple(one.id for one in before if random.random() < 0.7),
        setup,
        random.random() < 0.4,
        wait,
        wait + random.randint(0, 2) if random.random() < 0.3 else None,
        random.randint(1, 2),
        {"glue": 1} if random.random() < 0.5 else {},
    )


def _job(random: Random, name: str, own: list[Operation]) -> Job:
    due = random.choice((None, random.randint(1, 8)))
    promised = random.choice((None, random.randint(1, 8)))
    release = random.choice((0, 0, 1))
    return Job(name, tuple(own), release, due, promised, random.randint(1, 3))


def best_key(
    problem: Problem, profile: tuple[str, ...] = DELIVERY
) -> tuple[int, ...] | None:
    """Worth of the best of all plans; ``None`` where there is none."""
    free = [
        list(places(problem, key))
        for key in problem.operation_by_key
        if key not in problem.fixed_by_key
    ]
    plans = [
        Schedule.of((*problem.fixed, *chosen))
        for chosen in product(*free)
        if _is_thinkable(problem, chosen)
    ]
    ranked = sorted(
        ((objective_of(problem, plan).key(profile), n) for n, plan in enumerate(plans))
    )
    # the best that the judge lets pass: those before it need no second look
    return next((key for key, n in ranked if not verify(problem, plans[n])), None)


def _is_thinkable(problem: Problem, chosen: tuple[Assignment, ...]) -> bool:
    """Whether a plan breaks none of the rules that are cheap to see."""
    for one, other in product(chosen, chosen):
        if one.job == other.job and (
            one.operation in problem.operation_by_key[other.key].after
        ):
            if other.start_min < one.end_min:
                return False
        elif one is not other and (one.start_min, one.end_min, one.resources) != (
            other.start_min,
            other.end_min,
            other.resources,
        ):
            both = {*one.resources} & {*other.resources}
            narrow = any(problem.resource_by_id[r].capacity == 1 for r in both)
            apart = one.end_min <= other.start_min or other.end_min <= one.start_min
            if narrow and not apart:
                return False
    return True


def places(problem: Problem, key: tuple[str, str]) -> Iterator[Assignment]:
    operation = problem.operation_by_key[key]
    length = problem.horizon.length_min
    first = max(problem.job_by_id[key[0]].release_min, problem.horizon.freeze_min)
    for way in operation.alternatives:
        windows = problem.windows(way.resources)
        oven = problem.batching_resource(way.resources)
        setups = range(5) if _may_change(problem, key, way.resources, oven) else (0,)
        works = range(1, 9) if oven else (way.duration_min,)
        for setup, work in product(setups, works):
            for start in range(first, length):
                search = windows.paused if operation.is_resumable else windows.whole
                place = search(start, work + setup)
                if place is not None and place[0] == start:
                    yield Assignment(*key, way.resources, *place, setup)


def _may_change(
    problem: Problem, key: tuple[str, str], names: tuple[str, ...], oven: str | None
) -> bool:
    wanted = problem.operation_by_key[key].setup
    remembered = {a for name in names for a in problem.resource_by_id[name].setups}
    return bool(remembered & wanted.keys() or (oven and remembered))
