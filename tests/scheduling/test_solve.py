"""Solving: every plan passes the judge, is repeatable, and only ever gets better."""

import itertools
import os
import time
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling.cpsat.exact import Exact, solve_exact
from scheduling.cpsat.search import Effort
from scheduling.first import first_plan
from scheduling.instances.factories import generate
from scheduling.kernel.search import Searcher, heats
from scheduling.measures import objective_of
from scheduling.problem import (
    Alternative,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    Resource,
    SetupMatrix,
)
from scheduling.run import Run
from scheduling.schedule import DELIVERY, MAKESPAN, Infeasible, Outcome
from scheduling.solve import solve
from scheduling.verify import verify
from tests.scheduling.problems import (
    ORIGIN,
    factory,
    fixed_some,
    make_job,
    make_problem,
    random_problem,
    solved,
)
from tests.scheduling.strategies import Knobs, problems

SLOW_DRAWS = [HealthCheck.too_slow, HealthCheck.data_too_large]

MANY = 400 if os.environ.get("LOTONE_PROVE") == "1" else 12


@settings(max_examples=MANY, deadline=None, suppress_health_check=SLOW_DRAWS)
@given(problems(Knobs(jobs=7, has_forbidden=True, has_tight_waits=True)), st.data())
def test_every_plan_of_a_random_problem_passes_the_judge(problem, data):
    seed = data.draw(st.integers(0, 10**6))
    outcome = solve(problem, seconds=9, seed=seed, iterations=400)
    if isinstance(outcome, Outcome):
        assert verify(problem, outcome.schedule) == []
        assert outcome.objective == objective_of(problem, outcome.schedule)
        key = outcome.objective.key(DELIVERY)
        assert all(key <= step.objective.key(DELIVERY) for step in outcome.history)
        first = next(
            (name for name in DELIVERY if getattr(outcome.objective, name)), ""
        )
        if first and outcome.lower_bound is not None:
            assert outcome.lower_bound <= getattr(outcome.objective, first)


