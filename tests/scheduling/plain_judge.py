"""The rules of ``docs/formats/problem.md``, minute by minute and without any haste.

Written from the page alone, to hold the judge against.
"""

from collections.abc import Iterator

from scheduling.problem import Assignment, Operation, Problem, Resource
from scheduling.schedule import Schedule

Batch = list[Assignment]


class PlainJudge:
    """
    Kinds of the rules that a plan breaks.

    Parameters
    ----------
    problem, schedule
        What is judged; every assignment is of an operation of the problem.
    """

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem = problem
        self.plan = dict(schedule.assignments)
        self.batches = self._batches()

    def kinds(self) -> set[str]:
        """Return every kind that is broken somewhere."""
        return {
            *self._alone(),
            *self._together(),
            *self._order(),
            *self._capacity(),
            *self._changeovers(),
            *self._materials(),
        }

    def _operation(self, one: Assignment) -> Operation:
        return self.problem.operation_by_key[one.key]

    def _free(self, batch: Batch) -> Batch:
        return [one for one in batch if one.key not in self.problem.fixed_by_key]

    def _oven(self, one: Assignment) -> Resource | None:
        held = [self.problem.resource_by_id[name] for name in one.resources]
        return next((r for r in held if r.batching is not None), None)

    def _batches(self) -> list[Batch]:
        found: dict[object, Batch] = {}
        for key in filter(self.plan.__contains__, self.problem.operation_by_key):
            one = self.plan[key]
            oven = self._oven(one)
            name = one.key if oven is None else (oven.id, one.start_min)
            found.setdefault(name, []).append(one)
        return list(found.values())

    def _is_open(self, one: Assignment, at: int) -> bool:
        calendars = self.problem.calendar_by_id
        shop = self.problem.resource_by_id
        return all(
            any(s <= at < e for s, e in calendars[shop[name].calendar].open)
            for name in one.resources
        )

    def _minutes_of(self, one: Assignment) -> int | None:
        ways = self._operation(one).alternatives
        found = [way.duration_min for way in ways if way.resources == one.resources]
        return found[0] if found else None

    def _alone(self) -> Iterator[str]:
        horizon = self.problem.horizon
        for key in self.problem.operation_by_key:
            fact = self.problem.fixed_by_key.get(key)
            one = self.plan.get(key)
            if one is None:
                yield "missing"
            elif fact is not None:
                if one != fact:
                    yield "moved"
            else:
                release = self.problem.job_by_id[one.job].release_min
                if one.start_min < max(0, release, horizon.freeze_min):
                    yield "early"
                if one.end_min > horizon.length_min:
                    yield "horizon"
                if self._minutes_of(one) is None:
                    yield "alternative"
                if one.setup_min < 0:
                    yield "changeover"

    def _together(self) -> Iterator[str]:
        for batch in filter(self._free, self.batches):
            first = batch[0]
            oven = self._oven(first)
            if oven is not None and oven.batching is not None:
                if self._is_torn(batch):
                    yield "batch"
                if (
                    sum(self._operation(one).units for one in batch)
                    > oven.batching.units
                ):
                    yield "batch_units"
                if len(batch) > 1:
                    yield from self._families(batch, oven.batching.attribute)
            if not self._is_torn(batch):
                yield from self._work(batch)

    def _is_torn(self, batch: Batch) -> bool:
        return len({(o.resources, o.end_min, o.setup_min) for o in batch}) > 1

    def _families(self, batch: Batch, needed: str | None) -> Iterator[str]:
        setups = [self._operation(one).setup for one in batch]
        if needed is not None and len({setup.get(needed) for setup in setups}) > 1:
            yield "batch_family"
        for name in {name for one in batch for name in one.resources}:
            for attribute in self.problem.resource_by_id[name].setups:
                named = {setup[attribute] for setup in setups if attribute in setup}
                if len(named) > 1:
                    yield "batch_family"

    def _work(self, batch: Batch) -> Iterator[str]:
        first = batch[0]
        parts = [self._minutes_of(one) for one in batch]
        if any(self._minutes_of(one) is None for one in self._free(batch)):
            return
        known = [part or 0 for part in parts]
        oven = self._oven(first)
        batching = None if oven is None else oven.batching
        needed = max(known) if batching is None else batching.duration_min(known)
        span = range(first.start_min, first.end_min)
        worked = sum(self._is_open(first, at) for at in span)
        if worked != needed + first.setup_min:
            yield "duration"
        ends = (first.start_min, first.end_min - 1)
        if not all(self._is_open(first, at) for at in ends):
            yield "closed"
        elif worked < len(span) and not all(
            self._operation(one).is_resumable for one in batch
        ):
            yield "pause"

    def _order(self) -> Iterator[str]:
        fixed = self.problem.fixed_by_key
        for key, one in self.plan.items():
            for name in self._operation(one).after if key not in fixed else ():
                before = self.plan.get((one.job, name))
                if before is None:
                    continue
                operation = self._operation(before)
                site, other = map(
                    self.problem.site_of, (before.resources, one.resources)
                )
                travel = self.problem.transport_min.get((site, other))
                if site == other:
                    travel = 0
                ready = before.end_min + operation.wait_min
                if one.start_min < ready:
                    yield "precedence"
                if travel is None or ready <= one.start_min < ready + travel:
                    yield "transport"
                longest = operation.max_wait_min
                if longest is None or before.key in fixed:
                    continue
                if one.start_min > before.end_min + longest + (travel or 0):
                    yield "max_wait"

    def _capacity(self) -> Iterator[str]:
        for resource in self.problem.resources:
            marks = {one.start_min for one in self.plan.values()}
            for at in marks:
                held = [
                    batch
                    for batch in self.batches
                    if any(
                        o.start_min <= at < o.end_min and resource.id in o.resources
                        for o in batch
                    )
                ]
                if len(held) > resource.capacity and any(map(self._free, held)):
                    yield "capacity"

    def _changeovers(self) -> Iterator[str]:
        for resource in self.problem.resources:
            runs = [
                batch
                for batch in sorted(self.batches, key=lambda some: some[0].start_min)
                if any(resource.id in one.resources for one in batch)
            ]
            stands: dict[str, tuple[str, bool]] = {
                name: (family, True) for name, family in resource.initial_setup.items()
            }
            for run in runs if resource.setups else ():
                is_fact = len(self._free(run)) < len(run)
                needed = 0
                for attribute in resource.setups:
                    here = [one for one in run if resource.id in one.resources]
                    setups = [self._operation(one).setup for one in here]
                    named = [s[attribute] for s in setups if attribute in s]
                    if not named:
                        continue
                    before, was_fact = stands.get(attribute, (None, True))
                    if not (is_fact and was_fact):
                        matrix = self.problem.matrix_by_attribute[attribute]
                        minutes = matrix.changeover_min(before, named[0])
                        if minutes is None:
                            yield "forbidden_changeover"
                        needed += minutes or 0
                    stands[attribute] = (named[0], is_fact)
                if run[0].setup_min < needed:
                    yield "changeover"

    def _materials(self) -> Iterator[str]:
        for material in self.problem.materials:
            takers = [
                (one.start_min, self._operation(one).materials[material.id], one)
                for one in self.plan.values()
                if material.id in self._operation(one).materials
                and (one.start_min >= 0 or self._free([one]))
            ]
            for at, _, _ in takers:
                begun = [taker for taker in takers if taker[0] <= at]
                there = material.stock + sum(q for m, q in material.supply if m <= at)
                is_short = sum(quantity for _, quantity, _ in begun) > there
                if is_short and self._free([one for _, _, one in begun]):
                    yield "material"
