"""Orders of whole books: batches that grow, and policies that learn from waiting."""

from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling.instances.factories import generate
from scheduling.kernel import JobArrays, ShopArrays, State
from scheduling.kernel.orders_weighed import CHOICES, Policy, Weighing
from scheduling.kernel.search import weigh
from scheduling.kernel.search_orders import OrderSearch
from scheduling.kernel.state import rule
from scheduling.measures import objective_of
from scheduling.problem import (
    Alternative,
    Batching,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    Resource,
)
from scheduling.schedule import DELIVERY
from scheduling.verify import verify
from tests.configurator.counts import IS_PROOF
from tests.scheduling.problems import ORIGIN
from tests.scheduling.strategies import Knobs, problems

SLOW_DRAWS = [HealthCheck.too_slow, HealthCheck.data_too_large]

PLIES = 6
"""Orders that one lay has room for."""


def empty_of(problem):
    state = State(JobArrays(ShopArrays(problem), problem.jobs, problem.fixed))
    state.hold((), problem.fixed)
    return state


def by_due_date(empty):
    state = empty.copy()
    jobs = empty.jobs
    due = np.minimum(jobs.raw.job["promise"], jobs.raw.job["wanted"])[: len(jobs.jobs)]
    found = state.build(np.argsort(due, kind="stable"), rule())
    return state if found < 0 else None


def lays(count):
    """Plan a table whose lay takes 20 minutes, and 10 more for each order."""
    always = Calendar("always", ((0, 20_000),))
    return Problem(
        horizon=Horizon(ORIGIN, 20_000, 0),
        calendars=(always,),
        resources=(
            Resource(
                "table",
                "cutting",
                "always",
                batching=Batching(units=PLIES, base_min=20, adds_up=True),
            ),
            *(Resource(f"sewer_{n}", "sewing", "always") for n in range(count)),
        ),
        jobs=tuple(
            Job(
                f"order_{n:02}",
                (
                    Operation("cut", (Alternative(("table",), 10),)),
                    Operation("sew", (Alternative((f"sewer_{n}",), 5),), ("cut",)),
                ),
                due_min=60,
            )
            for n in range(count)
        ),
    )


def test_orders_of_one_lay_are_cut_together():
    problem = lays(2 * PLIES)
    empty = empty_of(problem)
    alone, together = (
        by_due_date(empty),
        Weighing(empty).build(Policy(reach_share=1.0), None),
    )
    assert alone is not None
    assert together is not None
    assert verify(problem, together.schedule()) == []
    starts = [
        one.start_min for one in together.schedule().assignments.values()
        if one.operation == "cut"
    ]  # fmt: skip
    assert {starts.count(start) for start in starts} == {PLIES}
    # two lays of six, where one order after the other needs twelve of one
    assert together.objective().makespan_min == 2 * (20 + 10 * PLIES) + 5
    assert alone.objective().makespan_min == 2 * PLIES * (20 + 10) + 5


@settings(
    max_examples=600 if IS_PROOF else 25,
    deadline=None,
    suppress_health_check=SLOW_DRAWS,
)
@given(
    problems(Knobs(jobs=8, has_forbidden=True, has_tight_waits=True)),
    st.integers(0, 10**6),
)
def test_what_any_policy_builds_passes_the_judge(problem, seed):
    chance = np.random.default_rng(seed)
    empty = empty_of(problem)
    weighing = Weighing(empty)
    policy, waits = Policy(), None
    for _ in range(4):
        policy = policy.varied(chance)
        state = weighing.build(policy, waits)
        if state is None:
            continue
        assert verify(problem, state.schedule()) == []
        assert state.objective() == objective_of(problem, state.schedule())
        waits = weighing.waits(state)
        assert (waits >= 0).all()


@pytest.mark.parametrize("kind", ["furniture", "apparel", "setups"])
def test_all_batches_of_a_factory_pass_the_judge(kind):
    problem = generate(kind, 60, 1.2, 5)
    weighing = Weighing(empty_of(problem))
    chance = np.random.default_rng(1)
    policy = Policy(reach_share=0.2)
    state = weighing.build(policy, None)
    assert state is not None
    for _ in range(6):
        waits = weighing.waits(state)
        found = weighing.build(policy.varied(chance), waits)
        state = found or state
        assert verify(problem, state.schedule()) == []


def test_a_build_leaves_the_facts_alone_as_they_were():
    problem = generate("apparel", 40, 1.1, 2)
    empty = empty_of(problem)
    before = [table.copy() for table in empty.held]
    Weighing(empty).build(Policy(), None)
    assert all(
        np.array_equal(old, now) for old, now in zip(before, empty.held, strict=True)
    )


def test_orders_of_all_jobs_gain_where_a_factory_is_overloaded():
    problem = generate("apparel", 150, 1.2, 3)
    empty = empty_of(problem)
    first = by_due_date(empty)
    search = OrderSearch(empty, first, first, DELIVERY, 1)
    before = weigh(first, DELIVERY)
    for _ in range(16):
        worth, exact = (
            weigh(search.promising, DELIVERY),
            search.best.objective().key(DELIVERY),
        )
        search.step(1)
        assert weigh(search.promising, DELIVERY) <= worth
        assert search.best.objective().key(DELIVERY) <= exact
    assert weigh(search.promising, DELIVERY) < 0.85 * before
    for state in (search.promising, search.best):
        assert verify(problem, state.schedule()) == []


def test_the_same_seed_tries_the_same_orders():
    problem = generate("furniture", 40, 1.2, 3)
    empty = empty_of(problem)
    first = by_due_date(empty)
    found = []
    for _ in range(2):
        search = OrderSearch(empty, first, first, DELIVERY, 7)
        for _ in range(10):
            search.step(1)
        found.append((search.promising.schedule(), search.best.schedule()))
    assert found[0] == found[1]


def test_a_varied_policy_differs_in_at_most_three_numbers():
    random = Random(4)
    chance = np.random.default_rng(random.randrange(1000))
    policy = Policy()
    for _ in range(200):
        other = policy.varied(chance)
        names = Policy.__slots__
        changed = [n for n in names if getattr(policy, n) != getattr(other, n)]
        assert len(changed) <= 3
        for name in changed:
            assert getattr(other, name) in CHOICES.get(name, (getattr(other, name),))
            assert getattr(other, name) >= 0
        policy = other
