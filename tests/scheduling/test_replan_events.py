"""Replanning after whatever may happen: what stands stands, promises have causes."""

import os
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.disturb import apply
from scheduling.events import (
    DISTURBANCES,
    Breakdown,
    Cancellation,
    Declined,
    Event,
    Progress,
    RushOrder,
    Waiting,
)
from scheduling.measures import deliveries
from scheduling.problem import Alternative, Assignment, Job, Operation, Problem
from scheduling.refusals import Refused
from scheduling.replan import Cap, Replan, improve, replan
from scheduling.schedule import Infeasible, Outcome, Schedule
from scheduling.solve import solve
from scheduling.verify import verify
from tests.scheduling.happenings import happening
from tests.scheduling.problems import factory, make_problem, solved
from tests.scheduling.strategies import problems

PROVING = os.environ.get("LOTONE_PROVE") == "1"
SEQUENCES = 1000 if PROVING else 20


def audit(before: tuple[Problem, Schedule], event: Event, found: Replan) -> list[str]:
    """List what a replanner must never do, found without its help."""
    problem, plan = before
    wrong = [one.sentence for one in verify(found.problem, found.schedule)]
    after = found.schedule.assignments
    is_report = isinstance(event, Progress | Waiting)
    for key, one in plan.assignments.items():
        has_begun = one.start_min < event.at_min or key in problem.fixed_by_key
        still = found.problem.fixed_by_key.get(key)
        if has_begun and still is not None and after[key] != still:
            wrong.append(f"{key} has begun and moved")
        if has_begun and one.start_min < event.at_min and not is_report:
            gone = key not in found.problem.operation_by_key
            if not gone and after[key].start_min != one.start_min:
                wrong.append(f"{key} has begun and starts elsewhere")
        fence = problem.horizon.freeze_min
        is_frozen = event.at_min <= one.start_min < fence
        if is_frozen and still is not None and after[key] != one:
            wrong.append(f"{key} is frozen and moved")
    recorded = {one.job: one.cause for one in found.broken}
    was = {one.job: one for one in deliveries(problem, plan)}
    for now in deliveries(found.problem, found.schedule):
        kept = now.job not in was or not was[now.job].breaks_promise
        if not now.breaks_promise or not kept:
            continue
        if recorded.get(now.job) != event.id:
            wrong.append(f"{now.job} loses its promise and nobody says why")
        own = getattr(getattr(event, "job", None), "id", None)
        if not isinstance(event, DISTURBANCES) and now.job != own:
            wrong.append(f"{now.job} loses its promise to a wish")
    return wrong


def followed(problem: Problem, plan: Schedule, seed: int, events: int) -> int:
    """Let events happen one after the other and audit every plan; how many did."""
    random = Random(seed)
    at_min, happened = 0, 0
    for number in range(events):
        at_min += random.choice((0, 30, 200, 600))
        event = happening(problem, plan, at_min, number, random)
        found = replan(problem, plan, event, seconds=9, seed=seed, iterations=20)
        if not isinstance(found, Replan):
            continue
        assert audit((problem, plan), event, found) == [], event
        problem, plan = found.problem, found.schedule
        happened += 1
    return happened


@settings(max_examples=SEQUENCES, deadline=None)
@given(problems(), st.integers(0, 10**9))
def test_no_sequence_of_events_breaks_a_law(problem, seed):
    first = solve(problem, seconds=9, seed=1, iterations=5)
    assume(isinstance(first, Outcome))
    assert isinstance(first, Outcome)
    followed(problem, first.schedule, seed, events=6)


@pytest.fixture(scope="module")
def planned():
    """Twenty orders, promised for when they are planned, give or take a little."""
    problem = factory(20)
    plan = solved(problem, iterations=100).schedule
    ends = {one.job: one.completion_min for one in deliveries(problem, plan)}
    jobs = tuple(
        replace(job, deadline_min=ends[job.id] + 30 * (n % 3))
        for n, job in enumerate(problem.jobs)
    )
    return replace(problem, jobs=jobs), plan


