"""Questions at a desk: what is malformed is named, and none of them leaves a trace."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.problem import Alternative, Assignment, Job, Operation, ProblemError
from scheduling.promise import Capacity, Promise
from scheduling.schedule import Schedule
from tests.configurator.counts import examples
from tests.scheduling.problems import factory, make_job, make_problem, solved
from tests.scheduling.strategies import jobs_for, problems


def _first(job: Job, **parts: object) -> Job:
    """Return the job with its first operation altered."""
    first = replace(job.operations[0], **parts)  # type: ignore[arg-type]  # by name
    return replace(job, operations=(first, *job.operations[1:]))


def _way(job: Job, **parts: object) -> Job:
    way = replace(job.operations[0].alternatives[0], **parts)  # type: ignore[arg-type]  # by name
    return _first(job, alternatives=(way, *job.operations[0].alternatives[1:]))


GOOD = make_job("new")
FAULTY = (
    replace(GOOD, operations=()),
    replace(GOOD, weight=0),
    replace(GOOD, operations=(*GOOD.operations, GOOD.operations[0])),  # a twin
    _first(GOOD, after=("nobody",)),
    _first(GOOD, after=(GOOD.operations[-1].id,)),  # a circle
    _first(GOOD, alternatives=()),
    _first(GOOD, wait_min=-1),
    _first(GOOD, wait_min=9, max_wait_min=3),
    _first(GOOD, units=0),
    _first(GOOD, setup={"taste": "sweet"}),
    _first(GOOD, setup={"colour": "unheard of"}),
    _first(GOOD, materials={"gold": 1}),
    _first(GOOD, alternatives=GOOD.operations[0].alternatives[:1] * 2),
    _way(GOOD, resources=("nothing",)),
    _way(GOOD, resources=()),
    _way(GOOD, resources=("saw_1", "saw_1")),
    _way(GOOD, duration_min=0),
    _way(GOOD, duration_min=10**6),  # fits no window
    _way(GOOD, duration_min=10**12),  # nor any number
    _way(GOOD, energy_wh=-1),
)


@pytest.mark.parametrize("job", FAULTY)
def test_what_is_malformed_is_named_as_where_problems_are_made(job):
    problem = make_problem()
    capacity = Capacity.of(problem, Schedule.of(()))
    assert isinstance(capacity.insert(GOOD, 0), Promise)  # all but the fault is known
    with pytest.raises(ProblemError) as told:
        problem.check_job(job)
    for _ in range(2):
        with pytest.raises(ProblemError) as asked:
            capacity.insert(job, 0)
        assert asked.value.problems == told.value.problems


@examples(40, 1000)
@given(st.data())
def test_only_what_a_check_refuses_is_refused_as_malformed(data):
    problem = data.draw(problems())
    job = data.draw(jobs_for(problem))
    capacity = Capacity.of(problem, Schedule.of(()))
    told = _faults(lambda: problem.check_job(job))
    assert _faults(lambda: capacity.insert(job, 0)) == told


def _faults(call: Callable[[], object]) -> tuple[object, ...]:
    """Return what a call finds malformed."""
    try:
        call()
    except ProblemError as error:
        return error.problems
    return ()


def test_operations_may_be_listed_in_any_order():
    problem = factory(12)
    capacity = Capacity.of(problem, solved(problem, iterations=5).schedule)
    for job in problem.jobs:
        new = replace(job, id="new")
        backwards = replace(new, operations=new.operations[::-1])
        one, other = capacity.insert(new, 0), capacity.insert(backwards, 0)
        assert isinstance(one, Promise)
        assert isinstance(other, Promise)
        assert other.completion_min == one.completion_min


def test_questions_leave_no_trace():
    problem = factory(20)
    plan = solved(problem, iterations=5).schedule
    capacity = Capacity.of(problem, plan)
    random = Random(7)
    jobs = [replace(job, id="new") for job in problem.jobs]
    fresh = [Capacity.of(problem, plan).insert(job, 0) for job in jobs]
    for _ in range(3):
        order = random.sample(range(len(jobs)), len(jobs))
        assert [capacity.insert(jobs[n], 0) for n in order] == [fresh[n] for n in order]
    # the same routing, written anew, is the same question
    again = [
        replace(j, operations=tuple(replace(o) for o in j.operations)) for j in jobs
    ]
    assert [capacity.insert(job, 0) for job in again] == fresh


def test_a_very_long_job_finds_room_on_the_lanes():
    """More operations for one machine than the index had room for at first."""
    problem = make_problem()
    capacity = Capacity.of(problem, Schedule.of(()))
    way = Alternative(("saw_1",), 2)
    steps = [
        Operation(f"o{n}", (way,), after=(f"o{n - 1}",) if n else ()) for n in range(90)
    ]
    answer = capacity.insert(Job("long", tuple(steps)), 0)
    assert isinstance(answer, Promise)
    assert len(answer.assignments) == 90
    assert answer.completion_min == 480 + 180
    short = capacity.insert(GOOD, 0)
    assert short == Capacity.of(problem, Schedule.of(())).insert(GOOD, 0)


def test_desks_of_one_plan_do_not_disturb_each_other():
    """What one of them holds makes the arrays grow that all of them share."""
    problem = factory(15)
    plan = solved(problem, iterations=5).schedule
    before = Capacity.of(problem, plan)
    jobs = [replace(job, id=f"q{n}") for n, job in enumerate(factory(15, seed=2).jobs)]
    alone = [before.insert(job, 0) for job in jobs]
    held = before
    taken: list[tuple[Job, tuple[Assignment, ...]]] = []
    for job in jobs * 4:
        one = replace(job, id=f"held {len(taken)}")
        answer = held.insert(one, 0)
        if isinstance(answer, Promise):
            held = held.holding(one, answer.assignments)
            taken.append((one, answer.assignments))
        assert before.insert(jobs[0], 0) == alone[0]
    assert [before.insert(job, 0) for job in jobs] == alone
    for one, places in reversed(taken):
        held = held.releasing(one, places)
    assert [held.insert(job, 0) for job in jobs] == alone
