"""Open time of one or several calendars, with the searches that plans need."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Interval = tuple[int, int]


def intersect(first: Sequence[Interval], second: Sequence[Interval]) -> list[Interval]:
    """Minutes that are open in both of two ascending lists of intervals."""
    result: list[Interval] = []
    i = j = 0
    while i < len(first) and j < len(second):
        start = max(first[i][0], second[j][0])
        end = min(first[i][1], second[j][1])
        if start < end:
            result.append((start, end))
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return result


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Intervals with those that touch made one, since work flows across them."""
    result: list[Interval] = []
    for start, end in intervals:
        if result and result[-1][1] == start:
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


class Windows:
    """
    Open intervals that answer "where can so many minutes of work begin?".

    Parameters
    ----------
    intervals
        Ascending half-open intervals that do not overlap.
    """

    __slots__ = ("_longest_min", "before", "ends", "starts", "total_min")

    def __init__(self, intervals: Iterable[Interval]) -> None:
        merged = joined(intervals)
        self.starts = [start for start, _ in merged]
        self.ends = [end for _, end in merged]
        self.before: list[int] = []  # open minutes before each interval
        self.total_min = 0
        for start, end in merged:
            self.before.append(self.total_min)
            self.total_min += end - start
        self._longest_min = max((end - start for start, end in merged), default=0)

    def whole(self, at: int, work_min: int) -> Interval | None:
        """First interval from ``at`` on in which the work is done without a pause."""
        starts, ends = self.starts, self.ends
        index = bisect_right(ends, at)
        while index < len(ends):
            start = starts[index]
            start = max(start, at)
            if ends[index] - start >= work_min:
                return start, start + work_min
            index += 1
        return None

    def paused(self, at: int, work_min: int) -> Interval | None:
        """First start from ``at`` on, and the end when the work pauses over breaks."""
        index = bisect_right(self.ends, at)
        if index == len(self.ends):
            return None
        start = max(at, self.starts[index])
        done = self.before[index] + start - self.starts[index] + work_min
        if done > self.total_min:
            return None
        # an end on the edge of a break belongs before the break: hence done - 1
        last = bisect_right(self.before, done - 1) - 1
        return start, self.starts[last] + done - self.before[last]

    def longest_min(self) -> int:
        """Length of the longest open interval."""
        return self._longest_min

    def worked_min(self, start: int, end: int) -> int:
        """Open minutes within ``[start, end)``."""
        return self._until(end) - self._until(start)

    def _until(self, at: int) -> int:
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return 0
        return self.before[index] + min(at, self.ends[index]) - self.starts[index]
