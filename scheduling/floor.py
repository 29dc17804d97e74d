"""The occupied factory: one lane per resource, cheap to branch."""

from collections.abc import Iterable

from scheduling.lanes import Lane, SetupLane, WideLane
from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey
from scheduling.tasks import Place, Site, Task, Way

NEVER = 10**12
"""Minute after every horizon: the bound of an unbounded search."""


class Floor:
    """
    Lanes of every resource; branches share lanes until one of them changes.

    Parameters
    ----------
    lanes, wide
        Lanes of capacity 1, and of more, in the order of the problem's resources.

    Notes
    -----
    A floor that is only searched and branched may be shared by threads.
    """

    __slots__ = ("_owned", "_owned_wide", "lanes", "wide")

    def __init__(self, lanes: list[Lane], wide: list[WideLane]) -> None:
        self.lanes = lanes
        self.wide = wide
        self._owned: set[int] = set()
        self._owned_wide: set[int] = set()

    @classmethod
    def empty(cls, problem: Problem) -> "Floor":
        """Floor on which nothing is held yet."""
        known = problem.matrix_by_attribute
        lanes = [
            SetupLane(one, [known[name] for name in one.setups])
            if one.setups
            else Lane()
            for one in problem.resources
            if one.capacity == 1
        ]
        wide = [WideLane(one.capacity) for one in problem.resources if one.capacity > 1]
        return cls(lanes, wide)

    def branch(self) -> "Floor":
        """Return an equal floor; neither sees later changes of the other."""
        self._owned, self._owned_wide = set(), set()
        return Floor(self.lanes[:], self.wide[:])

    def _own(self, index: int) -> Lane:
        if index not in self._owned:
            self.lanes[index] = self.lanes[index].copy()
            self._owned.add(index)
        return self.lanes[index]

    def _own_wide(self, index: int) -> WideLane:
        if index not in self._owned_wide:
            self.wide[index] = self.wide[index].copy()
            self._owned_wide.add(index)
        return self.wide[index]

    def hold(self, key: OperationKey, place: Place) -> None:
        """Take a place that was found by :meth:`fit`."""
        way = place.way
        families = dict(way.changing)
        for index in way.single:
            lane = self._own(index)
            at = lane.insert(place.start_min, place.end_min, key)
            lane.dress(at, families.get(index, ()), place.setup_min, fixed=False)
        for index in way.wide:
            self._own_wide(index).change(place.start_min, place.end_min, 1)

    def hold_fact(self, key: OperationKey, place: Place) -> None:
        """Take a place that stands whatever else is there: facts may overlap."""
        way = place.way
        families = dict(way.changing)
        for index in way.single:
            lane = self._own(index)
            for start, end in lane.gaps(place.start_min, place.end_min):
                at = lane.insert(start, end, key)
                lane.dress(at, families.get(index, ()), place.setup_min, fixed=True)
        for index in way.wide:
            self._own_wide(index).change(place.start_min, place.end_min, 1)

    def free(self, place: Place) -> set[OperationKey]:
        """Give a place back; say which later operations lack changeover now."""
        broken: set[OperationKey] = set()
        for index in place.way.single:
            lane = self._own(index)
            broken |= lane.broken_by_removal(lane.remove(place.start_min))
        for index in place.way.wide:
            self._own_wide(index).change(place.start_min, place.end_min, -1)
        return broken

    def fit(
        self, way: Way, at: int, *, is_resumable: bool, before: int = NEVER
    ) -> Place | None:
        """
        First place of a way that moves nothing.

        Parameters
        ----------
        way
            The alternative to place.
        at
            Earliest start.
        is_resumable
            Whether the work may pause while a calendar is closed.
        before
            Give up once the end would not be earlier than this.
        """
        search = way.windows.paused if is_resumable else way.windows.whole
        while at + way.duration_min < before:
            at = self._past_small_gaps(way, at)
            setup = self._setup_min(way, at)
            if setup is None:  # a forbidden changeover: only after what comes next
                retry = self._next_end(way, at)
            else:
                found = search(at, way.duration_min + setup)
                if found is None or found[1] >= before:
                    return None
                start, end = found
                retry = self._blocked_until(way, start, end)
                if retry is None:
                    if start == at or self._setup_min(way, start) == setup:
                        return Place(way, start, end, setup)
                    retry = start
            if retry is None:
                return None
            at = retry
        return None

    def _past_small_gaps(self, way: Way, at: int) -> int:
        lanes, work_min = self.lanes, way.duration_min
        settled = False
        while not settled:
            settled = True
            for index in way.single:
                later = lanes[index].free_from(at, work_min)
                if later > at:
                    settled = settled and len(way.single) == 1
                    at = later
        return at

    def _setup_min(self, way: Way, at: int) -> int | None:
        longest = 0
        for index, families in way.changing:
            minutes = self.lanes[index].changeover_min(at, families)
            if minutes is None:
                return None
            longest = max(longest, minutes)  # resources are changed side by side
        return longest

    def _next_end(self, way: Way, at: int) -> int | None:
        ends = [self.lanes[index].next_end(at) for index, _ in way.changing]
        return min((end for end in ends if end is not None), default=None)

    def _blocked_until(self, way: Way, start: int, end: int) -> int | None:
        for index in way.single:
            until = self.lanes[index].blocked_until(start, end)
            if until is not None:
                return until
        for index in way.wide:
            until = self.wide[index].blocked_until(start, end)
            if until is not None:
                return until
        for index, families in way.changing:
            if self.lanes[index].spoils_next(start, families):
                return self.lanes[index].next_end(start)
        return None

    def best(self, task: Task, at: int) -> Place | None:
        """Place of a task that ends first over all its alternatives."""
        best: Place | None = None
        limit = NEVER
        for way in task.ways:
            place = self.fit(way, at, is_resumable=task.is_resumable, before=limit)
            if place is not None:
                best, limit = place, place.end_min
        return best

    def thrifty(
        self, task: Task, at: int, setup_weight: int, tries: int = 4
    ) -> Place | None:
        """
        Place of a task that weighs its end against its changeover.

        Parameters
        ----------
        task, at
            What to place and from when on.
        setup_weight
            Minutes of delay that a minute of changeover is worth.
        tries
            Gaps that are looked at on each alternative.
        """
        best: Place | None = None
        least = NEVER
        for way in task.ways:
            since = at
            for _ in range(tries):
                place = self.fit(
                    way, since, is_resumable=task.is_resumable, before=least
                )
                if place is None:
                    break
                cost = place.end_min + setup_weight * place.setup_min
                if cost < least:
                    best, least = place, cost
                following = self._next_end(way, place.start_min)
                if not place.setup_min or following is None:
                    break
                since = following
        return best

    def scarcest(self, site: Site, task: Task, at: int) -> str:
        """Resource with the least free time from ``at`` on, over all alternatives."""
        length = site.problem.horizon.length_min
        free: dict[str, int] = {}
        for way in task.ways:
            for name in way.resources:
                lane = (
                    self.wide[site.wide_of[name]]
                    if name in site.wide_of
                    else self.lanes[site.lane_of[name]]
                )
                open_min = site.problem.windows((name,)).worked_min(at, length)
                free[name] = open_min - lane.busy_min(at, length)
        return min(free, key=lambda name: (free[name], name))


def floor_of(site: Site, assignments: Iterable[Assignment]) -> Floor:
    """Floor that holds the fixed assignments and the others of a schedule."""
    problem = site.problem
    floor = Floor.empty(problem)
    for one in problem.fixed:
        floor.hold_fact(one.key, place_of(site, one))
    for one in assignments:
        if one.key not in problem.fixed_by_key:
            floor.hold(one.key, place_of(site, one))
    return floor


def place_of(site: Site, one: Assignment) -> Place:
    """Place that an assignment of the problem's own jobs takes."""
    operation = site.problem.operation_by_key[one.key]
    way = site.way(one.resources, one.end_min - one.start_min, operation)
    return Place(way, one.start_min, one.end_min, one.setup_min)
