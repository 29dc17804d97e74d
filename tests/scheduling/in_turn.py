"""A plan without a planner, for tests that need any plan of many jobs."""

import numpy as np

from scheduling.kernel import JobArrays, ShopArrays, State, rule
from scheduling.schedule import Infeasible, Schedule


def first_in_first_out(problem) -> Schedule | Infeasible:
    """Insert the jobs one by one as the problem lists them."""
    state = State(JobArrays(ShopArrays(problem), problem.jobs, problem.fixed))
    state.hold((), problem.fixed)
    if state.build(np.arange(len(problem.jobs)), rule()) >= 0:
        return Infeasible(*state.unplaced, "", {"en": "", "zh": ""})
    return state.schedule()
