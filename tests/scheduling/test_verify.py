"""The judge: one small change for each rule, which breaks exactly that rule."""

from dataclasses import replace
from typing import Any

import pytest

from scheduling.problem import Alternative, Assignment, Horizon, Operation, Problem
from scheduling.schedule import Schedule
from scheduling.verify import verify
from tests.scheduling.problems import ORIGIN, make_job, make_problem

GOOD = (
    Assignment("A", "saw", ("saw_1",), 480, 510),
    Assignment("A", "spray", ("booth",), 510, 530),
    Assignment("A", "bake", ("oven",), 690, 780),  # pauses from 720 to 750
)


def changed(operation: str, **changes: Any) -> Schedule:
    """Return the good plan with one assignment changed."""
    return Schedule.of(
        replace(one, **changes) if one.operation == operation else one for one in GOOD
    )


def kinds(problem: Problem, schedule: Schedule) -> list[str]:
    return [violation.kind for violation in verify(problem, schedule)]


def test_a_good_plan_has_nothing_against_it():
    assert verify(make_problem(), Schedule.of(GOOD)) == []


def test_every_operation_is_planned():
    assert kinds(make_problem(), Schedule.of(GOOD[:2])) == ["missing"]


def test_nothing_is_planned_that_nobody_asked_for():
    stranger = Assignment("B", "saw", ("saw_2",), 480, 520)
    assert kinds(make_problem(), Schedule.of((*GOOD, stranger))) == ["unknown"]


def test_an_assignment_stands_under_its_own_name():
    plan = dict(Schedule.of(GOOD).assignments)
    plan["A", "saw"] = replace(GOOD[0], operation="sew")
    found = verify(make_problem(), Schedule(plan))
    told = [(one.kind, one.ids) for one in found]
    assert told == [("missing", ("A/saw",)), ("unknown", ("A/sew",))]


def test_only_listed_alternatives_are_used():
    plan = changed("saw", resources=("oven",))
    assert kinds(make_problem(), plan) == ["alternative"]


def test_nothing_starts_before_the_freeze_fence():
    problem = make_problem(horizon=Horizon(ORIGIN, 5760, freeze_min=500))
    assert kinds(problem, Schedule.of(GOOD)) == ["early"]


def test_nothing_starts_before_its_release():
    problem = make_problem(jobs=(make_job(release_min=490),))
    assert kinds(problem, Schedule.of(GOOD)) == ["early"]


def test_everything_ends_within_the_horizon():
    problem = make_problem(
        horizon=Horizon(ORIGIN, 2000), jobs=(make_job(release_min=0),)
    )
    plan = changed("bake", start_min=1980, end_min=2040)
    assert kinds(problem, plan) == ["horizon"]


def test_work_takes_its_time():
    plan = changed("saw", end_min=509)
    assert kinds(make_problem(), plan) == ["duration"]


def test_work_begins_and_ends_while_calendars_are_open():
    plan = changed("bake", start_min=720, end_min=810)
    assert kinds(make_problem(), plan) == ["closed"]


def test_what_may_not_pause_does_not():
    steps = list(make_job().operations)
    steps[2] = replace(steps[2], is_resumable=False)
    problem = make_problem(jobs=(make_job(operations=tuple(steps)),))
    assert kinds(problem, Schedule.of(GOOD)) == ["pause"]


def test_operations_wait_for_those_before_them():
    plan = changed("saw", start_min=481, end_min=511)
    assert kinds(make_problem(), plan) == ["precedence"]


def test_lacquer_dries_before_it_is_baked():
    plan = changed("bake", start_min=589, end_min=649)
    assert kinds(make_problem(), plan) == ["precedence"]


@pytest.mark.parametrize(("count", "expected"), [(2, []), (3, ["capacity"])])
def test_a_resource_does_no_more_at_once_than_its_capacity(count, expected):
    bake = Operation("bake", (Alternative(("oven",), 60),))
    jobs = tuple(make_job(f"J{n}", operations=(bake,)) for n in range(count))
    plan = Schedule.of(
        Assignment(f"J{n}", "bake", ("oven",), 480, 540) for n in range(count)
    )
    assert kinds(make_problem(jobs=jobs), plan) == expected


def test_a_change_of_colour_takes_its_changeover():
    problem = make_problem(jobs=(make_job(colour="black"),))
    assert kinds(problem, Schedule.of(GOOD)) == ["changeover"]
    plan = changed("spray", end_min=550, setup_min=20)
    assert kinds(problem, plan) == []


def test_a_changeover_is_never_negative():
    plan = changed("saw", end_min=509, setup_min=-1)
    assert kinds(make_problem(), plan) == ["changeover"]


def test_a_forbidden_changeover_is_not_made():
    problem = make_problem()
    matrix = replace(problem.setups[0], minutes={("black", "white"): 5})
    problem = replace(problem, setups=(matrix,), jobs=(make_job(colour="black"),))
    assert kinds(problem, Schedule.of(GOOD)) == ["forbidden_changeover"]


def test_what_is_fixed_does_not_move():
    problem = make_problem(fixed=(GOOD[0],))
    assert kinds(problem, Schedule.of(GOOD)) == []
    assert kinds(problem, changed("saw", resources=("saw_2",))) == ["moved"]
