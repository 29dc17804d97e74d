"""Working time of generated factories: two shifts with breaks, people, maintenance."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from random import Random

from scheduling.shop import Calendar

DAY_MIN = 1440
NOW_MIN = 660
"""Time of day of minute 0: Monday, 11:00, in the middle of the early shift."""

EARLY = ((360, 600), (630, 840))
"""06:00 to 14:00 with half an hour's break after four hours (working time law)."""

LATE = ((840, 1080), (1110, 1320))
"""14:00 to 22:00 with a break."""

DAY = ((420, 720), (765, 960))
"""07:00 to 16:00 for what works in one shift."""

SATURDAY = ((360, 600), (630, 720))
"""What overtime may be ordered on a Saturday."""

MAINTENANCE = (630, 1080)
"""When a machine that is maintained on a day stands still."""

WORKDAY_MIN = 900
"""Minutes that a machine works on a day of two shifts; its breaks are its crew's."""

Spans = tuple[tuple[int, int], ...]
SPANS: dict[str, Spans] = {
    "two": (EARLY[0], (630, 1080), LATE[1]),
    "early": EARLY,
    "late": LATE,
    "day": DAY,
    "always": ((0, DAY_MIN),),
}
"""Spans of a working day by the name of the pattern."""


def worked_min(pattern: str) -> int:
    """Minutes of a working day of a pattern."""
    return sum(end - start for start, end in SPANS[pattern])


class Shifts:
    """
    Calendars over a number of days from a Monday on.

    Parameters
    ----------
    days
        Calendar days that are described.
    """

    def __init__(self, days: int) -> None:
        self.days = days
        self.calendars: dict[str, Calendar] = {}
        spans = self.pattern("two").open
        self._starts = [start for start, _ in spans]
        self._sums = [0, *accumulate(end - start for start, end in spans)]

    def pattern(self, name: str) -> Calendar:
        """Calendar of a pattern that everybody shares."""
        known = self.calendars.get(name)
        if known is None:
            known = self._keep(name, name, frozenset())
        return known

    def own(self, owner: str, pattern: str, random: Random) -> Calendar:
        """Calendar of one person, who is off on one of the days."""
        off = random.randrange(self.days)
        return self._keep(f"{pattern}: {owner}", pattern, frozenset((off,)))

    def maintained(self, machine: str, pattern: str, random: Random) -> Calendar:
        """Calendar of one machine, which is maintained on one of the days."""
        calendar = self._keep(f"{pattern}: {machine}", pattern, frozenset())
        day = random.randrange(1, self.days)
        since, until = (day * DAY_MIN + minute - NOW_MIN for minute in MAINTENANCE)
        parts: list[tuple[int, int]] = []
        for start, end in calendar.open:
            parts += [(start, min(end, since)), (max(start, until), end)]
        still = tuple((start, end) for start, end in parts if start < end)
        kept = Calendar(calendar.id, still, calendar.overtime)
        self.calendars[calendar.id] = kept
        return kept

    def _keep(self, name: str, pattern: str, off: frozenset[int]) -> Calendar:
        always = pattern == "always"
        week = 6 if always else 5
        spans = _clipped(
            (day * DAY_MIN + start - NOW_MIN, day * DAY_MIN + end - NOW_MIN)
            for day in range(self.days)
            if day % 7 < week and day not in off
            for start, end in SPANS[pattern]
        )
        extra = _clipped(
            (day * DAY_MIN + start - NOW_MIN, day * DAY_MIN + end - NOW_MIN)
            for day in range(self.days)
            if day % 7 == 5 and not always
            for start, end in SATURDAY
        )
        calendar = self.calendars[name] = Calendar(name, spans, extra)
        return calendar

    def at(self, worked: float) -> int:
        """Minute at which a two-shift machine has worked so long, on the next hour."""
        number = min(bisect_left(self._sums, worked), len(self._starts)) - 1
        number = max(0, number)
        minute = self._starts[number] + worked - self._sums[number]
        return -(-int(minute) // 60) * 60


def _clipped(spans: Iterable[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if end <= 0:
            continue
        since = max(0, start)
        if joined and joined[-1][1] == since:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((since, end))
    return tuple(joined)
