"""Loops over whole plans: loading one, and building one job after another."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

import numpy as np

from scheduling.kernel.changeover import change_before, needed_in_all
from scheduling.kernel.compiled import compiled
from scheduling.kernel.insert import insert_job, remove_job
from scheduling.kernel.lanes import measure, starting_from
from scheduling.kernel.layout import (
    HELD,
    INT,
    LOST,
    NUMBERS,
    SHOP,
    TABLE_WIDE,
    TRAILED,
    UNPLACED,
    WIDE,
    WORK,
    Array,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.limits import take_material
from scheduling.kernel.places import FINE, hold, undo_to

_EJECTED = 24
"""Jobs that may be put after one that could not follow them."""


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def _batch_at(
    shop: Shop, work: Work, held: Held, way: int, start: int, fixed: int
) -> int:
    """Leader of the batch on a way's resources that starts at a minute, or -1."""
    kind = work.way[way].set
    oven = shop.set[kind].batch
    if oven < 0:
        return -1
    first = held.lane[oven].first
    index = starting_from(held, oven, start)
    while index < held.lane[oven].count and held.entry[first + index].start == start:
        leader = held.entry[first + index].task
        if (
            held.place[leader].fixed == fixed
            and work.way[held.place[leader].way].set == kind
        ):
            return leader
        index += 1
    return -1


@compiled(SHOP, HELD)
def _smooth(shop: Shop, held: Held) -> None:
    """Make ends ascend where facts overlap, so that they can be bisected."""
    for lane in range(shop.resource.shape[0]):
        if shop.resource[lane].capacity > 1:
            continue
        first = held.lane[lane].first
        for at in range(first + 1, first + held.lane[lane].count):
            held.entry[at].end = max(held.entry[at].end, held.entry[at - 1].end)
            measure(shop, held, lane, at - first)


@compiled(SHOP, WORK, HELD, TABLE_WIDE)
def load(shop: Shop, work: Work, held: Held, rows: Array) -> None:
    """
    Hold what is planned already: rows of task, way, start, end, changeover, fixed.

    Facts come first, the latest of them at the head, then the others by start.
    """
    facts = 0
    for row in range(rows.shape[0]):
        task, way, start = rows[row, 0], rows[row, 1], rows[row, 2]
        end, setup, fixed = rows[row, 3], rows[row, 4], rows[row, 5]
        leader = _batch_at(shop, work, held, way, start, fixed)
        hold(shop, work, held, task, way, start, end, setup, leader)
        held.place[task].fixed = fixed
        if fixed and start < 0:
            take_material(shop, work, held, task, start, -1)
        facts += fixed
        if (
            fixed
            and row + 1 == facts
            and (row + 1 == rows.shape[0] or not rows[row + 1, 5])
        ):
            _smooth(shop, held)
    for row in range(rows.shape[0]):
        task = rows[row, 0]
        if held.place[task].leader == task and (
            shop.set[work.way[held.place[task].way].set].changes
        ):
            _setup, cost = needed_in_all(shop, work, held, task, -1, 0, -1)
            held.place[task].cost = cost


@compiled(SHOP, WORK, HELD, INT, INT, INT, NUMBERS)
def _forbidding(
    shop: Shop, work: Work, held: Held, task: int, way: int, most: int, out: Array
) -> int:
    """Jobs at the ends of a way's lanes after which its task may never come."""
    count = 0
    group = shop.set[work.way[way].set]
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        first = held.lane[lane].first
        index = held.lane[lane].count
        while index > 0 and change_before(shop, work, held, lane, index, task) < 0:
            index -= 1
            leader = held.entry[first + index].task
            if held.place[leader].fixed:
                return 0
            member = leader
            while member >= 0:
                job = work.task[member].job
                is_known = False
                for at in range(count):
                    is_known = is_known or out[at] == job
                if not is_known:
                    if count >= most:
                        return 0
                    out[count] = job
                    count += 1
                member = held.place[member].mate
    return count


@compiled(SHOP, WORK, HELD, INT, INT, WIDE)
def insert_by_force(
    shop: Shop, work: Work, held: Held, job: int, not_before: int, rule: Array
) -> int:
    """
    Insert a job, before those at the end of a lane that it may never follow if need be.

    Returns
    -------
    int
        -1, or the task that finds no place: nothing has changed then.
    """
    mark = held.counter[TRAILED]
    found = insert_job(shop, work, held, job, not_before, rule)
    if found < 0:
        return -1
    undo_to(shop, work, held, mark)
    out = np.zeros(_EJECTED + 64, np.int32)
    for way in range(work.task[found].first_way, work.task[found].last_way):
        count = _forbidding(shop, work, held, found, way, _EJECTED, out)
        is_fine = count > 0
        at = 0
        while is_fine and at < count:
            is_fine = remove_job(shop, work, held, out[at]) == FINE
            at += 1
            for index in range(held.counter[LOST]):
                other = work.task[held.lost[index]].job
                is_known = False
                for known in range(count):
                    is_known = is_known or out[known] == other
                if not is_known and count < out.shape[0]:
                    out[count] = other
                    count += 1
            held.counter[LOST] = 0
        if is_fine:
            is_fine = insert_job(shop, work, held, job, not_before, rule) < 0
        at = 0
        while is_fine and at < count:
            is_fine = insert_job(shop, work, held, out[at], 0, rule) < 0
            at += 1
        if is_fine:
            return -1
        undo_to(shop, work, held, mark)
    held.counter[UNPLACED] = found
    return found


@compiled(SHOP, WORK, HELD, NUMBERS, INT, WIDE)
def build(
    shop: Shop, work: Work, held: Held, order: Array, not_before: int, rule: Array
) -> int:
    """Insert jobs in this order, for good; -1, or the task that finds no place."""
    for index in range(order.shape[0]):
        held.counter[TRAILED] = 0
        found = insert_by_force(shop, work, held, order[index], not_before, rule)
        if found >= 0:
            return found
    held.counter[TRAILED] = 0
    return -1
