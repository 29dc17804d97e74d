"""What a plan run reads in one short transaction: the problem, and what stands."""

from dataclasses import dataclass
from datetime import datetime

from app.planning.current import CurrentPlan
from app.planning.room import fence_min, outlook
from app.planning.slide import Outlook
from scheduling.problem import Assignment, OperationKey, Problem
from scheduling.schedule import Schedule


@dataclass(frozen=True)
class Draft:
    """
    A plan run's task.

    Parameters
    ----------
    plan
        How the site stood when it was read.
    problem
        For the solver; started, finished and frozen operations are fixed in it.
    start
        The plan as the floor would follow it: movement is counted against it.
    outlook
        The same with its facts told apart.
    """

    plan: CurrentPlan
    problem: Problem
    start: Schedule
    outlook: Outlook


def draft_of(plan: CurrentPlan, now: datetime, *, seconds: float) -> Draft:
    """
    Prepare a plan run.

    Parameters
    ----------
    seconds
        How long the solver will take: the freeze fence stands that much later, so
        that nothing in it can have moved when the result is published.

    Raises
    ------
    ProblemError
        When the site's data cannot be planned, with every fault.
    """
    _, seen = outlook(plan, now)
    fence = fence_min(plan, now) + int(seconds // 60) + 1
    fixed = standing(seen, fence)
    problem = plan.problem(freeze_min=fence, fixed=fixed.values())
    return Draft(plan, problem, seen.schedule, seen)


def standing(seen: Outlook, fence: int) -> dict[OperationKey, Assignment]:
    """Operations that no plan may move: reported ones, and what starts before it."""
    frozen = {
        key: one
        for key, one in seen.schedule.assignments.items()
        if one.start_min < fence
    }
    return frozen | dict(seen.facts)
