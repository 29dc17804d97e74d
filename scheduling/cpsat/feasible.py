"""Whether a small problem has any plan at all: a question without an objective."""

from scheduling.cpsat.builder import build
from scheduling.cpsat.scope import whole
from scheduling.cpsat.search import Effort, search
from scheduling.problem import Problem
from scheduling.standing import Standing

EFFORT = Effort(seconds=None, work=10.0, workers=1, seed=0)
"""What a question may cost; an answer that takes longer counts as yes."""


def is_feasible(problem: Problem, promised: frozenset[str]) -> bool:
    """
    Whether a problem has a plan, unless it is proven that it has none.

    Parameters
    ----------
    problem
        What is to be planned.
    promised
        Ids of jobs that must be completed by their promise.
    """
    draft = build(whole(Standing(problem, ())), promised)
    found = search(draft, [], EFFORT)
    return found.places is not None or not found.is_settled