@pytest.mark.parametrize("seed", range(20 if PROVING else 2))
def test_a_factory_lives_through_a_week_of_events(planned, seed):
    assert followed(planned[0], planned[1], seed, events=12) > 3


def broken_saw(plan: Schedule) -> Breakdown:
    one = plan.of_resource("saw_1")[2]
    since = one.start_min
    return Breakdown(
        id="E", at_min=since, resource="saw_1", since_min=since, until_min=since + 240
    )


def test_promises_lost_to_a_breakdown_have_it_as_their_cause(planned):
    event = broken_saw(planned[1])
    found = replan(planned[0], planned[1], event, seconds=9, seed=1, iterations=200)
    assert isinstance(found, Replan)
    assert audit(planned, event, found) == []
    assert {one.cause for one in found.broken} <= {"E"}


def test_an_improvement_moves_no_more_than_its_cap(planned):
    event = broken_saw(planned[1])
    for share in (0.0, 0.05):
        cap = Cap(share)
        found = replan(
            planned[0], planned[1], event, seconds=9, seed=1, iterations=300, cap=cap
        )
        assert isinstance(found, Replan)
        assert found.away <= share * found.unreached
        assert verify(found.problem, found.schedule) == []


@pytest.mark.parametrize("share", [0.0, 0.02, 0.2])
def test_what_moves_of_jobs_that_were_not_on_the_machine_keeps_to_the_cap(
    planned, share
):
    """Counted from both plans; only what the repair had to move is beyond the cap."""
    problem, plan = planned
    event = broken_saw(plan)
    down = (event.since_min, event.until_min)
    hit = {
        one.job
        for one in plan.of_resource("saw_1")
        if one.start_min < down[1] and one.end_min > down[0]
    }
    others = [key for key in plan.assignments if key[0] not in hit]

    def moved(now: Schedule) -> int:
        places = ((plan.assignments[key], now.assignments[key]) for key in others)
        return sum(
            (was.start_min, was.resources) != (one.start_min, one.resources)
            for was, one in places
        )

    cap = Cap(share)
    found = replan(problem, plan, event, seconds=9, seed=1, iterations=400, cap=cap)
    assert isinstance(found, Replan)
    assert moved(found.schedule) <= max(share * len(others), moved(found.repaired))
    assert found.away >= moved(found.schedule)


def test_an_improvement_ends_in_its_seconds_with_time_for_the_judge(planned):
    """The clock goes on by a second whenever it is looked at."""
    ticks = iter(range(10**6))
    told: list[float] = []
    found = replan(
        planned[0],
        planned[1],
        broken_saw(planned[1]),
        seconds=20,
        seed=1,
        clock=lambda: float(next(ticks)),
        on_progress=lambda share, _worth, _stage: told.append(share),
    )
    assert isinstance(found, Replan)
    assert told[-1] == 1.0
    assert next(ticks) - 1 < 20  # its last look


def test_improving_is_never_worse_than_the_repair(planned):
    event = broken_saw(planned[1])
    keys = []
    for rounds in (0, 300):
        found = replan(
            planned[0], planned[1], event, seconds=9, seed=1, iterations=rounds
        )
        assert isinstance(found, Replan)
        worth = found.comparison.after
        keys.append((worth.broken_promises, worth.weighted_tardiness_min))
    assert keys[1] <= keys[0]


def test_the_same_seed_and_rounds_give_the_same_plan(planned):
    event = broken_saw(planned[1])
    one, other = (
        replan(planned[0], planned[1], event, seconds=9, seed=7, iterations=150)
        for _ in range(2)
    )
    assert isinstance(one, Replan)
    assert isinstance(other, Replan)
    assert one.schedule == other.schedule


