"""
What will happen if everybody just carries on: the plan, re-timed by what was reported.

Nothing is re-sequenced and nobody changes machines: an operation that is late pushes
what follows it on its machine and in its job, and where there is slack the push ends.
An operation that nothing pushes stays to the minute. What goes into an oven together
stays together; what may not wait long for its next operation starts later with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.planning.calendars import minute_of
from app.planning.carry_on import carry_on, load_min, together, way_min
from app.planning.current import CurrentPlan, Fact
from scheduling.problem import OperationKey, Problem
from scheduling.schedule import Assignment, Schedule


@dataclass(frozen=True)
class Outlook:
    """
    The plan as the floor will follow it from now on.

    Parameters
    ----------
    schedule
        Every operation that has a place, facts included.
    facts
        The part of it that was reported: finished, or started with its expected end.
    homeless
        Operations that no longer fit into the horizon, or never had a place.
    """

    schedule: Schedule
    facts: Mapping[OperationKey, Assignment]
    homeless: tuple[OperationKey, ...]


def outlook_of(plan: CurrentPlan, problem: Problem, now_min: int) -> Outlook:
    """
    Re-time a plan by the floor's facts and the clock.

    Parameters
    ----------
    plan
        How the site stands.
    problem
        The same as a problem, nothing fixed.
    now_min
        The present minute: what should have begun by now and has not begins now.
    """
    facts = together(problem, _in_line(problem, plan, now_min))
    waiting = [one for key, one in plan.planned.items() if key not in facts]
    altered = frozenset(name for span in plan.spans for name in span.resources)
    slide = carry_on(problem, now_min, facts, waiting, altered)
    homeless = tuple(slide.homeless)
    unplaced = problem.operation_by_key.keys() - slide.placed.keys() - set(homeless)
    return Outlook(Schedule(slide.placed), facts, (*homeless, *sorted(unplaced)))


def _in_line(
    problem: Problem, plan: CurrentPlan, now_min: int
) -> dict[OperationKey, Assignment]:
    """
    Put reports into minutes, one after the other on each machine.

    Two short operations reported within one minute would stand on the same minute of a
    machine that does one at a time, and nobody could say which family it has on.
    """
    facts: dict[OperationKey, Assignment] = {}
    free_from: dict[str, int] = {}
    for fact in sorted(plan.facts.values(), key=_by_time):
        one = _fact(plan, problem, fact, now_min)
        start = max([one.start_min, *(free_from.get(r, 0) for r in one.resources)])
        end = max(one.end_min, start + 1)
        facts[fact.job, fact.operation] = replace(one, start_min=start, end_min=end)
        if fact.finished_at is not None:
            unary = (r for r in one.resources if _is_unary(problem, r))
            free_from.update(dict.fromkeys(unary, end))
    return facts


def _by_time(fact: Fact) -> tuple[datetime, bool, datetime, str, str]:
    finished = fact.finished_at
    end = finished or fact.started_at
    return (fact.started_at, finished is None, end, fact.job, fact.operation)


def _is_unary(problem: Problem, resource: str) -> bool:
    found = problem.resource_by_id[resource]
    return found.capacity == 1 and found.batching is None


def _fact(plan: CurrentPlan, problem: Problem, fact: Fact, now_min: int) -> Assignment:
    start = minute_of(plan.origin, fact.started_at)
    if fact.finished_at is not None:
        end = max(start + 1, minute_of(plan.origin, fact.finished_at))
    else:
        end = max(now_min + 1, _expected_end(problem, fact, start))
    return Assignment(
        fact.job, fact.operation, fact.resources, start, end, fact.setup_min
    )


def _expected_end(problem: Problem, fact: Fact, start: int) -> int:
    operation = problem.operation_by_key[fact.job, fact.operation]
    parts = [way_min(operation, fact.resources)]
    work_min = load_min(problem, fact.resources, parts) + fact.setup_min
    place = problem.windows(fact.resources).paused(max(0, start), work_min)
    return place[1] + min(0, start) if place else start + work_min
