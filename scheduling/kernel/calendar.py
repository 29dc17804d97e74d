"""Where so many minutes of work begin and end in the open time of a group."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# mypy: disable-error-code="no-any-return"

from scheduling.kernel.compiled import compiled
from scheduling.kernel.layout import INT, SHOP, Shop

DAY_MIN = 1440


@compiled(SHOP, INT, INT)
def window_at(shop: Shop, group: int, at: int) -> int:
    """First window of a group that ends after a minute; the end of them if none."""
    last = shop.group[group].last
    day = at // DAY_MIN
    if day < 0:
        index = shop.group[group].first
    elif day >= shop.day.shape[1]:
        return last
    else:
        index = shop.day[group, day]
    while index < last and shop.window[index].end <= at:
        index += 1
    return index


@compiled(SHOP, INT, INT, INT)
def whole(shop: Shop, group: int, at: int, work: int) -> tuple[int, int]:
    """First interval from a minute on that needs no pause; -1 where there is none."""
    last = shop.group[group].last
    index = window_at(shop, group, at)
    while index < last:
        start = max(at, shop.window[index].start)
        if shop.window[index].end - start >= work:
            return start, start + work
        index += 1
    return -1, -1


@compiled(SHOP, INT, INT, INT)
def paused(shop: Shop, group: int, at: int, work: int) -> tuple[int, int]:
    """First start from a minute on, and the end with pauses while it is closed."""
    last = shop.group[group].last
    index = window_at(shop, group, at)
    if index >= last:
        return -1, -1
    start = max(at, shop.window[index].start)
    if shop.window[index].before + start - shop.window[index].start + work > (
        shop.group[group].total
    ):
        return -1, -1
    left = work
    since = start
    while shop.window[index].end - since < left:
        left -= shop.window[index].end - since
        index += 1
        since = shop.window[index].start
    return start, since + left


@compiled(SHOP, INT, INT, INT, INT)
def span(shop: Shop, group: int, at: int, work: int, resumable: int) -> tuple[int, int]:
    """First interval from a minute on for work that may pause, or may not."""
    if resumable:
        return paused(shop, group, at, work)
    return whole(shop, group, at, work)


@compiled(SHOP, INT, INT, INT)
def later(shop: Shop, group: int, start: int, minutes: int) -> int:
    """Open minute that comes so many open minutes after a start."""
    last = shop.group[group].last
    index = window_at(shop, group, start)
    while index < last and shop.window[index].end - start <= minutes:
        minutes -= shop.window[index].end - start
        index += 1
        if index < last:
            start = shop.window[index].start
    return start + minutes if index < last else -1


@compiled(SHOP, INT, INT, INT, INT)
def sooner(shop: Shop, group: int, start: int, minutes: int, resumable: int) -> int:
    """Start that is so many open minutes earlier; -1 where there is none."""
    index = window_at(shop, group, start)
    first = shop.group[group].first
    if index >= shop.group[group].last or shop.window[index].start > start:
        return -1
    while start - shop.window[index].start < minutes:
        minutes -= start - shop.window[index].start
        index -= 1
        if index < first or not resumable:
            return -1
        start = shop.window[index].end
    return start - minutes
