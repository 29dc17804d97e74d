"""A repair moves what waits no longer than it may, not only what lost its place."""

from dataclasses import replace

from scheduling.changes import closed
from scheduling.problem import Horizon
from scheduling.replan import repair
from scheduling.schedule import Assignment, Infeasible, Schedule
from scheduling.verify import verify
from tests.scheduling.problems import make_job, make_problem


def test_lacquer_waits_with_the_oven_that_broke() -> None:
    """
    The booth is free when the oven is not: what is sprayed then would dry too long.

    The repair kept the spraying, found no oven in time, and said there was no room.
    """
    job = make_job("A")
    saw, spray, bake = job.operations
    wet = replace(spray, wait_min=10, max_wait_min=30)
    problem = make_problem(
        jobs=(replace(job, operations=(saw, wet, bake)),),
        horizon=Horizon(make_problem().horizon.origin, 5760),
    )
    plan = Schedule.of(
        [
            Assignment("A", "saw", ("saw_1",), 480, 510),
            Assignment("A", "spray", ("booth",), 510, 530),
            Assignment("A", "bake", ("oven",), 540, 600),
        ]
    )
    assert verify(problem, plan) == []
    broken = closed(problem, "oven", 535, 700)
    found = repair(broken, plan)
    assert not isinstance(found, Infeasible)
    assert verify(broken, found) == []
    assert found.assignments["A", "saw"].start_min == 480
