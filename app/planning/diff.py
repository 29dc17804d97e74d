"""What a new plan moved, by how much, and why."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.planning.current import CurrentPlan
from scheduling.problem import OperationKey
from scheduling.schedule import Assignment, Schedule

Places = Mapping[OperationKey, Assignment]

NEW, FLOOR, PLANNED = "new", "floor", "planned"
"""Why a job moved: it had no place, the floor's reports push it, the plan is better."""


def diff_of(
    plan: CurrentPlan, before: Places, pushed: Schedule, after: Schedule
) -> dict[str, Any]:
    """
    Compare a plan with the one before it.

    Parameters
    ----------
    plan
        Names the orders.
    before
        Places as they were published or reserved.
    pushed
        The same after what the floor reported: a move that is in it already has the
        floor as its cause.
    after
        The new plan.
    """
    jobs = sorted({key[0] for key in after.assignments})
    rows = [_job(plan, job, before, pushed, after) for job in jobs]
    moved = [row for row in rows if row is not None]
    return {
        "moved_jobs": moved,
        "moved_operations": sum(int(row["operations"]) for row in moved),
        "operations": len(after.assignments),
    }


def _job(
    plan: CurrentPlan, job: str, before: Places, pushed: Schedule, after: Schedule
) -> dict[str, Any] | None:
    own = after.of_job(job)
    moved = [one for one in own if _differs(before.get(one.key), one)]
    if not moved:
        return None
    earlier = [before[one.key] for one in own if one.key in before]
    shift = _end(own) - _end(earlier) if earlier else 0
    entry = plan.entries[job]
    return {
        "reservation": job,
        "reference": entry.reference,
        "label": entry.label,
        "operations": len(moved),
        "completion_shift_min": shift,
        "why": _why(moved, before, pushed),
    }


def _why(moved: Iterable[Assignment], before: Places, pushed: Schedule) -> str:
    moved = list(moved)
    if all(one.key not in before for one in moved):
        return NEW
    if any(_differs(before.get(one.key), _at(pushed, one)) for one in moved):
        return FLOOR
    return PLANNED


def _at(schedule: Schedule, one: Assignment) -> Assignment:
    return schedule.assignments.get(one.key, one)


def _differs(before: Assignment | None, after: Assignment) -> bool:
    return before is None or (before.start_min, before.resources) != (
        after.start_min,
        after.resources,
    )


def _end(assignments: Iterable[Assignment]) -> int:
    return max(one.end_min for one in assignments)
