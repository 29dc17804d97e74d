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
from scheduling.kernel.desk_question import DOUBTFUL, ask
from scheduling.kernel.desk_rows import Routings
from scheduling.kernel.layout import NEVER, TOUCHED, TRAILED, Array
from scheduling.kernel.places import free
from scheduling.kernel.shop import ShopArrays
from scheduling.kernel.soonest import FACT, PLANNED
from scheduling.kernel.state import State
from scheduling.kernel.work import JobArrays, in_order
from scheduling.problem import Problem
from scheduling.schedule import Assignment, Schedule

STEPS = 80
"""
Placings that are tried where the first answer is not proven.

Beside 80,000 operations one takes 15 to 45 us: 400 of them were 18 ms of a quote.
"""

_HELD = ("place", "worn", "lane", "entry", "slack")
"""A desk's own tables; the others are used by one at a time, under one lock."""


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
        self._routings = Routings(self._shop)
        self._spare = self._state.spare
        self.steps = STEPS

    def ask(self, job: Job, not_before_min: int) -> Found | str:
        """
        Earliest places for a job; or the id of the operation that finds none.

        Nothing of it stays held.

        Raises
        ------
        ProblemError
            If the job could not even be made in an empty shop.
        """
        problem = self._shop.problem
        with self._lock:
            row = None
            if not problem.has_facts_of(job.id):
                row = self._routings.read(job)
            order, completion, is_earliest = job.operations, DOUBTFUL, False
            if row is not None:
                completion, is_earliest = self._asked(job, row, not_before_min, 0)
            if completion in {DOUBTFUL, NEVER}:
                problem.check_job(job)
            if completion == DOUBTFUL:
                order = in_order(job)
                row = self._routings.read_checked(order)
                completion, is_earliest = self._asked(job, row, not_before_min, 1)
            names = [one.id for one in order]
            if completion >= NEVER:
                return _unplaced(names, self._ends)
            places = self._places[: len(order), :4].tolist()
        sets = self._shop.sets
        assignments = tuple(
            Assignment(job.id, name, sets[kind], start, end, setup)
            for name, (kind, start, end, setup) in zip(names, places, strict=True)
        )
        return Found(completion, assignments, is_earliest)

    def _asked(
        self, job: Job, row: Array, not_before_min: int, is_checked: int
    ) -> tuple[int, bool]:
        count = len(job.operations)
        shop = self._shop.raw
        work, taken = self._jobs.beyond(1, count, len(row))
        held, sites = self._state.held, len(shop.transport)
        is_short = len(held.place) < taken[0] + count or len(held.score) <= taken[5]
        if is_short or count > self._spare:
            self._state.widen(count)
            held = self._state.held
            self._spare = self._state.spare
        if len(self._places) < count or self._ends.shape[1] != 4 * sites:
            self._ends, self._rivals, self._places = _tables(2 * count, sites)
        release = max(0, job.release_min)
        completion, is_earliest = ask(
            shop,
            work,
            held,
            row,
            taken,
            np.array((not_before_min, release, self.steps, is_checked), np.int64),
            self._routings.room,
            self._ends,
            self._rivals,
            self._places,
        )
        return int(completion), bool(is_earliest)

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
        twin._state = self._state.copy(_HELD)
        twin._state.widen()
        twin._rows = dict(self._rows)
        twin._routings, twin._spare = self._routings, twin._state.spare
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
        np.zeros((operations, 4 * sites), wide),
        np.zeros((operations, operations), wide),
        np.zeros((operations, 8), wide),
    )


def _unplaced(names: list[str], ends: Array) -> str:
    """Return the first operation that ends nowhere; else the last one."""
    sites = ends.shape[1] // 4
    for name, row in zip(names, ends[:, :sites].tolist(), strict=False):
        if min(row) >= NEVER:
            return name
    return names[-1]
