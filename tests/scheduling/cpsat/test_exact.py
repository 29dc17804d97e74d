from dataclasses import replace
from math import prod

import pytest

from scheduling.cpsat.exact import Exact, Impossible, solve_exact, solve_window
from scheduling.cpsat.search import Effort
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
    ProblemError,
    Resource,
)
from scheduling.schedule import DELIVERY, MAKESPAN, Schedule
from scheduling.standing import Standing
from scheduling.verify import verify
from tests.scheduling.cpsat.tiny import ORIGIN, best_key, places, tiny_problem

EFFORT = Effort(seconds=None, work=2.0, workers=1, seed=0)
MOST_PLANS = 12_000


def drawn(seed: int, operations: int) -> Problem | None:
    """Draw a tiny problem; ``None`` where it is malformed or has too many plans."""
    try:
        problem = tiny_problem(seed, operations)
    except ProblemError:
        return None
    count = prod(len(list(places(problem, k))) for k in problem.operation_by_key)
    return problem if count <= MOST_PLANS else None


def exact(problem: Problem, **options) -> Exact:
    answer = solve_exact(problem, **{"effort": EFFORT, **options})
    assert isinstance(answer, Exact)
    return answer


@pytest.mark.parametrize("operations", [2, 3])
def test_small_problems_of_every_feature_have_the_optimum_of_all_plans(
    operations, proving
):
    judged = 0
    for seed in range(600 if proving else 25 * operations):
        problem = drawn(seed, operations)
        if problem is None:
            continue
        judged += 1
        best = best_key(problem)
        answer = solve_exact(problem, effort=EFFORT)
        if best is None:
            assert isinstance(answer, Impossible), seed
            continue
        assert isinstance(answer, Exact), seed
        assert verify(problem, answer.schedule) == [], seed
        assert answer.is_optimal, seed
        assert answer.objective.key(DELIVERY) == best, seed
        worth = {name: getattr(answer.objective, name) for name in answer.bounds}
        assert worth == answer.bounds, seed
    assert judged > 5


def some_problems(count: int) -> list[Problem]:
    found = (drawn(seed, 3) for seed in range(1000, 1400))
    return [one for one in found if one is not None][:count]


def test_a_window_over_everything_finds_what_the_whole_search_finds():
    for problem in some_problems(12):
        poor = solve_exact(problem, profile=("energy_wh",), effort=EFFORT)
        if not isinstance(poor, Exact):
            continue
        best = exact(problem)
        free = list(problem.operation_by_key)
        standing = Standing.of(problem, poor.schedule)
        window = solve_window(standing, free, effort=EFFORT, margin_min=99)
        standing.put(window.moved)
        assert verify(problem, standing.schedule()) == []
        found = objective_of(problem, standing.schedule())
        assert found.key(DELIVERY) == best.objective.key(DELIVERY)
        assert window.is_better == (found != objective_of(problem, poor.schedule))


def test_a_window_over_a_part_is_never_worse_and_moves_nothing_else():
    moved = 0
    for problem in some_problems(25):
        poor = solve_exact(problem, profile=("energy_wh",), effort=EFFORT)
        if not isinstance(poor, Exact):
            continue
        before = poor.schedule.assignments
        for key, one in before.items():
            better = exact(problem, start=poor.schedule, free=[key])
            after = better.schedule.assignments
            assert verify(problem, better.schedule) == []
            mates = {k for k, o in before.items() if is_batch(problem, o, one)}
            assert all(before[k] == after[k] for k in before.keys() - mates - {key})
            was = objective_of(problem, poor.schedule)
            assert better.objective.key(DELIVERY) <= was.key(DELIVERY)
            moved += before != after
    assert moved > 5


def is_batch(problem: Problem, one: Assignment, other: Assignment) -> bool:
    """Whether two assignments are done together."""
    return problem.batching_resource(one.resources) is not None and (
        (one.resources, one.start_min) == (other.resources, other.start_min)
    )


