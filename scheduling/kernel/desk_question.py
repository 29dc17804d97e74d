"""
One question at a desk in one go: a routing in numbers is judged, placed and forgotten.

The numbers are those of :class:`scheduling.kernel.desk_rows.Routings`. They become rows
behind those of the jobs that joined, and are gone when the answer is there.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0911, PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.layout import (
    HELD,
    INT,
    NEVER,
    NUMBERS,
    SHOP,
    TABLE_WIDE,
    TOUCHED,
    TRAILED,
    WIDE,
    WORK,
    Array,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.quotes import quote

DOUBTFUL = -1
"""Answer to a routing that has to be looked at well first."""

NOT_BEFORE, RELEASE, STEPS, IS_CHECKED = range(4)
"""Places in what is asked."""


@compiled(WORK, NUMBERS, WIDE, WIDE)
def _write(work: Work, row: Array, taken: Array, asked: Array) -> int:
    """Write a routing's rows behind what is taken; tell how many operations it has."""
    task, way, before = taken[0], taken[1], taken[2]
    after, taking, job = taken[3], taken[4], taken[5]
    first = task
    at = 0
    while at < row.shape[0]:
        befores, families, takes = row[at], row[at + 1], row[at + 2]
        ways = row[at + 7]
        work.task[task].job = job
        work.task[task].wait = row[at + 3]
        work.task[task].max_wait = row[at + 4]
        work.task[task].units = row[at + 5]
        work.task[task].resumable = row[at + 6]
        work.task[task].earliest = asked[RELEASE]
        work.task[task].home = NEVER
        work.task[task].home_set = -1
        at += 8
        work.task[task].first_before = before
        for _index in range(befores):
            work.before[before] = first + row[at]
            before += 1
            at += 1
        work.task[task].last_before = before
        for attribute in range(work.family.shape[1]):
            work.family[task, attribute] = -1
        for _index in range(families):
            work.family[task, row[at]] = row[at + 1]
            at += 2
        work.task[task].first_material = taking
        for _index in range(takes):
            work.taking[taking, 0] = row[at]
            work.taking[taking, 1] = row[at + 1]
            taking += 1
            at += 2
        work.task[task].last_material = taking
        work.task[task].first_way = way
        for index in range(ways):
            work.way[way].set = row[at + index]
            work.way[way].duration = row[at + ways + index]
            work.way[way].energy = row[at + 2 * ways + index]
            way += 1
        work.task[task].last_way = way
        at += 3 * ways
        task += 1
    for one in range(first, task):
        work.task[one].first_after = after
        for other in range(one + 1, task):
            for link in range(
                work.task[other].first_before, work.task[other].last_before
            ):
                if work.before[link] == one:
                    work.after[after] = other
                    after += 1
        work.task[one].last_after = after
    work.job[job].first_task = first
    work.job[job].last_task = task
    work.job[job].promise = NEVER
    work.job[job].wanted = NEVER
    work.job[job].weight = 1
    return task - first


@compiled(SHOP, WORK, INT, INT, TABLE_WIDE)
def _is_sound(shop: Shop, work: Work, first: int, last: int, room: Array) -> bool:
    """Whether nothing is wrong with any way of operations, its names aside."""
    for task in range(first, last):
        one = work.task[task]
        if one.units < 1:
            return False
        for row in range(one.first_material, one.last_material):
            if work.taking[row, 1] < 1:
                return False
        for way in range(one.first_way, one.last_way):
            kind = work.way[way].set
            minutes = work.way[way].duration
            if minutes < 1:
                return False
            oven = shop.set[kind].batch
            if oven >= 0:
                minutes += shop.resource[oven].base
                attribute = shop.resource[oven].attribute
                if one.units > shop.resource[oven].room or (
                    attribute >= 0 and work.family[task, attribute] < 0
                ):
                    return False
            if minutes > room[kind, 1 if one.resumable else 0]:
                return False
            for other in range(one.first_way, way):
                if work.way[other].set == kind:
                    return False
    return True


@compiled(
    SHOP, WORK, HELD, NUMBERS, WIDE, WIDE, TABLE_WIDE, TABLE_WIDE, TABLE_WIDE,
    TABLE_WIDE,
)  # fmt: skip
def ask(
    shop: Shop, work: Work, held: Held, row: Array, taken: Array, asked: Array,
    room: Array, ends: Array, rivals: Array, places: Array,
) -> tuple[int, bool]:  # fmt: skip
    """
    Earliest completion of a routing; nothing of it stays anywhere.

    Parameters
    ----------
    row
        The routing.
    taken
        Rows that are taken of tasks, ways, links before and after, materials, jobs.
    asked
        Earliest start, release, steps of the search, whether it was looked at well.
    room
        Minutes that each set of resources has at most.
    ends, rivals, places
        As :func:`scheduling.kernel.quotes.quote` wants them; the places are by sets of
        resources afterwards, not by ways.

    Returns
    -------
    tuple of int and bool
        Completion, ``NEVER`` or :data:`DOUBTFUL`; whether nothing earlier exists.
    """
    first = taken[0]
    count = _write(work, row, taken, asked)
    completion, is_earliest = DOUBTFUL, False
    if asked[IS_CHECKED] or _is_sound(shop, work, first, first + count, room):
        held.counter[TRAILED] = 0
        completion, is_earliest = quote(
            shop, work, held, taken[5], asked[NOT_BEFORE], asked[STEPS], ends, rivals,
            places,
        )  # fmt: skip
        for index in range(held.counter[TOUCHED]):
            held.is_touched[held.touched[index]] = 0
        held.counter[TOUCHED] = 0
        if completion < NEVER:
            for index in range(count):
                places[index, 0] = work.way[places[index, 0]].set
    for task in range(first, first + count):
        work.task[task].first_way = 0
        work.task[task].last_way = 0
        work.task[task].first_before = 0
        work.task[task].last_before = 0
        work.task[task].first_after = 0
        work.task[task].last_after = 0
        work.task[task].first_material = 0
        work.task[task].last_material = 0
    return completion, is_earliest
