"""A schedule laid beside its problem: one row for each operation that is planned.

The judge's rules are looked for in whole columns (numpy) and told row by row, only
where one is broken: 60,000 operations take a fraction of a second.
"""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduling.jobs import Operation
from scheduling.judge.violation import Violation, name_of
from scheduling.problem import Problem
from scheduling.schedule import Assignment, Schedule

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE = -1
"""Stands in columns where there is no such thing; all real values are 0 or more."""


class Table:
    """
    The planned operations of a problem in rows.

    Parameters
    ----------
    problem, schedule
        What is judged.

    Attributes
    ----------
    found
        What was wrong with the rows themselves: missing, unknown, moved ones.
    rows, operations
        The assignment of each row and the operation that it plans.
    groups
        The different tuples of resources, as ``group`` counts them.
    start, end, setup, release
        Minutes by row.
    duration
        Minutes of the alternative by row, ``NONE`` where it is none of them.
    wait, max_wait
        Minutes by row; ``NONE`` where there is no longest one.
    before, after
        Rows of each pair of operations that follow each other.
    is_fact
        By row: whether the operation is fixed.
    """

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem = problem
        self.found: list[Violation] = []
        self.rows: list[Assignment] = []
        self.operations: list[Operation] = []
        self._lay(schedule)
        if len(self.rows) < len(schedule.assignments):
            self._note_unknown(schedule)
        rows = self.rows
        group_of: dict[tuple[str, ...], int] = {}
        self.group = _ints(
            [group_of.setdefault(one.resources, len(group_of)) for one in rows]
        )
        self.groups = list(group_of)
        self.start = _ints([one.start_min for one in rows])
        self.end = _ints([one.end_min for one in rows])
        self.setup = _ints([one.setup_min for one in rows])
        self.duration = _ints(list(map(_duration_min, self.operations, rows)))
        self.is_fact = np.zeros(len(rows), dtype=np.bool_)
        self._note_facts()

    def _lay(self, schedule: Schedule) -> None:
        """Put every operation that is planned into its row, with those before it."""
        planned = schedule.assignments.get
        rows, operations = self.rows, self.operations
        releases: list[int] = []
        pairs: list[int] = []
        for job in self.problem.jobs:
            job_id, first = job.id, len(rows)
            row_of: dict[str, int] = {}
            for operation in job.operations:
                name = operation.id
                one = planned((job_id, name))
                if one is None or one.operation != name or one.job != job_id:
                    full = f"{job_id}/{name}"
                    self._say("missing", full, f"{full} is not planned.")
                    continue
                row_of[name] = len(rows)
                rows.append(one)
                operations.append(operation)
            releases += [job.release_min] * (len(rows) - first)
            for row in row_of.values():
                for before in operations[row].after:
                    if before in row_of:
                        pairs += (row_of[before], row)
        self.release = _ints(releases)
        self.before, self.after = _ints(pairs).reshape(-1, 2).T
        self.wait = _ints([one.wait_min for one in operations])
        self.max_wait = _ints(
            [
                NONE if one.max_wait_min is None else one.max_wait_min
                for one in operations
            ]
        )

    def _note_unknown(self, schedule: Schedule) -> None:
        known = self.problem.operation_by_key
        for key, one in schedule.assignments.items():
            if key not in known or key != one.key:
                name = name_of(one)
                self._say("unknown", name, f"{name} is no operation of the problem.")

    def _note_facts(self) -> None:
        facts = self.problem.fixed_by_key
        for row, one in enumerate(self.rows) if facts else ():
            fact = facts.get(one.key)
            if fact is not None:
                self.is_fact[row] = True
                if one != fact:
                    name = name_of(one)
                    self._say("moved", name, f"{name} is fixed and must not move.")

    def _say(self, kind: str, name: str, sentence: str) -> None:
        self.found.append(Violation(kind, (name,), sentence))

    def name(self, row: int) -> str:
        """``job/operation`` of a row."""
        return name_of(self.rows[row])

    def names(self, rows: Iterable[int]) -> tuple[str, ...]:
        """``job/operation`` of several rows."""
        return tuple(name_of(self.rows[row]) for row in rows)

    @cached_property
    def batching_of_group(self) -> Ints:
        """By group: index of the resource that does batches, or ``NONE``."""
        resources = self.problem.resources
        ovens = {one.id: n for n, one in enumerate(resources) if one.batching}
        return _ints(
            [
                next((ovens[name] for name in group if name in ovens), NONE)
                for group in self.groups
            ]
        )


def _duration_min(operation: Operation, one: Assignment) -> int:
    for way in operation.alternatives:
        if way.resources == one.resources:
            return way.duration_min
    return NONE


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)
