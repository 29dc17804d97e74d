"""The solver's plans are held against the best of all plans of tiny problems."""

from hypothesis import given

from scheduling.schedule import Outcome
from scheduling.solve import solve
from scheduling.verify import verify
from tests.configurator.counts import examples
from tests.scheduling.brute import plan_best
from tests.scheduling.strategies import TINY, problems

DELIVERED = ("broken_promises", "weighted_tardiness_min")


@examples(10, 300)
@given(problems(TINY))
def test_no_plan_of_the_solver_is_better_than_the_best_of_all(problem):
    best = plan_best(problem, DELIVERED)
    outcome = solve(problem, seconds=9, seed=1, iterations=20)
    if isinstance(outcome, Outcome):
        assert best is not None
        assert verify(problem, outcome.schedule) == []
        assert best.objective.key(DELIVERED) <= outcome.objective.key(DELIVERED)
