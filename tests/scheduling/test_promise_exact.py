"""Promises against every minute there is: tiny plans, all sites, supplies and waits."""

import os
import threading
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduling.problem import (
    Alternative,
    Assignment,
    Calendar,
    Horizon,
    Job,
    Material,
    Operation,
    Problem,
    ProblemError,
    Resource,
    Transport,
)
from scheduling.promise import Capacity, NoPromise, Promise
from scheduling.schedule import Outcome, Schedule
from scheduling.signature import routing_signature
from scheduling.solve import solve
from scheduling.verify import verify
from tests.scheduling.problems import ORIGIN, factory, solved
from tests.scheduling.strategies import jobs_for, problems

PROVING = os.environ.get("LOTONE_PROVE") == "1"
LENGTH = 48


def tiny(random: Random) -> tuple[Problem, Schedule, Job]:
    """Three machines and a pair of hands at two sites, half of them taken."""
    spans = ((4, 14), (24, 44))
    shifts = [tuple(sorted(random.sample(spans, random.randint(1, 2)))) for _ in "ab"]
    calendars = (
        Calendar("c0", shifts[0]),
        Calendar("c1", shifts[1]),
        Calendar("c2", ((0, LENGTH),)),
    )
    sites = ("a", "a", "b", "a")
    resources = tuple(
        Resource(
            f"r{n}",
            "w",
            f"c{random.randrange(3)}",
            capacity=2 if n == 3 else 1,
            site=site,
        )
        for n, site in enumerate(sites)
    )
    held: list[Assignment] = []
    jobs: list[Job] = []
    for number in range(8):
        resource = random.choice(resources)
        minutes = random.randint(2, 6)
        start = random.randint(0, LENGTH - minutes)
        one = Assignment(f"h{number}", "o", (resource.id,), start, start + minutes)
        calendar = next(c for c in calendars if c.id == resource.calendar)
        fits = any(a <= start and start + minutes <= b for a, b in calendar.open)
        beside = [
            other
            for other in held
            if other.resources == one.resources
            and other.start_min < one.end_min
            and one.start_min < other.end_min
        ]
        if fits and not beside:
            held.append(one)
            way = Alternative(one.resources, minutes)
            takes = {"m": 1} if random.random() < 0.3 else {}
            jobs.append(Job(one.job, (Operation("o", (way,), materials=takes),)))
    problem = Problem(
        horizon=Horizon(ORIGIN, LENGTH),
        calendars=calendars,
        resources=resources,
        jobs=tuple(jobs),
        materials=(Material("m", len(jobs), ((random.randint(5, 25), 3),)),),
        transports=(Transport("a", "b", 3), Transport("b", "a", 5)),
    )
    return problem, Schedule.of(held), asked(random)


def asked(random: Random) -> Job:
    """Three operations or fewer in any precedence."""
    groups = [("r0",), ("r1",), ("r2",), ("r0", "r3"), ("r1", "r3")]
    operations: list[Operation] = []
    for number in range(random.randint(1, 3)):
        chosen = random.sample(groups, random.randint(1, 2))
        wait = random.choice((0, 0, 2))
        operations.append(
            Operation(
                f"o{number}",
                tuple(Alternative(group, random.randint(2, 7)) for group in chosen),
                tuple(one.id for one in operations if random.random() < 0.5),
                is_resumable=random.random() < 0.3,
                wait_min=wait,
                max_wait_min=wait + 8 if random.random() < 0.15 else None,
                materials={"m": 1} if random.random() < 0.3 else {},
            )
        )
    return Job("new", tuple(operations))


def is_makeable(problem: Problem, job: Job) -> bool:
    """Whether an empty shop could make it: else there is nothing to promise."""
    try:
        problem.check_job(job)
    except ProblemError:
        return False
    return True