def test_the_audit_catches_a_plan_that_was_not_made_with_care(planned):
    """The negative control: a repair of a frozen plan by somebody who forgot it."""
    problem, plan = planned
    event = broken_saw(plan)
    found = replan(problem, plan, event, seconds=9, seed=1, iterations=0)
    assert isinstance(found, Replan)
    careless = solved(replace(problem, fixed=()), seconds=9, seed=5, iterations=3)
    forged = replace(found, schedule=careless.schedule, broken=())
    assert audit(planned, event, forged)
    silent = replace(found, broken=())
    assert bool(audit(planned, event, silent)) == bool(found.broken)


def two_at_a_saw() -> tuple[Problem, Schedule, Breakdown]:
    """Whoever is second in the saw's next two hours loses what he was promised."""

    def job(name: str, weight: int, deadline_min: int) -> Job:
        saw = Operation("saw", (Alternative(("saw_1",), 60),))
        return Job(name, (saw,), weight=weight, deadline_min=deadline_min)

    problem = make_problem(jobs=(job("heavy", 9, 620), job("light", 1, 600)))
    places = [("heavy", 480, 540), ("light", 540, 600)]
    plan = Schedule.of(
        [Assignment(name, "saw", ("saw_1",), *span) for name, *span in places]
    )
    event = Breakdown(
        id="E", at_min=480, resource="saw_1", since_min=480, until_min=540
    )
    return problem, plan, event


@pytest.mark.parametrize("seed", range(6))
def test_a_replanner_without_its_safeguard_is_refused(seed):
    """It trades a promise away that the repair had kept, for one that weighs more."""
    problem, plan, event = two_at_a_saw()
    cap = Cap(share=1.0, keeps_promises=False)
    refused = replan(
        problem, plan, event, seconds=9, seed=seed, iterations=400, cap=cap
    )
    assert isinstance(refused, Refused)
    assert (refused.event, refused.jobs) == ("E", ("light",))
    assert refused.sentences["zh"]


def test_a_promise_that_the_repair_kept_is_not_traded_for_a_heavier_one():
    problem, plan, event = two_at_a_saw()
    cap = Cap(share=1.0)
    found = replan(problem, plan, event, seconds=9, seed=1, iterations=400, cap=cap)
    assert isinstance(found, Replan)
    assert [one.job for one in found.broken] == ["heavy"]


def test_a_rush_order_costs_nobody_a_promise(planned):
    problem, plan = planned
    rush = replace(
        problem.jobs[0], id="rush", due_min=800, deadline_min=None, weight=50
    )
    event = RushOrder(id="E", at_min=400, job=rush)
    found = replan(problem, plan, event, seconds=9, seed=1, iterations=200)
    assert isinstance(found, Replan)
    assert {one.job for one in found.broken} <= {"rush"}
    assert audit(planned, event, found) == []


def test_a_declined_event_and_no_room_are_values(planned):
    problem, plan = planned
    late = Cancellation(id="E", at_min=40000, job=problem.jobs[0].id)
    assert isinstance(replan(problem, plan, late, seconds=0, seed=1), Declined)
    for_ever = Breakdown(
        id="E", at_min=0, resource="inspection_1", since_min=0, until_min=99999
    )
    answer = replan(problem, plan, for_ever, seconds=0, seed=1)
    assert isinstance(answer, Infeasible)
    assert answer.resource
    assert answer.sentences["zh"]


def test_a_plan_is_improved_without_an_event_too(planned):
    problem, plan = planned
    after = apply(problem, plan, broken_saw(plan))
    assert isinstance(after, Problem)
    better = improve(after, plan, seconds=9, seed=1, iterations=100)
    assert isinstance(better, Schedule)
    assert verify(after, better) == []


def test_progress_is_told_and_cancelling_stops_it(planned):
    told: list[tuple[float, str]] = []

    def note(share: float, _worth: object, stage: str) -> None:
        told.append((share, stage))

    found = replan(
        planned[0],
        planned[1],
        broken_saw(planned[1]),
        seconds=60,
        seed=1,
        on_progress=note,
        is_cancelled=lambda: len(told) > 2,
    )
    assert isinstance(found, Replan)
    assert told[0][1] == "repair"
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert len(told) < 6
