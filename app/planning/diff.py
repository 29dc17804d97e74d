"""What a new plan moved, by how much, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.planning.current import CurrentPlan
from scheduling.problem import OperationKey
from scheduling.schedule import Assignment, Schedule

Places = Mapping[OperationKey, Assignment]

NEW, FLOOR, PLANNED = "new", "floor", "planned"
"""Why a job moved: it had no place, the floor's reports push it, the plan is better."""

DISTURBED, PUSHED = "disturbance", "pushed"
"""Or: a recorded disturbance made its place impossible, or pushed it along."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A recorded disturbance, as a diff tells of it."""

    id: str
    number: int
    kind: str
    resources: tuple[str, ...]
    jobs: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """
    A plan before and after, with what explains the difference.

    Parameters
    ----------
    plan
        Names the orders; its calendars are those of afterwards.
    before
        Places as they were published or reserved.
    floor
        The same after what the floor reported: a move that is in it already has the
        floor as its cause.
    pushed
        The same after the disturbance; of ``floor`` where there was none.
    after
        The new plan.
    cause
        The disturbance it was made for.
    """

    plan: CurrentPlan
    before: Places
    floor: Schedule
    pushed: Schedule
    after: Schedule
    cause: Cause | None = None


def diff_of(change: Change) -> dict[str, Any]:
    """Compare a plan with the one before it, as JSON values."""
    jobs = sorted({key[0] for key in change.after.assignments})
    moved = [row for job in jobs if (row := _job(change, job)) is not None]
    found: dict[str, Any] = {
        "moved_jobs": moved,
        "moved_operations": sum(int(row["operations"]) for row in moved),
        "operations": len(change.after.assignments),
    }
    if change.cause is not None:
        found["disturbance"] = change.cause.number
    return found


def _job(change: Change, job: str) -> dict[str, Any] | None:
    own = change.after.of_job(job)
    before = change.before
    moved = [one for one in own if _differs(before.get(one.key), one)]
    if not moved:
        return None
    earlier = [before[one.key] for one in own if one.key in before]
    shift = _end(own) - _end(earlier) if earlier else 0
    entry = change.plan.entries[job]
    elsewhere = sum(
        one.key in before and before[one.key].resources != one.resources
        for one in moved
    )
    return {
        "reservation": job,
        "reference": entry.reference,
        "label": entry.label,
        "operations": len(moved),
        "elsewhere": elsewhere,
        "completion_shift_min": shift,
        "late_min": _late_min(change, job, own),
        "why": _why(change, moved),
    }


def _late_min(change: Change, job: str, own: Iterable[Assignment]) -> int:
    promised = change.plan.entries[job].job.promise_min
    return 0 if promised is None else max(0, _end(own) - promised)


def _why(change: Change, moved: Iterable[Assignment]) -> str:
    moved = list(moved)
    if all(one.key not in change.before for one in moved):
        return NEW
    if any(_moves_in(change.floor, change.before, one) for one in moved):
        return FLOOR
    if change.cause is None:
        return PLANNED
    if any(_is_impossible(change, one) for one in moved):
        return DISTURBED
    in_pushed = any(_moves_in(change.pushed, change.before, one) for one in moved)
    return PUSHED if in_pushed else PLANNED


def _moves_in(pushed: Schedule, before: Places, one: Assignment) -> bool:
    there = pushed.assignments.get(one.key)
    return there is not None and _differs(before.get(one.key), there)


def _is_impossible(change: Change, one: Assignment) -> bool:
    """Whether the disturbance itself hit the place that an operation had."""
    was, cause = change.before.get(one.key), change.cause
    if was is None or cause is None:
        return False
    if one.job in cause.jobs:
        return True
    hit = [name for name in was.resources if name in cause.resources]
    windows = change.plan.empty_shop.windows
    return any(
        windows((name,)).worked_min(was.start_min, was.end_min)
        < _usual_min(change.plan, name, was)
        for name in hit
    )


def _usual_min(plan: CurrentPlan, resource: str, was: Assignment) -> int:
    """Minutes that a resource would have worked in a place without disturbances."""
    calendar = next(one.calendar for one in plan.sound.resources if one.id == resource)
    opened = next(one.open for one in plan.sound.calendars if one.id == calendar)
    return sum(
        max(0, min(end, was.end_min) - max(start, was.start_min))
        for start, end in opened
    )


def _differs(before: Assignment | None, after: Assignment) -> bool:
    return before is None or (before.start_min, before.resources) != (
        after.start_min,
        after.resources,
    )


def _end(assignments: Iterable[Assignment]) -> int:
    return max(one.end_min for one in assignments)
