"""
Ruin and recreate: jobs that have to do with each other come out and go back in.

A move takes out a seed (often a late job) with jobs beside it on a lane, those that
hold it up, or those of its family; puts them back in an order of urgency with some
chance; and stays when the worth, weighed into one number, has grown by less than a
threshold drawn from an annealing temperature. The best plan by the exact profile is
kept aside, job by job as they change.

References
----------
Schrimpf et al. (2000), doi:10.1006/jcph.1999.6413; Christiaens, Vanden Berghe (2020),
"Slack induction by string removals", doi:10.1287/trsc.2019.0914.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: PLR0911, PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from math import log
from typing import Any, NamedTuple

import numba
import numpy as np

from scheduling.kernel.compiled import compiled
from scheduling.kernel.insert import (
    BATCH_WEIGHT,
    BLINKS,
    KEEPS_HOME,
    SETUP_WEIGHT,
    chance,
    insert_job,
    remove_job,
)
from scheduling.kernel.lanes import position
from scheduling.kernel.layout import (
    BROKEN,
    HELD,
    INT,
    LOST,
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

MOST = 48
"""Jobs that one move may take out, those that lose their changeover included."""

MOVES, ACCEPTED, BETTER, OUT = range(4)
"""Places in ``Search.counts``."""


class Search(NamedTuple):
    """What a search remembers between its chunks."""

    weights: Array
    profile: Array
    best: Array
    best_total: Array
    stale: Array
    is_stale: Array
    out: Array
    rank: Array
    counts: Array
    late: Array


def example() -> Search:
    """Search over nothing, for its type."""
    wide, small = np.int64, np.int32
    return Search(
        np.zeros(8), np.zeros(1, small), np.zeros((1, 4), small), np.zeros(8, wide),
        np.zeros(1, small), np.zeros(1, np.uint8), np.zeros(MOST, small),
        np.zeros(MOST), np.zeros(8, wide), np.zeros(1, small),
    )  # fmt: skip


_typeof: Any = numba.typeof

SEARCH = _typeof(example())


@compiled(HELD, SEARCH)
def worth(held: Held, search: Search) -> float:
    """All terms weighed into one number."""
    total = 0.0
    for term in range(search.weights.shape[0]):
        total += search.weights[term] * held.total[term]
    return total


@compiled(WORK, HELD, SEARCH)
def _rate(work: Work, held: Held, search: Search) -> None:
    """Compute the worth of what was touched; it may differ from the best now."""
    for index in range(held.counter[TOUCHED]):
        job = held.touched[index]
        if not search.is_stale[job]:
            search.is_stale[job] = 1
            search.stale[search.counts[OUT]] = job
            search.counts[OUT] += 1
    rate_touched(work, held)


@compiled(HELD, SEARCH)
def _is_best(held: Held, search: Search) -> bool:
    for index in range(search.profile.shape[0]):
        term = search.profile[index]
        if held.total[term] != search.best_total[term]:
            return held.total[term] < search.best_total[term]
    return False


@compiled(WORK, HELD, SEARCH)
def remember(work: Work, held: Held, search: Search) -> None:
    """Write the current plan down as the best, as far as it differs."""
    for index in range(search.counts[OUT]):
        job = search.stale[index]
        search.is_stale[job] = 0
        for task in range(work.job[job].first_task, work.job[job].last_task):
            search.best[task, 0] = held.place[task].way
            search.best[task, 1] = held.place[task].start
            search.best[task, 2] = held.place[task].end
            search.best[task, 3] = held.place[task].setup
    search.counts[OUT] = 0
    for term in range(search.best_total.shape[0]):
        search.best_total[term] = held.total[term]


@compiled(SEARCH, INT, INT)
def _add(search: Search, count: int, job: int) -> int:
    """Put a job among those to take out, if it is new and there is room."""
    for index in range(count):
        if search.out[index] == job:
            return count
    if count < MOST:
        search.out[count] = job
        return count + 1
    return count


@compiled(SHOP, WORK, HELD, SEARCH, INT, INT, INT, WIDE)
def _beside(
    shop: Shop, work: Work, held: Held, search: Search, count: int, task: int,
    wanted: int, rule: Array,
) -> int:  # fmt: skip
    """Add jobs that stand beside a task on one of its lanes."""
    group = shop.set[work.way[held.place[task].way].set]
    lane = shop.uses[group.first + chance(rule, group.last - group.first)]
    if shop.resource[lane].capacity > 1:
        lane = shop.uses[group.first]
        if shop.resource[lane].capacity > 1:
            return count
    first = held.lane[lane].first
    length = held.lane[lane].count
    index = position(held, lane, held.place[task].leader)
    low = max(0, index - chance(rule, wanted + 1))
    high = min(length, low + wanted + 1 + chance(rule, 3))
    for at in range(low, high):
        member = held.entry[first + at].task
        while member >= 0:
            if not held.place[member].fixed:
                count = _add(search, count, work.task[member].job)
            member = held.place[member].mate
    return count


@compiled(SHOP, WORK, HELD, SEARCH, INT, INT, INT, WIDE)
def _elsewhere(
    shop: Shop, work: Work, held: Held, search: Search, count: int, task: int,
    wanted: int, rule: Array,
) -> int:  # fmt: skip
    """Add jobs that stand at a task's time on a lane that it could take instead."""
    first_way = work.task[task].first_way
    ways = work.task[task].last_way - first_way
    way = first_way + chance(rule, max(1, ways))
    group = shop.set[work.way[way].set]
    lane = shop.uses[group.first + chance(rule, group.last - group.first)]
    if shop.resource[lane].capacity > 1:
        return count
    first = held.lane[lane].first
    length = held.lane[lane].count
    low = 0
    high = length
    at = held.place[task].start
    while low < high:
        middle = (low + high) >> 1
        if held.entry[first + middle].end <= at:
            low = middle + 1
        else:
            high = middle
    low = max(0, low - chance(rule, wanted + 1))
    for index in range(low, min(length, low + wanted)):
        leader = held.entry[first + index].task
        if not held.place[leader].fixed:
            count = _add(search, count, work.task[leader].job)
    return count


