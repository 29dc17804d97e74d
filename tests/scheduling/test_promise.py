"""Promises: they fit into the gaps, move nothing, and more capacity never hurts."""

import os
import subprocess
import sys
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.problem import (
    Alternative,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    Resource,
)
from scheduling.promise import Capacity, NoPromise, Promise, promise
from scheduling.replan import insert_jobs
from scheduling.schedule import Infeasible, Schedule
from scheduling.verify import verify
from tests.scheduling.in_turn import first_in_first_out
from tests.scheduling.problems import (
    ORIGIN,
    factory,
    make_job,
    make_problem,
    random_problem,
    shifts,
    solved,
)

MANY = 500 if os.environ.get("LOTONE_PROVE") == "1" else 60


@settings(max_examples=MANY, deadline=None)
@given(st.integers(0, 10**9))
def test_a_promise_fits_into_the_plan_and_moves_nothing(seed):
    problem = random_problem(seed, jobs=8)
    new, old = problem.jobs[0], problem.jobs[1:]
    open_jobs = replace(problem, jobs=old)
    plan = first_in_first_out(open_jobs)
    if isinstance(plan, Infeasible):
        return
    answer = promise(open_jobs, plan, new, not_before_min=300)
    if isinstance(answer, Promise):
        both = Schedule.of((*plan.assignments.values(), *answer.assignments))
        assert verify(problem, both) == []
        assert min(one.start_min for one in answer.assignments) >= 300
        wait = {operation.id: operation.wait_min for operation in new.operations}
        ends = [one.end_min + wait[one.operation] for one in answer.assignments]
        assert answer.completion_min == max(ends)


def chain_factory(seed: int) -> Problem:
    """Chains over machines and a worker, each used once by a job: exactly promised."""
    random = Random(seed)
    spans = [(360, 600), (630, 840), (840, 1080)]
    calendars = tuple(
        Calendar(
            f"c{n}", shifts(14, *sorted(random.sample(spans, random.randint(1, 3))))
        )
        for n in range(4)
    )
    resources = tuple(
        Resource(f"r{n}", "w", f"c{random.randrange(4)}", capacity=2 if n == 7 else 1)
        for n in range(8)
    )
    jobs = tuple(_chain(f"j{n}", random) for n in range(12))
    return Problem(
        horizon=Horizon(ORIGIN, 14 * 1440),
        calendars=calendars,
        resources=resources,
        jobs=jobs,
    )


def _chain(name: str, random: Random) -> Job:
    groups = [("r0", "r1"), ("r2", "r3"), ("r4",), ("r5", "r6"), ("r7",)]
    operations: list[Operation] = []
    for n, group in enumerate(groups):
        ways = tuple(Alternative((r,), random.randint(10, 180)) for r in group)
        after = (f"o{n - 1}",) if n else ()
        operations.append(
            Operation(f"o{n}", ways, after, {}, n % 2 == 0, 30 * (n == 2))
        )
    return Job(name, tuple(operations), due_min=5000)


@settings(max_examples=MANY, deadline=None)
@given(st.integers(0, 10**9))
def test_more_capacity_never_makes_a_promise_later(seed):
    problem = chain_factory(seed)
    new, old = problem.jobs[0], problem.jobs[1:]
    problem = replace(problem, jobs=old)
    plan = first_in_first_out(problem)
    assert not isinstance(plan, Infeasible)
    before = promise(problem, plan, new, not_before_min=0)
    random = Random(seed)
    for richer, schedule in (
        _overtime(problem, plan, random),
        _one_job_less(problem, plan, random),
    ):
        after = promise(richer, schedule, new, not_before_min=0)
        if isinstance(before, Promise):
            assert isinstance(after, Promise)
            assert after.completion_min <= before.completion_min


