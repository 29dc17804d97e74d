"""
Taking and giving back places, each change written on a trail that can be undone.

``put`` and ``take`` also keep the changeovers of what comes next on the lanes right:
they are timed anew where the new minutes fit, and what cannot be is reported as lost.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0911, PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.calendar import later, sooner, span, window_at
from scheduling.kernel.changeover import needed_in_all, next_naming
from scheduling.kernel.compiled import compiled
from scheduling.kernel.lanes import (
    change_wide,
    insert_entry,
    measure,
    position,
    remove_entry,
    starting_from,
)
from scheduling.kernel.layout import (
    HELD,
    INT,
    LOST,
    SHOP,
    TOUCHED,
    TRAILED,
    WORK,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.limits import (
    may_end_later,
    may_end_sooner,
    may_start_later,
    may_start_sooner,
    take_material,
)

_PUT, _TAKE, _TIME = range(3)

FINE, BROKEN_FREE, BROKEN_FACT = range(3)


@compiled(WORK, HELD, INT)
def touch(work: Work, held: Held, task: int) -> None:
    """Note that the worth of a task's job must be computed anew."""
    job = work.task[task].job
    if not held.is_touched[job]:
        held.is_touched[job] = 1
        held.touched[held.counter[TOUCHED]] = job
        held.counter[TOUCHED] += 1


@compiled(HELD, INT, INT, INT, INT, INT, INT, INT)
def _log(
    held: Held, kind: int, task: int, way: int, start: int, end: int, setup: int,
    extra: int,
) -> None:  # fmt: skip
    at = held.counter[TRAILED]
    if at >= held.trail.shape[0]:
        return  # the callers see to it that there is room wherever they want to undo
    held.trail[at, 0] = kind
    held.trail[at, 1] = task
    held.trail[at, 2] = way
    held.trail[at, 3] = start
    held.trail[at, 4] = end
    held.trail[at, 5] = setup
    held.trail[at, 6] = extra
    held.counter[TRAILED] = at + 1


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT, INT)
def hold(
    shop: Shop, work: Work, held: Held, task: int, way: int, start: int, end: int,
    setup: int, leader: int,
) -> None:  # fmt: skip
    """Write a task into the lanes, or into the batch of a leader."""
    touch(work, held, task)
    held.place[task].way = way
    held.place[task].start = start
    held.place[task].end = end
    held.place[task].setup = setup
    held.place[task].cost = 0
    take_material(shop, work, held, task, start, 1)
    if leader >= 0:
        held.place[task].leader = leader
        held.place[task].mate = held.place[leader].mate
        held.place[leader].mate = task
        held.place[leader].units += work.task[task].units
        held.place[task].units = 0
        return
    held.place[task].leader = task
    held.place[task].mate = -1
    held.place[task].units = work.task[task].units
    for attribute in range(held.worn.shape[1]):
        held.worn[task, attribute] = work.family[task, attribute]
    group = shop.set[work.way[way].set]
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        if shop.resource[lane].capacity > 1:
            change_wide(held, lane, start, end, 1)
        else:
            index = starting_from(held, lane, start)
            insert_entry(held, lane, index, start, end, task)
            held.entry[held.lane[lane].first + index].setup = setup
            measure(shop, held, lane, index)
            measure(shop, held, lane, index + 1)


