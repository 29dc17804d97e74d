"""
Free capacity beside a plan, asked and taken by whole jobs.

All that is planned is fixed here, so that nothing an answer is made of moves what
stands. Desks that come from one another share the arrays of their jobs, which only
grow, and one lock; each has its own lanes.
"""

# A desk makes others of itself, and records have no types.
# ruff: noqa: SLF001
# mypy: disable-error-code="no-any-return"

from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import RLock

import numpy as np

from scheduling.jobs import Job
from scheduling.kernel.bulk import load
from scheduling.kernel.layout import NEVER, TOUCHED, TRAILED, Array
from scheduling.kernel.places import free
from scheduling.kernel.quotes import quote
from scheduling.kernel.shop import ShopArrays
from scheduling.kernel.soonest import FACT, PLANNED
from scheduling.kernel.state import State
from scheduling.kernel.work import JobArrays
from scheduling.problem import Problem
from scheduling.schedule import Assignment, Schedule

STEPS = 80
"""
Placings that are tried where the first answer is not proven.

Beside 80,000 operations one takes 15 to 45 us: 400 of them were 18 ms of a quote.
"""

_ASKED = "\0asked"
"""Id of the job that is only asked about, apart from every real one."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    Places for a job.

    Parameters
    ----------
    completion_min
        End of the job, waits included.
    assignments
        Its places, under the job's own id.
    is_earliest
        Whether it is proven that nothing earlier exists.
    """

    completion_min: int
    assignments: tuple[Assignment, ...]
    is_earliest: bool


class Desk:
    """
    What a plan leaves free.

    Parameters
    ----------
    problem, schedule
        The factory and its plan; the problem's fixed assignments are held too.

    Notes
    -----
    10,000 orders are taken up in about a second; a copy costs some milliseconds and a
    question copies nothing.
    """

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self._lock = RLock()
        self._shop = ShopArrays(problem)
        self._jobs = JobArrays(self._shop, problem.jobs, problem.fixed)
        self._state = State(self._jobs)
        self._state.hold(schedule.assignments.values(), problem.fixed)
        self._rows: dict[str, int] = {}
        place = self._state.held.place
        planned = (place["way"] >= 0) & (place["fixed"] != FACT)
        place["fixed"][planned] = PLANNED
        self._ends, self._rivals, self._places = _tables(8, 1)
        self.steps = STEPS

    def ask(self, job: Job, not_before_min: int) -> Found | str:
        """
        Earliest places for a job; or the id of the operation that finds none.

        Nothing of it stays held.
        """
        with self._lock:
            index = self._jobs.add(replace(job, id=_ASKED))
            try:
                return self._asked(job, index, not_before_min)
            finally:
                self._jobs.drop()

    def _asked(self, job: Job, index: int, not_before_min: int) -> Found | str:
        self._state.widen()
        shop, work, held = self._shop.raw, self._jobs.raw, self._state.held
        count, sites = len(job.operations), len(shop.transport)
        if len(self._places) < count or self._ends.shape[1] != 2 * sites:
            self._ends, self._rivals, self._places = _tables(2 * count, sites)
        held.counter[TRAILED] = 0
        completion, is_earliest = quote(
            shop,
            work,
            held,
            index,
            not_before_min,
            self.steps,
            self._ends,
            self._rivals,
            self._places,
        )
        touched = int(held.counter[TOUCHED])
        held.is_touched[held.touched[:touched]] = 0
        held.counter[TOUCHED] = 0
        names = [name for _, name in self._jobs.keys[-count:]]
        if completion >= NEVER:
            return _unplaced(names, self._ends)
        sets = list(self._shop.set_of)
        kinds = work.way["set"]
        assignments = tuple(
            Assignment(job.id, name, sets[kinds[way]], start, end, setup)
            for name, (way, start, end, setup) in zip(
                names, self._places[:count, :4].tolist(), strict=True
            )
        )
        return Found(int(completion), assignments, bool(is_earliest))

    def holding(self, job: Job, assignments: Iterable[Assignment]) -> "Desk":
        """Return a desk at which these places are taken, too."""
        with self._lock:
            name = job.id
            while name in self._jobs.job_of:  # an earlier one of this id is gone
                name += "'"
            index = self._jobs.add(replace(job, id=name))
            twin = self._copy()
            twin._rows[job.id] = index
            table = [
                (
                    self._jobs.task_of[name, one.operation],
                    twin._state.way_of(replace(one, job=name)),
                    one.start_min,
                    one.end_min,
                    one.setup_min,
                    PLANNED,
                )
                for one in assignments
            ]
            rows = np.array(table, np.int64)
            load(self._shop.raw, self._jobs.raw, twin._state.held, rows)
            twin._forget_worth()
            return twin

    def releasing(self, job: Job, assignments: Iterable[Assignment]) -> "Desk":
        """Return a desk at which these places of a job are free again."""
        with self._lock:
            twin = self._copy()
            index = twin._rows.pop(job.id, None)
            if index is None:
                index = self._jobs.job_of[job.id]
            names = {one.operation for one in assignments}
            held = twin._state.held
            for task in reversed(twin._state.tasks_of(index)):
                is_held = held.place["way"][task] >= 0
                if is_held and self._jobs.keys[task][1] in names:
                    free(self._shop.raw, self._jobs.raw, held, task)
            twin._forget_worth()
            return twin

    def busy_min(self, resource: str, since: int, until: int) -> int:
        """Minutes of an interval in which a resource is held, times its places."""
        with self._lock:
            index = self._shop.resource_of[resource]
            lane = self._state.held.lane[index]
            first, count = int(lane["first"]), int(lane["count"])
            entry = self._state.held.entry[first : first + count]
            start = entry["start"].astype(np.int64)
            if self._shop.problem.resource_by_id[resource].capacity == 1:
                places, end = np.ones(count, np.int64), entry["end"].astype(np.int64)
            else:
                places, end = entry["task"], np.append(start[1:], since)
            span = np.minimum(end, until) - np.maximum(start, since)
            return int((np.maximum(span, 0) * places).sum())

    def _copy(self) -> "Desk":
        twin = Desk.__new__(Desk)
        twin._lock, twin._shop, twin._jobs = self._lock, self._shop, self._jobs
        twin._state = self._state.copy()
        twin._state.widen()
        twin._rows = dict(self._rows)
        twin._ends, twin._rivals, twin._places = _tables(8, 1)
        twin.steps = self.steps
        return twin

    def _forget_worth(self) -> None:
        """Drop what was noted for scores: nobody asks a desk what its plan is worth."""
        held = self._state.held
        held.is_touched[:] = 0
        held.counter[TOUCHED] = 0
        held.counter[TRAILED] = 0


def _tables(operations: int, sites: int) -> tuple[Array, Array, Array]:
    wide = np.int64
    return (
        np.zeros((operations, 2 * sites), wide),
        np.zeros((operations, operations), wide),
        np.zeros((operations, 8), wide),
    )


def _unplaced(names: list[str], ends: Array) -> str:
    """Return the first operation that ends nowhere; else the last one."""
    sites = ends.shape[1] // 2
    for name, row in zip(names, ends[:, :sites].tolist(), strict=False):
        if min(row) >= NEVER:
            return name
    return names[-1]
