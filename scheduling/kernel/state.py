"""What is held in a factory: put, taken, undone, copied, and told as a schedule."""

from collections.abc import Iterable, Sequence

import numpy as np

from scheduling.kernel.bulk import build, load
from scheduling.kernel.insert import insert_job, remove_job
from scheduling.kernel.keep import keep
from scheduling.kernel.layout import (
    ENTRY,
    LANE,
    LOST,
    NEVER,
    PLACE,
    TERMS,
    TRAILED,
    UNPLACED,
    Array,
    Held,
)
from scheduling.kernel.places import undo_to
from scheduling.kernel.score import rate_touched
from scheduling.kernel.work import JobArrays
from scheduling.schedule import Assignment, Objective, OperationKey, Schedule

_TRAIL = 1 << 15
"""Changes that can be undone."""


def rule(  # noqa: PLR0913 - all by name
    *,
    setup_weight: int = 0,
    batch_weight: int = 0,
    tries: int = 6,
    blinks: int = 0,
    keeps_home: bool = False,
    seed: int = 1,
) -> Array:
    """
    How insertion weighs its places.

    Parameters
    ----------
    setup_weight
        Minutes of a later end that a minute of changeover is worth.
    batch_weight
        Minutes of a later end that joining a batch is worth against opening one.
    tries
        Gaps that are looked at on each way where changeovers count.
    blinks
        Ways that are passed over by chance, out of 1,024.
    keeps_home
        Whether the place in the earlier plan is taken where it can be had.
    seed
        Source of chance.
    """
    chance = (seed * 0x9E3779B97F4A7C15 + 0x1234567) & 0x7FFFFFFFFFFFFFFF
    return np.array(
        [setup_weight, batch_weight, tries, blinks, keeps_home, chance | 1], np.int64
    )


