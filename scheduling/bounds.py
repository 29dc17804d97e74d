"""What no plan can beat: bounds from the work that one work centre has to do."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import accumulate

from scheduling.problem import Job, Operation, Problem
from scheduling.schedule import Objective
from scheduling.windows import Windows


@dataclass(frozen=True, slots=True)
class _Load:
    """Work of one job at one centre: earliest start, minutes, and what comes after."""

    head_min: int
    work_min: int
    tail_min: int
    wanted_min: int
    weight: int


MOST_OPERATIONS = 20_000
"""Beyond, a bound takes more than half a second, which a first plan does not have."""


def raised(
    problem: Problem, profile: tuple[str, ...], objective: Objective, bound: int | None
) -> int | None:
    """
    Raise a bound of the first term that is not zero by what work centres say.

    Parameters
    ----------
    problem
        What was planned.
    profile
        Terms in their order.
    objective
        Worth of the plan.
    bound
        What is known already.
    """
    term = next((name for name in profile if getattr(objective, name)), None)
    is_large = len(problem.operation_by_key) > MOST_OPERATIONS
    if term != "weighted_tardiness_min" or is_large:
        return bound
    return max(bound or 0, tardiness_bound(problem))


def tardiness_bound(problem: Problem) -> int:
    """
    Least weighted tardiness that any plan has, as far as single work centres say.

    Parameters
    ----------
    problem
        What is to be planned.

    Returns
    -------
    int
        Weighted minutes; the greatest bound over all work centres, 0 or more.

    Notes
    -----
    A centre is taken as one machine as fast as all of its resources together, whose
    work may be interrupted: serving the shortest rest first ends the k-th job no later
    than any plan does, and ends matched with dates in order give the least tardiness.
    Weights are taken in layers. Facts, batches and changeovers only make it worse for
    plans; centres with batches are left out. Time n log n for each centre.

    References
    ----------
    C. Chu, A branch-and-bound algorithm to minimize total tardiness with different
    release dates, Naval Research Logistics 39 (1992).
    """
    loads = _loads(problem)
    return max(
        (_layers(_Room(problem, name), own) for name, own in loads.items()), default=0
    )


def _loads(problem: Problem) -> dict[str, list[_Load]]:
    """Work of each job at the centres that it cannot do without."""
    batching = {r.work_centre for r in problem.resources if r.batching is not None}
    found: dict[str, list[_Load]] = {}
    for job in problem.jobs:
        wanted = job.wanted_min
        if wanted is None:
            continue
        heads, tails = _heads(problem, job), _tails(job)
        for centre, own in _needed(problem, job).items():
            if centre not in batching:
                load = _Load(
                    min(heads[one.id] for one, _ in own),
                    sum(minutes for _, minutes in own),
                    min(tails[one.id] for one, _ in own),
                    wanted,
                    job.weight,
                )
                found.setdefault(centre, []).append(load)
    return found


def _needed(problem: Problem, job: Job) -> dict[str, list[tuple[Operation, int]]]:
    """Free operations that every alternative does at some centre, least minutes."""
    found: dict[str, list[tuple[Operation, int]]] = {}
    resources = problem.resource_by_id
    for one in job.operations:
        if (job.id, one.id) in problem.fixed_by_key:
            continue
        centres = [
            {resources[name].work_centre for name in way.resources}
            for way in one.alternatives
        ]
        least = min(way.duration_min for way in one.alternatives)
        for centre in sorted(set.intersection(*centres)):
            found.setdefault(centre, []).append((one, least))
    return found


def _heads(problem: Problem, job: Job) -> dict[str, int]:
    """Minute before which each operation cannot start, calendars left aside."""
    earliest = max(0, job.release_min, problem.horizon.freeze_min)
    known = {one.id: one for one in job.operations}
    ends: dict[str, int] = {}
    heads: dict[str, int] = {}
    for one in _in_order(job):
        fact = problem.fixed_by_key.get((job.id, one.id))
        heads[one.id] = max(
            [earliest, *(ends[name] + known[name].wait_min for name in one.after)]
        )
        least = min(way.duration_min for way in one.alternatives)
        ends[one.id] = heads[one.id] + least if fact is None else fact.end_min
    return heads


def _tails(job: Job) -> dict[str, int]:
    """Least minutes from the end of each operation to the completion."""
    tails: dict[str, int] = {}
    order = _in_order(job)
    for one in reversed(order):
        tails[one.id] = one.wait_min + max(
            (
                min(way.duration_min for way in later.alternatives) + tails[later.id]
                for later in order
                if one.id in later.after
            ),
            default=0,
        )
    return tails


def _in_order(job: Job) -> list[Operation]:
    placed: set[str] = set()
    waiting = list(job.operations)
    order: list[Operation] = []
    while waiting:
        ready = [one for one in waiting if placed.issuperset(one.after)]
        order.extend(ready)
        placed.update(one.id for one in ready)
        waiting = [one for one in waiting if one.id not in placed]
    return order


class _Room:
    """Working minutes of a whole centre up to a minute, and back."""

    def __init__(self, problem: Problem, centre: str) -> None:
        changes: dict[int, int] = {0: 0}
        for one in problem.resources:
            if one.work_centre == centre:
                windows: Windows = problem.windows((one.id,))
                for start, end in zip(windows.starts, windows.ends, strict=True):
                    changes[start] = changes.get(start, 0) + one.capacity
                    changes[end] = changes.get(end, 0) - one.capacity
        self._times = sorted(changes)
        self._speeds = list(accumulate(changes[at] for at in self._times))
        done = [0]
        for at, until, speed in zip(
            self._times, self._times[1:], self._speeds, strict=False
        ):
            done.append(done[-1] + (until - at) * speed)
        self._done = done

    def by(self, at: int) -> int:
        """Work that could be done before a minute."""
        index = max(0, bisect_left(self._times, at) - 1)
        over = max(0, at - self._times[index])
        return self._done[index] + over * self._speeds[index]

    def when(self, work: int) -> int:
        """First minute by which so much work can be done."""
        index = max(0, bisect_left(self._done, work) - 1)
        speed = self._speeds[index]
        if not speed:  # more than there is: no plan ends earlier than the last hour
            return self._times[-1]
        return self._times[index] + -(-(work - self._done[index]) // speed)


def _layers(room: _Room, loads: Sequence[_Load]) -> int:
    """Weighted tardiness, a layer for each weight and what weighs more."""
    total = below = 0
    for weight in sorted({one.weight for one in loads}):
        heavy = [one for one in loads if one.weight >= weight]
        total += (weight - below) * _tardiness(room, heavy)
        below = weight
    return total


def _tardiness(room: _Room, loads: Iterable[_Load]) -> int:
    waiting = sorted((room.by(one.head_min), one.work_min) for one in loads)
    dates = sorted(one.wanted_min - one.tail_min for one in loads)
    ends = (room.when(work) for work in _shortest_rest_first(waiting))
    return sum(max(0, end - date) for end, date in zip(ends, dates, strict=True))


def _shortest_rest_first(waiting: list[tuple[int, int]]) -> list[int]:
    """List the ends of work ``(from, minutes)`` that may be interrupted."""
    ends: list[int] = []
    rests: list[int] = []
    heapify(rests)
    now = index = 0
    while rests or index < len(waiting):
        if not rests:
            now = max(now, waiting[index][0])
        while index < len(waiting) and waiting[index][0] <= now:
            heappush(rests, waiting[index][1])
            index += 1
        rest = heappop(rests)
        until = waiting[index][0] if index < len(waiting) else now + rest
        if now + rest <= until:
            now += rest
            ends.append(now)
        else:
            heappush(rests, rest - (until - now))
            now = until
    return ends
