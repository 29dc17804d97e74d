"""What is held on each resource, by time: searched by bisection, shifted in place."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.calendar import window_at
from scheduling.kernel.compiled import compiled
from scheduling.kernel.layout import HELD, INT, NEVER, SHOP, Held, Shop

_WINDOWS = 16
"""Open intervals after which a gap counts as endless."""


@compiled(HELD, INT, INT)
def ending_after(held: Held, lane: int, at: int) -> int:
    """Position of the first occupation that ends after a minute."""
    first = held.lane[lane].first
    low = 0
    high = held.lane[lane].count
    while low < high:
        middle = (low + high) >> 1
        if held.entry[first + middle].end <= at:
            low = middle + 1
        else:
            high = middle
    return low


@compiled(HELD, INT, INT)
def starting_from(held: Held, lane: int, at: int) -> int:
    """Position of the first occupation that starts at a minute or later."""
    first = held.lane[lane].first
    low = 0
    high = held.lane[lane].count
    while low < high:
        middle = (low + high) >> 1
        if held.entry[first + middle].start < at:
            low = middle + 1
        else:
            high = middle
    return low


@compiled(HELD, INT, INT)
def position(held: Held, lane: int, leader: int) -> int:
    """Position of a leader's occupation on one of its lanes."""
    index = starting_from(held, lane, held.place[leader].start)
    first = held.lane[lane].first
    while held.entry[first + index].task != leader:
        index += 1
    return index


@compiled(HELD, INT, INT, INT, INT, INT)
def insert_entry(
    held: Held, lane: int, index: int, start: int, end: int, task: int
) -> None:
    """Make room at a position and write an occupation there."""
    first = held.lane[lane].first
    at = first + held.lane[lane].count
    held.lane[lane].count += 1
    while at > first + index:
        held.entry[at].start = held.entry[at - 1].start
        held.entry[at].end = held.entry[at - 1].end
        held.entry[at].task = held.entry[at - 1].task
        held.entry[at].setup = held.entry[at - 1].setup
        held.entry[at].stretch = held.entry[at - 1].stretch
        held.entry[at].open = held.entry[at - 1].open
        at -= 1
    held.entry[at].start = start
    held.entry[at].end = end
    held.entry[at].task = task


@compiled(HELD, INT, INT)
def remove_entry(held: Held, lane: int, index: int) -> None:
    """Close the room at a position."""
    held.lane[lane].count -= 1
    first = held.lane[lane].first
    for at in range(first + index, first + held.lane[lane].count):
        held.entry[at].start = held.entry[at + 1].start
        held.entry[at].end = held.entry[at + 1].end
        held.entry[at].task = held.entry[at + 1].task
        held.entry[at].setup = held.entry[at + 1].setup
        held.entry[at].stretch = held.entry[at + 1].stretch
        held.entry[at].open = held.entry[at + 1].open


@compiled(SHOP, HELD, INT, INT)
def measure(shop: Shop, held: Held, lane: int, index: int) -> None:
    """Measure the gap before a position anew; a very long one counts as endless."""
    if index >= held.lane[lane].count:
        return
    at = held.lane[lane].first + index
    since = held.entry[at - 1].end if index > 0 else 0
    until = held.entry[at].start
    longest = 0
    total = 0
    if since < until:
        group = shop.resource[lane].group
        window = window_at(shop, group, since)
        last = min(shop.group[group].last, window + _WINDOWS)
        while window < last and shop.window[window].start < until:
            part = min(until, shop.window[window].end) - max(
                since, shop.window[window].start
            )
            longest = max(longest, part)
            total += part
            window += 1
        if window == last and last < shop.group[group].last:
            longest = NEVER
            total = NEVER
    held.entry[at].stretch = longest
    held.entry[at].open = total


@compiled(HELD, INT, INT, INT, INT)
def full_until(held: Held, lane: int, capacity: int, start: int, end: int) -> int:
    """When a wide resource has room again if it is full in an interval, else -1."""
    first = held.lane[lane].first
    last = first + held.lane[lane].count
    at = first + starting_from(held, lane, start + 1) - 1
    while at < last and held.entry[at].start < end:
        if held.entry[at].task >= capacity:
            while held.entry[at].task >= capacity:
                at += 1
            return held.entry[at].start
        at += 1
    return -1


@compiled(HELD, INT, INT)
def _cut(held: Held, lane: int, at: int) -> int:
    index = starting_from(held, lane, at)
    first = held.lane[lane].first
    if index == held.lane[lane].count or held.entry[first + index].start != at:
        insert_entry(held, lane, index, at, 0, held.entry[first + index - 1].task)
    return index


@compiled(HELD, INT, INT)
def _mend(held: Held, lane: int, at: int) -> None:
    index = starting_from(held, lane, at)
    first = held.lane[lane].first
    if held.entry[first + index].task == held.entry[first + index - 1].task:
        remove_entry(held, lane, index)


@compiled(HELD, INT, INT, INT, INT)
def change_wide(held: Held, lane: int, start: int, end: int, by: int) -> None:
    """Take (+1) or give back (-1) one place of a wide resource in an interval."""
    if start >= end:
        return
    since = _cut(held, lane, start)
    until = _cut(held, lane, end)
    first = held.lane[lane].first
    for at in range(first + since, first + until):
        held.entry[at].task += by
    _mend(held, lane, end)
    _mend(held, lane, start)