@compiled(SHOP, WORK, HELD, INT)
def free(shop: Shop, work: Work, held: Held, task: int) -> None:
    """Take a task out of the lanes, or out of its batch, which goes on as it is."""
    touch(work, held, task)
    way = held.place[task].way
    start = held.place[task].start
    leader = held.place[task].leader
    take_material(shop, work, held, task, start, -1)
    group = shop.set[work.way[way].set]
    if leader != task:
        held.place[leader].units -= work.task[task].units
        member = leader
        while held.place[member].mate != task:
            member = held.place[member].mate
        held.place[member].mate = held.place[task].mate
    elif held.place[task].mate >= 0:
        heir = held.place[task].mate
        touch(work, held, heir)
        held.place[heir].units = held.place[task].units - work.task[task].units
        held.place[heir].cost = held.place[task].cost
        for attribute in range(held.worn.shape[1]):
            held.worn[heir, attribute] = held.worn[task, attribute]
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            if shop.resource[lane].capacity == 1:
                index = position(held, lane, task)
                held.entry[held.lane[lane].first + index].task = heir
        member = heir
        while member >= 0:
            held.place[member].leader = heir
            member = held.place[member].mate
    else:
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            if shop.resource[lane].capacity > 1:
                change_wide(held, lane, start, held.place[task].end, -1)
            else:
                index = position(held, lane, task)
                remove_entry(held, lane, index)
                measure(shop, held, lane, index)
    held.place[task].way = -1


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT)
def time(
    shop: Shop, work: Work, held: Held, leader: int, start: int, end: int, setup: int,
    cost: int,
) -> None:  # fmt: skip
    """Give a batch other times and changeover where it stands, in the same order."""
    old_start = held.place[leader].start
    old_end = held.place[leader].end
    group = shop.set[work.way[held.place[leader].way].set]
    is_moved = start != old_start or end != old_end
    if is_moved or setup != held.place[leader].setup:
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            if shop.resource[lane].capacity == 1:
                index = position(held, lane, leader)
                at = held.lane[lane].first + index
                held.entry[at].start = start
                held.entry[at].end = end
                held.entry[at].setup = setup
                if is_moved:
                    measure(shop, held, lane, index)
                    measure(shop, held, lane, index + 1)
            elif is_moved:
                change_wide(held, lane, old_start, old_end, -1)
                change_wide(held, lane, start, end, 1)
    held.place[leader].cost = cost
    member = leader
    while member >= 0:
        touch(work, held, member)
        if start != old_start:
            take_material(shop, work, held, member, old_start, -1)
            take_material(shop, work, held, member, start, 1)
        held.place[member].start = start
        held.place[member].end = end
        held.place[member].setup = setup
        member = held.place[member].mate


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT)
def time_anew(
    shop: Shop, work: Work, held: Held, leader: int, start: int, end: int, setup: int,
    cost: int,
) -> None:  # fmt: skip
    """Give a batch other times, on the trail."""
    one = held.place[leader]
    _log(held, _TIME, leader, 0, one.start, one.end, one.setup, one.cost)
    time(shop, work, held, leader, start, end, setup, cost)


@compiled(SHOP, WORK, HELD, INT)
def undo_to(shop: Shop, work: Work, held: Held, mark: int) -> None:
    """Undo the latest changes until the trail is as long as it was."""
    while held.counter[TRAILED] > mark:
        at = held.counter[TRAILED] - 1
        held.counter[TRAILED] = at
        task = held.trail[at, 1]
        if held.trail[at, 0] == _PUT:
            free(shop, work, held, task)
        elif held.trail[at, 0] == _TAKE:
            partner = held.trail[at, 6]
            leader = held.place[partner].leader if partner >= 0 else -1
            hold(
                shop, work, held, task, held.trail[at, 2], held.trail[at, 3],
                held.trail[at, 4], held.trail[at, 5], leader,
            )  # fmt: skip
        else:
            leader = held.place[task].leader
            time(
                shop, work, held, leader, held.trail[at, 3], held.trail[at, 4],
                held.trail[at, 5], held.trail[at, 6],
            )  # fmt: skip


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def batch_work(
    shop: Shop, work: Work, held: Held, leader: int, extra_way: int, without: int
) -> int:
    """Working minutes, changeover aside, of a batch with one more or less in it."""
    way = held.place[leader].way
    oven = shop.set[work.way[way].set].batch
    if oven < 0:
        return work.way[way].duration
    adds_up = shop.resource[oven].adds_up
    total = 0
    if extra_way >= 0:
        total = work.way[extra_way].duration
    member = leader
    while member >= 0:
        if member != without:
            part = work.way[held.place[member].way].duration
            total = total + part if adds_up else max(total, part)
        member = held.place[member].mate
    return total + shop.resource[oven].base


