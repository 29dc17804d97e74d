"""
Insertion of whole jobs: each operation where its cost is least, ties delayed.

An operation whose successor must follow within a longest wait is put later when the
successor cannot follow it: the places since then are undone and found anew, with the
end that the successor needs as the least.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.fit import fit, join
from scheduling.kernel.lanes import starting_from
from scheduling.kernel.layout import (
    HELD,
    INT,
    LOST,
    NEVER,
    SHOP,
    TRAILED,
    UNPLACED,
    WIDE,
    WORK,
    Array,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.limits import latest_at, material_from, ready_at, travel
from scheduling.kernel.places import FINE, put, take, undo_to

SETUP_WEIGHT, BATCH_WEIGHT, TRIES, BLINKS, KEEPS_HOME, RANDOM = range(6)
"""
Places in a rule: minutes of delay that a minute of changeover is worth, and that a new
batch is worth; gaps looked at on each way; ways passed over out of 1,024; whether the
earlier plan's place is taken where it can be; the state of chance.
"""

_PATIENCE = 60
"""Times that ties may send an insertion back, for each operation of the job."""


@compiled(WIDE, INT)
def chance(rule: Array, below: int) -> int:
    """Next number by chance from 0 to below ``below`` (splitmix, kept positive)."""
    state = rule[RANDOM]
    state ^= (state << 13) & 0x7FFFFFFFFFFFFFFF
    state ^= state >> 7
    state ^= (state << 17) & 0x7FFFFFFFFFFFFFFF
    rule[RANDOM] = state
    return (state >> 11) % below


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def _after_next(
    shop: Shop, work: Work, held: Held, way: int, start: int, end: int
) -> int:
    """End of what comes next on a way's lane with memory; -1 where nothing does."""
    group = shop.set[work.way[way].set]
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        if shop.resource[lane].first_setup == shop.resource[lane].last_setup:
            continue
        index = starting_from(held, lane, start)
        if index < held.lane[lane].count:
            first = held.lane[lane].first
            return max(held.entry[first + index].end, end)
    return -1


@compiled(SHOP, WORK, HELD, INT, INT)
def _at_home(
    shop: Shop, work: Work, held: Held, task: int, earliest: int
) -> tuple[int, int, int, int, int]:
    """Earlier place as way, start, end, changeover, leader; way -1: gone."""
    home = work.task[task].home
    for way in range(work.task[task].first_way, work.task[task].last_way):
        kind = work.way[way].set
        if kind != work.task[task].home_set:
            continue
        site = shop.set[kind].site
        latest, _binding = latest_at(shop, work, held, task, site)
        if max(earliest, ready_at(shop, work, held, task, site)) > home or (
            home > latest
        ):
            continue
        if shop.set[kind].batch >= 0:
            leader, end = join(
                shop, work, held, task, way, home, home, held.least_end[task], NEVER
            )
            if leader >= 0:
                return way, home, end, held.place[leader].setup, leader
        start, end, setup = fit(
            shop, work, held, task, way, home, held.least_end[task], NEVER
        )
        if start == home:
            return way, start, end, setup, -1
    return -1, 0, 0, 0, -1