def _overtime(
    problem: Problem, plan: Schedule, random: Random
) -> tuple[Problem, Schedule]:
    """Open two more days for the machines; what is planned stays as it is."""
    spans = [(5 * 1440 + 400, 5 * 1440 + 900), (6 * 1440 + 400, 6 * 1440 + 1000)]
    at = random.randrange(len(problem.calendars))
    open_ = tuple(sorted((*problem.calendars[at].open, *spans)))
    calendars = list(problem.calendars)
    calendars[at] = Calendar(calendars[at].id, open_)
    return replace(problem, calendars=tuple(calendars)), plan


def _one_job_less(
    problem: Problem, plan: Schedule, random: Random
) -> tuple[Problem, Schedule]:
    gone = random.choice(problem.jobs)
    jobs = tuple(job for job in problem.jobs if job is not gone)
    kept = [one for one in plan.assignments.values() if one.job != gone.id]
    return replace(problem, jobs=jobs), Schedule.of(kept)


def test_a_full_factory_says_which_resource_ran_out():
    saw = Operation("saw", (Alternative(("saw_1",), 230), Alternative(("saw_2",), 230)))
    jobs = tuple(make_job(f"J{n}", operations=(saw,)) for n in range(8))
    problem = make_problem(jobs=jobs)
    plan = solved(problem, seconds=9, seed=1, iterations=5).schedule
    capacity = Capacity.of(problem, plan)
    taken = 0
    answer = capacity.insert(make_job("N0", operations=(saw,)), 0)
    while isinstance(answer, Promise):
        taken += 1
        job = make_job(f"N{taken}", operations=(saw,))
        capacity = capacity.holding(job, answer.assignments)
        answer = capacity.insert(replace(job, id=f"N{taken + 1}"), 0)
    assert isinstance(answer, NoPromise)
    assert answer.resource in {"saw_1", "saw_2"}
    assert answer.resource in answer.sentence
    assert answer.resource in answer.sentences["zh"]
    assert taken == 2  # five windows hold one each, twice, and eight are taken


def test_asking_changes_nothing_and_holding_changes_only_the_copy():
    problem = factory(10)
    plan = solved(problem, seconds=9, seed=1, iterations=5).schedule
    capacity = Capacity.of(problem, plan)
    new = replace(problem.jobs[0], id="new")
    first = capacity.insert(new, 0)
    assert isinstance(first, Promise)
    held = capacity.holding(new, first.assignments)
    again = capacity.insert(replace(new, id="other"), 0)
    assert isinstance(again, Promise)
    assert again.completion_min == first.completion_min
    behind = held.insert(replace(new, id="other"), 0)
    assert isinstance(behind, Promise)
    assert behind.completion_min >= first.completion_min


def test_promised_jobs_are_inserted_one_after_another_and_pass_the_judge():
    problem = factory(20)
    plan = solved(problem, seconds=9, seed=1, iterations=5).schedule
    new = tuple(replace(job, id=f"new_{job.id}") for job in factory(10, seed=5).jobs)
    both = insert_jobs(problem, plan, new)
    assert isinstance(both, Schedule)
    assert verify(replace(problem, jobs=(*problem.jobs, *new)), both) == []
    assert all(both.assignments[key] == one for key, one in plan.assignments.items())


def test_promising_loads_no_solver():
    code = (
        "import sys, scheduling.promise, scheduling.compare, scheduling.disturb;"
        "print([m for m in ('ortools', 'numpy', 'numba') if m in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@settings(max_examples=MANY, deadline=None)
@given(st.integers(0, 10**9))
def test_a_promise_given_back_leaves_its_room_to_the_next(seed):
    problem = random_problem(seed, jobs=8)
    new, old = problem.jobs[0], problem.jobs[1:]
    open_jobs = replace(problem, jobs=old)
    plan = first_in_first_out(open_jobs)
    if isinstance(plan, Infeasible):
        return
    capacity = Capacity.of(open_jobs, plan)
    answer = capacity.insert(new, 300)
    if isinstance(answer, Promise):
        taken = capacity.holding(new, answer.assignments)
        freed = taken.releasing(new, answer.assignments)
        assert freed.insert(new, 300) == answer