@compiled(WORK, HELD, INT, INT)
def may_pause(work: Work, held: Held, leader: int, without: int) -> int:
    """Whether every member of a batch may pause."""
    member = leader
    while member >= 0:
        if member != without and not work.task[member].resumable:
            return 0
        member = held.place[member].mate
    return 1


@compiled(SHOP, INT, INT, INT)
def _worked(shop: Shop, group: int, start: int, end: int) -> int:
    index = window_at(shop, group, start)
    last = shop.group[group].last
    total = 0
    while index < last and shop.window[index].start < end:
        total += min(end, shop.window[index].end) - max(start, shop.window[index].start)
        index += 1
    return total


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def settle(
    shop: Shop, work: Work, held: Held, leader: int, parts: int, is_sooner: int
) -> int:
    """
    Time a batch so that its changeover and its members' minutes are what is needed.

    Parameters
    ----------
    parts
        Working minutes of its members, :func:`batch_work`.
    is_sooner
        What becomes shorter ends sooner (1) or starts later (0).
    """
    setup, cost = needed_in_all(shop, work, held, leader, -1, 0, -1)
    one = held.place[leader]
    start = one.start
    end = one.end
    if one.fixed:
        if setup < 0 or setup > one.setup:
            return BROKEN_FACT
        if cost != one.cost:
            time_anew(shop, work, held, leader, start, end, one.setup, cost)
        return FINE
    if setup < 0:
        return BROKEN_FREE
    group = shop.set[work.way[one.way].set].group
    resumable = may_pause(work, held, leader, -1)
    began, ended = span(shop, group, start, setup + parts, resumable)
    if began == start and ended == end:
        if setup != one.setup or cost != one.cost:
            time_anew(shop, work, held, leader, start, end, setup, cost)
        return FINE
    if began == start and ended < end:
        if is_sooner and may_end_sooner(shop, work, held, leader, ended):
            time_anew(shop, work, held, leader, start, ended, setup, cost)
            return FINE
        # what is spare is found by walking back from the end
        held_min = _worked(shop, group, start, end)
        begun = later(shop, group, start, held_min - setup - parts)
        if begun >= 0 and may_start_later(shop, work, held, leader, begun):
            time_anew(shop, work, held, leader, begun, end, setup, cost)
            return FINE
        if may_end_sooner(shop, work, held, leader, ended):
            time_anew(shop, work, held, leader, start, ended, setup, cost)
            return FINE
        time_anew(shop, work, held, leader, start, end, held_min - parts, cost)
        return FINE
    held_min = _worked(shop, group, start, end)
    begun = sooner(shop, group, start, setup + parts - held_min, resumable)
    if begun >= 0 and may_start_sooner(shop, work, held, leader, begun):
        time_anew(shop, work, held, leader, begun, end, setup, cost)
        return FINE
    if began == start and may_end_later(shop, work, held, leader, ended):
        time_anew(shop, work, held, leader, start, ended, setup, cost)
        return FINE
    return BROKEN_FREE


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def settle_after(
    shop: Shop, work: Work, held: Held, lane: int, index: int, task: int
) -> int:
    """
    Settle what comes next on a lane and names a family that a task named.

    Those that cannot be are written down as lost; the answer says whether a fact is
    among them.
    """
    first = held.lane[lane].first
    for at in range(shop.resource[lane].first_setup, shop.resource[lane].last_setup):
        attribute = shop.remembered[at, 0]
        if work.family[task, attribute] < 0:
            continue
        place = next_naming(held, lane, index, attribute)
        if place >= held.lane[lane].count:
            continue
        leader = held.entry[first + place].task
        parts = batch_work(shop, work, held, leader, -1, -1)
        answer = settle(shop, work, held, leader, parts, 1)
        if answer == BROKEN_FACT:
            return BROKEN_FACT
        if answer == BROKEN_FREE:
            member = leader
            while member >= 0 and held.counter[LOST] < held.lost.shape[0]:
                held.lost[held.counter[LOST]] = member
                held.counter[LOST] += 1
                member = held.place[member].mate
            if member >= 0:
                return BROKEN_FACT
    return FINE


