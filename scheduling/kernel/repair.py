"""
Improving a repaired plan under a cap of changes: ruin a few jobs, place them again.

A job that was hurt is taken out together with jobs that hold its machines before it;
it is placed anew first, the others where they were if that is still to be had. A
change is kept if the plan is worth more, no promise is broken that the repair kept,
and no more than the allowed number of operations are away from home that the
disturbance did not reach.

References
----------
G. Schrimpf et al., "Record breaking optimization results using the ruin and recreate
principle", J. Comput. Phys. 159(2), 2000, doi:10.1006/jcph.1999.6413.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

import numpy as np

from scheduling.kernel.compiled import compiled
from scheduling.kernel.insert import KEEPS_HOME, chance, insert_job, remove_job
from scheduling.kernel.lanes import starting_from
from scheduling.kernel.layout import (
    BROKEN,
    HELD,
    INT,
    LAST,
    LOST,
    NEVER,
    NUMBERS,
    SHOP,
    TARDY,
    TOUCHED,
    TRAILED,
    WIDE,
    WORK,
    Array,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.places import FINE, undo_to
from scheduling.kernel.score import rate_touched

MOST_OUT = 10
"""Jobs that are taken out at once, at most."""

CAP, AWAY, DONE, BETTER, CHECKS = range(5)
"""
Places in a tally: operations that may be away from home and are, rounds made and
rounds that helped, whether broken promises are watched.
"""


@compiled(WORK, HELD, INT, NUMBERS)
def away(work: Work, held: Held, job: int, is_reached: Array) -> int:
    """Operations of a job that the disturbance did not reach and that moved."""
    count = 0
    for task in range(work.job[job].first_task, work.job[job].last_task):
        one = held.place[task]
        if is_reached[task] or one.fixed or one.way < 0:
            continue
        home = work.task[task].home
        if home < NEVER and (
            one.start != home or work.way[one.way].set != work.task[task].home_set
        ):
            count += 1
    return count


@compiled(WORK, HELD, NUMBERS, INT, INT)
def _add(work: Work, held: Held, out: Array, count: int, task: int) -> int:
    """Note the job of a task among those that are taken out; how many they are."""
    job = work.task[task].job
    for index in range(count):
        if out[index] == job:
            return count
    if count >= MOST_OUT:
        return count
    free = False
    for own in range(work.job[job].first_task, work.job[job].last_task):
        free = free or (held.place[own].way >= 0 and not held.place[own].fixed)
    if not free:
        return count
    out[count] = job
    return count + 1


@compiled(SHOP, WORK, HELD, INT, NUMBERS, WIDE)
def _choose_out(
    shop: Shop, work: Work, held: Held, seed: int, out: Array, rule: Array
) -> int:
    """Take a job and some that hold its machines around it; how many they are."""
    out[0] = seed
    count = 1
    wanted = 2 + chance(rule, MOST_OUT - 2)
    first, last = work.job[seed].first_task, work.job[seed].last_task
    tries = 4 * wanted
    while count < wanted and tries > 0:
        tries -= 1
        task = first + chance(rule, last - first)
        if held.place[task].way < 0 or held.place[task].fixed:
            continue
        # any way that it could go, not only the one that it goes
        ways = work.task[task].last_way - work.task[task].first_way
        way = work.task[task].first_way + chance(rule, ways)
        if chance(rule, 2):
            way = held.place[task].way
        group = shop.set[work.way[way].set]
        lane = shop.uses[group.first + chance(rule, group.last - group.first)]
        if shop.resource[lane].capacity > 1:
            continue
        # from when it could have started to a little after it did
        since = 0
        for link in range(work.task[task].first_before, work.task[task].last_before):
            before = work.before[link]
            if held.place[before].way >= 0:
                since = max(since, held.place[before].end + work.task[before].wait)
        low = starting_from(held, lane, since)
        high = starting_from(held, lane, held.place[task].start)
        low = max(0, min(low, high) - 1)
        high = min(held.lane[lane].count, high + 3)
        if high <= low:
            continue
        span = min(high - low, 12)
        index = high - 1 - chance(rule, span)
        leader = held.entry[held.lane[lane].first + index].task
        if held.place[leader].fixed:
            continue
        count = _add(work, held, out, count, leader)
    return count


@compiled(WORK, NUMBERS, INT, WIDE)
def _shuffle(work: Work, out: Array, count: int, rule: Array) -> None:
    """Put the jobs that were taken out in the order in which they go back."""
    kind = chance(rule, 4)
    for index in range(1, count):
        at = index
        while at > 1:
            one, other = out[at - 1], out[at]
            if kind == 0:
                swap = chance(rule, 2) == 1
            elif kind == 1:
                swap = work.job[one].weight < work.job[other].weight
            else:
                swap = work.job[one].wanted > work.job[other].wanted
            if not swap:
                break
            out[at - 1], out[at] = other, one
            at -= 1
    if count > 1 and chance(rule, 3) == 0:  # the hurt one is not always the first
        at = 1 + chance(rule, count - 1)
        out[0], out[at] = out[at], out[0]


@compiled(WORK, HELD, NUMBERS, NUMBERS, NUMBERS, WIDE, WIDE)
def _is_allowed(
    work: Work, held: Held, is_reached: Array, may_break: Array,
    moved: Array, tally: Array, before: Array,
) -> bool:  # fmt: skip
    """Whether what was touched keeps to the cap, the promises, and is worth more."""
    count = tally[AWAY]
    for index in range(held.counter[TOUCHED]):
        job = held.touched[index]
        count += away(work, held, job, is_reached) - moved[job]
    if count > max(tally[CAP], tally[AWAY]):
        return False
    noted = held.counter[TOUCHED]
    rate_touched(work, held)
    if tally[CHECKS]:
        for index in range(noted):
            job = held.touched[index]
            if held.score[job, BROKEN] and not may_break[job]:
                return False
    if held.total[TARDY] > before[TARDY]:  # no lateness is paid for a kept promise
        return False
    for term in range(LAST):
        if held.total[term] > before[term]:
            return False
        if held.total[term] < before[term]:
            break
    for index in range(noted):
        job = held.touched[index]
        moved[job] = away(work, held, job, is_reached)
    tally[AWAY] = count
    return True


@compiled(SHOP, WORK, HELD, NUMBERS, NUMBERS, NUMBERS, NUMBERS, WIDE, WIDE, INT)
def improve(
    shop: Shop, work: Work, held: Held, hurt: Array, is_reached: Array,
    may_break: Array, moved: Array, rule: Array, tally: Array, rounds: int,
) -> None:  # fmt: skip
    """
    Make rounds of ruin and recreation, each kept only if it is allowed.

    Parameters
    ----------
    hurt
        Jobs that are worth starting from.
    is_reached
        By task: whether the disturbance itself took its place.
    may_break
        By job: whether its promise was broken by the repair, or before.
    moved
        By job: operations away from home; kept up to date.
    rule, tally
        How jobs are inserted; caps and counts.
    """
    before = held.total.copy()
    out = np.zeros(MOST_OUT, np.int32)
    for _round in range(rounds):
        tally[DONE] += 1
        seed = hurt[chance(rule, hurt.shape[0])]
        count = _choose_out(shop, work, held, seed, out, rule)
        held.counter[TRAILED] = 0
        held.counter[LOST] = 0
        for term in range(held.total.shape[0]):
            before[term] = held.total[term]
        is_fine = True
        for index in range(count):
            if remove_job(shop, work, held, out[index]) != FINE:
                is_fine = False
                break
        is_fine = is_fine and held.counter[LOST] == 0
        if is_fine:
            _shuffle(work, out, count, rule)
            keeps = chance(rule, 4) > 0
            for index in range(count):
                rule[KEEPS_HOME] = index > 0 and keeps
                if insert_job(shop, work, held, out[index], 0, rule) >= 0:
                    is_fine = False
                    break
        is_fine = is_fine and held.counter[LOST] == 0
        if is_fine and _is_allowed(
            work, held, is_reached, may_break, moved, tally, before
        ):
            is_better = held.total[TARDY] < before[TARDY] or (
                held.total[BROKEN] < before[BROKEN]
            )
            tally[BETTER] += is_better
        else:
            undo_to(shop, work, held, 0)
            rate_touched(work, held)
        held.counter[LOST] = 0
    held.counter[TRAILED] = 0
