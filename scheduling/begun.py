"""What of a plan stands when something happens: begun work, and what is frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey, Schedule


@dataclass(frozen=True, slots=True)
class Stood:
    """
    The part of a plan that is not planned anew.

    Parameters
    ----------
    begun
        What has started, by operation key: facts, whatever happens.
    frozen
        What has not, but starts before the freeze fence or is fixed in the problem:
        it stands unless it cannot be done any more.
    """

    begun: Mapping[OperationKey, Assignment]
    frozen: Mapping[OperationKey, Assignment]


def stood_at(problem: Problem, schedule: Schedule, at_min: int) -> Stood:
    """
    Tell what has begun and what is frozen at a minute.

    Parameters
    ----------
    problem
        The factory, with what is fixed in it.
    schedule
        The plan that was followed until then.
    at_min
        Now.
    """
    begun: dict[OperationKey, Assignment] = {}
    frozen: dict[OperationKey, Assignment] = {}
    fence = max(problem.horizon.freeze_min, at_min)
    fixed = problem.fixed_by_key
    for key, one in schedule.assignments.items():
        if one.start_min < fence or key in fixed:
            (begun if one.start_min < at_min else frozen)[key] = one
    for key, one in fixed.items():  # the problem's word comes before the plan's
        (begun if one.start_min < at_min else frozen)[key] = one
    return Stood(begun, frozen)


def stretched(
    before: Problem, after: Problem, one: Assignment, at_min: int
) -> Assignment:
    """
    Begun work as it goes on when calendars have changed: it pauses and resumes.

    With overtime it ends when it is reported to, or as planned.
    """
    if one.end_min <= at_min:
        return one
    span = (one.start_min, one.end_min)
    windows = after.windows(one.resources)
    work_min = before.windows(one.resources).worked_min(*span)
    missing_min = work_min - windows.worked_min(*span)
    if missing_min <= 0:
        return one
    rest = windows.paused(one.end_min, missing_min)
    end = after.horizon.length_min if rest is None else rest[1]
    return replace(one, end_min=max(end, one.end_min))


def holding_on(
    before: Problem,
    after: Problem,
    stood: Stood,
    begun: Mapping[OperationKey, Assignment],
) -> tuple[Assignment, ...]:
    """
    List the frozen operations that can still be done as they stand.

    An operation in the fence moves for one reason only: what happened makes it
    impossible, by itself or because what it waits for is not done in time. What
    was odd about a fact before is no reason.

    Parameters
    ----------
    before, after
        The problem without and with what happened; ``fixed`` is not read.
    stood
        What was begun and frozen until then.
    begun
        Facts, as they are now.
    """
    yard = _Yard(before, after, {**stood.frozen, **stood.begun})
    for one in begun.values():
        yard.hold(one)
    kept: list[Assignment] = []
    for one in sorted(stood.frozen.values(), key=_by_start):
        if one.key not in begun and yard.has_room(one):
            yard.hold(one)
            kept.append(one)
    return tuple(kept)


def _by_start(one: Assignment) -> tuple[int, int, OperationKey]:
    return (one.start_min, one.end_min, one.key)


@dataclass
class _Yard:
    before: Problem
    after: Problem
    stood: Mapping[OperationKey, Assignment]
    held: dict[OperationKey, Assignment] = field(default_factory=dict)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    news: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def hold(self, one: Assignment) -> None:
        self.held[one.key] = one
        span = (one.start_min, one.end_min)
        for name in one.resources:
            self.spans.setdefault(name, []).append(span)
            if self.stood.get(one.key) != one:
                self.news.setdefault(name, []).append(span)

    def has_room(self, one: Assignment) -> bool:
        operation = self.after.operation_by_key.get(one.key)
        if operation is None:
            return False
        if all(way.resources != one.resources for way in operation.alternatives):
            return False
        return (
            self._is_open(one)
            and all(self._is_free(name, one) for name in one.resources)
            and all(self._is_ready(one, name) for name in operation.after)
        )

    def _is_open(self, one: Assignment) -> bool:
        span = (one.start_min, one.end_min)
        now = self.after.windows(one.resources).worked_min(*span)
        return now >= self.before.windows(one.resources).worked_min(*span)

    def _is_free(self, name: str, one: Assignment) -> bool:
        """Whether nothing that has changed takes its place."""
        if not _running(self.news.get(name, []), one):
            return True
        resource = self.after.resource_by_id[name]
        return _running(self.spans[name], one) < resource.capacity

    def _is_ready(self, one: Assignment, before_id: str) -> bool:
        key = (one.job, before_id)
        done, stood = self.held.get(key), self.stood.get(key)
        if done is None or done == stood:
            return done is not None or stood is None
        wait = self.after.operation_by_key[key].wait_min
        sites = (self.after.site_of(done.resources), self.after.site_of(one.resources))
        way = 0 if sites[0] == sites[1] else self.after.transport_min.get(sites, 0)
        return one.start_min >= done.end_min + wait + way


def _running(spans: Iterable[tuple[int, int]], one: Assignment) -> int:
    return sum(start < one.end_min and end > one.start_min for start, end in spans)
