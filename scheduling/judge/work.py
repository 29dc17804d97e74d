"""Rules of one operation, or batch, by itself: its way, its dates, its minutes."""

from collections.abc import Iterator

import numpy as np

from scheduling.judge.batches import Batches
from scheduling.judge.hours import Hours
from scheduling.judge.table import NONE, Flags, Ints, Table
from scheduling.judge.violation import Violation


def judge_ways(table: Table) -> Iterator[Violation]:
    """Each free operation is done in one of its ways, and no changeover is negative."""
    free = ~table.is_fact
    for row in np.flatnonzero(free & (table.duration == NONE)).tolist():
        one, name = table.rows[row], table.name(row)
        sentence = f"{name} cannot be done by {' + '.join(one.resources)}."
        yield Violation("alternative", (name, *one.resources), sentence)
    for row in np.flatnonzero(free & (table.setup < 0)).tolist():
        name = table.name(row)
        yield Violation("changeover", (name,), f"{name} has a negative changeover.")


def judge_dates(table: Table) -> Iterator[Violation]:
    """Nothing starts before its release and the fence, or ends after the horizon."""
    horizon, free = table.problem.horizon, ~table.is_fact
    earliest = np.maximum(table.release, max(0, horizon.freeze_min))
    for row in np.flatnonzero(free & (table.start < earliest)).tolist():
        name = table.name(row)
        words = f"{name} starts at {table.start[row]}, before {earliest[row]}."
        yield Violation("early", (name,), words)
    for row in np.flatnonzero(free & (table.end > horizon.length_min)).tolist():
        name = table.name(row)
        words = f"{name} ends after the horizon of {horizon.length_min} min."
        yield Violation("horizon", (name,), words)


def judge_work(table: Table, batches: Batches) -> Iterator[Violation]:
    """Judge the open minutes of each interval against those that its work needs."""
    leads = batches.leader == np.arange(len(table.rows))
    leads &= ~batches.is_all_fact
    leads[sorted(batches.torn)] = False
    # how long work of no known way takes, nobody knows
    leads[batches.leader[(table.duration == NONE) & ~table.is_fact]] = False
    leaders = np.flatnonzero(leads)
    worked, is_closed = _hours(table, leaders)
    needed = batches.part_min[leaders] + table.setup[leaders]
    for at in np.flatnonzero(worked != needed).tolist():
        ids, names = _ids(table, batches, leaders[at])
        words = f"{names} are given {worked[at]} working min and need {needed[at]}."
        yield Violation("duration", ids, words)
    for at in np.flatnonzero(is_closed).tolist():
        ids, names = _ids(table, batches, leaders[at])
        one = table.rows[leaders[at]]
        span = f"[{one.start_min}, {one.end_min})"
        words = f"{names} begin or end while a calendar is closed: {span}."
        yield Violation("closed", ids, words)
    elapsed = table.end[leaders] - table.start[leaders]
    for at in np.flatnonzero((worked < elapsed) & ~is_closed).tolist():
        rows = batches.rows_of(int(leaders[at]))
        if not all(table.operations[row].is_resumable for row in rows):
            ids, names = _ids(table, batches, leaders[at])
            words = f"{names} pause over a break and may not."
            yield Violation("pause", ids, words)


def _ids(table: Table, batches: Batches, leader: int) -> tuple[tuple[str, ...], str]:
    names = table.names(batches.rows_of(int(leader)))
    return (*names, *table.rows[leader].resources), ", ".join(names)


def _hours(table: Table, rows: Ints) -> tuple[Ints, Flags]:
    """Open minutes of these rows, and whether their first or last one is closed."""
    problem = table.problem
    worked = np.zeros(len(rows), dtype=np.int64)
    is_closed = np.zeros(len(rows), dtype=np.bool_)
    kind_of: dict[frozenset[str], int] = {}
    kinds = [
        kind_of.setdefault(_calendars(table, group), len(kind_of))
        for group in table.groups
    ]
    kind_of_row = np.array(kinds, dtype=np.int64)[table.group[rows]]
    for names, kind in kind_of.items():
        own = np.flatnonzero(kind_of_row == kind)
        if not len(own):
            continue
        hours = Hours([problem.calendar_by_id[name].open for name in sorted(names)])
        start, end = table.start[rows[own]], table.end[rows[own]]
        worked[own] = hours.worked(start, end)
        is_closed[own] = ~(hours.is_open(start) & hours.is_open(end - 1))
    return worked, is_closed


def _calendars(table: Table, group: tuple[str, ...]) -> frozenset[str]:
    shop = table.problem.resource_by_id
    return frozenset(shop[name].calendar for name in group if name in shop)