@compiled(SHOP, WORK, HELD, SEARCH, INT, INT, WIDE)
def _holding_up(
    shop: Shop, work: Work, held: Held, search: Search, count: int, job: int,
    rule: Array,
) -> int:  # fmt: skip
    """Add jobs that stand right before operations of a job, where it might start."""
    for task in range(work.job[job].first_task, work.job[job].last_task):
        if held.place[task].fixed or held.place[task].way < 0:
            continue
        group = shop.set[work.way[held.place[task].way].set]
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            if shop.resource[lane].capacity > 1:
                continue
            index = position(held, lane, held.place[task].leader)
            if index == 0:
                continue
            at = held.lane[lane].first + index - 1
            leader = held.entry[at].task
            if held.place[leader].fixed:
                continue
            if held.entry[at].end >= held.place[task].start - 30 and chance(rule, 2):
                count = _add(search, count, work.task[leader].job)
    return count


@compiled(SHOP, WORK, HELD, SEARCH, INT, INT, WIDE)
def _of_family(
    shop: Shop, work: Work, held: Held, search: Search, count: int, task: int,
    rule: Array,
) -> int:  # fmt: skip
    """Add jobs of a task's family that are not far from it on a lane with memory."""
    group = shop.set[work.way[held.place[task].way].set]
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        if shop.resource[lane].first_setup == shop.resource[lane].last_setup:
            continue
        attribute = shop.remembered[shop.resource[lane].first_setup, 0]
        first = held.lane[lane].first
        index = position(held, lane, held.place[task].leader)
        reach = 4 + chance(rule, 40)
        for at in range(
            max(0, index - reach), min(held.lane[lane].count, index + reach)
        ):
            leader = held.entry[first + at].task
            if held.place[leader].fixed:
                continue
            is_same = held.worn[leader, attribute] == held.worn[task, attribute]
            if chance(rule, 8) < (3 if is_same else 1) and count < 10:
                count = _add(search, count, work.task[leader].job)
    return count


