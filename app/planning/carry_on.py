"""
Pushing a plan along: each operation as planned, or as soon as what is before it ends.

Goes in and comes out in minutes of a problem; knows neither database nor clock.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scheduling.problem import Operation, OperationKey, Problem
from scheduling.schedule import Assignment

PASSES = 4
"""How often a plan is pushed to meet short waits; who still fails has no place."""

Group = list[Assignment]


def way_min(operation: Operation, resources: tuple[str, ...]) -> int:
    """Working minutes of an operation on these resources."""
    for way in operation.alternatives:
        if way.resources == resources:
            return way.duration_min
    return operation.alternatives[0].duration_min


def load_min(
    problem: Problem, resources: tuple[str, ...], parts_min: Sequence[int]
) -> int:
    """Working minutes of operations that are done together on these resources."""
    oven = problem.batching_resource(resources)
    batching = problem.resource_by_id[oven].batching if oven else None
    return batching.duration_min(parts_min) if batching else max(parts_min)


def together(
    problem: Problem, facts: Mapping[OperationKey, Assignment]
) -> dict[OperationKey, Assignment]:
    """
    Give what was in an oven at the same time one start and one end.

    Two pieces of one load are reported a minute apart; a load is one interval.
    """
    found = dict(facts)
    loads: dict[tuple[str, ...], Group] = {}
    for one in sorted(facts.values(), key=lambda one: (one.start_min, one.key)):
        if problem.batching_resource(one.resources) is None:
            continue
        load = loads.get(one.resources, [])
        is_one_load = bool(load) and one.start_min < max(o.end_min for o in load)
        loads[one.resources] = load = [*load, one] if is_one_load else [one]
        start, end = load[0].start_min, max(o.end_min for o in load)
        setup_min = max(o.setup_min for o in load)
        for member in load:
            found[member.key] = replace(
                member, start_min=start, end_min=end, setup_min=setup_min
            )
    return found


@dataclass
class Slide:
    """
    A plan being pushed.

    Parameters
    ----------
    placed
        Everything that has its place, facts included.
    homeless
        What found none.
    delays
        Earliest start of what would otherwise be done too long before what follows.
    altered
        Resources that do not work as their calendar says: what is planned on them is
        looked at again, elsewhere what nothing pushes stays to the minute.
    """

    problem: Problem
    now_min: int
    facts: Mapping[OperationKey, Assignment]
    delays: Mapping[OperationKey, int]
    altered: frozenset[str]
    lost: set[str] = field(default_factory=set)
    placed: dict[OperationKey, Assignment] = field(default_factory=dict)
    homeless: list[OperationKey] = field(default_factory=list)
    late_starts: dict[OperationKey, int] = field(default_factory=dict)
    _busy: dict[str, list[int]] = field(default_factory=dict)
    _family: dict[tuple[str, str], str] = field(default_factory=dict)

    def follow(self, waiting: Iterable[Assignment]) -> None:
        """Place what waits in its planned order."""
        for fact in self.facts.values():
            self._hold([fact])
        for group in _groups(self.problem, waiting):
            members = [one for one in group if self._may_be_placed(one)]
            placed = self._place(members) if members else []
            for one in placed:
                self._note_wait(one, one.start_min)
            self.homeless += [one.key for one in group if one not in members]
            if placed:
                self._hold(placed)
            else:
                self.homeless += [one.key for one in members]
                self.lost.update(one.job for one in members)

    def _may_be_placed(self, one: Assignment) -> bool:
        operation = self.problem.operation_by_key.get(one.key)
        if operation is None or one.job in self.lost:
            return False
        if all((one.job, before) in self.placed for before in operation.after):
            return True
        self.lost.add(one.job)
        return False

    def _hold(self, group: Group) -> None:
        for one in group:
            self.placed[one.key] = one
        for resource in group[0].resources:
            ends = self._busy.setdefault(resource, [])
            end = group[0].end_min
            ends.insert(bisect_left(ends, end), end)
            wanted = _setup(self.problem, group)
            for attribute in self.problem.resource_by_id[resource].setups:
                if attribute in wanted:
                    self._family[resource, attribute] = wanted[attribute]

    def _place(self, group: Group) -> Group:
        """Place of a group as early as it can, at its planned minute at best."""
        first = group[0]
        at = max(self._earliest(one) for one in group)
        setup_min = self._setup_min(group)
        operations = [self.problem.operation_by_key[one.key] for one in group]
        if at == first.start_min and setup_min <= first.setup_min:
            if self.altered.isdisjoint(first.resources):
                return group
            setup_min = first.setup_min
        pairs = zip(operations, group, strict=True)
        parts = [way_min(operation, one.resources) for operation, one in pairs]
        work_min = load_min(self.problem, first.resources, parts) + setup_min
        windows = self.problem.windows(first.resources)
        is_resumable = all(operation.is_resumable for operation in operations)
        place = (windows.paused if is_resumable else windows.whole)(at, work_min)
        if place is None:
            return []
        start, end = place[0], place[1]
        return [
            replace(one, start_min=start, end_min=end, setup_min=setup_min)
            for one in group
        ]

    def _earliest(self, one: Assignment) -> int:
        operation = self.problem.operation_by_key[one.key]
        release = self.problem.job_by_id[one.job].release_min
        at = max(one.start_min, self.now_min, release, self.delays.get(one.key, 0))
        for name in operation.after:
            before = self.placed[one.job, name]
            wait = self.problem.operation_by_key[before.key].wait_min
            at = max(at, before.end_min + wait + self._transport(before, one))
        return max([at, *(self._free(resource) for resource in one.resources)])

    def _transport(self, before: Assignment, after: Assignment) -> int:
        here = self.problem.site_of(before.resources)
        there = self.problem.site_of(after.resources)
        return 0 if here == there else self.problem.transport_min.get((here, there), 0)

    def _note_wait(self, one: Assignment, start: int) -> None:
        """Remember who should start later so that this one does not wait too long."""
        for name in self.problem.operation_by_key[one.key].after:
            before = self.placed[one.job, name]
            longest = self.problem.operation_by_key[before.key].max_wait_min
            if longest is None or before.key in self.facts:
                continue
            over = start - before.end_min - longest - self._transport(before, one)
            if over > 0:
                self.late_starts[before.key] = before.start_min + over

    def _free(self, resource: str) -> int:
        """When a place of the resource is free for what comes next in its order."""
        ends = self._busy.get(resource, [])
        capacity = self.problem.resource_by_id[resource].capacity
        return ends[-capacity] if len(ends) >= capacity else 0

    def _setup_min(self, group: Group) -> int:
        wanted, total = _setup(self.problem, group), 0
        for resource in group[0].resources:
            for attribute in self.problem.resource_by_id[resource].setups:
                if attribute in wanted:
                    matrix = self.problem.matrix_by_attribute[attribute]
                    before = self._family.get((resource, attribute))
                    total += matrix.changeover_min(before, wanted[attribute]) or 0
        return total


def carry_on(
    problem: Problem,
    now_min: int,
    facts: Mapping[OperationKey, Assignment],
    waiting: Sequence[Assignment],
    altered: frozenset[str] = frozenset(),
) -> Slide:
    """
    Push a plan along from now.

    Parameters
    ----------
    problem
        Calendars and operations; what is fixed in it is not looked at.
    now_min
        Nothing that waits starts earlier.
    facts
        What runs or is done.
    waiting
        The plan of the rest.
    altered
        Resources that do not work as their calendar says.
    """
    delays: dict[OperationKey, int] = {}
    lost: set[str] = set()
    slide = Slide(problem, now_min, facts, delays, altered)
    slide.follow(waiting)
    for _ in range(PASSES):
        if not slide.late_starts:
            return slide
        delays |= slide.late_starts
        slide = Slide(problem, now_min, facts, delays, altered)
        slide.follow(waiting)
    while slide.late_starts:
        lost |= {job for job, _ in slide.late_starts}
        slide = Slide(problem, now_min, facts, delays, altered, set(lost))
        slide.follow(waiting)
    return slide


def _groups(problem: Problem, waiting: Iterable[Assignment]) -> Iterator[Group]:
    """Yield what waits in its planned order; what is in one oven load as one."""
    order = sorted(waiting, key=lambda one: (one.start_min, one.end_min, one.key))
    loads: dict[tuple[tuple[str, ...], int], Group] = {}
    for one in order:
        if problem.batching_resource(one.resources) is not None:
            loads.setdefault((one.resources, one.start_min), []).append(one)
    for one in order:
        if problem.batching_resource(one.resources) is None:
            yield [one]
        elif (load := loads.pop((one.resources, one.start_min), None)) is not None:
            yield load


def _setup(problem: Problem, group: Group) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in group:
        found.update(problem.operation_by_key[one.key].setup)
    return found
