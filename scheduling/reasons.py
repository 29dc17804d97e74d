"""Why an operation is not where it was: what happened, what pushed it, or by choice."""

from bisect import bisect_left
from enum import StrEnum
from typing import TypeAlias

from scheduling.problem import Material, Operation, Problem
from scheduling.schedule import Assignment, OperationKey, Schedule

Planned: TypeAlias = tuple[Problem, Schedule]
"""A problem and its plan."""

_BACK = 64
"""Occupations of a resource that are looked through before one's end."""


class Why(StrEnum):
    """What moved an operation."""

    EVENT = "event"
    """It cannot be where it was: closed, reported otherwise, changed, unsupplied."""
    PUSHED = "pushed"
    """Something that moved is in its way, or what it waits for ends later."""
    BETTER = "better"
    """It could have stayed; the plan is better so."""
    ADDED = "added"
    """It was not planned before."""
    REMOVED = "removed"
    """It is not planned any more."""


class Reasons:
    """
    Finds out why operations are not where they were.

    Parameters
    ----------
    before, after
        Each a problem and its plan.
    """

    def __init__(self, before: Planned, after: Planned) -> None:
        self._before = before
        self._after = after
        self._held: _Held | None = None

    def of(self, key: OperationKey) -> tuple[Why, OperationKey | None]:
        """Say what moved an operation, and which other one pushed it."""
        was = self._before[1].assignments.get(key)
        if key not in self._after[1].assignments:
            return Why.REMOVED, None
        if was is None:
            return Why.ADDED, None
        if self._is_impossible(was):
            return Why.EVENT, None
        pusher = self._waits_for(was) or self._in_the_way(was)
        return (Why.PUSHED if pusher else Why.BETTER), pusher

    def reaches(self, key: OperationKey) -> bool:
        """
        Whether what happened concerns an operation of the second problem itself.

        Unlike one that is pushed aside, it is new, told otherwise, or its old place
        is forbidden by what happened alone; that the fence moved is no such thing.
        """
        was = self._before[1].assignments.get(key)
        fact = self._after[0].fixed_by_key.get(key)
        if was is None or fact is not None:
            return fact != was
        return self._is_forbidden(was)

    def _is_impossible(self, was: Assignment) -> bool:
        """Whether what happened alone, or the fence, forbids the old place."""
        problem = self._after[0]
        job = problem.job_by_id.get(was.job)
        if was.key in problem.fixed_by_key or job is None:
            return True
        if was.start_min < max(job.release_min, problem.horizon.freeze_min):
            return True
        return self._is_forbidden(was)

    def _is_forbidden(self, was: Assignment) -> bool:
        """Whether what happened alone forbids the old place to what is no fact."""
        problem, earlier = self._after[0], self._before[0]
        operation = problem.operation_by_key.get(was.key)
        old = earlier.operation_by_key.get(was.key)
        if operation is None:
            return True
        if old is not None and _way(operation, was) != _way(old, was):
            return True
        known = problem.resource_by_id
        if any(name not in known for name in was.resources):
            return True
        span = (was.start_min, was.end_min)
        is_open = problem.windows(was.resources).worked_min(*span)
        if is_open < earlier.windows(was.resources).worked_min(*span):
            return True
        return self._lacks_material(operation, was)

    def _lacks_material(self, operation: Operation, was: Assignment) -> bool:
        """Whether less has come by then than was to come."""
        for name in operation.materials:
            now = self._after[0].material_by_id.get(name)
            then = self._before[0].material_by_id.get(name)
            if now is None or then is None or now == then:
                continue
            if _come_by(now, was.start_min) < _come_by(then, was.start_min):
                return True
        return False

    def _waits_for(self, was: Assignment) -> OperationKey | None:
        problem, planned = self._after[0], self._after[1].assignments
        for name in problem.operation_by_key[was.key].after:
            key = (was.job, name)
            done = planned.get(key)
            wait = problem.operation_by_key[key].wait_min
            if done is not None and done.end_min + wait > was.start_min:
                return key
        return None

    def _in_the_way(self, was: Assignment) -> OperationKey | None:
        """Return what holds the old place; something that moved there before others."""
        if self._held is None:
            self._held = _held(self._after[1])
        for name in was.resources:
            resource = self._after[0].resource_by_id[name]
            spans = self._held.get(name, [])
            until = bisect_left(spans, (was.end_min,))
            there = [
                key
                for start, end, key in spans[max(0, until - _BACK) : until]
                if end > was.start_min and key != was.key
                if not (resource.batching and (start, end) == _span(was))
            ]
            if len(there) >= resource.capacity:
                return min(there, key=self._stood)
        return None

    def _stood(self, key: OperationKey) -> bool:
        """Whether an operation is where it was."""
        old, new = self._before[1].assignments, self._after[1].assignments
        return old.get(key) == new[key]


_Held: TypeAlias = dict[str, list[tuple[int, int, OperationKey]]]


def _held(schedule: Schedule) -> _Held:
    held: _Held = {}
    for key, one in schedule.assignments.items():
        for name in one.resources:
            held.setdefault(name, []).append((one.start_min, one.end_min, key))
    for spans in held.values():
        spans.sort()
    return held


def _span(one: Assignment) -> tuple[int, int]:
    return one.start_min, one.end_min


def _way(operation: Operation, one: Assignment) -> tuple[object, ...]:
    """List what an operation asks of the place where it was."""
    return (
        [way for way in operation.alternatives if way.resources == one.resources],
        operation.setup,
        operation.is_resumable,
        operation.units,
    )


def _come_by(material: Material, minute: int) -> int:
    return material.stock + sum(n for at, n in material.supply if at <= minute)
