"""What is held on each resource, and the first place where more fits."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from typing import TypeAlias

from scheduling.schedule import OperationKey
from scheduling.shop import Resource, SetupMatrix

Families: TypeAlias = tuple[str | None, ...]
"""Family needed for each attribute that a lane remembers; ``None`` leaves it."""


class Lane:
    """
    Occupation of a resource that does one operation at a time.

    Notes
    -----
    Starts and ends are kept sorted and apart, so that every question is one
    bisection and a short walk.
    """

    __slots__ = ("ends", "keys", "starts")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.keys: list[OperationKey] = []

    def copy(self) -> "Lane":
        """Return an equal lane that can be changed on its own."""
        twin = Lane()
        self._fill(twin)
        return twin

    def _fill(self, twin: "Lane") -> None:
        twin.starts = self.starts[:]
        twin.ends = self.ends[:]
        twin.keys = self.keys[:]

    def free_from(self, at: int, work_min: int) -> int:
        """First minute from ``at`` on that begins a gap of at least ``work_min``."""
        starts, ends = self.starts, self.ends
        index = bisect_right(ends, at)
        count = len(starts)
        while index < count and starts[index] - at < work_min:
            at = ends[index]
            index += 1
        return at

    def blocked_until(self, start: int, end: int) -> int | None:
        """When what is in the way of ``[start, end)`` ends; ``None`` if nothing is."""
        index = bisect_right(self.ends, start)
        if index < len(self.starts) and self.starts[index] < end:
            return self.ends[index]
        return None

    def insert(self, start: int, end: int, key: OperationKey) -> int:
        """Hold ``[start, end)`` for an operation; say at which position."""
        index = bisect_right(self.starts, start)
        self.starts.insert(index, start)
        self.ends.insert(index, end)
        self.keys.insert(index, key)
        return index

    def remove(self, start: int) -> int:
        """Free what begins at ``start``; say at which position it was."""
        index = bisect_left(self.starts, start)
        del self.starts[index], self.ends[index], self.keys[index]
        return index

    def next_end(self, at: int) -> int | None:
        """End of the first occupation that ends after ``at``."""
        index = bisect_right(self.ends, at)
        return self.ends[index] if index < len(self.ends) else None

    def gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """Parts of ``[start, end)`` that nothing holds."""
        parts: list[tuple[int, int]] = []
        index = bisect_right(self.ends, start)
        while start < end:
            edge = self.starts[index] if index < len(self.starts) else end
            if start < edge:
                parts.append((start, min(edge, end)))
            if index == len(self.starts):
                break
            start = self.ends[index]
            index += 1
        return parts

    def dress(
        self, index: int, families: Families, setup_min: int, *, fixed: bool
    ) -> None:
        """Note what was inserted at a position: nothing is remembered here."""

    def changeover_min(self, start: int, families: Families) -> int | None:  # noqa: ARG002 - the lane with memory answers
        """Minutes needed by an operation that would start here: none."""
        return 0

    def spoils_next(self, start: int, families: Families) -> bool:  # noqa: ARG002 - the lane with memory answers
        """Say whether an operation here would ask more of those after it: never."""
        return False

    def broken_by_removal(
        self,
        index: int,  # noqa: ARG002 - the lane with memory answers
    ) -> set[OperationKey]:
        """Operations that lack changeover after a removal: none."""
        return set()

    def busy_min(self, start: int, end: int) -> int:
        """Minutes held within ``[start, end)``."""
        pairs = zip(self.starts, self.ends, strict=True)
        return sum(max(0, min(e, end) - max(s, start)) for s, e in pairs)


class SetupLane(Lane):
    """
    A lane that remembers families: changeovers depend on what came before.

    Parameters
    ----------
    resource
        Whose lane it is.
    matrices
        Setup matrices by the order of ``resource.setups``.
    """

    __slots__ = ("families", "fixed", "initial", "matrices", "setups")

    def __init__(self, resource: Resource, matrices: Sequence[SetupMatrix]) -> None:
        super().__init__()
        self.matrices = tuple(matrices)
        self.initial: Families = tuple(
            resource.initial_setup.get(name) for name in resource.setups
        )
        self.families: list[Families] = []
        self.setups: list[int] = []
        self.fixed: list[bool] = []

    def copy(self) -> "SetupLane":
        """Return an equal lane that can be changed on its own."""
        twin = SetupLane.__new__(SetupLane)
        self._fill(twin)
        twin.matrices, twin.initial = self.matrices, self.initial
        twin.families = self.families[:]
        twin.setups = self.setups[:]
        twin.fixed = self.fixed[:]
        return twin

    def dress(
        self, index: int, families: Families, setup_min: int, *, fixed: bool
    ) -> None:
        """Note the families of what was just inserted at a position."""
        self.families.insert(index, families)
        self.setups.insert(index, setup_min)
        self.fixed.insert(index, fixed)

    def remove(self, start: int) -> int:
        """Free what begins at ``start``; say at which position it was."""
        index = super().remove(start)
        del self.families[index], self.setups[index], self.fixed[index]
        return index

    def changeover_min(self, start: int, families: Families) -> int | None:
        """Minutes needed by an operation that would start here; ``None``: forbidden."""
        index = bisect_right(self.starts, start)
        total = 0
        for place, family in enumerate(families):
            if family is None:
                continue
            before = self.state_before(index, place)
            minutes = self.matrices[place].changeover_min(before, family)
            if minutes is None:
                return None
            total += minutes
        return total

    def state_before(self, index: int, place: int) -> str | None:
        """Family that stands before a position, for one attribute."""
        families = self.families
        while index:
            index -= 1
            family = families[index][place]
            if family is not None:
                return family
        return self.initial[place]

    def spoils_next(self, start: int, families: Families) -> bool:
        """Say whether an operation here would ask more changeover of those after it."""
        index = bisect_right(self.starts, start)
        if index == len(self.starts) or not any(families):
            return False
        touched = {self._next(index, place) for place, f in enumerate(families) if f}
        return any(
            later is not None and not self._stands(later, index, families)
            for later in touched
        )

    def broken_by_removal(self, index: int) -> set[OperationKey]:
        """Operations that lack changeover since what stood at ``index`` is gone."""
        later = {self._next(index, place) for place in range(len(self.matrices))}
        return {
            self.keys[at]
            for at in later
            if at is not None and not self._stands(at, -1, ())
        }

    def _next(self, index: int, place: int) -> int | None:
        """First position from ``index`` on with a family of this attribute."""
        families = self.families
        while index < len(families):
            if families[index][place] is not None:
                return index
            index += 1
        return None

    def _stands(self, later: int, at: int, extra: Families) -> bool:
        """Whether ``later`` has changeover enough with ``extra`` put before ``at``."""
        needed = 0
        for place, family in enumerate(self.families[later]):
            if family is None:
                continue
            giver = later - 1
            while giver >= max(at, 0) and self.families[giver][place] is None:
                giver -= 1
            if at >= 0 and giver < at and extra[place] is not None:
                before, is_fact = extra[place], False
            else:
                while giver >= 0 and self.families[giver][place] is None:
                    giver -= 1
                before = (
                    self.families[giver][place] if giver >= 0 else self.initial[place]
                )
                is_fact = giver < 0 or self.fixed[giver]
            if is_fact and self.fixed[later]:
                continue  # nothing is judged between two facts
            minutes = self.matrices[place].changeover_min(before, family)
            if minutes is None:
                return False
            needed += minutes
        return needed <= self.setups[later]


class WideLane:
    """
    Occupation of a resource that does several operations at the same time.

    Parameters
    ----------
    capacity
        How many at once.
    """

    __slots__ = ("capacity", "times", "used")

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.times: list[int] = [-(10**12)]
        self.used: list[int] = [0]

    def copy(self) -> "WideLane":
        """Return an equal lane that can be changed on its own."""
        twin = WideLane(self.capacity)
        twin.times = self.times[:]
        twin.used = self.used[:]
        return twin

    def blocked_until(self, start: int, end: int) -> int | None:
        """When room comes free if ``[start, end)`` is full somewhere, else ``None``."""
        times, used, capacity = self.times, self.used, self.capacity
        index = bisect_right(times, start) - 1
        while index < len(times) and times[index] < end:
            if used[index] >= capacity:
                while used[index] >= capacity:
                    index += 1
                return times[index]
            index += 1
        return None

    def change(self, start: int, end: int, by: int) -> None:
        """Hold (+1) or free (-1) one place in ``[start, end)``."""
        first = self._cut(start)
        for index in range(first, self._cut(end)):
            self.used[index] += by
        for edge in (end, start):
            self._mend(edge)

    def _cut(self, at: int) -> int:
        index = bisect_left(self.times, at)
        if index == len(self.times) or self.times[index] != at:
            insort(self.times, at)
            self.used.insert(index, self.used[index - 1])
        return index

    def _mend(self, at: int) -> None:
        index = bisect_left(self.times, at)
        if self.used[index] == self.used[index - 1]:
            del self.times[index], self.used[index]

    def busy_min(self, start: int, end: int) -> int:
        """Minutes within ``[start, end)`` in which there is no room at all."""
        edges = [*self.times[1:], end]
        spans = zip(self.times, edges, self.used, strict=True)
        return sum(
            max(0, min(e, end) - max(s, start))
            for s, e, used in spans
            if used >= self.capacity
        )
