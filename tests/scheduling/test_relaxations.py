from dataclasses import replace

import pytest

from scheduling.explain import explained
from scheduling.problem import (
    Alternative,
    Calendar,
    Horizon,
    Job,
    Material,
    Operation,
    Problem,
    Resource,
    Transport,
)
from scheduling.reinsert import reinsert
from scheduling.relaxations import find_help
from scheduling.reliefs import (
    DoElsewhere,
    ServeFirst,
    SupplyEarlier,
    WorkOvertime,
    candidates,
    relaxed,
)
from scheduling.replan import repair
from scheduling.schedule import Infeasible, Schedule
from scheduling.standing import Standing
from scheduling.verify import verify
from tests.scheduling.cpsat.tiny import ORIGIN
from tests.scheduling.problems import factory

DAY = Calendar("day", ((100, 500), (1540, 1940)), overtime=((500, 600),))
PLAIN = Calendar("plain", ((100, 500), (1540, 1940)))


def shop(*jobs: Job, **parts) -> Problem:
    """Return two saws at two sites; overtime is offered for the first."""
    known = {
        "horizon": Horizon(ORIGIN, 2880),
        "calendars": (DAY, PLAIN),
        "resources": (
            Resource("saw", "saw", "day", site="east"),
            Resource("other", "saw", "plain", site="west"),
        ),
        "jobs": jobs,
        "materials": (Material("board", 0, ((400, 1),)),),
        "transports": (Transport("east", "west", 30), Transport("west", "east", 30)),
    }
    return Problem(**{**known, **parts})


def job(name: str, minutes: int, *more: str, **parts) -> Job:
    ways = tuple(Alternative((one,), minutes) for one in ("saw", *more))
    materials = parts.pop("materials", {})
    return Job(name, (Operation("o", ways, materials=materials),), **parts)


def planned(problem: Problem, *order: str) -> Schedule:
    plan = reinsert(problem, Schedule({}), order)
    assert isinstance(plan, Schedule)
    assert verify(problem, plan) == []
    return plan


def helps(problem: Problem, schedule: Schedule, name: str):
    found = find_help(problem, schedule, name, resolve=reinsert)
    for one in found:
        assert verify(relaxed(problem, one.relaxation), one.schedule) == []
        assert one.gain_min > 0
        assert set(one.sentences) == {"en", "zh"}
        assert name in one.sentences["en"]
        assert name in one.sentences["zh"]
    return {type(one.relaxation): one for one in found}


def test_offered_overtime_completes_a_job_the_day_before():
    problem = shop(job("B", 350), job("A", 120, due_min=600))
    found = helps(problem, planned(problem, "B", "A"), "A")
    overtime = found[WorkOvertime]
    assert overtime.relaxation == WorkOvertime(
        resources=("saw",), since_min=500, until_min=600, is_offered=True
    )
    assert overtime.is_in_time
    assert overtime.completion_min == 570
    assert overtime.gain_min == 1660 - 570
    assert (overtime.others_later_min, overtime.broken) == (0, ())


def test_without_an_offer_the_closed_time_after_a_shift_is_tried():
    same = replace(DAY, overtime=())
    problem = shop(job("B", 350), job("A", 120, due_min=600), calendars=(same, PLAIN))
    found = helps(problem, planned(problem, "B", "A"), "A")
    overtime = found[WorkOvertime].relaxation
    assert (overtime.since_min, overtime.is_offered) == (500, False)


def test_another_site_helps_where_the_plan_does_not_use_it():
    problem = shop(job("B", 350), job("A", 120, "other", due_min=600))
    alone = problem.altered(jobs=(problem.jobs[0], job("A", 120)))
    plan = planned(alone, "B", "A")
    found = find_help(problem, plan, "A", resolve=only_moving_when_told)
    way = DoElsewhere(job="A", operation="o", resources=("other",))
    done = {one.relaxation: one.completion_min for one in found}
    assert done[way] == 220


def only_moving_when_told(problem: Problem, schedule: Schedule, order):
    """Plan again, on the first listed alternative of each operation only."""
    jobs = tuple(
        replace(
            one,
            operations=tuple(
                replace(o, alternatives=o.alternatives[:1]) for o in one.operations
            ),
        )
        for one in problem.jobs
    )
    return reinsert(problem.altered(jobs=jobs), schedule, order)


def test_priority_helps_at_the_cost_of_whoever_was_first():
    problem = shop(job("B", 350, due_min=450), job("A", 120, due_min=600))
    found = helps(problem, planned(problem, "B", "A"), "A")
    first = found[ServeFirst]
    assert first.completion_min == 220
    assert first.others_later_min == 1890 - 450
    assert first.broken == ("B",)
    assert "B would not be in time" in first.sentences["en"]


def test_earlier_material_helps_where_it_binds():
    problem = shop(job("A", 50, due_min=200, materials={"board": 1}))
    found = helps(problem, planned(problem, "A"), "A")
    assert found[SupplyEarlier].relaxation == SupplyEarlier(
        material="board", due_min=400, until_min=0
    )
    assert found[SupplyEarlier].completion_min == 150


def test_nothing_helps_a_job_that_could_not_be_earlier():
    always = Calendar("day", ((0, 2880),))
    problem = shop(job("A", 50), calendars=(always, PLAIN))
    assert find_help(problem, planned(problem, "A"), "A", resolve=reinsert) == ()


def test_what_the_plan_had_overlooked_is_no_gain():
    always = Calendar("day", ((0, 2880),))
    problem = shop(job("A", 50), calendars=(always, PLAIN))
    plan = planned(problem, "A")
    late = replace(plan.assignments["A", "o"], start_min=300, end_min=350)
    assert find_help(problem, Schedule.of([late]), "A", resolve=reinsert) == ()


def test_a_search_that_finds_no_plan_is_no_help():
    problem = shop(job("B", 350), job("A", 120, due_min=600))
    plan = planned(problem, "B", "A")

    def never(_problem, _schedule, _order):
        return Infeasible("A", "o", "saw", {"en": "no", "zh": "no"})

    assert find_help(problem, plan, "A", resolve=never) == ()


@pytest.fixture(scope="module")
def busy():
    problem = factory(30, load_days=2)
    plan = repair(problem, Schedule({}))
    assert isinstance(plan, Schedule)
    return problem, plan


def test_help_for_every_job_of_a_factory_is_proven_by_a_plan(busy):
    problem, plan = busy
    standing = Standing.of(problem, plan)
    tried = gained = 0
    for one in problem.jobs[:3]:
        tried += len(candidates(standing, explained(standing, one.id)))
        gained += len(helps(problem, plan, one.id))
    assert tried > gained > 0


def test_a_job_is_put_back_where_it_was_taken_out_and_nothing_else_moves(busy):
    problem, plan = busy
    name = problem.jobs[0].id
    again = reinsert(problem, plan, (name,))
    assert isinstance(again, Schedule)
    assert verify(problem, again) == []
    kept = {k: v for k, v in plan.assignments.items() if k[0] != name}
    assert kept.items() <= again.assignments.items()


def test_what_a_begun_job_has_done_stays_and_the_rest_is_put_back(busy):
    problem, plan = busy
    first, second = problem.jobs[:2]
    done = plan.of_job(first.id)[0]
    begun = problem.altered(fixed=(done,))
    again = reinsert(begun, plan, (first.id, second.id))
    assert isinstance(again, Schedule)
    assert verify(begun, again) == []
    assert again.assignments[done.key] == done