@dataclass
class Brute:
    """Tries every way and every minute, one operation after the other."""

    problem: Problem
    schedule: Schedule
    job: Job
    best: int = 10**6

    def completion(self) -> int | None:
        self.go(0, {}, 0)
        return None if self.best == 10**6 else self.best

    def go(self, index: int, placed: dict[str, Assignment], done: int) -> None:
        if done >= self.best:
            return
        if index == len(self.job.operations):
            self.best = done
            return
        one = self.job.operations[index]
        for way in one.alternatives:
            for start in range(LENGTH):
                end = self.end(one, way, start, placed)
                if end is not None:
                    place = Assignment("new", one.id, way.resources, start, end)
                    after = max(done, end + one.wait_min)
                    self.go(index + 1, {**placed, one.id: place}, after)

    def end(
        self,
        one: Operation,
        way: Alternative,
        start: int,
        placed: dict[str, Assignment],
    ) -> int | None:
        if not self.is_open(way, start) or not self.may_start(one, way, start, placed):
            return None
        minute, worked = start, 0
        while worked < way.duration_min:
            if minute >= LENGTH:
                return None
            if self.is_open(way, minute):
                worked += 1
            elif not one.is_resumable:
                return None
            minute += 1
        others = [*self.schedule.assignments.values(), *placed.values()]
        for name in way.resources:
            capacity = self.problem.resource_by_id[name].capacity
            for at in range(start, minute):
                busy = sum(
                    name in o.resources and o.start_min <= at < o.end_min
                    for o in others
                )
                if busy >= capacity:
                    return None
        return minute if self.is_supplied(one, start, placed) else None

    def is_open(self, way: Alternative, minute: int) -> bool:
        known = self.problem.resource_by_id
        return all(
            any(
                a <= minute < b
                for a, b in self.problem.calendar_by_id[known[name].calendar].open
            )
            for name in way.resources
        )

    def may_start(
        self,
        one: Operation,
        way: Alternative,
        start: int,
        placed: dict[str, Assignment],
    ) -> bool:
        for name in one.after:
            before = next(o for o in self.job.operations if o.id == name)
            sites = [
                self.problem.site_of(r) for r in (placed[name].resources, way.resources)
            ]
            travel = 0
            for pair in pairwise(sites):
                travel = 0 if pair[0] == pair[1] else self.problem.transport_min[pair]
            ready = placed[name].end_min + travel
            if start < ready + before.wait_min:
                return False
            if before.max_wait_min is not None and start > ready + before.max_wait_min:
                return False
        return True

    def is_supplied(
        self, operation: Operation, start: int, placed: dict[str, Assignment]
    ) -> bool:
        if not operation.materials:
            return True
        material = self.problem.materials[0]
        needs = {o.id: bool(o.materials) for o in self.job.operations}
        taken = [p.start_min for name, p in placed.items() if needs[name]]
        known = self.problem.operation_by_key
        held = self.schedule.assignments.values()
        taken += [one.start_min for one in held if known[one.key].materials]
        taken.append(start)
        for minute in range(LENGTH):
            come = material.stock + sum(n for at, n in material.supply if at <= minute)
            if sum(at <= minute for at in taken) > come:
                return False
        return True


@settings(max_examples=3000 if PROVING else 60, deadline=None)
@given(st.integers(0, 10**9))
@example(16445046)  # two operations take of one material, the later one first
def test_a_promise_is_the_earliest_of_all_minutes_ways_and_sites(seed):
    problem, plan, job = tiny(Random(seed))
    assert verify(problem, plan) == []
    if not is_makeable(problem, job):
        return
    answer = Capacity.of(problem, plan).insert(job, 0)
    best = Brute(problem, plan, job).completion()
    has_limits = any(one.max_wait_min is not None for one in job.operations)
    if isinstance(answer, NoPromise):
        assert best is None or has_limits
        return
    assert best is not None
    both = Schedule.of((*plan.assignments.values(), *answer.assignments))
    assert verify(replace(problem, jobs=(*problem.jobs, job)), both) == []
    assert answer.completion_min >= best
    assert answer.is_earliest or has_limits
    if answer.is_earliest:
        assert answer.completion_min == best


