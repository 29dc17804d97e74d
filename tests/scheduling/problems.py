"""Problems to try the engine on: at random, and realistic ones by number."""

from datetime import UTC, datetime
from random import Random
from typing import Any

from scheduling.problem import (
    Alternative,
    Assignment,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    Resource,
    SetupMatrix,
)
from scheduling.schedule import Outcome, Schedule
from scheduling.solve import solve

ORIGIN = datetime(2026, 11, 23, tzinfo=UTC)
COLOURS = ("white", "black", "oak", "red")
MATRIX = SetupMatrix(
    "colour",
    {
        (a, b): 15 + 5 * abs(i - j)
        for i, a in enumerate(COLOURS)
        for j, b in enumerate(COLOURS)
        if i != j
    },
)


def shifts(days: int, *spans: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Open intervals: the same spans on five days of seven."""
    return tuple(
        (day * 1440 + start, day * 1440 + end)
        for day in range(days)
        if day % 7 < 5
        for start, end in spans
    )


TWO_SHIFTS = ((360, 600), (630, 840), (840, 1080), (1110, 1320))
ONE_SHIFT = ((420, 720), (765, 960))


def make_problem(**overrides: Any) -> Problem:
    """Two saws and a booth with colours, one job of two operations."""
    parts: dict[str, Any] = {
        "horizon": Horizon(ORIGIN, 4 * 1440),
        "calendars": (
            Calendar("day", ((480, 720), (750, 960), (1920, 2400), (3360, 3840))),
        ),
        "resources": (
            Resource("saw_1", "panel_saw", "day"),
            Resource("saw_2", "panel_saw", "day"),
            Resource(
                "booth",
                "spray_booth",
                "day",
                setups=("colour",),
                initial_setup={"colour": "white"},
            ),
            Resource("oven", "oven", "day", capacity=2),
        ),
        "setups": (MATRIX,),
        "jobs": (make_job(),),
    }
    return Problem(**{**parts, **overrides})


def make_job(job: str = "A", colour: str = "white", **overrides: Any) -> Job:
    """Saw, then spray, then bake."""
    operations = (
        Operation("saw", (Alternative(("saw_1",), 30), Alternative(("saw_2",), 40))),
        Operation(
            "spray",
            (Alternative(("booth",), 20),),
            after=("saw",),
            setup={"colour": colour},
            wait_min=60,
        ),
        Operation(
            "bake", (Alternative(("oven",), 60),), after=("spray",), is_resumable=True
        ),
    )
    parts: dict[str, Any] = {"operations": operations, "due_min": 900}
    return Job(job, **{**parts, **overrides})


def factory(orders: int, seed: int = 1, days: int = 21, load_days: int = 10) -> Problem:
    """Furniture factory: two shifts, skills, colours, an oven, eight operations."""
    random = Random(seed)
    resources = (
        Resource("saw_1", "panel_saw", "two"),
        Resource("saw_2", "panel_saw", "two"),
        Resource("edge_1", "edge_banding", "two"),
        Resource("edge_2", "edge_banding", "two"),
        Resource("drill_1", "drilling", "two"),
        Resource("drill_2", "drilling", "two"),
        Resource("booth_1", "spray_booth", "two", setups=("colour",)),
        Resource(
            "booth_2",
            "spray_booth",
            "two",
            setups=("colour",),
            initial_setup={"colour": "white"},
        ),
        Resource("oven_1", "oven", "two", capacity=4),
        *(Resource(f"bench_{n}", "assembly", "two") for n in range(3)),
        *(
            Resource(
                f"joiner_{n}", "assembly", "one" if n else "two", skills=("joiner",)
            )
            for n in range(3)
        ),
        Resource("lacquerer_1", "spray_booth", "two", skills=("lacquerer",)),
        Resource("lacquerer_2", "spray_booth", "two", skills=("lacquerer",)),
        Resource("inspection_1", "inspection", "one"),
        Resource("packing_1", "packing", "two"),
        Resource("packing_2", "packing", "one"),
    )
    jobs = tuple(_order(f"order_{n:03}", random, load_days) for n in range(orders))
    return Problem(
        horizon=Horizon(ORIGIN, days * 1440),
        calendars=(
            Calendar("two", shifts(days, *TWO_SHIFTS)),
            Calendar("one", shifts(days, *ONE_SHIFT)),
        ),
        resources=resources,
        setups=(MATRIX,),
        jobs=jobs,
    )


def _order(name: str, random: Random, load_days: int) -> Job:
    size = random.choice((1, 1, 2, 3))

    def minutes(least: int, most: int) -> int:
        return size * random.randint(least, most)

    saw, edge, drill = minutes(25, 50), minutes(25, 55), minutes(15, 40)
    spray, assemble = minutes(25, 55), min(180, minutes(50, 90))

    def pair(stem: str, length: int) -> tuple[Alternative, ...]:
        first = Alternative((f"{stem}_1",), length)
        return first, Alternative((f"{stem}_2",), length + 5)

    booths = tuple(
        Alternative((f"booth_{b}", f"lacquerer_{p}"), spray)
        for b in (1, 2)
        for p in (1, 2)
    )
    benches = tuple(
        Alternative((f"bench_{b}", f"joiner_{j}"), assemble)
        for b in range(3)
        for j in range(3)
    )
    operations = (
        Operation("saw", pair("saw", saw)),
        Operation("edge", pair("edge", edge), after=("saw",)),
        Operation("drill", pair("drill", drill), after=("edge",)),
        Operation(
            "spray",
            booths,
            after=("drill",),
            setup={"colour": random.choice(COLOURS)},
            wait_min=120,
        ),
        Operation("bake", (Alternative(("oven_1",), 90),), after=("spray",)),
        Operation("assemble", benches, after=("bake", "drill"), is_resumable=True),
        Operation(
            "inspect", (Alternative(("inspection_1",), 10 * size),), after=("assemble",)
        ),
        Operation(
            "pack", pair("packing", 15 * size), after=("inspect",), is_resumable=True
        ),
    )
    due = random.randint(3, load_days + 2) * 1440 + 1080
    return Job(name, operations, due_min=due, weight=random.choice((1, 1, 2, 5)))


def random_problem(seed: int, jobs: int = 6) -> Problem:
    """Small problem with every feature, at random, always well formed."""
    random = Random(seed)
    calendars = (
        Calendar("a", shifts(12, (360, 600), (630, 900))),
        Calendar("b", shifts(12, (480, 780), (800, 1100))),
        Calendar("c", ((0, 12 * 1440),)),
    )
    resources = (
        Resource("m0", "m", random.choice("abc")),
        Resource("m1", "m", random.choice("abc")),
        Resource("s0", "s", random.choice("abc"), setups=("colour",)),
        Resource(
            "s1",
            "s",
            random.choice("abc"),
            setups=("colour", "thread"),
            initial_setup={"thread": "t0"},
        ),
        Resource("w0", "w", random.choice("abc"), capacity=random.randint(2, 3)),
        Resource("p0", "p", "a"),
        Resource("p1", "p", "b"),
    )
    listed = {
        (a, b): random.randint(0, 30)
        for a in COLOURS
        for b in COLOURS
        if a != b and random.random() < 0.9
    }
    matrices = (
        SetupMatrix(
            "colour",
            {
                **listed,
                ("white", "black"): 10,
                ("black", "white"): 10,
                ("oak", "red"): 5,
                ("red", "oak"): 9,
                ("white", "oak"): 3,
                ("oak", "white"): 3,
            },
        ),
        SetupMatrix("thread", {("t0", "t1"): 7}, default_min=12),
    )
    made = tuple(_random_job(f"j{n}", random) for n in range(jobs))
    return Problem(
        horizon=Horizon(ORIGIN, 12 * 1440, freeze_min=random.choice((0, 0, 500))),
        calendars=calendars,
        resources=resources,
        setups=matrices,
        jobs=made,
    )


def _random_job(name: str, random: Random) -> Job:
    operations: list[Operation] = []
    for n in range(random.randint(1, 5)):
        groups = random.sample(
            (
                ("m0",),
                ("m1",),
                ("s0",),
                ("s1",),
                ("w0",),
                ("m0", "p0"),
                ("s0", "p1"),
                ("m1", "p1"),
                ("s1", "p0"),
                ("s0", "s1"),
            ),
            random.randint(1, 3),
        )
        ways = tuple(Alternative(group, random.randint(5, 120)) for group in groups)
        after = tuple(o.id for o in operations if random.random() < 0.5)
        setup = {}
        if random.random() < 0.7:
            setup["colour"] = random.choice(COLOURS)
        if random.random() < 0.3:
            setup["thread"] = random.choice(("t0", "t1", "t2"))
        operations.append(
            Operation(
                f"o{n}",
                ways,
                after,
                setup,
                random.random() < 0.4,
                random.choice((0, 0, 45)),
            )
        )
    due = random.choice((None, random.randint(600, 6000)))
    deadline = random.choice((None, random.randint(600, 6000)))
    return Job(
        name,
        tuple(operations),
        random.choice((0, 0, 700)),
        due,
        deadline,
        random.randint(1, 5),
    )


def fixed_some(
    problem: Problem, schedule: Schedule, share: float, seed: int
) -> Problem:
    """Return the same problem with part of a plan taken as facts."""
    random = Random(seed)
    chosen: list[Assignment] = []
    for job in problem.jobs:
        own = schedule.of_job(job.id)
        if random.random() < share:
            count = random.randint(1, len(own))
            taken = {one.operation for one in own[:count]}
            closed = all(set(o.after) <= taken for o in job.operations if o.id in taken)
            if closed:
                chosen.extend(own[:count])
    return Problem(
        horizon=problem.horizon,
        calendars=problem.calendars,
        resources=problem.resources,
        setups=problem.setups,
        jobs=problem.jobs,
        fixed=tuple(chosen),
    )


def solved(problem: Problem, **options: Any) -> Outcome:
    """Solve a problem that is known to have a plan."""
    outcome = solve(problem, **{"seconds": 9, "seed": 1, **options})
    if not isinstance(outcome, Outcome):
        raise TypeError(outcome.sentence)
    return outcome
