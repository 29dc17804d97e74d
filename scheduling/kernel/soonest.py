"""
How early a job could end in the gaps, and its places one operation after the other.

Nothing that stands is moved, not even the changeover of what comes next; a batch is
joined only if it stays as long as it is.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0912, PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.fit import _goes_with, fit
from scheduling.kernel.lanes import starting_from
from scheduling.kernel.layout import (
    FREEZE,
    HELD,
    INT,
    LENGTH,
    NEVER,
    SHOP,
    TABLE_WIDE,
    TRAILED,
    WORK,
    Array,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.limits import latest_at, material_from, ready_at, travel
from scheduling.kernel.places import FINE, batch_work, put, undo_to
from scheduling.kernel.soonest_plain import first_free

ANY_SITE = -1

FACT, PLANNED = 1, 2
"""Kinds of what is fixed: nothing joins a batch that is a fact."""

_PATIENCE = 60
"""Times that longest waits may send an insertion back, for each operation."""


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT, INT)
def join_as_it_is(
    shop: Shop, work: Work, held: Held, task: int, way: int, at: int, latest: int,
    least_end: int, before: int,
) -> tuple[int, int]:  # fmt: skip
    """Leader and end of the first batch that a task joins without lengthening it."""
    kind = work.way[way].set
    oven = shop.set[kind].batch
    if shop.resource[oven].adds_up:
        return -1, NEVER  # whatever joins, it takes longer
    first = held.lane[oven].first
    length = work.way[way].duration + shop.resource[oven].base
    index = starting_from(held, oven, at)
    while index < held.lane[oven].count:
        leader = held.entry[first + index].task
        index += 1
        batch = held.place[leader]
        if batch.start > latest or batch.start + length >= before:
            break
        if (
            work.way[batch.way].set != kind
            or batch.fixed == FACT
            or batch.units + work.task[task].units > shop.resource[oven].room
            or batch.end < least_end
            or batch.end >= before
            or not _goes_with(shop, work, held, task, leader)
        ):
            continue
        if not work.task[task].resumable and batch.end - batch.start > (
            batch.setup + batch_work(shop, work, held, leader, -1, -1)
        ):
            continue
        grown = batch_work(shop, work, held, leader, way, -1)
        if grown == batch_work(shop, work, held, leader, -1, -1):
            return leader, batch.end
    return -1, NEVER


@compiled(SHOP, WORK, HELD, INT, INT)
def _next_gap(shop: Shop, work: Work, held: Held, way: int, start: int) -> int:
    """End of what comes next after a start on the lanes that remember; or -1."""
    found = NEVER
    group = shop.set[work.way[way].set]
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        if shop.resource[lane].first_setup == shop.resource[lane].last_setup:
            continue
        index = starting_from(held, lane, start)
        if index < held.lane[lane].count:
            found = min(found, held.entry[held.lane[lane].first + index].end)
    return -1 if found >= NEVER else max(found, start + 1)


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT, INT)
def soonest(
    shop: Shop, work: Work, held: Held, task: int, way: int, at: int, latest: int,
    least_end: int, before: int,
) -> tuple[int, int, int, int, int]:  # fmt: skip
    """
    Place of a way that ends first: start, end, changeover, leader to join (or -1).

    The start is -1 where nothing ends before ``before`` and starts by ``latest``;
    then the last number is the first start that was too late (or -1).
    """
    best_start, best_end, best_setup, best_leader = -1, before, 0, -1
    group = shop.set[work.way[way].set]
    if group.batch < 0 and not group.changes:
        start, end = first_free(
            shop.resource, shop.group, shop.window, shop.day, shop.uses, held.lane,
            held.entry, group.first, group.last, group.group, at,
            work.way[way].duration, work.task[task].resumable, least_end,
            min(before, shop.facts[LENGTH] + 1),
        )  # fmt: skip
        if start > latest:
            return -1, before, 0, -1, start
        return start, end if start >= 0 else before, 0, -1, -1
    if group.batch >= 0 and at <= latest:
        leader, end = join_as_it_is(
            shop, work, held, task, way, at, latest, least_end, before
        )
        if leader >= 0:
            best_start = held.place[leader].start
            best_end = end
            best_setup = held.place[leader].setup
            best_leader = leader
    too_late = -1
    while True:
        start, end, setup = fit(shop, work, held, task, way, at, least_end, best_end)
        if start < 0:
            break
        if start > latest:
            if best_start < 0:
                too_late = start
            break
        best_start, best_end, best_setup, best_leader = start, end, setup, -1
        if not setup:
            break
        # behind what comes next it may need less changeover, and end earlier
        at = _next_gap(shop, work, held, way, start)
        if at < 0:
            break
    return best_start, best_end, best_setup, best_leader, too_late


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT, INT)
def choose_soonest(
    shop: Shop, work: Work, held: Held, task: int, not_before: int, site: int,
    least_end: int, hint: int, target: int,
) -> tuple[int, int, int, int, int, int, int]:  # fmt: skip
    """
    Way, start, end, changeover, leader; else -1, whom longest waits blame, and when.

    Parameters
    ----------
    hint, target
        The way to try first, and the end that need not be beaten; NEVER: no other.
    """
    earliest = max(not_before, material_from(shop, work, held, task))
    best, best_start, best_end, best_setup, best_leader = -1, 0, NEVER, 0, -1
    blamed = -1
    blamed_end = NEVER
    first_way, last_way = work.task[task].first_way, work.task[task].last_way
    is_hinted = first_way <= hint < last_way
    for turn in range(first_way - is_hinted, last_way):
        way = hint if turn < first_way else turn
        if way == hint and turn >= first_way:
            continue
        if turn >= first_way and (target >= NEVER or best_end <= target):
            break
        here = shop.set[work.way[way].set].site
        if site >= 0 and here != site:
            continue
        at = max(earliest, ready_at(shop, work, held, task, here))
        if at >= NEVER:
            continue
        latest, binding = latest_at(shop, work, held, task, here)
        start, end, setup, leader, too_late = soonest(
            shop, work, held, task, way, at, latest, least_end, best_end
        )
        if start >= 0:
            best, best_start, best_end, best_setup = way, start, end, setup
            best_leader = leader
        elif too_late >= 0:
            wanted = (
                too_late
                - work.task[binding].max_wait
                - travel(shop, work, held, binding, here)
            )
            if wanted < blamed_end:
                blamed = binding
                blamed_end = wanted
    return best, best_start, best_end, best_setup, best_leader, blamed, blamed_end


@compiled(SHOP, WORK, INT, INT, INT, INT, TABLE_WIDE)
def _ready_in(
    shop: Shop, work: Work, task: int, first: int, at: int, here: int, ends: Array
) -> int:
    """Earliest start at a site after the ends at all sites of what comes before."""
    for link in range(work.task[task].first_before, work.task[task].last_before):
        before = work.before[link]
        ready = NEVER
        for there in range(shop.transport.shape[0]):
            minutes = shop.transport[there, here]
            if minutes >= 0 and ends[before - first, there] < NEVER:
                ready = min(ready, ends[before - first, there] + minutes)
        at = max(at, ready + work.task[before].wait)
    return at


@compiled(SHOP, WORK, HELD, INT, INT, TABLE_WIDE)
def bound(
    shop: Shop, work: Work, held: Held, job: int, not_before: int, ends: Array
) -> int:
    """
    Completion that no placing of what has no place yet can beat; NEVER if none can.

    Parameters
    ----------
    ends
        Filled with the earliest end of each operation at each site, as if the job
        never met itself, then with the way that reaches it, its start and changeover.
    """
    first = work.job[job].first_task
    sites = shop.transport.shape[0]
    done = 0
    for task in range(first, work.job[job].last_task):
        row = task - first
        for site in range(sites):
            ends[row, site] = NEVER
        if held.place[task].way >= 0:
            site = shop.set[work.way[held.place[task].way].set].site
            ends[row, site] = held.place[task].end
            done = max(done, held.place[task].end + work.task[task].wait)
            continue
        earliest = max(
            not_before,
            work.task[task].earliest,
            shop.facts[FREEZE],
            material_from(shop, work, held, task),
        )
        soon = NEVER
        at, site = 0, -1
        for way in range(work.task[task].first_way, work.task[task].last_way):
            here = shop.set[work.way[way].set].site
            if here != site:
                at, site = (
                    _ready_in(shop, work, task, first, earliest, here, ends),
                    here,
                )
            if at >= NEVER:
                continue
            start, end, setup, _leader, _late = soonest(
                shop, work, held, task, way, at, NEVER, 0, ends[row, here]
            )
            if start >= 0:
                ends[row, here] = end
                ends[row, sites + here] = way
                ends[row, 2 * sites + here] = start
                ends[row, 3 * sites + here] = setup
                soon = min(soon, end)
        if soon >= NEVER:
            return NEVER
        done = max(done, soon + work.task[task].wait)
    return done


@compiled(SHOP, WORK, INT, TABLE_WIDE, TABLE_WIDE)
def sites_of(shop: Shop, work: Work, job: int, ends: Array, sites: Array) -> None:
    """Choose the site of each operation that the bound was reached with."""
    first = work.job[job].first_task
    for task in range(work.job[job].last_task - 1, first - 1, -1):
        row = task - first
        after = -1
        if work.task[task].first_after < work.task[task].last_after:
            after = sites[work.after[work.task[task].first_after] - first, 0]
        best = NEVER
        sites[row, 0] = 0
        for site in range(shop.transport.shape[0]):
            minutes = 0 if after < 0 else shop.transport[site, after]
            if minutes >= 0 and ends[row, site] + minutes < best:
                best = ends[row, site] + minutes
                sites[row, 0] = site


@compiled(WORK, HELD, INT)
def completion(work: Work, held: Held, job: int) -> int:
    """Last end of a job's operations, waits included; all of them are placed."""
    done = 0
    for task in range(work.job[job].first_task, work.job[job].last_task):
        done = max(done, held.place[task].end + work.task[task].wait)
    return done


