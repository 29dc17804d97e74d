"""Jobs as arrays: tasks in order of precedence, their ways, links and materials."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scheduling.jobs import Job, Operation
from scheduling.kernel.layout import (
    JOB,
    NEVER,
    TASK,
    WAY,
    Array,
    Work,
)
from scheduling.kernel.shop import ShopArrays
from scheduling.schedule import Assignment, OperationKey, Schedule


@dataclass(slots=True)
class _Rows:
    """Rows that jobs become, counted on from what there is."""

    task: list[tuple[int, ...]] = field(default_factory=list)
    family: list[list[int]] = field(default_factory=list)
    way: list[tuple[int, int, int]] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    taking: list[tuple[int, int]] = field(default_factory=list)
    job: list[tuple[int, ...]] = field(default_factory=list)
    keys: list[OperationKey] = field(default_factory=list)


_TABLES = ("task", "family", "way", "before", "after", "taking", "job")


class JobArrays:
    """
    Jobs of one shop by position; new ones join at the end and may leave again.

    Parameters
    ----------
    shop
        Where they are made; meets their sets of resources and families.
    jobs
        Whose fixed operations may hold any resources.
    fixed
        Facts of these jobs: their resources need not be those of an alternative.
    start
        Earlier plan that movement is counted against.

    Notes
    -----
    Adding a job of eight operations takes some 40 microseconds.
    """

    def __init__(
        self,
        shop: ShopArrays,
        jobs: Iterable[Job],
        fixed: Iterable[Assignment] = (),
        start: Schedule | None = None,
    ) -> None:
        self.shop = shop
        self.jobs: list[Job] = []
        self.keys: list[OperationKey] = []
        self.task_of: dict[OperationKey, int] = {}
        self.job_of: dict[str, int] = {}
        self._start = {} if start is None else start.assignments
        self._counts = dict.fromkeys(_TABLES, 0)
        width = max(1, len(shop.attribute_of))
        self._tables: dict[str, Array] = {
            "task": np.zeros(1, TASK),
            "family": np.full((1, width), -1, np.int32),
            "way": np.zeros(1, WAY),
            "before": np.zeros(1, np.int32),
            "after": np.zeros(1, np.int32),
            "taking": np.zeros((1, 2), np.int32),
            "job": np.zeros(1, JOB),
        }
        self.potential = np.zeros(max(1, len(shop.resource_of)), np.int64)
        self._fact_ways: dict[OperationKey, int] = {}
        self._sizes: list[tuple[Array, int]] = []
        self._raw: Work | None = None
        self._beyond: tuple[Work, Array] | None = None
        self._append(list(jobs), {one.key: one for one in fixed})

    def add(self, job: Job) -> int:
        """Position of a job that joins at the end."""
        return self._append([job], {})

    def drop(self) -> None:
        """Let the job that joined last leave again; nothing of it may be held."""
        job = self.jobs.pop()
        index = self.job_of.pop(job.id)
        row = self._tables["job"][index]
        first, last = int(row["first_task"]), int(row["last_task"])
        tables, counts = self._tables, self._counts
        head = tables["task"][first]
        for key in self.keys[first:]:
            del self.task_of[key]
        del self.keys[first:]
        counts["job"], counts["task"], counts["family"] = index, first, first
        counts["way"] = int(head["first_way"])
        counts["before"] = int(head["first_before"])
        counts["after"] = int(head["first_after"])
        counts["taking"] = int(head["first_material"])
        self.potential -= self._sizes.pop()[0]
        tables["task"][first:last] = 0
        self._raw = self._beyond = None

    @property
    def raw(self) -> Work:
        """The arrays; rows behind the last are zero, the jobs' table is exact."""
        if self._raw is None:
            tables = dict(self._tables)
            tables["job"] = tables["job"][: max(1, len(self.jobs))]
            self._raw = Work(**tables)
        return self._raw

    def beyond(self, job: int, tasks: int, rows: int) -> tuple[Work, Array]:
        """
        Arrays with room behind what is taken, and how many rows of each are.

        Parameters
        ----------
        job, tasks, rows
            Jobs and tasks that there must be room for, and of other things each.

        Returns
        -------
        tuple of Work and Array
            Taken rows are those of tasks, ways, links before and after, materials and
            jobs. Who writes behind them leaves zeros when it is done.
        """
        if self._beyond is None:
            self._beyond = (Work(**self._tables), self._taken())
        work, taken = self._beyond
        needed = {"task": tasks, "family": tasks, "job": job}
        for name in _TABLES:
            many = needed.get(name, rows)
            if self._counts[name] + many > len(self._tables[name]):
                self._grow(name, many)
                self._raw = None
                work = Work(**self._tables)
                self._beyond = (work, taken)
        return work, taken

    def _taken(self) -> Array:
        counts = [self._counts[name] for name in _TABLES if name != "family"]
        return np.array(counts, np.int64)

    @property
    def tasks(self) -> int:
        """Number of tasks."""
        return len(self.keys)

    @property
    def capacity(self) -> tuple[int, int]:
        """Rows that there is room for: tasks and jobs."""
        return len(self._tables["task"]), len(self._tables["job"])

    def fact_way(self, key: OperationKey) -> int:
        """Way of a fixed operation."""
        return self._fact_ways[key]

    def ways(self, task: int) -> range:
        """Ways of a task by position, in the order of its alternatives."""
        row = self._tables["task"][task]
        return range(int(row["first_way"]), int(row["last_way"]))

    def _append(self, jobs: list[Job], fixed: Mapping[OperationKey, Assignment]) -> int:
        rows = _Rows()
        first_job = len(self.jobs)
        offset = dict(self._counts)
        for job in jobs:
            self._job_rows(job, rows, offset, fixed)
        self._write(rows)
        for index, job in enumerate(jobs):
            self.job_of[job.id] = first_job + index
        self.jobs.extend(jobs)
        base = len(self.keys)
        self.keys.extend(rows.keys)
        self.task_of.update(zip(rows.keys, range(base, len(self.keys)), strict=True))
        self._count_potential(rows, offset)
        return first_job

    def _write(self, rows: _Rows) -> None:
        for name in _TABLES:
            new = getattr(rows, name)
            count = self._counts[name]
            if count + len(new) > len(self._tables[name]):
                self._grow(name, len(new))
            if new:
                table = self._tables[name]
                table[count : count + len(new)] = np.array(new, table.dtype)
            self._counts[name] = count + len(new)
        self._raw = self._beyond = None

    def _grow(self, name: str, rows: int) -> None:
        """Make room for more rows of a table than there is, and for some to come."""
        table, count = self._tables[name], self._counts[name]
        spare = 64 + (count + rows) // 16
        grown = np.zeros((count + rows + spare, *table.shape[1:]), table.dtype)
        grown[:count] = table[:count]
        self._tables[name] = grown

    def _count_potential(self, rows: _Rows, offset: dict[str, int]) -> None:
        """How many tasks may come to hold each resource: the length of its lane."""
        raw = self.shop.raw
        count = np.zeros_like(self.potential)
        if rows.way:
            kind = np.array([way[1] for way in rows.way], np.int64)
            per_set = np.bincount(kind, minlength=len(raw.set))
            lengths = raw.set["last"] - raw.set["first"]
            owner = np.repeat(np.arange(len(raw.set)), lengths)
            uses = raw.uses[: len(owner)]
            np.add.at(count, uses, per_set[owner])
        self.potential += count
        self._sizes.append((count, offset["task"]))

    def _job_rows(  # noqa: C901 - one pass over a job, where time counts
        self,
        job: Job,
        rows: _Rows,
        offset: dict[str, int],
        fixed: Mapping[OperationKey, Assignment],
    ) -> None:
        shop, name = self.shop, job.id
        order = in_order(job)
        first_task = offset["task"] + len(rows.task)
        place = {one.id: first_task + index for index, one in enumerate(order)}
        after: dict[str, list[int]] = {}
        for one in order:
            for earlier in one.after:
                after.setdefault(earlier, []).append(place[one.id])
        width = self._tables["family"].shape[1]
        none = [-1] * width
        job_index = offset["job"] + len(rows.job)
        set_of, set_index = shop.set_of, shop.set_index
        ways, start = rows.way, self._start
        for one in order:
            first_way = offset["way"] + len(ways)
            for way in one.alternatives:
                kind = set_of.get(way.resources)
                if kind is None:
                    kind = set_index(way.resources)
                ways.append((way.duration_min, kind, way.energy_wh))
            last_way = offset["way"] + len(ways)
            key = (name, one.id)
            fact = fixed.get(key)
            if fact is not None:
                self._fact_ways[key] = self._fact_way(one, fact, rows, offset)
            first_before = offset["before"] + len(rows.before)
            for earlier in one.after:
                rows.before.append(place[earlier])
            first_after = offset["after"] + len(rows.after)
            rows.after.extend(after.get(one.id, ()))
            first_material = offset["taking"] + len(rows.taking)
            for material, quantity in one.materials.items():
                rows.taking.append((shop.material_of[material], quantity))
            if one.setup:
                own = none.copy()
                for attribute, family in one.setup.items():
                    at = shop.attribute_of.get(attribute)
                    if at is not None:
                        own[at] = shop.family(attribute, family)
                rows.family.append(own)
            else:
                rows.family.append(none)
            home = start.get(key)
            rows.task.append(
                (
                    job_index,
                    first_way,
                    last_way,
                    first_before,
                    offset["before"] + len(rows.before),
                    first_after,
                    offset["after"] + len(rows.after),
                    first_material,
                    offset["taking"] + len(rows.taking),
                    one.wait_min,
                    -1 if one.max_wait_min is None else one.max_wait_min,
                    one.units,
                    one.is_resumable,
                    max(0, job.release_min),
                    NEVER if home is None else home.start_min,
                    -1 if home is None else set_index(home.resources),
                )
            )
            rows.keys.append(key)
        promised, wanted = job.promise_min, job.wanted_min
        rows.job.append(
            (
                first_task,
                offset["task"] + len(rows.task),
                NEVER if promised is None else promised,
                NEVER if wanted is None else wanted,
                job.weight,
            )
        )

    def _fact_way(
        self, one: Operation, fact: Assignment, rows: _Rows, offset: dict[str, int]
    ) -> int:
        """Way that a fact takes, whatever the alternatives say today."""
        known = [w for w in one.alternatives if w.resources == fact.resources]
        duration = known[0].duration_min if known else fact.end_min - fact.start_min
        energy = known[0].energy_wh if known else 0
        rows.way.append((duration, self.shop.set_index(fact.resources), energy))
        return offset["way"] + len(rows.way) - 1


def in_order(job: Job) -> tuple[Operation, ...]:
    """Operations of an acyclic job, each after those it waits for."""
    seen: set[str] = set()
    for one in job.operations:
        for earlier in one.after:
            if earlier not in seen:
                return _sorted(job)
        seen.add(one.id)
    return job.operations


def _sorted(job: Job) -> tuple[Operation, ...]:
    placed: set[str] = set()
    order: list[Operation] = []
    waiting: list[Any] = list(job.operations)
    while waiting:
        ready = [one for one in waiting if placed.issuperset(one.after)]
        order.extend(ready)
        placed.update(one.id for one in ready)
        waiting = [one for one in waiting if one.id not in placed]
    return tuple(order)