@compiled(SHOP, WORK, HELD, INT)
def take(shop: Shop, work: Work, held: Held, task: int) -> int:
    """Free a task on the trail; what lacks its changeover then is noted as lost."""
    one = held.place[task]
    leader = one.leader
    way = one.way
    start = one.start
    partner = leader
    if leader == task:
        partner = one.mate
    if partner >= 0:
        rest = partner
        cost = held.place[leader].cost
        old_start = start
        _log(held, _TAKE, task, way, old_start, one.end, one.setup, partner)
        free(shop, work, held, task)
        rest = held.place[partner].leader
        parts = batch_work(shop, work, held, rest, -1, -1)
        held.place[rest].cost = cost
        answer = settle(shop, work, held, rest, parts, 1)
        return BROKEN_FACT if answer != FINE else FINE
    _log(held, _TIME, task, 0, start, one.end, one.setup, one.cost)
    _log(held, _TAKE, task, way, start, one.end, one.setup, -1)
    free(shop, work, held, task)
    group = shop.set[work.way[way].set]
    if group.changes:
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            if shop.resource[lane].first_setup == shop.resource[lane].last_setup:
                continue
            index = starting_from(held, lane, start)
            if settle_after(shop, work, held, lane, index, task) == BROKEN_FACT:
                return BROKEN_FACT
    return FINE


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def _make_room(
    shop: Shop, work: Work, held: Held, lane: int, start: int, task: int
) -> None:
    """Time what follows a place anew before it is taken, as the search promised."""
    index = starting_from(held, lane, start)
    if index >= held.lane[lane].count:
        return
    leader = held.entry[held.lane[lane].first + index].task
    one = held.place[leader]
    if one.fixed:
        return
    setup, cost = needed_in_all(shop, work, held, leader, lane, index, task)
    if setup < 0 or setup == one.setup:
        return
    group = shop.set[work.way[one.way].set].group
    if setup < one.setup:
        begun = later(shop, group, one.start, one.setup - setup)
        if begun < 0 or not may_start_later(shop, work, held, leader, begun):
            return
    else:
        resumable = may_pause(work, held, leader, -1)
        begun = sooner(shop, group, one.start, setup - one.setup, resumable)
    if begun >= 0:
        time_anew(shop, work, held, leader, begun, one.end, setup, cost)


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT, INT)
def put(
    shop: Shop, work: Work, held: Held, task: int, way: int, start: int, end: int,
    setup: int, leader: int,
) -> int:  # fmt: skip
    """
    Take a place that a search found, on the trail.

    Parameters
    ----------
    leader
        Batch to join, or -1; ``end`` is then that of the batch with the task in it.
    """
    if leader >= 0:
        batch = held.place[leader]
        if batch.end != end:
            time_anew(
                shop, work, held, leader, batch.start, end, batch.setup, batch.cost
            )
        hold(shop, work, held, task, way, batch.start, batch.end, batch.setup, leader)
        _log(held, _PUT, task, way, start, end, setup, leader)
        return FINE
    group = shop.set[work.way[way].set]
    if group.changes == 1:
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            if shop.resource[lane].first_setup != shop.resource[lane].last_setup:
                _make_room(shop, work, held, lane, start, task)
    hold(shop, work, held, task, way, start, end, setup, -1)
    _log(held, _PUT, task, way, start, end, setup, -1)
    answer = FINE
    if group.changes:
        _setup, cost = needed_in_all(shop, work, held, task, -1, 0, -1)
        held.place[task].cost = cost
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            if shop.resource[lane].first_setup == shop.resource[lane].last_setup:
                continue
            index = position(held, lane, task) + 1
            answer = max(answer, settle_after(shop, work, held, lane, index, task))
    return answer
