from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.instances.fjsp import problem_of, read_fjsp
from scheduling.schedule import Infeasible, Outcome, Schedule
from scheduling.shops.bounds import least_makespan
from scheduling.shops.engine import Engine
from scheduling.shops.instance import ShopInstance
from scheduling.shops.plain import plain_shop
from scheduling.shops.solve import NotPlainError, solve_shop
from scheduling.verify import verify
from tests.configurator.counts import examples
from tests.scheduling.shops.by_hand import TINY, faults, least_of_all, shops


def solved(shop, iterations=300, **words):
    return made(solve_shop(shop, seconds=60, seed=1, iterations=iterations, **words))


def made(answer):
    assert isinstance(answer, Outcome)
    return answer


@given(shops())
@examples(100, 3000)
def test_every_schedule_of_a_shop_holds(shop):
    outcome = solved(shop)
    assert faults(shop, outcome.schedule) == []
    ends = [one.end_min for one in outcome.schedule.assignments.values()]
    assert outcome.objective.makespan_min == max(ends, default=0)
    assert outcome.lower_bound <= outcome.objective.makespan_min


@given(shops(most_jobs=3, most_operations=2, most_machines=3, most_ways=2))
@examples(40, 1000)
def test_the_best_of_a_tiny_shop_is_the_least_of_all(shop):
    assert solved(shop, 600).objective.makespan_min == least_of_all(shop)


@given(shops(most_jobs=2, most_operations=3, most_machines=3, most_ways=2))
@examples(40, 1000)
def test_no_bound_is_above_the_least_of_all(shop):
    assert least_makespan(shop) <= least_of_all(shop)


@given(shops(least_duration=1))
@examples(50, 500)
def test_the_judge_of_problems_lets_every_plain_schedule_pass(shop):
    if any(not job for job in shop.jobs) or not shop.jobs:
        shop = replace(shop, jobs=(*(job for job in shop.jobs if job), (((0, 1),),)))
    problem = problem_of(shop)
    assert verify(problem, solved(problem).schedule) == []


@given(shops(), st.integers(0, 2**31))
@examples(50, 1000)
def test_a_searcher_knows_its_makespan_at_every_moment(shop, seed):
    """The partial sweeps say what a fresh evaluation says."""
    if not shop.operations:
        return
    engine = Engine(shop, seed)
    engine.construct(0, 1.0)
    for _ in range(20):
        engine.search(5, 10**6)
        elite = engine.elite()
        other = Engine(shop, 1)
        assert other.rebuild(elite) <= elite.makespan
        starts, machines = other.times(elite)
        ways = [dict(sorted(w, reverse=True)) for job in shop.jobs for w in job]
        ends = [s + w[m] for s, m, w in zip(starts, machines, ways, strict=True)]
        assert max(ends) == elite.makespan


@given(shops(), st.floats(0, 1))
@examples(50, 1000)
def test_between_two_solutions_lies_a_solution(shop, share):
    if not shop.operations:
        return
    engine = Engine(shop, 5)
    engine.construct(0, 1.0)
    one = engine.elite()
    engine.construct(3, 1.0)
    goal = engine.elite()
    assert engine.between(one, goal, share) >= least_makespan(shop)
    assert engine.between(one, goal, 0.0) == one.makespan
    assert engine.between(one, goal, 1.0) == goal.makespan


def test_the_same_seed_and_rounds_give_the_same_schedule():
    shop = by_chance(12, 6, 5)
    first, again = solved(shop, 3000), solved(shop, 3000)
    assert first.schedule == again.schedule
    assert first.iterations == again.iterations
    other = made(solve_shop(shop, seconds=1, seed=2, iterations=3000))
    assert other.schedule != first.schedule


def test_history_and_progress_only_get_better():
    told = []
    outcome = solved(
        by_chance(12, 6, 5), 3000, on_progress=lambda *words: told.append(words)
    )
    makespans = [step.objective.makespan_min for step in outcome.history]
    assert makespans == sorted(makespans, reverse=True)
    assert len(set(makespans)) == len(makespans)
    assert outcome.history[0].stage == "dispatch"
    shares = [share for share, _, _ in told]
    assert shares == sorted(shares)
    assert told[-1][1:] == (outcome.objective, "done")
    assert [step.at_s for step in outcome.history] == sorted(
        step.at_s for step in outcome.history
    )


