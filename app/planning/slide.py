"""
What will happen if everybody just carries on: the plan, re-timed by what was reported.

Nothing is re-sequenced and nobody changes machines: an operation that is late pushes
what follows it on its machine and in its job, and where there is slack the push ends.
An operation that nothing pushes stays to the minute.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.planning.calendars import minute_of
from app.planning.current import CurrentPlan, Fact
from scheduling.problem import Operation, OperationKey, Problem
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
    facts = _in_line(problem, plan, now_min)
    slide = _Slide(problem, now_min, dict(facts))
    for fact in facts.values():
        slide.hold(fact)
    waiting = [one for key, one in plan.planned.items() if key not in facts]
    homeless = tuple(slide.follow(waiting))
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
    return problem.resource_by_id[resource].capacity == 1


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
    work_min = _duration(operation, fact.resources) + fact.setup_min
    place = problem.windows(fact.resources).paused(max(0, start), work_min)
    return place[1] + min(0, start) if place else start + work_min


def _duration(operation: Operation, resources: tuple[str, ...]) -> int:
    for way in operation.alternatives:
        if way.resources == resources:
            return way.duration_min
    return operation.alternatives[0].duration_min


@dataclass
class _Slide:
    problem: Problem
    now_min: int
    placed: dict[OperationKey, Assignment]
    busy: dict[str, list[int]] = field(default_factory=dict)
    family: dict[tuple[str, str], str] = field(default_factory=dict)

    def hold(self, one: Assignment) -> None:
        """Occupy the resources of an operation until its end; ends stay sorted."""
        for resource in one.resources:
            ends = self.busy.setdefault(resource, [])
            ends.insert(bisect_left(ends, one.end_min), one.end_min)
            self._dress(resource, one)
        self.placed[one.key] = one

    def _dress(self, resource: str, one: Assignment) -> None:
        wanted = self.problem.operation_by_key[one.key].setup
        for attribute in self.problem.resource_by_id[resource].setups:
            if attribute in wanted:
                self.family[resource, attribute] = wanted[attribute]

    def follow(self, waiting: Iterable[Assignment]) -> Iterable[OperationKey]:
        """Place what waits in its planned order; yield what finds no place."""
        lost: set[str] = set()
        rest = sorted(waiting, key=lambda one: (one.start_min, one.end_min, one.key))
        for one in rest:
            placed = None if one.job in lost else self._place(one)
            if placed is None:
                lost.add(one.job)
                yield one.key
            else:
                self.hold(placed)

    def _place(self, one: Assignment) -> Assignment | None:
        operation = self.problem.operation_by_key.get(one.key)
        if operation is None:
            return None
        at = self._earliest(one, operation)
        if at is None:
            return None
        setup_min = self._setup_min(one, operation)
        if at == one.start_min and setup_min <= one.setup_min:
            return one
        work_min = _duration(operation, one.resources) + setup_min
        windows = self.problem.windows(one.resources)
        search = windows.paused if operation.is_resumable else windows.whole
        place = search(at, work_min)
        if place is None:
            return None
        return replace(one, start_min=place[0], end_min=place[1], setup_min=setup_min)

    def _earliest(self, one: Assignment, operation: Operation) -> int | None:
        at = max(one.start_min, self.now_min)
        for before_id in operation.after:
            before = self.placed.get((one.job, before_id))
            if before is None:
                return None
            wait = self.problem.operation_by_key[before.key].wait_min
            at = max(at, before.end_min + wait)
        return max([at, *(self._free(resource) for resource in one.resources)])

    def _free(self, resource: str) -> int:
        """When a place of the resource is free for what comes next in its order."""
        ends = self.busy.get(resource, [])
        capacity = self.problem.resource_by_id[resource].capacity
        return ends[-capacity] if len(ends) >= capacity else 0

    def _setup_min(self, one: Assignment, operation: Operation) -> int:
        total = 0
        for resource in one.resources:
            for attribute in self.problem.resource_by_id[resource].setups:
                if attribute not in operation.setup:
                    continue
                matrix = self.problem.matrix_by_attribute[attribute]
                before = self.family.get((resource, attribute))
                needed = matrix.changeover_min(before, operation.setup[attribute])
                total += needed or 0
        return total
