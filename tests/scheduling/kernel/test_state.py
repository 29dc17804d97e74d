"""Insertion, removal and undo: whatever is held passes the judge, and comes back."""

import os
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling.instances.factories import generate
from scheduling.kernel import JobArrays, ShopArrays, State, rule
from scheduling.measures import objective_of
from scheduling.problem import (
    Alternative,
    Batching,
    Job,
    Material,
    Operation,
    Resource,
    SetupMatrix,
)
from scheduling.verify import verify
from tests.scheduling.problems import make_job, make_problem
from tests.scheduling.strategies import Knobs, jobs_for, problems

MANY = 2000 if os.environ.get("LOTONE_PROVE") == "1" else 60
HARD = Knobs(jobs=7, operations=5, has_forbidden=True, has_tight_waits=True)
SLOW_DRAWS = [HealthCheck.too_slow, HealthCheck.data_too_large]


def empty(problem, start=None):
    """State that holds the facts of a problem and nothing else."""
    state = State(JobArrays(ShopArrays(problem), problem.jobs, problem.fixed, start))
    state.hold((), problem.fixed)
    return state


def built(problem, **weights):
    """State with every job inserted in the problem's order, or ``None``."""
    state = empty(problem)
    found = state.build(np.arange(len(problem.jobs)), rule(**weights))
    return state if found < 0 else None


def judged(problem, state):
    """Schedule of a state that the judge lets pass, its worth as measured."""
    schedule = state.schedule()
    assert verify(problem, schedule) == []
    assert state.objective() == objective_of(problem, schedule)
    return schedule


def taken_out(state, jobs):
    """Take jobs out with all that this breaks; ``None`` where a fact would be."""
    out = list(jobs)
    for job in out:
        if not state.remove(job):
            return None
        for task in state.lost():
            other = int(state.jobs.raw.task[task]["job"])
            if other not in out:
                out.append(other)
    return out


@settings(max_examples=MANY, deadline=None, suppress_health_check=SLOW_DRAWS)
@given(
    problems(HARD),
    st.integers(0, 10**6),
    st.sampled_from((0, 3)),
    st.sampled_from((0, 200)),
)
def test_ruined_and_recreated_plans_pass_the_judge_and_undo_is_exact(
    problem, seed, setup_weight, batch_weight
):
    state = built(problem, setup_weight=setup_weight, batch_weight=batch_weight)
    if state is None:
        return
    judged(problem, state)
    random = Random(seed)
    weights = rule(setup_weight=setup_weight, batch_weight=batch_weight)
    for _ in range(6):
        before, slack = state.schedule(), state.held.slack.copy()
        count = len(problem.jobs)
        out = taken_out(state, random.sample(range(count), random.randint(1, count)))
        is_fine = out is not None
        for job in out or ():
            is_fine = is_fine and state.insert(job, 0, weights) < 0
        if not is_fine or state.lost() or random.random() < 0.4:
            state.undo(0)
            state.lost()
            state.settle()
            assert state.schedule() == before
            assert (state.held.slack == slack).all()
        state.settle()
        judged(problem, state)


@settings(max_examples=MANY, deadline=None, suppress_health_check=SLOW_DRAWS)
@given(st.data())
def test_a_job_that_is_asked_for_leaves_no_trace(data):
    problem = data.draw(problems(Knobs(has_forbidden=True)))
    state = built(problem)
    if state is None:
        return
    before = state.schedule()
    job = data.draw(jobs_for(problem))
    index = state.jobs.add(job)
    state.widen()
    found = state.insert(index, 0, rule())
    added = state.assignments(state.tasks_of(index)) if found < 0 else []
    moved = state.schedule()
    state.undo(0)
    state.lost()
    state.jobs.drop()
    assert state.schedule() == before
    if added:
        wider = type(problem)(**{**vars_of(problem), "jobs": (*problem.jobs, job)})
        assert verify(wider, moved) == []
        assert {one.key for one in added} == {(job.id, o.id) for o in job.operations}