@settings(max_examples=MANY // 4, deadline=None, suppress_health_check=SLOW_DRAWS)
@given(problems(Knobs(jobs=3, operations=3, days=5)))
def test_the_search_alone_is_never_better_than_the_exact_optimum(problem):
    effort = Effort(seconds=None, work=20.0, workers=1, seed=1)
    exact = solve_exact(problem, effort=effort)
    if not isinstance(exact, Exact) or not exact.is_optimal:
        return
    run = Run(time.monotonic, 9.0, 3000, None, None, DELIVERY)
    first = first_plan(problem, None, run, 1)
    assert not isinstance(first, Infeasible)
    searcher = Searcher(first[0], DELIVERY, 1)
    for share in range(10):
        searcher.improve(300, heats(share / 10))
    assert searcher.best.key(DELIVERY) >= exact.objective.key(DELIVERY)
    assert verify(problem, searcher.best_state().schedule()) == []
    assert searcher.best == objective_of(problem, searcher.best_state().schedule())


@settings(max_examples=MANY // 2, deadline=None)
@given(st.integers(0, 10**9))
def test_fixed_operations_stay_and_the_rest_is_planned_around_them(seed):
    problem = random_problem(seed)
    first = solve(problem, seconds=9, seed=1, iterations=10)
    if isinstance(first, Infeasible):
        return
    problem = fixed_some(problem, first.schedule, 0.5, seed)
    second = solve(problem, seconds=9, seed=2, iterations=40, start=first.schedule)
    assert isinstance(second, Outcome)
    assert verify(problem, second.schedule) == []
    for one in problem.fixed:
        assert second.schedule.assignments[one.key] == one


def exhaustive_makespan(problem: Problem) -> int:
    """Least makespan over every order of operations and every alternative."""
    operations = list(problem.operation_by_key)
    best = 10**9
    choices = [
        range(len(problem.operation_by_key[key].alternatives)) for key in operations
    ]
    for order in itertools.permutations(operations):
        position = {key: n for n, key in enumerate(order)}
        if any(
            position[job, before] > position[job, name]
            for (job, name) in operations
            for before in problem.operation_by_key[job, name].after
        ):
            continue
        for picks in itertools.product(*choices):
            free: dict[str, int] = {}
            ends: dict[tuple[str, str], int] = {}
            for key in order:
                operation = problem.operation_by_key[key]
                way = operation.alternatives[picks[operations.index(key)]]
                ready = max(
                    [
                        0,
                        *(ends[key[0], b] for b in operation.after),
                        *(free.get(r, 0) for r in way.resources),
                    ]
                )
                end = ready + way.duration_min
                ends[key] = end
                free.update(dict.fromkeys(way.resources, end))
            best = min(best, max(ends.values()))
    return best


@pytest.mark.parametrize("seed", range(8))
def test_small_shops_are_solved_to_the_optimum_of_an_exhaustive_search(seed):

    random = Random(seed)
    jobs = tuple(
        Job(
            f"j{j}",
            tuple(
                Operation(
                    f"o{o}",
                    tuple(
                        Alternative((m,), random.randint(1, 9))
                        for m in random.sample(("a", "b"), random.randint(1, 2))
                    ),
                    (f"o{o - 1}",) if o else (),
                )
                for o in range(2)
            ),
        )
        for j in range(3)
    )
    problem = Problem(
        horizon=Horizon(ORIGIN, 200),
        calendars=(Calendar("c", ((0, 200),)),),
        resources=(Resource("a", "w", "c"), Resource("b", "w", "c")),
        jobs=jobs,
    )
    outcome = solve(problem, seconds=9, seed=1, iterations=400, profile=MAKESPAN)
    assert isinstance(outcome, Outcome)
    best = exhaustive_makespan(problem)
    assert outcome.objective.makespan_min == best
    assert outcome.lower_bound is not None
    assert outcome.lower_bound <= best


def test_searching_breaks_far_fewer_promises_than_due_date_order():
    problem = generate("furniture", 200, 1.1, 1)
    outcome = solved(problem, seconds=9, seed=1, iterations=3000)
    first = outcome.history[0]
    assert first.stage == "due_date"
    assert outcome.objective.broken_promises < 0.6 * first.objective.broken_promises
    assert (
        outcome.objective.weighted_tardiness_min
        < 0.85 * first.objective.weighted_tardiness_min
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_a_budget_of_time_is_kept_by_one_worker_and_by_two(workers):
    problem = generate("apparel", 60, 1.1, 1)
    clock = itertools.count(0, 0.15)
    outcome = solved(
        problem, seconds=5, seed=1, workers=workers, clock=lambda: next(clock)
    )
    assert verify(problem, outcome.schedule) == []
    assert outcome.iterations >= 250
    assert all(step.at_s <= 6 for step in outcome.history)


def test_an_order_book_with_nothing_in_it_has_an_empty_plan():
    outcome = solve(make_problem(jobs=()), seconds=1, seed=1, iterations=10)
    assert isinstance(outcome, Outcome)
    assert not outcome.schedule.assignments


def test_the_same_seed_and_rounds_give_the_same_plan():
    problem = factory(12)
    outcomes = [solved(problem, seconds=9, seed=7, iterations=150) for _ in range(2)]
    assert outcomes[0].schedule == outcomes[1].schedule
    other = solved(problem, seconds=9, seed=8, iterations=150)
    assert other.schedule != outcomes[0].schedule


def test_progress_never_falls_and_plans_never_get_worse():
    told = []
    problem = factory(12)
    outcome = solved(
        problem,
        seconds=9,
        seed=1,
        iterations=150,
        on_progress=lambda share, objective, text: told.append(
            (share, objective.key(DELIVERY), text)
        ),
    )
    shares = [share for share, _, _ in told]
    keys = [key for _, key, _ in told]
    assert shares == sorted(shares)
    assert keys == sorted(keys, reverse=True)
    assert told[-1][2] == "done"
    assert keys[-1] == outcome.objective.key(DELIVERY)


def test_a_cancelled_solver_returns_its_first_plan():
    problem = factory(12)
    outcome = solve(problem, seconds=9, seed=1, is_cancelled=lambda: True)
    assert isinstance(outcome, Outcome)
    assert outcome.iterations == 0
    assert verify(problem, outcome.schedule) == []


def test_an_impossible_deadline_is_an_answer():
    outcome = solve(
        make_problem(jobs=(make_job(deadline_min=500),)),
        seconds=9,
        seed=1,
        iterations=20,
    )
    assert isinstance(outcome, Outcome)
    assert outcome.objective.broken_promises == 1


def test_too_much_work_for_the_horizon_is_told_with_the_resource():
    saw = Operation("saw", (Alternative(("saw_1",), 200),))
    jobs = tuple(make_job(f"J{n}", operations=(saw,)) for n in range(12))
    answer = solve(make_problem(jobs=jobs), seconds=9, seed=1, iterations=20)
    assert isinstance(answer, Infeasible)
    assert answer.resource == "saw_1"
    assert "saw_1" in answer.sentence
    assert "saw_1" in answer.sentences["zh"]


def test_a_forbidden_changeover_makes_a_problem_infeasible_not_wrong():
    problem = make_problem()
    matrix = SetupMatrix("colour", {("black", "white"): 5})
    problem = replace(problem, setups=(matrix,), jobs=(make_job(colour="black"),))
    assert isinstance(solve(problem, seconds=9, seed=1, iterations=20), Infeasible)


def test_an_earlier_plan_that_still_holds_does_not_move():
    problem = factory(12)
    first = solved(problem, seconds=9, seed=1, iterations=50)
    again = solved(problem, seconds=9, seed=2, iterations=50, start=first.schedule)
    assert again.objective.moved_min == 0
    assert again.schedule == first.schedule