@compiled(SHOP, WORK, HELD, INT, INT, TABLE_WIDE, TABLE_WIDE, INT)
def place_in_order(
    shop: Shop, work: Work, held: Held, job: int, not_before: int, ends: Array,
    sites: Array, has_sites: int,
) -> int:  # fmt: skip
    """
    Place every operation where it ends first, on the trail; a start for the search.

    Returns
    -------
    int
        The completion; NEVER where an operation finds no place, and nothing is held.
    """
    first = work.job[job].first_task
    last = work.job[job].last_task
    there = shop.transport.shape[0]
    began = held.counter[TRAILED]
    for task in range(first, last):
        held.least_end[task] = 0
        held.mark[task] = -1
    task = first
    patience = _PATIENCE * (last - first)
    while task < last:
        if held.place[task].way >= 0:
            task += 1
            continue
        mark = held.counter[TRAILED]
        site = sites[task - first, 0]
        if not has_sites:
            site = 0
            for other in range(1, there):
                if ends[task - first, other] < ends[task - first, site]:
                    site = other
        way, start, end, setup, leader, blamed, wanted = choose_soonest(
            shop, work, held, task, not_before, site if has_sites else ANY_SITE,
            held.least_end[task], ends[task - first, there + site],
            ends[task - first, site],
        )  # fmt: skip
        patience -= 1
        if way >= 0:
            if put(shop, work, held, task, way, start, end, setup, leader) == FINE:
                held.mark[task] = mark
                task += 1
                continue
            undo_to(shop, work, held, mark)
            held.least_end[task] = end + 1
        elif blamed >= 0 and held.mark[blamed] >= 0:
            undo_to(shop, work, held, held.mark[blamed])
            held.least_end[blamed] = wanted
            for after in range(blamed, task):
                if held.place[after].way < 0:
                    held.mark[after] = -1
            task = blamed
        else:
            patience = 0
        if patience <= 0:
            undo_to(shop, work, held, began)
            return NEVER
    return completion(work, held, job)