def vars_of(problem):
    """Parts that a problem was made of."""
    names = type(problem).__dataclass_fields__
    return {name: getattr(problem, name) for name in names}


@settings(max_examples=MANY, deadline=None, suppress_health_check=SLOW_DRAWS)
@given(problems(HARD))
def test_a_plan_that_still_holds_is_kept_as_it_is(problem):
    state = built(problem)
    if state is None:
        return
    schedule = judged(problem, state)
    loaded = empty(problem)
    loaded.hold(schedule.assignments.values(), problem.fixed)
    assert judged(problem, loaded) == schedule
    kept = empty(problem, schedule)
    lost = kept.keep(schedule)
    assert kept.build(np.arange(len(problem.jobs)), rule()) < 0 or lost
    if not lost:
        assert judged(problem, kept).assignments == schedule.assignments


@pytest.mark.parametrize("kind", ["furniture", "apparel", "setups"])
def test_a_generated_factory_gets_a_plan_at_once(kind):
    problem = generate(kind, 150, 1.1, 1)
    state = built(problem)
    assert state is not None
    judged(problem, state)


def test_an_operation_waits_in_front_of_an_oven_that_its_piece_must_reach_wet():
    oven = Operation("bake", (Alternative(("booth",), 30),), after=("spray",))
    spray = Operation("spray", (Alternative(("saw_1",), 10),), max_wait_min=15)
    jobs = tuple(Job(f"J{n}", (spray, oven)) for n in range(4))
    problem = make_problem(jobs=jobs)
    state = built(problem)
    schedule = judged(problem, state)
    gaps = [
        schedule.assignments[job.id, "bake"].start_min
        - schedule.assignments[job.id, "spray"].end_min
        for job in jobs
    ]
    assert max(gaps) <= 15
    ends = sorted(schedule.assignments[job.id, "bake"].end_min for job in jobs)
    assert ends == [520, 550, 580, 610]


def test_pieces_of_one_temperature_share_the_oven_and_others_wait():
    oven = Resource("kiln", "kiln", "day", batching=Batching(3, "heat", 20))
    shop = make_problem()
    jobs = tuple(
        Job(
            f"J{n}",
            (
                Operation(
                    "bake",
                    (Alternative(("kiln",), 10 + n),),
                    setup={"heat": "high" if n == 3 else "low"},
                ),
            ),
        )
        for n in range(5)
    )
    problem = make_problem(
        resources=(*shop.resources, oven),
        setups=(*shop.setups, SetupMatrix("heat", {}, 0)),
        jobs=jobs,
    )
    schedule = judged(problem, built(problem))
    starts = [schedule.assignments[f"J{n}", "bake"].start_min for n in range(5)]
    assert starts[0] == starts[1] == starts[2] == 480
    assert starts[3] == 512
    assert starts[4] == 545


def test_what_is_not_delivered_yet_is_not_used():
    cut = Operation("cut", (Alternative(("saw_1",), 10),), materials={"oak": 2})
    jobs = tuple(Job(f"J{n}", (cut,)) for n in range(3))
    problem = make_problem(jobs=jobs, materials=(Material("oak", 3, ((700, 4),)),))
    schedule = judged(problem, built(problem))
    starts = [schedule.assignments[f"J{n}", "cut"].start_min for n in range(3)]
    assert starts == [480, 700, 710]


def test_a_job_goes_before_one_that_it_may_never_follow():
    """Black cannot become white again, and the booth stands black at the end."""
    matrix = SetupMatrix("colour", {("white", "black"): 5})
    jobs = (make_job("B", "black"), make_job("W", "white"))
    problem = make_problem(setups=(matrix,), jobs=jobs)
    schedule = judged(problem, built(problem))
    black, white = (schedule.assignments[job, "spray"] for job in "BW")
    assert white.end_min <= black.start_min


def test_a_weight_on_changeovers_saves_some():
    problem = generate("furniture", 200, 1.1, 1)
    plain, thrifty = built(problem), built(problem, setup_weight=5)
    judged(problem, thrifty)
    assert thrifty.objective().setup_min < plain.objective().setup_min
