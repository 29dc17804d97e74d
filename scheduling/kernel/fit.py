"""The first place of a task in the gaps, alone or in a batch that is there already."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0911, PLR0912, PLR0913, PLR0915, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.calendar import later, sooner, span
from scheduling.kernel.changeover import (
    change_before,
    needed,
    needed_in_all,
    next_naming,
)
from scheduling.kernel.compiled import compiled
from scheduling.kernel.lanes import ending_after, full_until, starting_from
from scheduling.kernel.layout import (
    HELD,
    INT,
    LENGTH,
    NEVER,
    SHOP,
    WORK,
    Held,
    Shop,
    Work,
)
from scheduling.kernel.limits import (
    may_end_later,
    may_start_later,
    may_start_sooner,
)
from scheduling.kernel.places import batch_work, may_pause

_BATCHES = 64
"""Batches that are looked at for room before a new one is opened."""


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT)
def _room_until(
    shop: Shop, work: Work, held: Held, lane: int, index: int, task: int, changes: int
) -> int:
    """
    Minute until which a task may hold a lane if it stands before ``index``, or -1.

    What comes next may be timed anew by that: it starts later where it needs less
    changeover than it has, and sooner where it needs more and has room for it.
    """
    first = held.lane[lane].first
    leader = held.entry[first + index].task
    one = held.place[leader]
    until = held.entry[first + index].start
    is_next_named = False
    for at in range(shop.resource[lane].first_setup, shop.resource[lane].last_setup):
        attribute = shop.remembered[at, 0]
        if work.family[task, attribute] < 0:
            continue
        place = next_naming(held, lane, index, attribute)
        if place == index:
            is_next_named = True
        elif place < held.lane[lane].count:
            minutes, _cost = needed(shop, work, held, lane, place, index, task)
            after = held.place[held.entry[first + place].task]
            if minutes < 0 or minutes > after.setup:
                return -1
    if not is_next_named:
        return until
    group = shop.set[work.way[one.way].set]
    if one.fixed or group.changes > 1 or changes > 1:
        minutes, _cost = needed(shop, work, held, lane, index, index, task)
        return -1 if minutes < 0 or minutes > one.setup else until
    setup, _cost = needed_in_all(shop, work, held, leader, lane, index, task)
    if setup < 0:
        return -1
    if setup < one.setup:
        begun = later(shop, group.group, one.start, one.setup - setup)
        if begun > until and may_start_later(shop, work, held, leader, begun):
            return min(begun, until + one.setup - setup)
    elif setup > one.setup:
        resumable = may_pause(work, held, leader, -1)
        begun = sooner(shop, group.group, one.start, setup - one.setup, resumable)
        if begun < 0 or not may_start_sooner(shop, work, held, leader, begun):
            return -1
        return begun
    return until


@compiled(SHOP, HELD, INT, INT, INT, INT, INT)
def _past_small_gaps(
    shop: Shop, held: Held, kind: int, at: int, length: int, limit: int, resumable: int
) -> int:
    """First minute at which every lane of a way begins or is in a gap long enough."""
    group = shop.set[kind]
    is_settled = False
    while not is_settled:
        is_settled = True
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            if shop.resource[lane].capacity > 1:
                continue
            first = held.lane[lane].first
            count = held.lane[lane].count
            remembers = shop.resource[lane].first_setup < shop.resource[lane].last_setup
            index = ending_after(held, lane, at)
            since = at
            # of the gap that it is in, only the length is known; of others more
            room = NEVER if index >= count else held.entry[first + index].start - at
            while index < count and at < limit:
                if remembers and room < length:
                    room += held.entry[first + index].setup
                if room >= length:
                    break
                at = max(at, held.entry[first + index].end)
                index += 1
                if resumable:
                    room = held.entry[first + index].open
                else:
                    room = held.entry[first + index].stretch
            if at >= limit:
                return at
            if at > since and group.last - group.first > 1:
                is_settled = False
    return at


@compiled(SHOP, WORK, HELD, INT, INT, INT)
def _setup_at(
    shop: Shop, work: Work, held: Held, task: int, way: int, at: int
) -> tuple[int, int]:
    """Changeover needed at a minute, or -1 and when to try again (-1: never)."""
    group = shop.set[work.way[way].set]
    longest = 0
    for place in range(group.first, group.last):
        lane = shop.uses[place]
        if shop.resource[lane].first_setup == shop.resource[lane].last_setup:
            continue
        index = ending_after(held, lane, at)
        first = held.lane[lane].first
        count = held.lane[lane].count
        if index < count and held.entry[first + index].start < at:
            index += 1  # it stands in the way: the search goes on after it
        minutes = change_before(shop, work, held, lane, index, task)
        if minutes < 0:
            if index >= count:
                return -1, -1
            return -1, held.entry[first + index].end
        longest = max(longest, minutes)
    return longest, 0


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT)
def fit(
    shop: Shop, work: Work, held: Held, task: int, way: int, at: int, least_end: int,
    before: int,
) -> tuple[int, int, int]:  # fmt: skip
    """
    First place of a way that moves nothing else's end.

    Parameters
    ----------
    at
        Earliest start.
    least_end
        It ends then or later.
    before
        It is of no use unless it ends before this.

    Returns
    -------
    tuple of int
        Start, end and changeover; the start is -1 where there is none.
    """
    group = shop.set[work.way[way].set]
    length = work.way[way].duration
    if group.batch >= 0:
        length += shop.resource[group.batch].base
    resumable = work.task[task].resumable
    limit = min(before, shop.facts[LENGTH] + 1)
    while at + length < limit:
        at = _past_small_gaps(
            shop, held, work.way[way].set, at, length, limit - length, resumable
        )
        if at + length >= limit:
            break
        setup = 0
        if group.changes:
            setup, again = _setup_at(shop, work, held, task, way, at)
            if setup < 0:
                if again < 0:
                    break
                at = max(at + 1, again)
                continue
        start, end = span(shop, group.group, at, setup + length, resumable)
        if start < 0:
            break
        if group.changes and start > at:
            other, again = _setup_at(shop, work, held, task, way, start)
            if other != setup:
                at = start
                continue
        retry = -1
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            capacity = shop.resource[lane].capacity
            if capacity > 1:
                retry = full_until(held, lane, capacity, start, end)
            else:
                index = ending_after(held, lane, start)
                if index >= held.lane[lane].count:
                    continue
                first = held.lane[lane].first
                until = held.entry[first + index].start
                if (
                    until <= start
                    and held.entry[first + index].end > start
                    and (
                        until < start
                        or group.changes == 0
                        or shop.resource[lane].first_setup
                        == shop.resource[lane].last_setup
                    )
                ):
                    retry = held.entry[first + index].end
                    break
                if shop.resource[lane].first_setup < shop.resource[lane].last_setup:
                    until = _room_until(
                        shop, work, held, lane, index, task, group.changes
                    )
                if end > until:
                    retry = held.entry[first + index].end
            if retry >= 0:
                break
        if retry >= 0:
            at = max(at + 1, retry)
        elif end >= limit:
            break
        elif end < least_end:
            at = max(at + 1, start + least_end - end)
        else:
            return start, end, setup
    return -1, -1, 0


@compiled(SHOP, WORK, HELD, INT, INT)
def _goes_with(shop: Shop, work: Work, held: Held, task: int, leader: int) -> bool:
    """Whether a task names the families of a batch, as far as anybody remembers."""
    group = shop.set[work.way[held.place[leader].way].set]
    if shop.resource[group.batch].attribute >= 0:
        attribute = shop.resource[group.batch].attribute
        if held.worn[leader, attribute] != work.family[task, attribute]:
            return False
    if group.changes:
        for place in range(group.first, group.last):
            lane = shop.uses[place]
            for at in range(
                shop.resource[lane].first_setup, shop.resource[lane].last_setup
            ):
                attribute = shop.remembered[at, 0]
                if held.worn[leader, attribute] != work.family[task, attribute]:
                    return False
    return True


@compiled(SHOP, WORK, HELD, INT, INT, INT, INT, INT, INT)
def join(
    shop: Shop, work: Work, held: Held, task: int, way: int, at: int, latest: int,
    least_end: int, before: int,
) -> tuple[int, int]:  # fmt: skip
    """Leader and end of the first batch with room that a task may join; -1 if none."""
    kind = work.way[way].set
    group = shop.set[kind]
    oven = group.batch
    first = held.lane[oven].first
    index = starting_from(held, oven, at)
    until = min(held.lane[oven].count, index + _BATCHES)
    length = work.way[way].duration + shop.resource[oven].base
    while index < until:
        leader = held.entry[first + index].task
        index += 1
        batch = held.place[leader]
        if batch.start > latest or batch.start + length >= before:
            break
        if (
            batch.fixed
            or work.way[batch.way].set != kind
            or batch.units + work.task[task].units > shop.resource[oven].room
            or not _goes_with(shop, work, held, task, leader)
        ):
            continue
        parts = batch_work(shop, work, held, leader, way, -1)
        resumable = may_pause(work, held, leader, -1) and work.task[task].resumable
        # a changeover that is longer than needed stays as it is
        start, end = span(
            shop, group.group, batch.start, batch.setup + parts, resumable
        )
        if start != batch.start or end < max(least_end, batch.end) or end >= before:
            continue
        if end > batch.end and not may_end_later(shop, work, held, leader, end):
            continue
        return leader, end
    return -1, NEVER
