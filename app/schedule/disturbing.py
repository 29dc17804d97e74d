"""An event happens to a plan: repaired at once, then improved while little moves."""

from __future__ import annotations

import time
from dataclasses import dataclass

from app.base.talk import note
from app.schedule.differ import comparison_shape
from app.schedule.planned import Budget, planned
from app.schedule.shapes import Json, infeasible_shape
from scheduling.compare import compare
from scheduling.disturb import apply
from scheduling.events import Declined, Event
from scheduling.problem import Problem
from scheduling.replan import repair
from scheduling.schedule import Infeasible, Schedule


@dataclass(frozen=True, slots=True)
class Disturbed:
    """
    What became of a plan.

    Parameters
    ----------
    problem, schedule
        The factory after the event, and its plan; ``None`` where there is none.
    shape
        What is told about it.
    """

    problem: Problem | None
    schedule: Schedule | None
    shape: Json


def disturbed(
    problem: Problem, schedule: Schedule, event: Event, budget: Budget
) -> Disturbed:
    """
    Let an event happen to a plan.

    Raises
    ------
    ProblemError
        With every fault of the event: unknown ids, times that contradict.
    """
    note("repairing")
    began = time.monotonic()
    after = apply(problem, schedule, event)
    if isinstance(after, Declined):
        why = {"code": after.code, "sentences": dict(after.sentences)}
        return Disturbed(None, None, {"declined": why, "infeasible": None})
    mended = repair(after, schedule)
    repair_s = time.monotonic() - began
    if isinstance(mended, Infeasible):
        return _nowhere(mended)
    began = time.monotonic()
    better = mended
    if budget.seconds:
        found = planned(after, budget, start=mended)
        if isinstance(found, Infeasible):
            return _nowhere(found)
        better = found.schedule
    shape = {
        "declined": None,
        "infeasible": None,
        "repair_s": round(repair_s, 4),
        "improve_s": round(time.monotonic() - began, 4),
    }
    difference = compare((problem, schedule), (after, better), cause=event.id)
    return Disturbed(after, better, shape | comparison_shape(difference))


def _nowhere(why: Infeasible) -> Disturbed:
    return Disturbed(
        None, None, {"declined": None, "infeasible": infeasible_shape(why)}
    )
