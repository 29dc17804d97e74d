"""The rule of capacity: no resource is held more often at once than it may be."""

from collections.abc import Iterator

import numpy as np

from scheduling.judge.batches import Batches
from scheduling.judge.table import Ints, Table
from scheduling.judge.violation import Violation


def judge_capacity(table: Table, batches: Batches) -> Iterator[Violation]:
    """Judge how often each resource is held; a batch holds it once."""
    resource, row = holdings(table)
    batch = batches.leader[row]
    start, end = table.start[row], table.end[row]
    is_some = start < end  # what takes no time is told by another rule
    columns = [column[is_some] for column in (resource, batch, start, end)]
    resource, batch, start, end = _once(*columns)
    for number in _suspects(table, resource, start, end).tolist():
        own = np.flatnonzero(resource == number)
        rows = zip(
            start[own].tolist(), end[own].tolist(), batch[own].tolist(), strict=True
        )
        yield from _sweep(table, batches, number, sorted(rows))


def holdings(table: Table) -> tuple[Ints, Ints]:
    """Every resource that is held, by its index, and by which row; in two columns."""
    index = {one.id: n for n, one in enumerate(table.problem.resources)}
    known = [[index[name] for name in group if name in index] for group in table.groups]
    counts = np.array([len(group) for group in known], dtype=np.int64)
    flat = np.array([n for group in known for n in group], dtype=np.int64)
    offset = np.append(0, np.cumsum(counts))[:-1]
    repeat = counts[table.group]
    row = np.repeat(np.arange(len(table.rows)), repeat)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    return flat[offset[table.group[row]] + nth], row


def _once(resource: Ints, batch: Ints, start: Ints, end: Ints) -> list[Ints]:
    """Leave of each batch on each resource only the longest hold."""
    order = np.lexsort((end, batch, resource))
    resource, batch, start, end = (c[order] for c in (resource, batch, start, end))
    is_last = np.ones(len(order), dtype=np.bool_)
    is_last[:-1] = (np.diff(batch) != 0) | (np.diff(resource) != 0)
    return [column[is_last] for column in (resource, batch, start, end)]


def _suspects(table: Table, resource: Ints, start: Ints, end: Ints) -> Ints:
    """Resources that are held too often at some minute, by facts or others."""
    capacity = np.array([one.capacity for one in table.problem.resources])
    place = np.concatenate((resource, resource))
    minute = np.concatenate((end, start))
    change = np.repeat(np.array([-1, 1]), len(resource))
    order = np.lexsort((change, minute, place))  # what ends makes room first
    place = place[order]
    held = np.cumsum(change[order])  # back at 0 before each next resource
    return np.unique(place[held > capacity[place]])


def _sweep(
    table: Table, batches: Batches, number: int, held: list[tuple[int, int, int]]
) -> Iterator[Violation]:
    """Tell of each start at which there are too many with a free one among them."""
    resource = table.problem.resources[number]
    running: list[tuple[int, int, int]] = []
    for one in held:
        running = [other for other in running if other[1] > one[0]]
        running.append(one)
        is_history = all(batches.is_all_fact[leader] for _, _, leader in running)
        if len(running) > resource.capacity and not is_history:
            rows = [row for _, _, leader in running for row in batches.rows_of(leader)]
            names = table.names(rows)
            sentence = (
                f"{resource.id} does {len(running)} at once at {one[0]} "
                f"and has capacity {resource.capacity}: {', '.join(names)}."
            )
            yield Violation("capacity", (*names, resource.id), sentence)