@compiled(SHOP, WORK, HELD, INT, INT, WIDE)
def choose(
    shop: Shop, work: Work, held: Held, task: int, not_before: int, rule: Array
) -> tuple[int, int, int, int, int, int, int]:
    """
    Place of a task that costs least.

    Returns
    -------
    tuple of int
        Way, start, end, changeover and the batch to join (or -1). Where the way is
        -1: last comes a predecessor (or -1) and when it must end at the earliest for
        this one to follow in time.
    """
    earliest = max(not_before, material_from(shop, work, held, task))
    best = -1
    best_start = 0
    best_end = 0
    best_setup = 0
    best_leader = -1
    best_cost = NEVER
    blamed = -1
    blamed_end = NEVER
    if earliest >= NEVER:
        return -1, 0, 0, 0, -1, -1, 0
    if rule[KEEPS_HOME] and work.task[task].home < NEVER:
        way, start, end, setup, leader = _at_home(shop, work, held, task, earliest)
        if way >= 0:
            return way, start, end, setup, leader, -1, 0
    least_end = held.least_end[task]
    last_way = work.task[task].last_way
    for way in range(work.task[task].first_way, last_way):
        if (
            rule[BLINKS]
            and (best >= 0 or way + 1 < last_way)
            and chance(rule, 1024) < rule[BLINKS]
        ):
            continue
        group = shop.set[work.way[way].set]
        at = max(earliest, ready_at(shop, work, held, task, group.site))
        if at >= NEVER:
            continue
        latest, binding = latest_at(shop, work, held, task, group.site)
        opening = 0
        if group.batch >= 0:
            opening = rule[BATCH_WEIGHT]
            if at <= latest:
                leader, end = join(
                    shop, work, held, task, way, at, latest, least_end, best_cost
                )
                if leader >= 0 and end < best_cost:
                    best = way
                    best_start = held.place[leader].start
                    best_end = end
                    best_setup = held.place[leader].setup
                    best_leader = leader
                    best_cost = end
        for _gap in range(rule[TRIES] if group.changes else 1):
            start, end, setup = fit(
                shop, work, held, task, way, at, least_end, best_cost - opening
            )
            if start < 0:
                break
            if start > latest:
                wanted = (
                    start
                    - work.task[binding].max_wait
                    - travel(shop, work, held, binding, group.site)
                )
                if wanted < blamed_end:
                    blamed = binding
                    blamed_end = wanted
                break
            cost = end + opening + rule[SETUP_WEIGHT] * setup
            if cost < best_cost:
                best = way
                best_start = start
                best_end = end
                best_setup = setup
                best_leader = -1
                best_cost = cost
            if not rule[SETUP_WEIGHT] or not setup:
                break
            at = _after_next(shop, work, held, way, start, end)
            if at < 0 or at >= best_cost:
                break
    return best, best_start, best_end, best_setup, best_leader, blamed, blamed_end


@compiled(SHOP, WORK, HELD, INT, INT, WIDE)
def insert_job(
    shop: Shop, work: Work, held: Held, job: int, not_before: int, rule: Array
) -> int:
    """
    Place every operation of a job that has no place, on the trail.

    Returns
    -------
    int
        -1, or the task that finds none; undo to the trail's length before then.
    """
    first = work.job[job].first_task
    last = work.job[job].last_task
    for task in range(first, last):
        held.least_end[task] = 0
        held.mark[task] = -1
    task = first
    push = not_before
    patience = _PATIENCE * (last - first)
    while task < last:
        if held.place[task].way >= 0:
            task += 1
            continue
        mark = held.counter[TRAILED]
        lost = held.counter[LOST]
        way, start, end, setup, leader, blamed, wanted = choose(
            shop, work, held, task, push, rule
        )
        push = not_before
        if way >= 0:
            if put(shop, work, held, task, way, start, end, setup, leader) == FINE and (
                held.counter[LOST] == lost
            ):
                held.mark[task] = mark
                task += 1
                continue
            undo_to(shop, work, held, mark)
            held.counter[LOST] = lost
            push = start + 1
        elif blamed >= 0 and held.mark[blamed] >= 0:
            undo_to(shop, work, held, held.mark[blamed])
            held.least_end[blamed] = wanted
            for after in range(blamed, task):
                if held.place[after].way < 0:
                    held.mark[after] = -1
            task = blamed
        else:
            patience = 0
        patience -= 1
        if patience <= 0:
            held.counter[UNPLACED] = task
            return task
    return -1


@compiled(SHOP, WORK, HELD, INT)
def remove_job(shop: Shop, work: Work, held: Held, job: int) -> int:
    """Free what is no fact of a job, on the trail; 2: a fact forbids it."""
    task = work.job[job].last_task - 1
    while task >= work.job[job].first_task:
        if held.place[task].way >= 0 and not held.place[task].fixed:
            answer = take(shop, work, held, task)
            if answer != FINE:
                return answer
        task -= 1
    return FINE
