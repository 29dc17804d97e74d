"""When several calendars are open at once, for whole columns of minutes."""

from collections.abc import Sequence

import numpy as np

from scheduling.judge.table import Flags, Ints

_EVER = 10**15
"""Minutes before and after everything."""


class Hours:
    """
    Minutes in which all of some calendars are open.

    Parameters
    ----------
    calendars
        Open intervals of each.

    Notes
    -----
    Between two edges of any calendar nothing changes: it is open there when as many
    calendars have opened as there are.
    """

    def __init__(self, calendars: Sequence[Sequence[tuple[int, int]]]) -> None:
        spans = np.array(
            [span for intervals in calendars for span in intervals], dtype=np.int64
        ).reshape(-1, 2)
        self._edges = np.unique(np.append(spans, -_EVER))
        opened = np.zeros(len(self._edges), dtype=np.int64)
        np.add.at(opened, np.searchsorted(self._edges, spans[:, 0]), 1)
        np.add.at(opened, np.searchsorted(self._edges, spans[:, 1]), -1)
        self._is_open = np.cumsum(opened) == len(calendars)
        lengths = np.diff(self._edges) * self._is_open[:-1]
        self._done = np.append(0, np.cumsum(lengths))

    def is_open(self, at: Ints) -> Flags:
        """Whether the minute that begins here is worked."""
        found: Flags = self._is_open[np.searchsorted(self._edges, at, "right") - 1]
        return found

    def worked(self, start: Ints, end: Ints) -> Ints:
        """Open minutes within each ``[start, end)``."""
        return self._until(end) - self._until(start)

    def _until(self, at: Ints) -> Ints:
        index = np.searchsorted(self._edges, at, "right") - 1
        done: Ints = self._done[index]
        done += (at - self._edges[index]) * self._is_open[index]
        return done
