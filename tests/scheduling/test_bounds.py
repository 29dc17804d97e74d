from dataclasses import replace

from scheduling.bounds import raised, tardiness_bound
from scheduling.cpsat.exact import Exact, solve_exact
from scheduling.cpsat.search import Effort
from scheduling.problem import (
    Alternative,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    ProblemError,
    Resource,
)
from scheduling.schedule import DELIVERY, Objective
from tests.scheduling.cpsat.tiny import ORIGIN, tiny_problem

LATE = ("weighted_tardiness_min",)
EFFORT = Effort(seconds=None, work=2.0, workers=1, seed=0)


def saws(count: int, *jobs: Job) -> Problem:
    ids = tuple(f"saw_{n}" for n in range(count))
    ways = tuple(Alternative((one,), 60) for one in ids)
    return Problem(
        horizon=Horizon(ORIGIN, 2000),
        calendars=(Calendar("day", ((100, 500), (1000, 2000))),),
        resources=tuple(Resource(one, "saw", "day") for one in ids),
        jobs=tuple(replace(one, operations=(Operation("o", ways),)) for one in jobs),
    )


def job(name: str, due: int, weight: int = 1) -> Job:
    return Job(name, (), 0, due, None, weight)


def test_one_machine_in_the_order_of_dates_is_the_bound_itself():
    problem = saws(1, *(job(f"j{n}", 160) for n in range(4)))
    assert tardiness_bound(problem) == 60 + 120 + 180


def test_a_bound_is_raised_only_for_the_term_that_it_bounds():
    problem = saws(1, *(job(f"j{n}", 160) for n in range(4)))
    late = Objective(weighted_tardiness_min=400)
    assert raised(problem, DELIVERY, late, 7) == 360
    assert raised(problem, DELIVERY, late, 380) == 380
    assert raised(problem, DELIVERY, Objective(broken_promises=3), 2) == 2
    assert raised(problem, DELIVERY, Objective(), 0) == 0


def test_work_that_passes_the_shift_waits_for_the_next():
    problem = saws(1, *(job(f"j{n}", 160 + 60 * n) for n in range(7)))
    # two thirds of the seventh hour are done, the last from 1000 on
    assert tardiness_bound(problem) == 1020 - 520


def test_two_machines_are_one_of_twice_the_speed():
    problem = saws(2, *(job(f"j{n}", 130) for n in range(4)))
    assert tardiness_bound(problem) == 30 + 60 + 90


def test_weights_count_in_layers():
    problem = saws(1, job("A", 160, 3), job("B", 160, 1))
    best = solve_exact(problem, profile=LATE, effort=EFFORT)
    assert isinstance(best, Exact)
    assert tardiness_bound(problem) == best.objective.weighted_tardiness_min == 60


def test_no_plan_beats_the_bound(proving):
    above = 0
    for seed in range(400 if proving else 60):
        try:
            drawn = tiny_problem(seed, 3)
        except ProblemError:
            continue
        problem = drawn.altered(
            jobs=tuple(replace(one, due_min=1 + seed % 3) for one in drawn.jobs)
        )
        best = solve_exact(problem, profile=LATE, effort=EFFORT)
        if isinstance(best, Exact) and best.is_optimal:
            bound = tardiness_bound(problem)
            assert bound <= best.objective.weighted_tardiness_min, seed
            above += bound > 0
    assert above > 3