@settings(max_examples=1000 if PROVING else 40, deadline=None)
@given(st.integers(0, 10**9))
def test_more_time_machines_or_supply_never_make_a_promise_later(seed):
    random = Random(seed)
    problem, plan, job = tiny(random)
    if not is_makeable(problem, job):
        return
    before = Capacity.of(problem, plan).insert(job, 0)
    longer = tuple(
        replace(one, open=((0, LENGTH),)) if one.id == "c0" else one
        for one in problem.calendars
    )
    twin = Resource("r9", "w", "c2", site="b")
    more_ways = replace(
        job,
        operations=tuple(
            replace(one, alternatives=(*one.alternatives, Alternative(("r9",), 5)))
            for one in job.operations
        ),
    )
    material = replace(problem.materials[0], stock=problem.materials[0].stock + 5)
    richer = (
        (problem.altered(calendars=longer), job),
        (problem.altered(resources=(*problem.resources, twin)), more_ways),
        (problem.altered(materials=(material,)), job),
    )
    for shop, asked_for in richer:
        after = Capacity.of(shop, plan).insert(asked_for, 0)
        if isinstance(before, Promise) and before.is_earliest:
            assert isinstance(after, Promise)
            assert after.completion_min <= before.completion_min or not (
                after.is_earliest
            )


@settings(max_examples=1000 if PROVING else 40, deadline=None)
@given(st.data())
def test_with_every_feature_a_promise_fits_and_moves_nothing(data):
    problem = data.draw(problems())
    job = data.draw(jobs_for(problem))
    first = solve(problem, seconds=9, seed=1, iterations=5)
    if not isinstance(first, Outcome):
        return
    capacity = Capacity.of(problem, first.schedule)
    answer = capacity.insert(job, 0)
    if isinstance(answer, NoPromise):
        assert answer.sentences["zh"]
        return
    both = Schedule.of((*first.schedule.assignments.values(), *answer.assignments))
    with_it = replace(problem, jobs=(*problem.jobs, job))
    assert verify(with_it, both) == []
    again = replace(job, id="again")
    taken = capacity.holding(job, answer.assignments)
    second = taken.insert(again, 0)
    if isinstance(second, Promise):
        three = Schedule.of((*both.assignments.values(), *second.assignments))
        assert verify(replace(with_it, jobs=(*with_it.jobs, again)), three) == []
    freed = taken.releasing(job, answer.assignments)
    assert freed.insert(job, 0) == answer


def test_equal_routings_share_a_signature_whatever_they_are_called():
    one, other = factory(2).jobs
    assert routing_signature(one) == routing_signature(replace(one, id="x", due_min=1))
    assert routing_signature(one) != routing_signature(other)


def test_many_related_questions_are_answered_as_if_each_were_alone():
    problem = factory(10)
    plan = solved(problem, iterations=5).schedule
    capacity = Capacity.of(problem, plan)
    jobs = [replace(problem.jobs[n % 3], id=f"q{n}") for n in range(9)]
    answers = capacity.quotes(jobs, 300)
    for job, answer in zip(jobs, answers, strict=True):
        assert answer == capacity.insert(job, 300)


def test_threads_share_a_capacity():
    problem = factory(20)
    plan = solved(problem, iterations=5).schedule
    capacity = Capacity.of(problem, plan)
    jobs = [replace(job, id=f"q{n}") for n, job in enumerate(factory(20, seed=3).jobs)]
    alone = [capacity.insert(job, 0) for job in jobs]
    found: dict[int, list[Promise | NoPromise]] = {}
    first = alone[0]
    assert isinstance(first, Promise)
    taken = first.assignments

    def ask(number: int) -> None:
        own = capacity
        if number % 2:  # some hold while others ask
            own = capacity.holding(jobs[0], taken)
        found[number] = [own.insert(job, 0) for job in jobs]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[n] == alone for n in (0, 2, 4))
    assert found[1] == found[3] == found[5]


def test_a_version_names_what_is_free():
    problem = factory(5)
    plan = solved(problem, iterations=5).schedule
    capacity = Capacity.of(problem, plan)
    answer = capacity.insert(replace(problem.jobs[0], id="q"), 0)
    assert isinstance(answer, Promise)
    held = capacity.holding(replace(problem.jobs[0], id="q"), answer.assignments)
    assert held.version > capacity.version
