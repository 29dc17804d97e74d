"""
The first free time of resources that remember nothing and make no batches.

Most ways are such; what :func:`scheduling.kernel.fit.fit` finds for them is found here
with nothing but their lanes and calendars at hand: handing all arrays from loop to loop
took longer than the search itself.
"""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0911, PLR0912, PLR0913, PLR0915, PLR0917
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.calendar import DAY_MIN
from scheduling.kernel.compiled import compiled
from scheduling.kernel.layout import HELD, INT, SHOP, Array, Held, Shop

_OF_SHOP = dict(zip(Shop._fields, SHOP.types, strict=True))
_OF_HELD = dict(zip(Held._fields, HELD.types, strict=True))


@compiled(
    _OF_SHOP["resource"], _OF_SHOP["group"], _OF_SHOP["window"], _OF_SHOP["day"],
    _OF_SHOP["uses"], _OF_HELD["lane"], _OF_HELD["entry"],
    INT, INT, INT, INT, INT, INT, INT, INT,
)  # fmt: skip
def first_free(
    resource: Array, groups: Array, window: Array, day: Array, uses: Array,
    lanes: Array, entry: Array,
    first: int, last: int, group: int, at: int, length: int, resumable: int,
    least_end: int, limit: int,
) -> tuple[int, int]:  # fmt: skip
    """
    Start and end of the first interval in which all of some resources are free.

    Parameters
    ----------
    resource, groups, window, day, uses, lanes, entry
        Tables of the shop and of what is held.
    first, last
        The resources, as a range of ``uses``.
    group
        When they work together.
    at, length, resumable
        Earliest start, working minutes, and whether they may be torn apart.
    least_end, limit
        It ends at the first or later and before the second; else the start is -1.
    """
    last_window = groups[group].last
    days = day.shape[1]
    while at + length < limit:
        # by the calendar
        index = at // DAY_MIN
        if index >= days:
            return -1, -1
        index = day[group, index] if index >= 0 else groups[group].first
        while index < last_window and window[index].end <= at:
            index += 1
        if index >= last_window:
            return -1, -1
        start = max(at, window[index].start)
        if resumable:
            if window[index].before + start - window[index].start + length > (
                groups[group].total
            ):
                return -1, -1
            left = length
            since = start
            while window[index].end - since < left:
                left -= window[index].end - since
                index += 1
                since = window[index].start
            end = since + left
        else:
            while window[index].end - start < length:
                index += 1
                if index >= last_window:
                    return -1, -1
                start = window[index].start
            end = start + length
        if end >= limit:
            return -1, -1
        # beside what is held
        retry = -1
        for place in range(first, last):
            lane = uses[place]
            base = lanes[lane].first
            low = 0
            count = lanes[lane].count
            high = count
            capacity = resource[lane].capacity
            if capacity > 1:
                while low < high:
                    middle = (low + high) >> 1
                    if entry[base + middle].start <= start:
                        low = middle + 1
                    else:
                        high = middle
                low -= 1
                while low < count and entry[base + low].start < end:
                    if entry[base + low].task >= capacity:
                        while entry[base + low].task >= capacity:
                            low += 1
                        retry = entry[base + low].start
                        break
                    low += 1
            else:
                while low < high:
                    middle = (low + high) >> 1
                    if entry[base + middle].end <= start:
                        low = middle + 1
                    else:
                        high = middle
                if low < count and entry[base + low].start < end:
                    # past all gaps that are too short by themselves
                    room = 0
                    while room < length:
                        retry = entry[base + low].end
                        low += 1
                        if low >= count or retry >= limit:
                            break
                        if resumable:
                            room = entry[base + low].open
                        else:
                            room = entry[base + low].stretch
            if retry >= 0:
                break
        if retry >= 0:
            at = max(at + 1, retry)
        elif end < least_end:
            at = max(at + 1, start + least_end - end)
        else:
            return start, end
    return -1, -1
