"""Comparing plans: every difference is told, with its reason, and nothing else."""

from dataclasses import replace

import pytest

from scheduling.compare import compare
from scheduling.disturb import apply
from scheduling.events import Breakdown, Cancellation, OrderChange
from scheduling.measures import deliveries, objective_of
from scheduling.problem import (
    Alternative,
    Assignment,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    Resource,
)
from scheduling.reasons import Why
from scheduling.schedule import Schedule
from tests.scheduling.problems import ORIGIN


def at(job: str, operation: str, machine: str, start: int, minutes: int = 60):
    return Assignment(job, operation, (machine,), start, start + minutes)


def job(name: str, **dates: int) -> Job:
    cut = Operation("cut", (Alternative(("saw",), 60), Alternative(("spare",), 60)))
    join = Operation("join", (Alternative(("press",), 60),), ("cut",))
    return Job(name, (cut, join), **dates)


@pytest.fixture
def planned():
    """Two orders on a saw and a press; a spare saw stands idle."""
    problem = Problem(
        horizon=Horizon(ORIGIN, 2880),
        calendars=(Calendar("always", ((0, 2880),)),),
        resources=tuple(Resource(r, r, "always") for r in ("saw", "spare", "press")),
        jobs=(job("A", deadline_min=200), job("B", deadline_min=200)),
    )
    plan = Schedule.of(
        [
            at("A", "cut", "saw", 0),
            at("B", "cut", "saw", 60),
            at("A", "join", "press", 60),
            at("B", "join", "press", 120),
        ]
    )
    return problem, plan


def test_a_plan_does_not_differ_from_itself(planned):
    same = compare(planned, planned)
    assert not same.moves
    assert not same.jobs
    assert same.before == same.after
    assert same.moved_share == 0


def test_a_breakdown_is_told_as_the_cause_of_what_it_hits_and_what_that_pushes(planned):
    down = Breakdown(id="E", at_min=0, resource="saw", since_min=0, until_min=60)
    problem = apply(planned[0], planned[1], down)
    assert isinstance(problem, Problem)
    after = Schedule.of(
        [
            at("A", "cut", "saw", 60),
            at("B", "cut", "spare", 60),
            at("A", "join", "press", 120),
            at("B", "join", "press", 180),
        ]
    )
    found = compare(planned, (problem, after), cause="E")
    why = {(one.job, one.operation): (one.why, one.pushed_by) for one in found.moves}
    assert why == {
        ("A", "cut"): (Why.EVENT, None),
        ("B", "cut"): (Why.PUSHED, ("A", "cut")),
        ("A", "join"): (Why.PUSHED, ("A", "cut")),
        ("B", "join"): (Why.PUSHED, ("A", "join")),
    }
    by = {(one.job, one.operation): one.by_min for one in found.moves}
    assert by == {
        ("A", "cut"): 60,
        ("B", "cut"): 0,
        ("A", "join"): 60,
        ("B", "join"): 60,
    }
    assert found.changed_resources == 1
    assert found.moved == 4
    assert found.moved_share == 1.0
    assert [one.job for one in found.broken] == ["B"]
    assert found.broken[0].after_min == 240
    assert found.cause == "E"


def test_what_could_have_stayed_moved_because_the_plan_is_better(planned):
    problem, plan = planned
    sooner = Schedule.of([*plan.assignments.values(), at("B", "cut", "spare", 0)])
    found = compare((problem, plan), (problem, sooner))
    assert [(one.job, one.why, one.by_min) for one in found.moves] == [
        ("B", Why.BETTER, -60)
    ]
    assert not found.jobs  # its join is where it was


def test_a_promise_gained_is_told(planned):
    problem, plan = planned
    late = Schedule.of([*plan.assignments.values(), at("B", "join", "press", 300)])
    found = compare((problem, late), (problem, plan))
    assert [one.job for one in found.gained] == ["B"]
    assert not found.broken


def test_operations_that_come_and_go_are_told(planned):
    problem, plan = planned
    less = apply(problem, plan, Cancellation(id="E", at_min=0, job="A"))
    assert isinstance(less, Problem)
    rest = Schedule({key: a for key, a in plan.assignments.items() if key[0] == "B"})
    found = compare(planned, (less, rest))
    assert {one.why for one in found.moves} == {Why.REMOVED}
    assert found.jobs[0].after_min is None
    back = compare((less, rest), planned)
    assert {one.why for one in back.moves} == {Why.ADDED}
    assert back.moved == 0


def test_another_promise_is_told_though_nothing_moved(planned):
    problem, plan = planned
    wish = replace(problem.jobs[1], deadline_min=100)
    changed = apply(problem, plan, OrderChange(id="E", at_min=0, job=wish))
    assert isinstance(changed, Problem)
    found = compare(planned, (changed, plan))
    assert not found.moves
    assert [one.job for one in found.broken] == ["B"]


def test_the_worth_of_both_plans_is_that_of_the_measures(planned):
    problem, plan = planned
    late = Schedule.of([*plan.assignments.values(), at("B", "join", "press", 300)])
    found = compare((problem, plan), (problem, late))
    assert found.before == objective_of(problem, plan)
    assert found.after == objective_of(problem, late, plan)
    ends = {one.job: one.completion_min for one in deliveries(problem, late)}
    assert {one.job: one.after_min for one in found.jobs} == {"B": ends["B"]}
