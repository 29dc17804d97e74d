"""Malformed batches, sites, materials, waits and overtime are named with their ids."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.faults import FaultList
from scheduling.inspect_jobs import inspect_job
from scheduling.inspect_quick import looks_sound
from scheduling.premises import Premises
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
    ProblemError,
    Resource,
    SetupMatrix,
    Transport,
)
from tests.configurator.counts import examples
from tests.scheduling.problems import ORIGIN
from tests.scheduling.strategies import problems

EARLY = Calendar("early", ((0, 300), (1440, 1740)))
LATE = Calendar("late", ((300, 600), (1740, 2000)))
OPEN_TOO = Calendar("late", ((0, 600),))


def make_problem(**overrides: Any) -> Problem:
    """Build a saw and an oven in the east, a press in the west; nothing is wrong."""
    parts: dict[str, Any] = {
        "horizon": Horizon(ORIGIN, 2880),
        "calendars": (EARLY, LATE),
        "resources": (
            Resource("saw", "s", "early", site="east"),
            Resource("oven", "o", "early", batching=Batching(4, "heat"), site="east"),
            Resource("night", "o", "late", site="east"),
            Resource("press", "p", "early", site="west"),
        ),
        "jobs": (Job("A", (step(),)),),
        "setups": (SetupMatrix("heat", {}, 5),),
        "materials": (Material("board", 3, ((100, 4),)),),
        "transports": (Transport("east", "west", 60),),
    }
    return Problem(**{**parts, **overrides})


def step(name: str = "x", *resources: str, **overrides: Any) -> Operation:
    parts: dict[str, Any] = {
        "alternatives": (Alternative(resources or ("saw",), 30),),
        "setup": {"heat": "low"},
    }
    return Operation(name, **{**parts, **overrides})


def job_of(*steps: Operation) -> dict[str, Any]:
    return {"jobs": (Job("A", steps),)}


def resource(**changes: Any) -> dict[str, Any]:
    """Change the oven."""
    return {
        "resources": tuple(
            replace(one, **changes) if one.id == "oven" else one
            for one in make_problem().resources
        )
    }


def calendar(**changes: Any) -> dict[str, Any]:
    return {"calendars": (replace(EARLY, **changes), LATE)}


X = "jobs.A.operations.x"
ROWS = [
    (calendar(overtime=((5, 5),)), "calendars.early.overtime", "empty_interval"),
    (
        calendar(overtime=((800, 900), (850, 990))),
        "calendars.early.overtime",
        "overlapping",
    ),
    (calendar(overtime=((250, 350),)), "calendars.early.overtime", "overlaps_open"),
    (calendar(open=((3000, 3100),)), "calendars.early", "never_open"),
    (resource(batching=Batching(0)), "resources.oven.batching.units", "too_small"),
    (
        resource(batching=Batching(4, base_min=-1)),
        "resources.oven.batching.base_min",
        "negative",
    ),
    (resource(capacity=2), "resources.oven.capacity", "batching_needs_capacity_1"),
    (resource(setups=("heat", "heat")), "resources.oven.setups.heat", "repeated_id"),
    (
        {"setups": (SetupMatrix("heat", {}, 5, {("a", "b"): -1}),)},
        "setups.heat.cost.a.b",
        "negative",
    ),
    ({"materials": (Material("board", -1),)}, "materials.board.stock", "negative"),
    (
        {"materials": (Material("board", 1, ((9, 0),)),)},
        "materials.board.supply",
        "too_small",
    ),
    (
        {"materials": (Material("board", 1, ((9, 1), (8, 1))),)},
        "materials.board.supply",
        "not_ascending",
    ),
    ({"materials": (Material("a", 1), Material("a", 1))}, "materials.a", "repeated_id"),
    (
        {"transports": (Transport("east", "west", -1),)},
        "transports.east.west",
        "negative",
    ),
    (
        {"transports": (Transport("east", "east", 1),)},
        "transports.east.east",
        "same_site",
    ),
    (
        {"transports": (Transport("east", "moon", 1),)},
        "transports.east.moon",
        "unknown_site",
    ),
    (
        {"transports": (Transport("east", "west", 1), Transport("east", "west", 2))},
        "transports.east.west",
        "repeated_id",
    ),
    (
        job_of(step(max_wait_min=5, wait_min=6)),
        f"{X}.max_wait_min",
        "shorter_than_wait",
    ),
    (job_of(step(units=0)), f"{X}.units", "too_small"),
    (job_of(step(materials={"board": 0})), f"{X}.materials.board", "too_small"),
    (job_of(step(materials={"gold": 1})), f"{X}.materials.gold", "unknown_material"),
    (
        job_of(step(materials={"board": 8})),
        f"{X}.materials.board",
        "not_enough_material",
    ),
    (
        job_of(step(alternatives=(Alternative(("saw",), 5, -1),))),
        f"{X}.alternatives[0]",
        "negative",
    ),
    (job_of(step("x", "oven", units=5)), f"{X}.alternatives[0]", "too_many_units"),
    (job_of(step("x", "oven", setup={})), f"{X}.alternatives[0]", "no_family"),
    (job_of(step("x", "saw", "press")), f"{X}.alternatives[0]", "several_sites"),
    (job_of(step("x", "saw", "night")), f"{X}.alternatives[0]", "never_open"),
    (
        job_of(step(alternatives=(Alternative(("saw",), 5), Alternative(("saw",), 6)))),
        f"{X}.alternatives[1]",
        "repeated_alternative",
    ),
    (
        {
            **resource(batching=Batching(4, "heat", base_min=271)),
            **job_of(step("x", "oven")),
        },
        f"{X}.alternatives[0]",
        "fits_no_window",
    ),
    (
        job_of(step("p", "press"), step("x", "saw", after=("p",))),
        f"{X}.after",
        "no_transport",
    ),
    (
        {"fixed": (Assignment("A", "x", (), 0, 9),)},
        "fixed.A.x",
        "no_resources",
    ),
    (
        {"fixed": (Assignment("A", "x", ("saw",), 0, 9, -1),)},
        "fixed.A.x.setup_min",
        "negative",
    ),
]


@pytest.mark.parametrize(("overrides", "path", "code"), ROWS)
def test_a_fault_is_named_by_its_place_and_code_and_is_alone(overrides, path, code):
    with pytest.raises(ProblemError) as caught:
        make_problem(**overrides)
    assert [(one.path, one.code) for one in caught.value.problems] == [(path, code)]


def test_the_problem_without_a_fault_is_accepted():
    make_problem()


def test_two_batching_resources_do_not_share_an_alternative():
    resources = make_problem().resources
    second = replace(resources[1], id="kiln")
    with pytest.raises(ProblemError) as caught:
        make_problem(
            resources=(*resources, second), **job_of(step("x", "oven", "kiln"))
        )
    assert [one.code for one in caught.value.problems] == ["several_batchings"]


def test_a_way_to_the_next_site_takes_its_time_within_the_horizon():
    steps = (step("p", "saw"), step("x", "press", after=("p",)))
    make_problem(
        **job_of(*steps), calendars=(EARLY, OPEN_TOO), horizon=Horizon(ORIGIN, 120)
    )
    with pytest.raises(ProblemError) as caught:
        make_problem(
            **job_of(*steps), calendars=(EARLY, OPEN_TOO), horizon=Horizon(ORIGIN, 119)
        )
    assert [one.code for one in caught.value.problems] == ["horizon_too_short"]


def test_material_that_comes_late_takes_its_time_within_the_horizon():
    late = (Material("board", 0, ((100, 4),)),)
    needs = {
        **job_of(step(materials={"board": 4})),
        "calendars": (EARLY, OPEN_TOO),
    }
    make_problem(**needs, materials=late, horizon=Horizon(ORIGIN, 130))
    with pytest.raises(ProblemError) as caught:
        make_problem(**needs, materials=late, horizon=Horizon(ORIGIN, 129))
    assert [one.code for one in caught.value.problems] == ["horizon_too_short"]


def test_a_fault_of_the_shop_does_not_hide_those_of_its_jobs():
    with pytest.raises(ProblemError) as caught:
        make_problem(
            calendars=(replace(EARLY, open=()), LATE),
            resources=make_problem().resources[:3],
            **job_of(step(wait_min=-1), step("y", "gun", materials={"gold": 1})),
        )
    assert {one.path for one in caught.value.problems} == {
        "calendars.early",
        "transports.east.west",
        "jobs.A.operations.x.wait_min",
        "jobs.A.operations.y.alternatives[0]",
        "jobs.A.operations.y.materials.gold",
    }


def test_an_impossible_deadline_is_no_fault():
    make_problem(jobs=(Job("A", (step(),), deadline_min=1, due_min=-5),))


@examples(100, 3000)
@given(problems(), st.integers(1, 14_000), st.booleans())
def test_what_looks_sound_at_a_glance_has_no_fault(problem, length, has_ways):
    problem = problem.altered(
        horizon=replace(problem.horizon, length_min=length),
        transports=problem.transports if has_ways else problem.transports[1:],
    )
    premises = Premises(problem)
    for job in problem.jobs:
        faults = FaultList()
        inspect_job(job, premises, {}, faults)
        if len(faults):
            assert not looks_sound(job, premises)
