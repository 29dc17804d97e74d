"""
Arrays that the kernel works on, and their types.

Everything is by position: resources, attributes, sites, materials, tasks (operations,
each job's in order of precedence), ways (alternatives) and jobs. Ids are met only at
the edges, in :mod:`scheduling.kernel.shop` and :mod:`scheduling.kernel.work`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

NEVER = 1 << 30
"""Minute after every horizon; also "no due date"."""

INT = numba.int64

_typeof: Any = numba.typeof


def _record(*names: str) -> np.dtype[Any]:
    return np.dtype([(name, np.int32) for name in names])


RESOURCE = _record(
    "capacity",
    "first_setup",
    "last_setup",
    "room",
    "attribute",
    "base",
    "adds_up",
    "group",
)
"""Setups are a range of ``Shop.remembered``; ``room`` 0: it makes no batches;
``group``: its own open time."""

GROUP = _record("first", "last", "total")
"""Resources that work at the same times: a range of windows and their open minutes."""

WINDOW = _record("start", "end", "before")
"""An open interval and the open minutes before it."""

SET = _record("first", "last", "group", "site", "batch", "changes")
"""
Resources held at once: a range of ``Shop.uses``; ``batch``: the one that makes
batches, or -1; ``changes``: how many of them remember families.
"""

SPAN = _record("first", "last")

TASK = _record(
    "job", "first_way", "last_way", "first_before", "last_before",
    "first_after", "last_after", "first_material", "last_material",
    "wait", "max_wait", "units", "resumable", "earliest", "home", "home_set",
)  # fmt: skip
"""``max_wait`` -1: no limit; ``home``: start in the earlier plan, or ``NEVER``."""

WAY = _record("duration", "set", "energy")

JOB = _record("first_task", "last_task", "promise", "wanted", "weight")

PLACE = np.dtype(
    [
        *((name, np.int32) for name in (
            "way", "start", "end", "setup", "leader", "mate", "fixed", "units"
        )),
        ("cost", np.int64),
    ]
)  # fmt: skip
"""
Where a task is; ``way`` -1: nowhere. The members of a batch are linked by ``mate``
from their ``leader``, who stands for them on the lanes and knows their units and the
money of their changeover; a task alone leads itself.
"""

LANE = _record("first", "count")
"""A range of ``Held.entry``."""

ENTRY = _record("start", "end", "task", "setup", "stretch", "open")
"""
One occupation of a resource that does one thing at a time, with its changeover; and
of the gap before it, by the resource's own calendar, the longest stretch without a
pause and all open minutes. On a wider resource: from ``start`` on, ``task`` places are
taken.
"""

TERMS = (
    "broken_promises",
    "weighted_tardiness_min",
    "moved_min",
    "setup_min",
    "setup_cost",
    "in_progress_min",
    "energy_wh",
    "makespan_min",
)
"""Columns of scores; the last is a job's completion, and a maximum in totals."""

BROKEN, TARDY, MOVED, SETUP, COST, PROGRESS, ENERGY, LAST = range(8)

LENGTH, FREEZE = range(2)
"""Places in ``Shop.facts``."""

TRAILED, TOUCHED, LOST, UNPLACED = range(4)
"""Places in ``Held.counter``."""


class Shop(NamedTuple):
    """What a factory has; stays the same."""

    resource: Array
    remembered: Array
    group: Array
    window: Array
    day: Array
    set: Array
    uses: Array
    matrix: Array
    minutes: Array
    cost: Array
    transport: Array
    material: Array
    epoch: Array
    facts: Array


class Work(NamedTuple):
    """What is to be made; grows by new jobs."""

    task: Array
    family: Array
    way: Array
    before: Array
    after: Array
    taking: Array
    job: Array


class Held(NamedTuple):
    """What is held by whom, what it is worth, and how to undo the latest changes."""

    place: Array
    worn: Array
    lane: Array
    entry: Array
    slack: Array
    score: Array
    total: Array
    trail: Array
    touched: Array
    is_touched: Array
    lost: Array
    counter: Array
    least_end: Array
    mark: Array


def records(dtype: np.dtype[Any], rows: list[Any]) -> Array:
    """Table with these rows (tuples), or an empty one that can still be indexed."""
    table = np.zeros(max(1, len(rows)), dtype)
    if rows:
        table[:] = np.array(rows, dtype)
    return table


def _numbers(*shape: int, kind: Any = np.int32) -> Array:
    return np.zeros(shape, kind)


def _example_shop() -> Shop:
    return Shop(
        records(RESOURCE, []), _numbers(1, 2), records(GROUP, []), records(WINDOW, []),
        _numbers(1, 1), records(SET, []), _numbers(1), records(SPAN, []),
        _numbers(1), _numbers(1, kind=np.int64), _numbers(1, 1), records(SPAN, []),
        _numbers(1), _numbers(4),
    )  # fmt: skip


def _example_work() -> Work:
    return Work(
        records(TASK, []), _numbers(1, 1), records(WAY, []), _numbers(1), _numbers(1),
        _numbers(1, 2), records(JOB, []),
    )  # fmt: skip


def _example_held() -> Held:
    wide = np.int64
    return Held(
        records(PLACE, []), _numbers(1, 1), records(LANE, []), records(ENTRY, []),
        _numbers(1, kind=wide), _numbers(1, 8, kind=wide), _numbers(8, kind=wide),
        _numbers(1, 8, kind=wide), _numbers(1), _numbers(1, kind=np.uint8),
        _numbers(1), _numbers(8, kind=wide), _numbers(1), _numbers(1, kind=wide),
    )  # fmt: skip


SHOP = _typeof(_example_shop())
WORK = _typeof(_example_work())
HELD = _typeof(_example_held())
NUMBERS = _typeof(_numbers(1))
WIDE = _typeof(_numbers(1, kind=np.int64))
TABLE_WIDE = _typeof(_numbers(1, 1, kind=np.int64))