def test_a_cancelled_search_returns_its_best_at_once():
    shop = by_chance(12, 6, 5)
    answer = solve_shop(shop, seconds=600, seed=1, is_cancelled=lambda: True)
    outcome = made(answer)
    assert faults(shop, outcome.schedule) == []
    assert outcome.iterations < 100


def test_two_workers_prove_a_small_shop():
    outcome = made(solve_shop(by_chance(5, 3, 3), seconds=30, seed=1, workers=2))
    assert outcome.lower_bound == outcome.objective.makespan_min


def test_a_start_is_never_made_worse():
    shop = by_chance(12, 6, 5)
    good = solved(shop, 5000)
    again = solved(shop, 0, start=good.schedule)
    assert again.objective == good.objective
    assert again.history[0].stage == "start"


def test_a_start_of_another_shop_is_passed_over():
    shop = by_chance(4, 3, 3)
    assert solved(shop, 10, start=Schedule({})).history[0].stage == "dispatch"


def test_work_without_time_has_its_turn():
    shop = ShopInstance(2, ((((0, 0),), ((1, 4),), ((0, 0), (1, 0))), (((0, 3),),)))
    outcome = solved(shop)
    assert faults(shop, outcome.schedule) == []
    assert outcome.objective.makespan_min == 4
    assert problem_of(shop).operation_by_key["0", "0"].alternatives[0].duration_min == 1


def test_a_shop_without_work_ends_at_0():
    outcome = solved(ShopInstance(2, ((), ())))
    assert outcome.objective.makespan_min == 0
    assert outcome.schedule.assignments == {}


def test_a_horizon_too_short_is_an_answer():
    problem = problem_of(TINY)
    # every operation fits, all together do not
    short = replace(problem, horizon=replace(problem.horizon, length_min=5))
    answer = solve_shop(short, seconds=0, seed=1)
    assert isinstance(answer, Infeasible)
    assert answer.sentence
    assert answer.sentences["zh"]


PLAIN = problem_of(TINY)


def changed_operation(**words):
    job = PLAIN.jobs[0]
    operations = (replace(job.operations[0], **words), *job.operations[1:])
    return replace(PLAIN, jobs=(replace(job, operations=operations), *PLAIN.jobs[1:]))


@pytest.mark.parametrize(
    "problem",
    [
        changed_operation(wait_min=1),
        changed_operation(max_wait_min=3),
        replace(PLAIN, horizon=replace(PLAIN.horizon, freeze_min=1)),
        replace(PLAIN, jobs=(replace(PLAIN.jobs[0], release_min=1), *PLAIN.jobs[1:])),
        replace(
            PLAIN,
            resources=(replace(PLAIN.resources[0], capacity=2), *PLAIN.resources[1:]),
        ),
        replace(
            PLAIN,
            resources=(replace(PLAIN.resources[0], site="east"), *PLAIN.resources[1:]),
        ),
        replace(
            PLAIN,
            calendars=(
                replace(
                    PLAIN.calendars[0], open=((0, 9), (10, PLAIN.horizon.length_min))
                ),
            ),
        ),
    ],
)
def test_a_problem_that_is_more_than_a_plain_shop_is_refused(problem):
    assert plain_shop(PLAIN) is not None
    assert plain_shop(problem) is None
    with pytest.raises(NotPlainError):
        solve_shop(problem, seconds=1, seed=1)


def test_a_problem_keeps_its_names():
    problem = read_fjsp("2 2\n2 1 0 3 1 1 2\n1 2 0 4 1 9\n")
    outcome = solved(problem)
    assert verify(problem, outcome.schedule) == []
    assert outcome.objective.makespan_min == 7


def by_chance(jobs, operations, machines, seed=1):
    random = np.random.default_rng(seed)
    return ShopInstance(
        machines,
        tuple(
            tuple(
                tuple(
                    (int(machine), int(random.integers(1, 50)))
                    for machine in random.choice(machines, 2, replace=False)
                )
                for _ in range(operations)
            )
            for _ in range(jobs)
        ),
    )
