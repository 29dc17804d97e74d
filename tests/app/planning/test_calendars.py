"""Local working time becomes minutes, also when the clocks change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.calendars import next_collection, open_windows, origin_of
from app.planning.site import Site, SiteCalendar
from tests.app.planning.workshop import sample

LINDEN, AILIN = sample("linden"), sample("ailin")
WEEK_MIN = 7 * 24 * 60


def calendar(site: Site, name: str) -> SiteCalendar:
    return next(one for one in site.calendars if one.id == name)


def is_open_by_the_clock(site: Site, one: SiteCalendar, at: datetime) -> bool:
    """Judge one minute by the local clock on the wall: an independent reading."""
    local = at.astimezone(site.tzinfo)
    clock, day = local.time(), local.date()
    special = [e for e in one.exceptions if e.on == day]
    if special:
        shifts = [(e.start, e.end) for e in special if e.start and e.end]
    elif day in site.holidays and one.keeps_holidays:
        shifts = []
    else:
        shifts = [(s.start, s.end) for s in one.shifts if day.weekday() in s.days]
    works = any(start <= clock < end for start, end in shifts)
    return works and not any(b.start <= clock < b.end for b in one.breaks)


@pytest.mark.parametrize("site", [LINDEN, AILIN], ids=lambda site: site.id)
@given(minute=st.integers(0, 200 * 24 * 60), start=st.integers(0, 500))
def test_each_minute_is_open_when_the_clock_on_the_wall_says_so(site, minute, start):
    origin = origin_of(site, datetime(2026, 8, 1, tzinfo=UTC) + timedelta(days=start))
    at = origin + timedelta(minutes=minute)
    for one in site.calendars:
        windows = open_windows(site, one, origin, minute + 1)
        is_open = any(a <= minute < b for a, b in windows)
        assert is_open == is_open_by_the_clock(site, one, at)


@pytest.mark.parametrize("site", [LINDEN, AILIN], ids=lambda site: site.id)
def test_windows_ascend_and_stay_apart(site):
    origin = origin_of(site, datetime(2026, 11, 23, 8, tzinfo=UTC))
    for one in site.calendars:
        windows = open_windows(site, one, origin, 60 * 24 * 60)
        assert all(a < b for a, b in windows)
        assert all(b < c for (_, b), (c, _) in pairwise(windows))


def test_the_day_begins_at_local_midnight():
    origin = origin_of(AILIN, datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
    assert origin == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def test_a_week_with_summer_time_has_an_hour_less_to_plan():
    """Shifts keep their local time: after the change they begin an hour earlier."""
    origin = origin_of(LINDEN, datetime(2027, 3, 22, 8, tzinfo=UTC))
    windows = open_windows(LINDEN, calendar(LINDEN, "early"), origin, 2 * WEEK_MIN)
    starts = [start for start, _ in windows if start % 1440 in {300, 360}]
    assert starts[0] == 360
    # 29 March 2027 is Easter Monday: Tuesday is the first working day after the change
    assert starts[-1] % 1440 == 300


def test_what_is_ready_after_the_collection_leaves_on_the_next_day_it_is_served():
    friday = datetime(2026, 12, 18, 15, 1, tzinfo=UTC)  # 16:01 in Berlin
    assert next_collection(LINDEN, friday) == datetime(2026, 12, 21, 15, tzinfo=UTC)
    christmas = datetime(2026, 12, 25, 8, tzinfo=UTC)
    assert next_collection(LINDEN, christmas) == datetime(2026, 12, 28, 15, tzinfo=UTC)
