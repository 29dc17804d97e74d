"""Local working time of a site, in minutes from the origin of a horizon."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from app.planning.site import PromisePolicy, Shift, Site, SiteCalendar

Window = tuple[int, int]


def origin_of(site: Site, now: datetime) -> datetime:
    """Start of the site's current day, in UTC: minute 0 of a plan made ``now``."""
    return local_instant(site, now.astimezone(site.tzinfo).date(), time())


def local_instant(site: Site, day: date, at: time) -> datetime:
    """
    Instant of a local time of day, in UTC.

    Notes
    -----
    Of an hour that occurs twice the first is meant; a time that a change to summer
    time skips is read with the offset before the change.
    """
    return datetime.combine(day, at, tzinfo=site.tzinfo).astimezone(UTC)


def minute_of(origin: datetime, instant: datetime) -> int:
    """Whole minutes from ``origin`` to ``instant``, rounded down."""
    return (instant - origin) // timedelta(minutes=1)


def instant_of(origin: datetime, minute: int) -> datetime:
    """Aware UTC time of a minute of the horizon."""
    return origin + timedelta(minutes=minute)


def open_windows(
    site: Site, calendar: SiteCalendar, origin: datetime, length_min: int
) -> tuple[Window, ...]:
    """
    Working time of a calendar as disjoint windows in ascending order.

    Parameters
    ----------
    site
        Gives zone and holidays.
    calendar
        One of the site's calendars.
    origin
        Minute 0, aware.
    length_min
        Windows are cut off here.
    """
    first = origin.astimezone(site.tzinfo).date() - timedelta(days=1)
    count = length_min // (24 * 60) + 3
    windows: list[Window] = []
    for offset in range(count):
        day = first + timedelta(days=offset)
        windows += (
            (minute_of(origin, start), minute_of(origin, end))
            for start, end in _day(site, calendar, day)
        )
    return tuple(_merged(_clipped(windows, length_min)))


def _clipped(windows: Iterable[Window], length_min: int) -> Iterator[Window]:
    for start, end in windows:
        if end > 0 and start < length_min:
            yield max(start, 0), min(end, length_min)


def _merged(windows: Iterable[Window]) -> Iterator[Window]:
    current: Window | None = None
    for start, end in sorted(windows):
        if current and start <= current[1]:
            current = (current[0], max(current[1], end))
        else:
            if current:
                yield current
            current = (start, end)
    if current:
        yield current


def _day(
    site: Site, calendar: SiteCalendar, day: date
) -> Iterator[tuple[datetime, datetime]]:
    for shift in _shifts_of(site, calendar, day):
        start, end = _span(site, day, shift.start, shift.end)
        for pause in calendar.breaks:
            for pause_day in (day, day + timedelta(days=1)):
                stop, go_on = _span(site, pause_day, pause.start, pause.end)
                if start < stop and go_on < end:
                    yield start, stop
                    start = go_on
        if start < end:
            yield start, end


def _shifts_of(site: Site, calendar: SiteCalendar, day: date) -> Iterator[Shift]:
    for exception in calendar.exceptions:
        if exception.on == day:
            if exception.start is not None and exception.end is not None:
                yield Shift((), exception.start, exception.end)
            return
    if calendar.keeps_holidays and day in site.holidays:
        return
    yield from (shift for shift in calendar.shifts if day.weekday() in shift.days)


def _span(site: Site, day: date, start: time, end: time) -> tuple[datetime, datetime]:
    last = day if start < end else day + timedelta(days=1)
    return local_instant(site, day, start), local_instant(site, last, end)


def next_collection(site: Site, ready: datetime) -> datetime:
    """First collection by the carrier at or after ``ready``, in UTC."""
    policy: PromisePolicy = site.promise
    day = ready.astimezone(site.tzinfo).date()
    while True:
        at = local_instant(site, day, policy.collection_at)
        is_served = day.weekday() in policy.collection_days and day not in site.holidays
        if is_served and at >= ready:
            return at
        day += timedelta(days=1)
