"""What if: a branch is a problem of its own, and the published plan stays."""

import pytest

from scheduling.branches import (
    LessDemand,
    MoreDemand,
    MoreMachines,
    NoMachine,
    Priority,
    WorkLess,
    WorkMore,
)
from scheduling.problem import Problem, ProblemError
from scheduling.schedule import Infeasible
from scheduling.verify import verify
from scheduling.whatif import Explored, branch, explore
from tests.scheduling.problems import factory, make_job, make_problem, solved


def test_changes_follow_one_another():
    problem = make_problem()
    found = branch(
        problem,
        [
            MoreMachines(resource="booth", count=2),
            MoreDemand(jobs=(make_job("B"), make_job("C"))),
            LessDemand(jobs=("A",)),
            Priority(job="B", weight=7, due_min=700),
            WorkMore(resource="saw_1", since_min=960, until_min=1100),
            WorkLess(resource="saw_2", since_min=0, until_min=9999),
        ],
    )
    assert isinstance(found, Problem)
    assert set(found.job_by_id) == {"B", "C"}
    assert (found.job_by_id["B"].weight, found.job_by_id["B"].due_min) == (7, 700)
    assert {"booth#2", "booth#3"} <= set(found.resource_by_id)
    spray = make_job("C").operations[1]
    assert found.operation_by_key["C", "spray"] == spray  # came after the machines
    assert not found.windows(("saw_2",)).total_min
    assert problem == make_problem()


def test_more_machines_take_what_the_one_takes():
    found = branch(make_problem(), [MoreMachines(resource="booth")])
    assert isinstance(found, Problem)
    ways = found.operation_by_key["A", "spray"].alternatives
    assert [way.resources for way in ways] == [("booth",), ("booth#2",)]


def test_without_its_only_machine_an_order_is_infeasible_in_words():
    found = branch(make_problem(), [NoMachine(resource="booth")])
    assert isinstance(found, Infeasible)
    assert (found.job, found.operation, found.resource) == ("A", "spray", "booth")
    assert "booth" in found.sentence
    one_saw = branch(make_problem(), [NoMachine(resource="saw_1")])
    assert isinstance(one_saw, Problem)
    ways = one_saw.operation_by_key["A", "saw"].alternatives
    assert [way.resources for way in ways] == [("saw_2",)]


def test_every_fault_of_a_branch_is_told_at_once():
    with pytest.raises(ProblemError) as error:
        branch(
            make_problem(),
            [
                WorkMore(resource="x", since_min=5, until_min=5),
                WorkLess(resource="saw_1", since_min=5, until_min=1),
                MoreMachines(resource="saw_1", count=0),
                NoMachine(resource="y"),
                MoreDemand(jobs=(make_job("A"),)),
                LessDemand(jobs=("Z",)),
                Priority(job="Z", weight=0),
            ],
        )
    assert [one.path for one in error.value.problems] == [
        "changes[0].resource",
        "changes[0].until_min",
        "changes[1].until_min",
        "changes[2].count",
        "changes[3].resource",
        "changes[4].jobs",
        "changes[5].job",
        "changes[6].job",
        "changes[6].weight",
    ]


def test_exploring_gives_a_judged_plan_and_its_difference():
    problem = factory(12)
    plan = solved(problem, iterations=30).schedule
    overtime = [
        WorkMore(resource=name, since_min=1320, until_min=1440)
        for name in ("saw_1", "saw_2")
    ]
    found = explore(problem, plan, overtime, seconds=9, seed=1, iterations=30)
    assert isinstance(found, Explored)
    assert verify(found.problem, found.schedule) == []
    assert found.comparison.operations == len(plan.assignments)
