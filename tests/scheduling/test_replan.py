"""Replanning after a disturbance: what still holds stays, the rest passes the judge."""

import pytest

from scheduling.explain import explain_lateness
from scheduling.measures import deliveries, loads, objective_of
from scheduling.replan import repair, with_breakdown, with_end
from scheduling.schedule import DELIVERY, Schedule
from scheduling.verify import verify
from tests.scheduling.problems import factory, make_job, make_problem, solved


@pytest.fixture(scope="module")
def planned():
    """Twenty orders with a plan."""
    problem = factory(20)
    return problem, solved(problem, seconds=9, seed=1, iterations=100).schedule


def test_a_broken_machine_moves_only_what_it_touches(planned):
    problem, plan = planned
    one = plan.of_resource("saw_1")[0]
    down = with_breakdown(problem, "saw_1", one.start_min, one.start_min + 240)
    mended = repair(down, plan)
    assert isinstance(mended, Schedule)
    assert verify(down, mended) == []
    assert any(v.kind in {"closed", "duration"} for v in verify(down, plan))
    moved = {key for key, a in plan.assignments.items() if mended.assignments[key] != a}
    assert 0 < len(moved) < len(plan.assignments) / 2
    since = one.start_min
    assert all(plan.assignments[key].end_min > since for key in moved)


def test_an_operation_that_takes_longer_pushes_only_what_waits(planned):
    problem, plan = planned
    one = plan.of_resource("booth_1")[0]
    late = with_end(problem, one, one.end_min + 90)
    mended = repair(late, plan)
    assert isinstance(mended, Schedule)
    assert verify(late, mended) == []
    assert mended.assignments[one.key].end_min == one.end_min + 90


def test_improving_after_a_repair_is_never_worse_than_the_repair(planned):
    problem, plan = planned
    one = plan.of_resource("saw_1")[0]
    down = with_breakdown(problem, "saw_1", one.start_min, one.start_min + 240)
    mended = repair(down, plan)
    assert isinstance(mended, Schedule)
    better = solved(down, iterations=60, start=plan)
    repaired = objective_of(down, mended, plan)
    assert better.objective.key(DELIVERY) <= repaired.key(DELIVERY)


def test_a_late_job_is_explained_by_a_chain_of_data_and_words():
    jobs = (make_job("A"), make_job("B", due_min=600))
    problem = make_problem(jobs=jobs)
    plan = solved(problem, seconds=9, seed=1, iterations=30).schedule
    why = explain_lateness(problem, plan, "B")
    assert why.late_min == deliveries(problem, plan)[1].tardiness_min > 0
    assert why.chain[0].job == "B"
    assert all(link.since_min <= link.until_min for link in why.chain)
    assert any(link.cause == "wait" for link in why.chain)
    assert "B is" in why.sentences["en"]
    assert "晚" in why.sentences["zh"]


def test_every_job_of_a_factory_can_be_explained(planned):
    problem, plan = planned
    for job in problem.jobs:
        assert explain_lateness(problem, plan, job.id).chain


def test_load_adds_up_to_the_work_that_is_planned(planned):
    problem, plan = planned
    found = loads(problem, plan)
    work = sum(
        problem.windows(one.resources).worked_min(one.start_min, one.end_min)
        * len(one.resources)
        for one in plan.assignments.values()
    )
    assert sum(load.work_min for load in found) == work
    assert all(0 <= load.utilisation_share <= 1 for load in found)
