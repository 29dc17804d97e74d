"""Generated factories: reproducible, well formed, as full as they say."""

from bisect import bisect_right
from collections import defaultdict
from hashlib import sha256
from itertools import pairwise

import pytest

from scheduling.formats import write_problem
from scheduling.instances.factories import FREEZE_MIN, KINDS, generate
from scheduling.problem import Problem, ProblemError

SMALL = 40


def hash_of(problem: Problem) -> str:
    return sha256(write_problem(problem).encode()).hexdigest()[:16]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_give_the_same_factory(kind: str) -> None:
    first = hash_of(generate(kind, SMALL, 1.0, 7))
    assert first == hash_of(generate(kind, SMALL, 1.0, 7))
    assert first != hash_of(generate(kind, SMALL, 1.0, 8))


PUBLISHED = {
    "furniture": "fb50fc7456db",
    "apparel": "21ade262f501",
    "setups": "46dcd83440b1",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_factories_do_not_change(kind: str) -> None:
    """Benchmarks of different days are of the same factories, or say so here."""
    problem = generate(kind, 50, 0.9, 1)
    told: list[object] = []
    for job in problem.jobs:
        told.append((job.id, job.release_min, job.due_min, job.deadline_min))
        for one in job.operations:
            ways = [(way.resources, way.duration_min) for way in one.alternatives]
            waits = (one.wait_min, one.max_wait_min)
            told.append((one.id, one.units, waits, sorted(one.setup.items()), ways))
    told += [(one.key, one.start_min, one.end_min) for one in problem.fixed]
    told += [(one.id, one.open) for one in problem.calendars]
    told += [(one.id, one.stock, one.supply) for one in problem.materials]
    assert sha256(repr(told).encode()).hexdigest()[:12] == PUBLISHED[kind]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ProblemError) as caught:
        generate("shoes", 0, 9.0, 1)
    assert [fault.path for fault in caught.value.problems] == ["kind", "orders", "load"]


@pytest.mark.parametrize("kind", ["furniture", "apparel"])
def test_a_factory_has_every_feature_of_the_trade(kind: str) -> None:
    problem = generate(kind, 400, 1.0, 1)
    operations = [one for job in problem.jobs for one in job.operations]
    assert any(len(one.alternatives) > 1 for one in operations)
    assert any(len(way.resources) > 1 for o in operations for way in o.alternatives)
    assert any(len({w.duration_min for w in o.alternatives}) > 1 for o in operations)
    assert any(one.max_wait_min is not None for one in operations)
    assert any(one.is_resumable for one in operations)
    assert any(len(one.after) > 1 for one in operations)
    assert any(one.materials for one in operations)
    batching = [r.batching for r in problem.resources if r.batching]
    assert {one.adds_up for one in batching} == {True, False}
    assert {one.site for one in problem.resources} == {"north", "south"}
    assert len(problem.transports) == 2
    assert all(one.supply for one in problem.materials)
    assert len({c.open for c in problem.calendars}) > 5
    assert any(calendar.overtime for calendar in problem.calendars)
    assert {job.weight for job in problem.jobs} == {1, 2, 5}
    assert any(job.deadline_min for job in problem.jobs)
    assert any(job.release_min for job in problem.jobs)
    assert any(len(matrix.cost) for matrix in problem.setups)


@pytest.mark.parametrize("kind", ["furniture", "apparel"])
def test_there_is_material_for_all_orders_and_some_more(kind: str) -> None:
    problem = generate(kind, SMALL, 1.0, 1)
    taken = {one.key for one in problem.fixed if one.start_min < 0}
    wanted: dict[str, int] = defaultdict(int)
    for key, one in problem.operation_by_key.items():
        if key not in taken:
            for name, quantity in one.materials.items():
                wanted[name] += quantity
    for stocked in problem.materials:
        total = stocked.stock + sum(quantity for _, quantity in stocked.supply)
        assert total == pytest.approx(1.25 * wanted[stocked.id], rel=0.1)


@pytest.mark.parametrize("kind", ["furniture", "apparel"])
def test_some_changes_are_forbidden_and_no_family_is_a_dead_end(kind: str) -> None:
    problem = generate(kind, SMALL, 1.0, 1)
    matrix = problem.setups[0]
    families = {family for pair in matrix.minutes for family in pair}
    pairs = {(a, b) for a in families for b in families}
    forbidden = {p for p in pairs if matrix.changeover_min(*p) is None}
    assert 0 < len(forbidden) < len(pairs) / 10
    for one in families:
        assert any(before == one for before, _ in pairs - forbidden)


@pytest.mark.parametrize("load", [0.7, 1.2])
@pytest.mark.parametrize("kind", ["furniture", "apparel"])
def test_the_busiest_work_centre_is_as_full_as_asked(kind: str, load: float) -> None:
    """Measured apart from the generator: by the ways and calendars of the problem."""
    problem = generate(kind, 600, load, 2)
    until = max(job.due_min or 0 for job in problem.jobs)
    work: dict[tuple[str, str], float] = defaultdict(float)
    for job in problem.jobs:
        for one in job.operations:
            if (job.id, one.id) not in problem.fixed_by_key:
                for way in one.alternatives:
                    first = problem.resource_by_id[way.resources[0]]
                    key = (first.site, first.work_centre)
                    work[key] += way.duration_min / len(one.alternatives)
    busiest = 0.0
    for (site, centre), minutes in work.items():
        own = [
            one
            for one in problem.resources
            if (one.site, one.work_centre) == (site, centre)
        ]
        machines = [one for one in own if one.calendar.startswith("two")]
        if machines and not any(one.batching for one in own):
            room = sum(open_until(problem, one.calendar, until) for one in machines)
            busiest = max(busiest, minutes / room)
    assert busiest == pytest.approx(load, rel=0.12)


def open_until(problem: Problem, calendar: str, until: int) -> int:
    spans = problem.calendar_by_id[calendar].open
    count = bisect_right([start for start, _ in spans], until)
    return sum(min(end, until) - start for start, end in spans[:count])


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_on_the_floor_could_stand_there(kind: str) -> None:
    problem = generate(kind, 300, 1.0, 3)
    assert any(one.start_min < 0 < one.end_min for one in problem.fixed)
    assert any(one.start_min >= 0 for one in problem.fixed)
    held = defaultdict(list)
    for fact in problem.fixed:
        assert fact.start_min < FREEZE_MIN
        operation = problem.operation_by_key[fact.key]
        assert fact.resources in {way.resources for way in operation.alternatives}
        for name in operation.after:
            before = problem.fixed_by_key[fact.job, name]
            wait = problem.operation_by_key[before.key].wait_min
            assert before.end_min + wait <= fact.start_min
        for resource in fact.resources:
            held[resource].append((fact.start_min, fact.end_min))
            if fact.end_min > 0:
                windows = problem.windows(fact.resources)
                minutes = fact.end_min - max(0, fact.start_min)
                assert windows.worked_min(fact.start_min, fact.end_min) == minutes
    for spans in held.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(spans)))


def test_machines_grow_with_the_orders() -> None:
    """Work centres with one machine at least make small factories a little larger."""
    small = generate("furniture", 1000, 0.9, 1)
    large = generate("furniture", 3000, 0.9, 1)
    assert 2.5 < len(large.resources) / len(small.resources) < 3.2
