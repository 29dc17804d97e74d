"""The best plan of a tiny problem, by trying every one that could be it.

Every choice of alternatives, every way to put operations into batches, and every
order in which they may start is timed as early as it can be. Nothing of it is shared
with the kernel, the exact model or the judge but the problem itself.

The earliest times are best for objectives that never gain by waiting: all terms but
``moved_min`` and ``in_progress_min``.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, product

from scheduling.measures import objective_of
from scheduling.problem import Alternative, Assignment, Operation, OperationKey, Problem
from scheduling.schedule import Objective, Schedule

REGULAR = (
    "broken_promises",
    "weighted_tardiness_min",
    "setup_min",
    "setup_cost",
    "energy_wh",
    "makespan_min",
)
"""Profile of the terms that never gain by waiting, in the order of delivery."""


@dataclass(frozen=True)
class Best:
    """
    The best plan there is, and how many were tried for it.

    Parameters
    ----------
    schedule, objective
        The plan and its worth.
    tried
        Different plans that were timed.
    """

    schedule: Schedule
    objective: Objective
    tried: int


@dataclass(frozen=True, eq=False)
class Unit:
    """
    What is done at once: an operation, or a batch of several.

    Parameters
    ----------
    keys
        Its operations.
    way
        Resources that it holds.
    work_min
        Working minutes without changeover.
    may_pause
        Whether all of it may.
    """

    keys: tuple[OperationKey, ...]
    way: tuple[str, ...]
    work_min: int
    may_pause: bool


def plan_best(
    problem: Problem, profile: tuple[str, ...] = REGULAR, most: int = 200_000
) -> Best | None:
    """
    Return the best plan by a profile of :data:`REGULAR` terms; ``None``: there is none.

    Raises
    ------
    ValueError
        When facts start at or after the fence, or there are more than ``most`` plans.
    """
    best: Best | None = None
    tried = 0
    for schedule in every_plan(problem):
        tried += 1
        if tried > most:
            raise ValueError(f"more than {most} plans: draw a smaller problem")
        objective = objective_of(problem, schedule)
        if best is None or objective.key(profile) < best.objective.key(profile):
            best = Best(schedule, objective, tried)
    return None if best is None else Best(best.schedule, best.objective, tried)


def every_plan(problem: Problem) -> Iterator[Schedule]:
    """Every plan whose operations start as early as its order lets them."""
    fence = max(problem.horizon.freeze_min, 0)
    if any(one.start_min >= fence and one.start_min >= 0 for one in problem.fixed):
        raise ValueError("facts start before the fence or before the origin")
    bench = _Bench(problem)
    free = [key for key in problem.operation_by_key if key not in problem.fixed_by_key]
    choices = [problem.operation_by_key[key].alternatives for key in free]
    for ways in product(*choices):
        for units in _partitions(problem, dict(zip(free, ways, strict=True))):
            seen = set()
            for order in permutations(units):
                name = bench.signature(order)
                if name is None or name in seen:
                    continue
                seen.add(name)
                schedule = _Timing(bench, order).plan()
                if schedule is not None:
                    yield schedule


def _partitions(
    problem: Problem, way_of: Mapping[OperationKey, Alternative]
) -> Iterator[list[Unit]]:
    """Every way to put these into batches, those that are done alone among them."""
    alone: list[Unit] = []
    ovens: dict[tuple[str, ...], list[OperationKey]] = {}
    for key, way in way_of.items():
        if problem.batching_resource(way.resources) is None:
            pause = problem.operation_by_key[key].is_resumable
            alone.append(Unit((key,), way.resources, way.duration_min, pause))
        else:
            ovens.setdefault(way.resources, []).append(key)
    each = [list(_splits(keys)) for keys in ovens.values()]
    for split in product(*each):
        batches = [
            _batch(problem, resources, keys, way_of)
            for resources, parts in zip(ovens, split, strict=True)
            for keys in parts
        ]
        units = [one for one in batches if one is not None]
        if len(units) == len(batches):
            yield [*alone, *units]


def _splits(keys: Sequence[OperationKey]) -> Iterator[list[tuple[OperationKey, ...]]]:
    """Every set partition."""
    if not keys:
        yield []
        return
    for rest in _splits(keys[1:]):
        yield [(keys[0],), *rest]
        for n, part in enumerate(rest):
            yield [*rest[:n], (keys[0], *part), *rest[n + 1 :]]


def _batch(
    problem: Problem,
    resources: tuple[str, ...],
    keys: tuple[OperationKey, ...],
    way_of: Mapping[OperationKey, Alternative],
) -> Unit | None:
    """One batch, or ``None`` where these do not go together."""
    operations = [problem.operation_by_key[key] for key in keys]
    held = [problem.resource_by_id[name] for name in resources]
    batching = next(one.batching for one in held if one.batching is not None)
    if sum(one.units for one in operations) > batching.units:
        return None
    if batching.attribute is not None:
        needed = batching.attribute
        if len({one.setup.get(needed) for one in operations}) > 1:
            return None
    for attribute in {name for one in held for name in one.setups}:
        named = {one.setup[attribute] for one in operations if attribute in one.setup}
        if len(named) > 1:
            return None
    parts = [way_of[key].duration_min for key in keys]
    work = batching.base_min + (sum(parts) if batching.adds_up else max(parts))
    return Unit(keys, resources, work, all(one.is_resumable for one in operations))


class _Minutes:
    """Open minutes of some calendars, counted one by one."""

    def __init__(self, problem: Problem, resources: tuple[str, ...]) -> None:
        common = set(range(problem.horizon.length_min))
        for name in resources:
            calendar = problem.calendar_by_id[problem.resource_by_id[name].calendar]
            common &= {at for start, end in calendar.open for at in range(start, end)}
        self.open = sorted(common)
        self.left = [1] * len(self.open)  # open minutes in a row from here
        for n in range(len(self.open) - 2, -1, -1):
            if self.open[n] + 1 == self.open[n + 1]:
                self.left[n] = self.left[n + 1] + 1

    def place(
        self, ready: int, work: int, *, may_pause: bool
    ) -> tuple[int, int] | None:
        n = bisect_left(self.open, ready)
        while n + work <= len(self.open):
            if may_pause or self.left[n] >= work:
                return self.open[n], self.open[n + work - 1] + 1
            n += self.left[n]
        return None


class _Bench:
    """What is the same for all plans of a problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._minutes: dict[tuple[str, ...], _Minutes] = {}
        self.facts_on: dict[str, list[Assignment]] = {
            one.id: [] for one in problem.resources
        }
        for fact in sorted(problem.fixed, key=lambda one: one.start_min):
            for name in fact.resources:
                self.facts_on[name].append(fact)

    def minutes(self, resources: tuple[str, ...]) -> _Minutes:
        if resources not in self._minutes:
            self._minutes[resources] = _Minutes(self.problem, resources)
        return self._minutes[resources]

    def operation(self, key: OperationKey) -> Operation:
        return self.problem.operation_by_key[key]

    def signature(self, order: Sequence[Unit]) -> tuple[object, ...] | None:
        """Tell orders of the same plan; ``None`` where work comes before its parts."""
        seen: set[OperationKey] = set(self.problem.fixed_by_key)
        for unit in order:
            for job, name in unit.keys:
                if any(
                    (job, one) not in seen for one in self.operation((job, name)).after
                ):
                    return None
            seen.update(unit.keys)
        lanes: dict[str, list[Unit]] = {}
        for unit in order:
            materials = {m for key in unit.keys for m in self.operation(key).materials}
            for name in (*unit.way, *(f"material {m}" for m in materials)):
                lanes.setdefault(name, []).append(unit)
        return tuple((name, *lanes[name]) for name in sorted(lanes))

    @cached_property
    def spare(self) -> Mapping[str, list[int]]:
        """By material and minute: what free operations may have taken by then."""
        found = {}
        length = self.problem.horizon.length_min
        for material in self.problem.materials:
            there = [material.stock] * length
            for minute, quantity in material.supply:
                for at in range(max(minute, 0), length):
                    there[at] += quantity
            for fact in self.problem.fixed:
                taken = self.operation(fact.key).materials.get(material.id, 0)
                if fact.start_min >= 0:
                    for at in range(fact.start_min, length):
                        there[at] -= taken
            for at in range(length - 2, -1, -1):
                there[at] = min(there[at], there[at + 1])
            found[material.id] = there
        return found

    def stocked_min(self, material: str, taken: int) -> int | None:
        at = bisect_left(self.spare[material], taken)
        return at if at < self.problem.horizon.length_min else None