class State:
    """
    Places of tasks on the lanes of a shop.

    Parameters
    ----------
    jobs
        Whose places they are, with their shop. Jobs that join later are taken up by
        :meth:`widen`.
    """

    def __init__(self, jobs: JobArrays) -> None:
        self.jobs = jobs
        self.shop = jobs.shop
        self.held = self._empty()

    def _empty(self, more: int = 0) -> Held:
        tasks, jobs = self.jobs.capacity
        width = max(1, len(self.shop.attribute_of))
        place = np.zeros(tasks, PLACE)
        place["way"] = -1
        place["mate"] = -1
        lane, entry, self._room = self._lanes(more)
        wide = np.int64
        return Held(
            place=place,
            worn=np.full((tasks, width), -1, np.int32),
            lane=lane,
            entry=entry,
            slack=self.shop.stock(),
            score=np.zeros((jobs, len(TERMS)), wide),
            total=np.zeros(len(TERMS), wide),
            trail=np.zeros((_TRAIL, 8), wide),
            touched=np.zeros(jobs + 1, np.int32),
            is_touched=np.zeros(jobs, np.uint8),
            lost=np.zeros(64, np.int32),
            counter=np.zeros(8, wide),
            least_end=np.zeros(tasks, np.int32),
            mark=np.zeros(tasks, wide),
        )

    def _lanes(self, more: int) -> tuple[Array, Array, Array]:
        """Empty lanes with room for all that may come to be held on them, and more."""
        capacity = self.shop.raw.resource["capacity"].astype(np.int64)
        wide = capacity > 1
        spare = 8 + more + self.jobs.potential // 8
        room = np.where(wide, 2, 1) * (self.jobs.potential + spare) + 2
        lane = np.zeros(len(room), LANE)
        lane["first"] = np.concatenate([[0], np.cumsum(room)[:-1]])
        lane["count"] = wide
        entry = np.zeros(int(room.sum()), ENTRY)
        entry["start"][lane["first"][wide]] = -NEVER
        return lane, entry, room

    def copy(self, own: Iterable[str] = Held._fields) -> "State":
        """
        Return an equal state over the same jobs that can be changed on its own.

        Parameters
        ----------
        own
            Tables that become its own; the others are for whoever is at work.
        """
        twin = State.__new__(State)
        twin.jobs, twin.shop = self.jobs, self.shop
        twin._room = self._room  # noqa: SLF001 - its own twin
        tables = {name: getattr(self.held, name).copy() for name in own}
        twin.held = self.held._replace(**tables)
        return twin

    def widen(self, more: int = 0) -> None:
        """
        Make room for jobs that joined the arrays since the state was made.

        Parameters
        ----------
        more
            Tasks beyond those for which there must be room on every lane, too.
        """
        tasks, jobs = self.jobs.capacity
        held = self.held
        needed = np.where(self.shop.raw.resource["capacity"] > 1, 2, 1) * (
            self.jobs.potential + 1 + more
        )
        if (
            len(held.place) >= tasks
            and len(held.score) >= jobs
            and bool((needed <= self._room).all())
        ):
            return
        fresh = self._empty(more)
        for name in ("place", "worn", "score", "is_touched", "touched"):
            old = getattr(held, name)
            getattr(fresh, name)[: len(old)] = old
        for name in ("slack", "total", "counter"):
            getattr(fresh, name)[:] = getattr(held, name)
        fresh.trail[: len(held.trail)] = held.trail
        for index, count in enumerate(held.lane["count"].tolist()):
            old, new = int(held.lane["first"][index]), int(fresh.lane["first"][index])
            fresh.entry[new : new + count] = held.entry[old : old + count]
        fresh.lane["count"] = held.lane["count"]
        self.held = fresh

    @property
    def spare(self) -> int:
        """Tasks that there is room for on every lane, beside what is held."""
        room = self._room - self.held.lane["count"]
        room = np.where(self.shop.raw.resource["capacity"] > 1, room // 2, room)
        return int(room.min()) - 1

    def hold(
        self, assignments: Iterable[Assignment], fixed: Sequence[Assignment] = ()
    ) -> None:
        """
        Take places as they are told, for good.

        Parameters
        ----------
        assignments
            A plan, or part of one, that fits together: it is not searched for.
        fixed
            Facts; they may overlap and hold what no alternative names.
        """
        self.widen()
        task_of = self.jobs.task_of
        facts = sorted(fixed, key=_when, reverse=True)
        rows = [
            (task_of[f.key], self.jobs.fact_way(f.key), f.start_min, f.end_min,
             f.setup_min, 1)
            for f in facts
        ]  # fmt: skip
        known = {one.key for one in fixed}
        free = [one for one in assignments if one.key not in known]
        rows += [
            (task_of[one.key], self.way_of(one), one.start_min, one.end_min,
             one.setup_min, 0)
            for one in sorted(free, key=lambda one: one.start_min)
        ]  # fmt: skip
        self.load(np.array(rows, np.int64) if rows else np.zeros((0, 6), np.int64))

    def load(self, rows: Array) -> None:
        """Hold rows as :func:`scheduling.kernel.bulk.load` wants them."""
        load(self.shop.raw, self.jobs.raw, self.held, rows)
        self.settle()

    def keep(self, schedule: Schedule) -> list[OperationKey]:
        """
        Take the places of an earlier plan again, where they can still be had.

        Parameters
        ----------
        schedule
            May hold more or less than the jobs have.

        Returns
        -------
        list of OperationKey
            Operations of the plan that are nowhere now; what comes after them is not
            kept either.
        """
        self.widen()
        task_of = self.jobs.task_of
        table = self.jobs.raw.way
        rows: list[tuple[int, int, int, int]] = []
        known = [one for one in schedule.assignments.values() if one.key in task_of]
        known.sort(key=lambda one: (one.start_min, task_of[one.key]))
        lost: list[OperationKey] = []
        for one in known:
            task = task_of[one.key]
            kind = self.shop.set_index(one.resources)
            if any(table["set"][way] == kind for way in self.jobs.ways(task)):
                rows.append((task, self.way_of(one), one.start_min, 0))
            elif self.held.place["way"][task] < 0:
                lost.append(one.key)
        if rows:
            places = np.array(rows, np.int64)
            keep(self.shop.raw, self.jobs.raw, self.held, places)
            self.settle()
            gone = places[places[:, 3] == 0, 0].tolist()
            lost.extend(self.jobs.keys[task] for task in gone)
        return lost

    def way_of(self, one: Assignment) -> int:
        """Way by which an assignment does its task."""
        ways = self.jobs.ways(self.jobs.task_of[one.key])
        table = self.jobs.raw.way
        kind = self.shop.set_index(one.resources)
        fitting = [way for way in ways if table["set"][way] == kind]
        if len(fitting) > 1:
            work = self._worked(one) - one.setup_min
            exact = [way for way in fitting if table["duration"][way] == work]
            fitting = exact or fitting
        return fitting[0]

    def _worked(self, one: Assignment) -> int:
        windows = self.shop.problem.windows(one.resources)
        return windows.worked_min(one.start_min, one.end_min)

    def build(self, order: Array, weights: Array, not_before_min: int = 0) -> int:
        """Insert jobs in this order, for good; -1, or the task that found no place."""
        self.widen()
        found = build(
            self.shop.raw,
            self.jobs.raw,
            self.held,
            order.astype(np.int32),
            not_before_min,
            weights,
        )
        self.settle()
        return int(found)

    def insert(self, job: int, not_before_min: int, weights: Array) -> int:
        """Insert a job on the trail; -1, or the task without place (undo then)."""
        return int(
            insert_job(
                self.shop.raw, self.jobs.raw, self.held, job, not_before_min, weights
            )
        )

    def remove(self, job: int) -> bool:
        """Take a job out on the trail; whether no fact lost its changeover by that."""
        answer = remove_job(self.shop.raw, self.jobs.raw, self.held, job)
        return int(answer) == 0

    def lost(self) -> list[int]:
        """Tasks that lost the changeover they need, and forget them."""
        count = int(self.held.counter[LOST])
        self.held.counter[LOST] = 0
        return [int(task) for task in self.held.lost[:count]]

    @property
    def mark(self) -> int:
        """Where the trail stands, to undo to."""
        return int(self.held.counter[TRAILED])

    def undo(self, mark: int = 0) -> None:
        """Undo all changes since a mark."""
        undo_to(self.shop.raw, self.jobs.raw, self.held, mark)

    def settle(self) -> None:
        """Make all changes final and their worth known."""
        self.held.counter[TRAILED] = 0
        rate_touched(self.jobs.raw, self.held)

    @property
    def unplaced(self) -> OperationKey:
        """Operation that the latest insertion found no place for."""
        return self.jobs.keys[int(self.held.counter[UNPLACED])]

    def assignments(self, tasks: Iterable[int]) -> list[Assignment]:
        """Places of tasks in the words of a schedule."""
        chosen = list(tasks)
        place = self.held.place[chosen]
        sets = list(self.shop.set_of)
        kinds = self.jobs.raw.way["set"][place["way"]].tolist()
        keys = self.jobs.keys
        return [
            Assignment(*keys[task], sets[kind], start, end, setup)
            for task, kind, start, end, setup in zip(
                chosen,
                kinds,
                place["start"].tolist(),
                place["end"].tolist(),
                place["setup"].tolist(),
                strict=True,
            )
        ]

    def tasks_of(self, job: int) -> range:
        """Tasks of a job by position."""
        row = self.jobs.raw.job[job]
        return range(int(row["first_task"]), int(row["last_task"]))

    def schedule(self) -> Schedule:
        """Everything that is held as a schedule."""
        tasks = np.flatnonzero(self.held.place["way"][: self.jobs.tasks] >= 0)
        return Schedule.of(self.assignments(tasks.tolist()))

    def objective(self) -> Objective:
        """Worth of what is planned; call :meth:`settle` first."""
        terms = dict(zip(TERMS, self.held.total.tolist(), strict=True))
        return Objective(**terms)


def _when(one: Assignment) -> tuple[int, int, OperationKey]:
    return one.start_min, one.end_min, one.key
