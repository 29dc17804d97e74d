from dataclasses import replace

import pytest

from scheduling.binding import Cause, binding
from scheduling.explain import explain_lateness, explain_promise, explained
from scheduling.measures import deliveries
from scheduling.problem import (
    Alternative,
    Assignment,
    Batching,
    Calendar,
    Horizon,
    Job,
    Material,
    Operation,
    Problem,
    Resource,
    SetupMatrix,
    Transport,
)
from scheduling.schedule import Schedule
from scheduling.standing import Standing
from scheduling.verify import verify
from tests.scheduling.cpsat.tiny import ORIGIN

RESOURCES = (
    Resource("saw", "saw", "day"),
    Resource("booth", "booth", "day", setups=("colour",)),
    Resource("oven", "oven", "day", batching=Batching(4)),
    Resource("far", "far", "day", site="west"),
)


def problem_of(*jobs: Job, **parts) -> Problem:
    """Return a factory that is open from 100 to 1000, and from 1400 to 3000."""
    known = {
        "horizon": Horizon(ORIGIN, 3000),
        "calendars": (Calendar("day", ((100, 1000), (1400, 3000))),),
        "resources": RESOURCES,
        "jobs": jobs,
        "setups": (SetupMatrix("colour", {("red", "blue"): 30}, 10),),
        "materials": (Material("board", 1, ((500, 1),)),),
        "transports": (Transport("", "west", 90), Transport("west", "", 90)),
    }
    return Problem(**{**known, **parts})


def step(name: str, resource: str, minutes: int = 50, **more) -> Operation:
    return Operation(name, (Alternative((resource,), minutes),), **more)


def plan_of(problem: Problem, *places: Assignment) -> Schedule:
    schedule = Schedule.of(places)
    assert verify(problem, schedule) == []
    return schedule


def at(key: str, resource: str, start: int, end: int, setup: int = 0) -> Assignment:
    job, operation = key.split("/")
    return Assignment(job, operation, (resource,), start, end, setup)


CASES: list[tuple[Cause, Problem, tuple[Assignment, ...]]] = [
    ("release", problem_of(Job("A", (step("o", "saw"),), 300)),
     (at("A/o", "saw", 300, 350),)),
    ("fence", problem_of(
        Job("A", (step("o", "saw"),)), horizon=Horizon(ORIGIN, 3000, 300)),
     (at("A/o", "saw", 300, 350),)),
    ("before", problem_of(
        Job("A", (step("p", "saw"), step("o", "oven", after=("p",))))),
     (at("A/p", "saw", 120, 170), at("A/o", "oven", 170, 220))),
    ("wait", problem_of(Job("A", (step("p", "saw", wait_min=60),
                                  step("o", "oven", after=("p",))))),
     (at("A/p", "saw", 120, 170), at("A/o", "oven", 230, 280))),
    ("transport", problem_of(Job("A", (step("p", "saw"),
                                       step("o", "far", after=("p",))))),
     (at("A/p", "saw", 120, 170), at("A/o", "far", 260, 310))),
    ("material", problem_of(
        Job("B", (step("o", "oven", materials={"board": 1}),)),
        Job("A", (step("o", "saw", materials={"board": 1}),))),
     (at("B/o", "oven", 100, 150), at("A/o", "saw", 500, 550))),
    ("busy", problem_of(Job("B", (step("o", "saw"),)), Job("A", (step("o", "saw"),))),
     (at("B/o", "saw", 130, 180), at("A/o", "saw", 180, 230))),
    ("batch", problem_of(
        Job("B", (step("p", "saw"), step("o", "oven", after=("p",)))),
        Job("A", (step("o", "oven"),))),
     (at("B/p", "saw", 200, 250), at("B/o", "oven", 250, 300),
      at("A/o", "oven", 250, 300))),
    ("max_wait", problem_of(
        Job("B", (step("o", "oven", 500),)),
        Job("A", (step("o", "saw", max_wait_min=20),
                  step("q", "oven", after=("o",))))),
     (at("B/o", "oven", 100, 600), at("A/o", "saw", 530, 580),
      at("A/q", "oven", 600, 650))),
    ("closed", problem_of(Job("A", (step("o", "saw", 950),))),
     (at("A/o", "saw", 1400, 2350),)),
    ("free", problem_of(Job("A", (step("o", "saw"),))),
     (at("A/o", "saw", 333, 383),)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cause", "problem", "places"), CASES, ids=[case[0] for case in CASES]
)
def test_each_feature_binds_where_it_alone_does(cause, problem, places):
    schedule = plan_of(problem, *places)
    link = binding(Standing.of(problem, schedule), schedule.assignments["A", "o"])
    assert (link.job, link.operation, link.cause) == ("A", "o", cause)
    assert link.since_min <= link.until_min


def test_a_changeover_is_a_link_of_its_own():
    problem = problem_of(
        Job("B", (step("o", "booth", setup={"colour": "red"}),)),
        Job("A", (step("o", "booth", setup={"colour": "blue"}),)),
    )
    schedule = plan_of(
        problem, at("B/o", "booth", 100, 150), at("A/o", "booth", 150, 230, 30)
    )
    chain = explain_lateness(problem, schedule, "A").chain
    assert [link.cause for link in chain][:2] == ["setup", "busy"]
    assert (chain[0].since_min, chain[0].until_min) == (150, 180)


def test_what_ended_too_late_before_a_closed_time_is_told_too():
    problem = problem_of(
        Job("B", (step("o", "saw", 850),)), Job("A", (step("o", "saw", 100),), 0, 500)
    )
    schedule = plan_of(
        problem, at("B/o", "saw", 100, 950), at("A/o", "saw", 1400, 1500)
    )
    told = explain_lateness(problem, schedule, "A")
    assert [link.cause for link in told.chain] == ["closed", "closed"]
    assert told.chain[0].other == ("B", "o")
    assert told.late_min == deliveries(problem, schedule)[1].tardiness_min == 1000
    assert "saw" in told.sentences["en"]
    assert "saw" in told.sentences["zh"]


def test_a_promise_is_explained_beside_the_plan_it_was_asked_of():
    problem = problem_of(Job("B", (step("o", "saw", 800),)))
    schedule = plan_of(problem, at("B/o", "saw", 100, 900))
    job = Job("new", (step("o", "saw"),))
    told = explain_promise(problem, schedule, job, [at("new/o", "saw", 900, 950)])
    assert told.chain[0].cause == "busy"
    assert told.chain[0].other == ("B", "o")


def test_an_index_that_was_kept_explains_as_a_fresh_one():
    problem = problem_of(Job("B", (step("o", "saw"),)), Job("A", (step("o", "saw"),)))
    before = plan_of(problem, at("B/o", "saw", 130, 180), at("A/o", "saw", 180, 230))
    kept = Standing.of(problem, before)
    kept.put([replace(before.assignments["B", "o"], start_min=230, end_min=280)])
    assert explained(kept, "B") == explain_lateness(problem, kept.schedule(), "B")
    assert explained(kept, "B").chain[0].other == ("A", "o")
