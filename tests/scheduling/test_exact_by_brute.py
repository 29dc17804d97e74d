"""The exact model and brute force find the same best worth over whole days of work."""

from hypothesis import assume, given

from scheduling.cpsat.exact import Exact, Impossible, Undecided, solve_exact
from scheduling.cpsat.search import Effort
from scheduling.verify import verify
from tests.configurator.counts import examples
from tests.scheduling.brute import REGULAR, plan_best
from tests.scheduling.strategies import Knobs, problems

DAYS = Knobs(jobs=2, operations=2, alternatives=2, days=3, has_tight_waits=True)
EFFORT = Effort(seconds=None, work=4.0, workers=1, seed=0)


@examples(25, 400)
@given(problems(DAYS))
def test_the_exact_model_is_as_good_as_trying_every_plan(problem):
    best = plan_best(problem)
    answer = solve_exact(problem, profile=REGULAR, effort=EFFORT)
    assume(not isinstance(answer, Undecided))
    if best is None:
        assert isinstance(answer, Impossible)
        return
    assert isinstance(answer, Exact)
    assert verify(problem, answer.schedule) == []
    assert best.objective.key(REGULAR) <= answer.objective.key(REGULAR)
    if answer.is_optimal:
        assert answer.objective.key(REGULAR) == best.objective.key(REGULAR)