@compiled(SHOP, WORK, HELD, SEARCH, WIDE)
def _gather(shop: Shop, work: Work, held: Held, search: Search, rule: Array) -> int:
    """Choose the jobs of a move."""
    jobs = work.job.shape[0]
    seed = chance(rule, jobs)
    if search.late.shape[0] > 1 and chance(rule, 10) < 7:
        seed = search.late[chance(rule, search.late.shape[0])]
        other = search.late[chance(rule, search.late.shape[0])]
        if held.score[other, TARDY] + held.score[other, BROKEN] > (
            held.score[seed, TARDY] + held.score[seed, BROKEN]
        ):
            seed = other
    count = _add(search, 0, seed)
    first = work.job[seed].first_task
    task = first + chance(rule, work.job[seed].last_task - first)
    if held.place[task].fixed or held.place[task].way < 0:
        return count
    kind = chance(rule, 10)
    wanted = 1 + chance(rule, 6)
    if kind < 3:
        count = _beside(shop, work, held, search, count, task, wanted, rule)
    elif kind < 6:
        count = _elsewhere(shop, work, held, search, count, task, wanted, rule)
    elif kind < 8:
        count = _holding_up(shop, work, held, search, count, seed, rule)
    elif kind < 9:
        count = _of_family(shop, work, held, search, count, task, rule)
    else:
        for _more in range(chance(rule, 3)):
            count = _add(search, count, chance(rule, jobs))
    return count


@compiled(WORK, SEARCH, INT, WIDE)
def _arrange(work: Work, search: Search, count: int, rule: Array) -> None:
    """Put the jobs of a move in the order in which they go back in."""
    kind = chance(rule, 8)
    for index in range(count):
        job = search.out[index]
        one = work.job[job]
        wanted = min(one.wanted, one.promise)
        noise = chance(rule, 1000)
        if kind < 3:
            search.rank[index] = wanted + noise
        elif kind < 5:
            search.rank[index] = (wanted + 4 * noise) / one.weight
        elif kind < 6:
            search.rank[index] = noise - 1000.0 * one.weight
        else:
            search.rank[index] = noise
    for index in range(1, count):
        job = search.out[index]
        rank = search.rank[index]
        at = index
        while at > 0 and search.rank[at - 1] > rank:
            search.rank[at] = search.rank[at - 1]
            search.out[at] = search.out[at - 1]
            at -= 1
        search.rank[at] = rank
        search.out[at] = job


@compiled(SHOP, WORK, HELD, SEARCH, WIDE, numba.float64)
def _move(
    shop: Shop, work: Work, held: Held, search: Search, rule: Array, limit: float
) -> bool:
    """Take jobs out and put them back; whether that is done and worth no more."""
    most = held.trail.shape[0] // 2
    count = _gather(shop, work, held, search, rule)
    at = 0
    while at < count:
        if held.counter[TRAILED] > most:
            return False
        if remove_job(shop, work, held, search.out[at]) != FINE:
            return False
        for index in range(held.counter[LOST]):
            count = _add(search, count, work.task[held.lost[index]].job)
        held.counter[LOST] = 0
        at += 1
    if count >= MOST:
        return False
    _arrange(work, search, count, rule)
    kind = chance(rule, 6)
    rule[SETUP_WEIGHT] = 0 if kind < 3 else (1 if kind < 5 else 5)
    rule[BATCH_WEIGHT] = 0 if chance(rule, 3) else 60
    rule[BLINKS] = 0 if chance(rule, 2) else 30
    rule[KEEPS_HOME] = chance(rule, 2)
    for index in range(count):
        if held.counter[TRAILED] > most:
            return False
        if insert_job(shop, work, held, search.out[index], 0, rule) >= 0:
            return False
        _rate(work, held, search)
        if worth(held, search) > limit:
            return False
    return True


@compiled(SHOP, WORK, HELD, SEARCH, WIDE, INT, numba.float64)
def improve(
    shop: Shop, work: Work, held: Held, search: Search, rule: Array, moves: int,
    temperature: float,
) -> None:  # fmt: skip
    """Make so many moves at one temperature."""
    now = worth(held, search)
    for _turn in range(moves):
        search.counts[MOVES] += 1
        held.counter[TRAILED] = 0
        held.counter[LOST] = 0
        draw = (chance(rule, 1 << 30) + 1) / (1 << 30)
        limit = now - temperature * log(draw)
        if _move(shop, work, held, search, rule, limit):
            now = worth(held, search)
            search.counts[ACCEPTED] += 1
            if _is_best(held, search):
                search.counts[BETTER] += 1
                remember(work, held, search)
        else:
            undo_to(shop, work, held, 0)
            held.counter[LOST] = 0
            _rate(work, held, search)
    held.counter[TRAILED] = 0
