"""The plans that brute force tries are plans, and none that it leaves out is better."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

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
from scheduling.schedule import Schedule
from scheduling.verify import verify
from tests.configurator.counts import examples
from tests.scheduling.brute import REGULAR, every_plan, plan_best
from tests.scheduling.strategies import ORIGIN, TINY, problems

LENGTH = 11


@examples(60, 2000)
@given(problems(TINY))
def test_every_plan_that_is_tried_passes_the_judge(problem):
    for n, schedule in enumerate(every_plan(problem)):
        assert verify(problem, schedule) == []
        if n == 200:
            break


@st.composite
def short_days(draw: st.DrawFn) -> Problem:
    """Draw a factory of some minutes, so small that every minute can be tried."""
    gap = draw(st.integers(2, 8))
    calendar = Calendar("day", ((0, gap), (gap + draw(st.integers(0, 2)), LENGTH)))
    batching = Batching(2, None, draw(st.integers(0, 1)), draw(st.booleans()))
    resources = (
        Resource("m", "m", "day", setups=("colour",), initial_setup={"colour": "a"}),
        Resource("oven", "o", "day", batching=batching),
        Resource("far", "f", "always", capacity=2, site="far"),
    )
    made: list[Operation] = []
    for n in range(draw(st.integers(1, 3))):
        ways = draw(
            st.lists(
                st.sampled_from(("m", "oven", "far")),
                min_size=1,
                max_size=2,
                unique=True,
            )
        )
        made.append(
            Operation(
                f"o{n}",
                tuple(
                    Alternative(
                        (name,), draw(st.integers(1, 2)), draw(st.integers(0, 3))
                    )
                    for name in ways
                ),
                tuple(one.id for one in made if draw(st.booleans())),
                {"colour": draw(st.sampled_from("ab"))},
                draw(st.booleans()),
                wait := draw(st.integers(0, 1)),
                draw(st.sampled_from((None, wait, wait + 1))),
                1,
                {"glue": 1} if draw(st.booleans()) else {},
            )
        )
    split = draw(st.integers(0, len(made)))
    jobs = [
        Job(f"j{n}", tuple(own), due_min=draw(st.integers(0, 9)))
        for n, own in enumerate((made[:split], _apart(made[split:])))
        if own
    ]
    return Problem(
        horizon=Horizon(ORIGIN, 99),
        calendars=(calendar, Calendar("always", ((0, 99),))),
        resources=resources,
        jobs=tuple(jobs),
        setups=(SetupMatrix("colour", {("a", "b"): 1}, 0, {("a", "b"): 5}),),
        materials=(Material("glue", 1, ((4, 9),)),),
        transports=(Transport("", "far", 1), Transport("far", "", 0)),
    ).altered(horizon=Horizon(ORIGIN, LENGTH))


def _apart(operations: list[Operation]) -> list[Operation]:
    known = {one.id for one in operations}
    return [
        Operation(
            one.id,
            one.alternatives,
            tuple(name for name in one.after if name in known),
            one.setup,
            one.is_resumable,
            one.wait_min,
            one.max_wait_min,
            one.units,
            one.materials,
        )
        for one in operations
    ]


def every_minute(problem: Problem) -> tuple[int, ...] | None:
    """Worth of the best of all assignments that the judge accepts, minute by minute."""
    choices = [
        [
            Assignment(*key, way.resources, start, end, setup)
            for way in operation.alternatives
            for setup in ((0, 1) if way.resources == ("m",) else (0,))
            for start in range(LENGTH)
            for end in range(start + 1, min(start + 9, LENGTH) + 1)
        ]
        for key, operation in problem.operation_by_key.items()
    ]
    # what is no plan by itself is in none
    lone = [
        [
            one
            for one in own
            if {v.kind for v in verify(problem, Schedule.of((one,)))}
            <= {"missing", "changeover", "duration"}
        ]
        for own in choices
    ]
    found = [
        objective_of(problem, schedule).key(REGULAR)
        for schedule in map(Schedule.of, product(*lone))
        if not verify(problem, schedule)
    ]
    return min(found, default=None)


def _is_handy(problem: Problem) -> bool:
    ways = [len(one.alternatives) for one in problem.operation_by_key.values()]
    return len(ways) == 1 or ways in ([1, 1], [1, 2], [2, 1])


@examples(5, 150)
@given(short_days().filter(_is_handy))
def test_no_plan_is_better_minute_by_minute(problem):
    best = plan_best(problem)
    assert (None if best is None else best.objective.key(REGULAR)) == every_minute(
        problem
    )
