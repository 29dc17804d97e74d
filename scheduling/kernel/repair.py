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

MOST_OUT = 12
"""Jobs that are taken out at once, at most."""

FEW_OUT = 4
"""Jobs that are taken out at once, mostly."""

NEAR = 12
"""Occupations that are near the end of a stretch of a lane."""

KEPT_WORTH = 500
"""Weighted minutes that are paid for keeping a promise, by the weight of its job."""

CAP, AWAY, DONE, BETTER, CHECKS, PRICE, LATEST = range(7)
"""
Places in a tally: operations that may be away from home and are, rounds made and
rounds that helped, whether broken promises are watched, what one more operation away
from home must gain in weighted minutes, and the most tardiness that there may be.
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


@compiled(WORK, HELD, NUMBERS, NUMBERS)
def all_away(work: Work, held: Held, is_reached: Array, moved: Array) -> None:
    """Count the operations of every job that are away from home."""
    for job in range(work.job.shape[0]):
        moved[job] = away(work, held, job, is_reached)


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


@compiled(WORK, HELD, INT, WIDE)
def _held_back(work: Work, held: Held, seed: int, rule: Array) -> tuple[int, int]:
    """Task of a job that waits long for its machines, and when it could have begun."""
    first, last = work.job[seed].first_task, work.job[seed].last_task
    best = -1
    best_since = 0
    longest = -1
    for _try in range(3):
        task = first + chance(rule, last - first)
        if held.place[task].way < 0 or held.place[task].fixed:
            continue
        since = work.task[task].earliest
        for link in range(work.task[task].first_before, work.task[task].last_before):
            before = work.before[link]
            if held.place[before].way >= 0:
                since = max(since, held.place[before].end + work.task[before].wait)
        waited = held.place[task].start - since
        if waited > longest:
            longest = waited
            best = task
            best_since = since
    return best, best_since


@compiled(WORK, HELD, INT, INT)
def _spare(work: Work, held: Held, task: int, seed: int) -> int:
    """Minutes by which a task may end later at no cost, less what else it costs."""
    own = work.task[task].job
    job = work.job[own]
    if own == seed:
        return -NEVER
    spare = job.wanted - held.place[task].end
    if spare < 0:  # late already: the heavier, the worse
        spare = -job.weight * NEVER // 1024
    for link in range(work.task[task].first_after, work.task[task].last_after):
        after = work.after[link]
        if held.place[after].way >= 0:
            free = held.place[after].start - held.place[task].end
            spare = min(max(0, spare), free - work.task[task].wait)
    return spare


@compiled(WORK, HELD, INT, INT, INT, INT, WIDE)
def _yielding(
    work: Work, held: Held, lane: int, low: int, high: int, seed: int, rule: Array
) -> int:
    """Task on a stretch of a lane that had best make room: it can wait, or is long."""
    best = -1
    most = -NEVER - NEVER
    is_for_length = chance(rule, 3) == 0
    for _try in range(1 + chance(rule, 3)):
        one = held.entry[held.lane[lane].first + low + chance(rule, high - low)]
        if held.place[one.task].fixed:
            continue
        merit = _spare(work, held, one.task, seed)
        if is_for_length and merit > -NEVER:
            weight = work.job[work.task[one.task].job].weight
            merit = 1024 * (one.end - one.start) // weight
        if merit > most:
            most = merit
            best = one.task
    return best


@compiled(SHOP, WORK, HELD, INT, NUMBERS, NUMBERS, WIDE)
def _choose_out(
    shop: Shop, work: Work, held: Held, seed: int, hurt: Array, out: Array, rule: Array
) -> int:
    """Take a job and some that hold its machines around it; how many they are."""
    out[0] = seed
    count = 1
    wanted = 1 + chance(rule, FEW_OUT)
    if chance(rule, 3) == 0:
        wanted = 2 + chance(rule, MOST_OUT - 2)
    tries = 4 * wanted
    while count < wanted and tries > 0:
        tries -= 1
        task, since = _held_back(work, held, seed, rule)
        if task < 0:
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
        low = starting_from(held, lane, since)
        high = starting_from(held, lane, held.place[task].start)
        low = max(0, min(low, high) - 1)
        high = min(held.lane[lane].count, high + 3)
        if high <= low:
            continue
        kind = chance(rule, 3)
        if kind == 0:
            low = max(low, high - NEAR)
        elif kind == 1:
            high = min(high, low + NEAR)
        best = _yielding(work, held, lane, low, high, seed, rule)
        if best >= 0:
            count = _add(work, held, out, count, best)
    # a long operation that goes makes room for several that were hurt
    if hurt.shape[0] and chance(rule, 2):
        for _more in range(1 + chance(rule, MOST_OUT // 2)):
            other = hurt[chance(rule, hurt.shape[0])]
            count = _add(work, held, out, count, work.job[other].first_task)
    return count


@compiled(HELD, INT)
def _harm(held: Held, job: int) -> int:
    """Lateness of a job, its promise included, in weighted minutes."""
    return held.score[job, TARDY] + KEPT_WORTH * held.score[job, BROKEN]


@compiled(HELD, NUMBERS, NUMBERS, WIDE)
def _choose_seed(held: Held, hurt: Array, late: Array, rule: Array) -> int:
    """Choose a job that was hurt, or the latest by weight of a few late ones."""
    if late.shape[0] == 0 or (hurt.shape[0] > 0 and chance(rule, 2)):
        return hurt[chance(rule, hurt.shape[0])]
    best = late[chance(rule, late.shape[0])]
    for _try in range(chance(rule, 4)):
        other = late[chance(rule, late.shape[0])]
        if _harm(held, other) > _harm(held, best):
            best = other
    return best


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


@compiled(HELD, WIDE, INT, INT)
def _pays(held: Held, before: Array, price: int, more: int) -> bool:
    """
    Whether a change is worth the operations that it moves out of their places.

    What comes home again may cost as much as others have to gain: that falls from
    round to round, so that something better is bought for it.
    """
    less_broken = before[BROKEN] - held.total[BROKEN]
    less_tardy = before[TARDY] - held.total[TARDY]
    if less_broken < 0:
        return False
    if less_tardy < 0 and less_tardy < price * more:  # none is paid for a kept promise
        return False
    gained = less_tardy + KEPT_WORTH * less_broken - price * more
    if gained != 0:
        return gained > 0
    if more != 0:
        return more < 0
    for term in range(TARDY + 1, LAST):
        if held.total[term] != before[term]:
            return held.total[term] < before[term]
    return True


@compiled(WORK, HELD, NUMBERS, NUMBERS, NUMBERS, WIDE, WIDE)
def _is_allowed(
    work: Work, held: Held, is_reached: Array, may_break: Array,
    moved: Array, tally: Array, before: Array,
) -> bool:  # fmt: skip
    """Whether what was touched keeps to the cap and the promises, and pays."""
    more = 0
    for index in range(held.counter[TOUCHED]):
        job = held.touched[index]
        more += away(work, held, job, is_reached) - moved[job]
    if more > 0 and tally[AWAY] + more > tally[CAP]:
        return False
    noted = held.counter[TOUCHED]
    rate_touched(work, held)
    if tally[CHECKS]:
        for index in range(noted):
            job = held.touched[index]
            if held.score[job, BROKEN] and not may_break[job]:
                return False
    if held.total[TARDY] > tally[LATEST]:
        return False
    if not _pays(held, before, tally[PRICE], more):
        return False
    for index in range(noted):
        job = held.touched[index]
        moved[job] = away(work, held, job, is_reached)
    tally[AWAY] += more
    return True


@compiled(WORK, HELD, INT)
def _tardiness(work: Work, held: Held, job: int) -> int:
    """Weighted tardiness of a job that is wholly placed."""
    done = 0
    for task in range(work.job[job].first_task, work.job[job].last_task):
        done = max(done, held.place[task].end + work.task[task].wait)
    return max(0, done - work.job[job].wanted) * work.job[job].weight


@compiled(SHOP, WORK, HELD, NUMBERS, INT, NUMBERS, WIDE, WIDE)
def _put_back(
    shop: Shop, work: Work, held: Held, out: Array, count: int, moved: Array,
    rule: Array, tally: Array,
) -> bool:  # fmt: skip
    """Place jobs anew in their order; whether that is done and may still pay."""
    left = 0  # scores are still those from before
    for index in range(count):
        job = out[index]
        left += _harm(held, job) + tally[PRICE] * moved[job]
    keeps = chance(rule, 4) > 0
    for index in range(count):
        rule[KEEPS_HOME] = index > 0 and keeps
        if insert_job(shop, work, held, out[index], 0, rule) >= 0:
            return False
        left -= _tardiness(work, held, out[index])
        if held.counter[LOST] or left < 0:
            return False
    return True


@compiled(
    SHOP, WORK, HELD, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, WIDE, WIDE, INT
)
def improve(
    shop: Shop, work: Work, held: Held, hurt: Array, late: Array, is_reached: Array,
    may_break: Array, moved: Array, rule: Array, tally: Array, rounds: int,
) -> None:  # fmt: skip
    """
    Make rounds of ruin and recreation, each kept only if it is allowed.

    Parameters
    ----------
    hurt, late
        Jobs that are worth starting from; not both are empty.
    is_reached
        By task: whether the disturbance itself took a place of its job.
    may_break
        By job: whether its promise was broken by the repair, or before.
    moved
        By job: operations away from home; kept up to date.
    rule, tally
        How jobs are inserted; caps, prices and counts.
    """
    before = held.total.copy()
    out = np.zeros(MOST_OUT, np.int32)
    for _round in range(rounds):
        tally[DONE] += 1
        seed = _choose_seed(held, hurt, late, rule)
        count = _choose_out(shop, work, held, seed, hurt, out, rule)
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
            is_fine = _put_back(shop, work, held, out, count, moved, rule, tally)
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