def test_what_shares_a_sheet_is_placed_anew_together():
    """A part that left a sheet would leave one that is cut for too long."""
    sheet = Resource("sheet", "sheet", "all", batching=Batching(4, adds_up=True))
    jobs = tuple(
        Job(name, (Operation("o", (Alternative(("sheet",), minutes),)),), 0, due)
        for name, minutes, due in (("A", 3, 3), ("B", 5, 20))
    )
    problem = Problem(
        horizon=Horizon(ORIGIN, 30),
        calendars=(Calendar("all", ((0, 30),)),),
        resources=(sheet,),
        jobs=jobs,
    )
    plan = Schedule.of(Assignment(one, "o", ("sheet",), 0, 8) for one in "AB")
    assert verify(problem, plan) == []
    better = exact(problem, start=plan, free=[("A", "o")])
    assert verify(problem, better.schedule) == []
    assert better.objective.weighted_tardiness_min == 0


def test_facts_stay_and_the_rest_is_the_best_beside_them():
    for problem in some_problems(20):
        answer = solve_exact(problem, profile=MAKESPAN, effort=EFFORT)
        if not isinstance(answer, Exact):
            continue
        first = min(answer.schedule.assignments.values(), key=lambda one: one.start_min)
        held = problem.altered(fixed=(first,))
        beside = solve_exact(held, effort=EFFORT)
        assert isinstance(beside, Exact)
        assert beside.schedule.assignments[first.key] == first
        assert verify(held, beside.schedule) == []
        assert beside.objective.key(DELIVERY) == best_key(held)


def test_what_a_fact_took_too_early_delays_the_others_and_forbids_nothing():
    operation = Operation("o", (Alternative(("saw",), 1),), materials={"board": 1})
    fact = Assignment("A", "o", ("saw",), 0, 1)
    problem = Problem(
        horizon=Horizon(ORIGIN, 100),
        calendars=(Calendar("c", ((0, 100),)),),
        resources=(Resource("saw", "saw", "c"),),
        jobs=tuple(Job(one, (operation,)) for one in "AB"),
        fixed=(fact,),
        materials=(Material("board", 0, ((40, 1), (60, 1))),),
    )
    best = exact(problem).schedule
    assert best.assignments["A", "o"] == fact
    assert best.assignments["B", "o"].start_min == 60
    assert verify(problem, best) == []


def test_movement_counts_against_the_plan_that_is_named():
    for problem in some_problems(10):
        answer = solve_exact(problem, effort=EFFORT)
        if isinstance(answer, Exact):
            plan = answer.schedule
            again = exact(problem, moved_from=plan, profile=("moved_min",))
            assert again.objective.moved_min == 0
            assert again.schedule == plan


def test_the_same_effort_gives_the_same_plan():
    for problem in some_problems(3):
        assert solve_exact(problem, effort=EFFORT) == solve_exact(
            problem, effort=EFFORT
        )


def test_a_promise_that_must_be_kept_may_make_a_problem_impossible():
    problem = some_problems(1)[0]
    first = problem.jobs[0]
    hard = problem.altered(
        jobs=(replace(first, due_min=0, deadline_min=0), *problem.jobs[1:])
    )
    assert isinstance(solve_exact(hard, effort=EFFORT), Exact)
    refused = solve_exact(hard, effort=EFFORT, hard_promises=frozenset({first.id}))
    assert isinstance(refused, Impossible)


def test_the_judge_notices_when_a_rule_is_taken_out_of_the_model(monkeypatch):
    """Negative control: each file of constraints is needed for some problem."""
    builder = "scheduling.cpsat.builder."
    for rule in (
        "follow",
        "share_resources",
        "fill_batches",
        "change_over",
        "take_materials",
    ):
        with monkeypatch.context() as patched:
            patched.setattr(builder + rule, lambda _: None)
            assert any(_is_refused(problem) for problem in some_problems(60)), rule


def _is_refused(problem: Problem) -> bool:
    answer = solve_exact(problem, effort=EFFORT)
    return isinstance(answer, Exact) and verify(problem, answer.schedule) != []
