"""One plan beside another, with the reasons where the problem is known."""

from __future__ import annotations

from app.schedule.shapes import Json, objective_shape
from scheduling.compare import Comparison, JobChange, Move
from scheduling.schedule import Assignment, Schedule


def plain_shape(before: Schedule, after: Schedule) -> Json:
    """
    Return what differs between two plans, by the plans alone.

    Why something moved, what plans are worth and which promises are broken only the
    problem can tell: those keys are there and empty.
    """
    old, new = before.assignments, after.assignments
    moves = [
        _move(was, new[key])
        for key, was in old.items()
        if key in new and was != new[key]
    ]
    added = [_name(one) for key, one in new.items() if key not in old]
    removed = [_name(one) for key, one in old.items() if key not in new]
    return _shape(len(new), moves, added, removed) | {
        "jobs": [],
        "broken": [],
        "before": None,
        "after": None,
    }


def comparison_shape(found: Comparison) -> Json:
    """Return what differs between two plans, with reasons, completions and worth."""
    moves = [
        _move(one.before, one.after) | _why(one)
        for one in found.moves
        if one.before is not None and one.after is not None
    ]
    added = [_of(one) for one in found.moves if one.before is None]
    removed = [_of(one) for one in found.moves if one.after is None]
    return _shape(found.operations, moves, added, removed) | {
        "moved": found.moved,
        "moved_share": round(found.moved_share, 6),
        "changed_resources": found.changed_resources,
        "jobs": [_job(one) for one in found.jobs],
        "broken": [one.job for one in found.broken],
        "before": objective_shape(found.before),
        "after": objective_shape(found.after),
    }


def _shape(
    operations: int, moves: list[Json], added: list[Json], removed: list[Json]
) -> Json:
    return {
        "operations": operations,
        "moved": len(moves),
        "moved_share": round(len(moves) / operations, 6) if operations else 0.0,
        "changed_resources": sum(one["before"] != one["after"] for one in moves),
        "moves": moves,
        "added": added,
        "removed": removed,
    }


def _move(was: Assignment, now: Assignment) -> Json:
    return {
        "job": was.job,
        "operation": was.operation,
        "by_min": now.start_min - was.start_min,
        "before": list(was.resources),
        "after": list(now.resources),
        "why": None,
        "pushed_by": None,
    }


def _why(move: Move) -> Json:
    pusher = move.pushed_by
    return {
        "by_min": move.by_min,
        "why": move.why.value,
        "pushed_by": None if pusher is None else "/".join(pusher),
    }


def _name(one: Assignment) -> Json:
    return {"job": one.job, "operation": one.operation}


def _of(move: Move) -> Json:
    return {"job": move.job, "operation": move.operation}


def _job(one: JobChange) -> Json:
    return {
        "job": one.job,
        "before_min": one.before_min,
        "after_min": one.after_min,
        "promised_before_min": one.promised_before_min,
        "promised_min": one.promised_min,
    }