class _Timing:
    """The least times of one order: raised until nothing asks for more."""

    def __init__(self, bench: _Bench, order: Sequence[Unit]) -> None:
        self.bench = bench
        self.order = order
        self.unit_of = {key: unit for unit in order for key in unit.keys}
        self.start: dict[Unit, int] = {}
        self.end: dict[Unit, int] = {}
        self.least_end = dict.fromkeys(order, 0)

    def plan(self) -> Schedule | None:
        setups = self._setups()
        ready = self._ready()
        if setups is None or ready is None:
            return None
        problem = self.bench.problem
        changed = True
        while changed:
            changed = False
            for unit in self.order:
                at = max(
                    [ready[unit], *self._after_parts(unit), *self._after_lanes(unit)]
                )
                place = self._place(unit, at, setups[unit])
                if place is None:
                    return None
                if place[0] != self.start.get(unit):
                    changed = True
                    self.start[unit], self.end[unit] = place
            changed = self._hold_back() or changed
        free = [
            Assignment(*key, unit.way, self.start[unit], self.end[unit], setups[unit])
            for unit in self.order
            for key in unit.keys
        ]
        return Schedule.of((*problem.fixed, *free))

    def _place(self, unit: Unit, at: int, setup: int) -> tuple[int, int] | None:
        minutes = self.bench.minutes(unit.way)
        work = unit.work_min + setup
        while True:
            place = minutes.place(at, work, may_pause=unit.may_pause)
            if place is None or place[1] >= self.least_end[unit]:
                return place
            at = place[0] + 1

    def _ready(self) -> dict[Unit, int] | None:
        """Release, fence, and material in the order in which it is taken."""
        problem = self.bench.problem
        ready: dict[Unit, int] = {}
        taken: dict[str, int] = {}
        for unit in self.order:
            at = max(0, problem.horizon.freeze_min)
            for key in unit.keys:
                at = max(at, problem.job_by_id[key[0]].release_min)
                for material, quantity in self.bench.operation(key).materials.items():
                    taken[material] = taken.get(material, 0) + quantity
            for material in {
                m for k in unit.keys for m in self.bench.operation(k).materials
            }:
                stocked = self.bench.stocked_min(material, taken[material])
                if stocked is None:
                    return None
                at = max(at, stocked)
            ready[unit] = at
        return ready

    def _setups(self) -> dict[Unit, int] | None:
        """Changeover of each unit, walked along every resource; ``None``: forbidden."""
        problem = self.bench.problem
        needed = dict.fromkeys(self.order, 0)
        for resource in problem.resources:
            own = [unit for unit in self.order if resource.id in unit.way]
            stands: dict[str, str] = dict(resource.initial_setup)
            for fact in self.bench.facts_on[resource.id]:
                stands |= self._named(resource.setups, (fact.key,))
            for unit in own:
                total = 0
                for attribute, family in self._named(
                    resource.setups, unit.keys
                ).items():
                    matrix = problem.matrix_by_attribute[attribute]
                    minutes = matrix.changeover_min(stands.get(attribute), family)
                    if minutes is None:
                        return None
                    total += minutes
                    stands[attribute] = family
                needed[unit] = max(needed[unit], total)
        return needed

    def _named(
        self, attributes: tuple[str, ...], keys: tuple[OperationKey, ...]
    ) -> dict[str, str]:
        setups = [self.bench.operation(key).setup for key in keys]
        return {a: setup[a] for a in attributes for setup in setups if a in setup}

    def _travel(self, before: tuple[str, ...], after: tuple[str, ...]) -> int:
        """Minutes between sites; beyond everything where there is no way."""
        problem = self.bench.problem
        one, other = (problem.resource_by_id[way[0]].site for way in (before, after))
        never = problem.horizon.length_min
        return 0 if one == other else problem.transport_min.get((one, other), never)

    def _after_parts(self, unit: Unit) -> Iterator[int]:
        facts = self.bench.problem.fixed_by_key
        for job, name in unit.keys:
            for before in self.bench.operation((job, name)).after:
                key = (job, before)
                wait = self.bench.operation(key).wait_min
                if key in facts:
                    yield (
                        facts[key].end_min
                        + wait
                        + self._travel(facts[key].resources, unit.way)
                    )
                elif self.unit_of[key] is not unit:
                    other = self.unit_of[key]
                    yield self.end[other] + wait + self._travel(other.way, unit.way)
                else:
                    yield self.bench.problem.horizon.length_min

    def _after_lanes(self, unit: Unit) -> Iterator[int]:
        """After the one before on each resource, and when there is room on it."""
        problem = self.bench.problem
        place = self.order.index(unit)
        for name in unit.way:
            before = [one for one in self.order[:place] if name in one.way]
            ends = [self.end[one] for one in before]
            ends += [fact.end_min for fact in self.bench.facts_on[name]]
            capacity = problem.resource_by_id[name].capacity
            if len(ends) >= capacity:
                yield sorted(ends)[-capacity]
            if before:
                yield self.start[before[-1]]

    def _hold_back(self) -> bool:
        """Ask for later ends where something would wait too long."""
        changed = False
        for unit in self.order:
            for job, name in unit.keys:
                for before in self.bench.operation((job, name)).after:
                    longest = self.bench.operation((job, before)).max_wait_min
                    other = self.unit_of.get((job, before))
                    if longest is None or other is None:
                        continue
                    travel = self._travel(other.way, unit.way)
                    least = self.start[unit] - longest - travel
                    if least > self.end[other]:
                        self.least_end[other] = least
                        changed = True
        return changed
