"""Malformed problems name every fault at once, by id."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from scheduling.problem import (
    Alternative,
    Assignment,
    Calendar,
    Horizon,
    Operation,
    ProblemError,
    Resource,
    SetupMatrix,
)
from tests.scheduling.problems import ORIGIN, make_job, make_problem


def step(**overrides: Any) -> Operation:
    parts: dict[str, Any] = {"alternatives": (Alternative(("saw_1",), 30),)}
    return Operation("x", **{**parts, **overrides})


def job_of(*steps: Operation, **overrides: Any) -> dict[str, Any]:
    return {"jobs": (make_job(operations=steps, **overrides),)}


ROWS = [
    ({"horizon": Horizon(datetime(2026, 1, 1), 99)}, "naive_time"),  # noqa: DTZ001 - the fault
    ({"horizon": Horizon(ORIGIN, 0)}, "too_short"),
    ({"horizon": Horizon(ORIGIN, 5000, -1)}, "negative"),
    ({"calendars": (Calendar("day", ()),)}, "never_open"),
    ({"calendars": (Calendar("day", ((5, 5), (6, 900))),)}, "empty_interval"),
    ({"calendars": (Calendar("day", ((0, 900), (600, 990))),)}, "overlapping"),
    ({"resources": (Resource("saw_1", "s", "night"),)}, "unknown_calendar"),
    ({"resources": (Resource("saw_1", "s", "day", capacity=0),)}, "too_small"),
    (
        {"resources": (Resource("b", "s", "day", 2, setups=("colour",)),)},
        "setup_needs_capacity_1",
    ),
    (
        {"resources": (Resource("b", "s", "day", setups=("size",)),)},
        "unknown_attribute",
    ),
    ({"setups": (SetupMatrix("colour", {("a", "b"): -1}),)}, "negative"),
    (job_of(), "no_operations"),
    (job_of(step(), weight=0), "too_small"),
    (job_of(step(), step()), "repeated_id"),
    (job_of(step(), step(after=("x",))), "repeated_id"),
    (job_of(step(alternatives=())), "no_alternatives"),
    (job_of(step(alternatives=(Alternative((), 5),))), "no_resources"),
    (
        job_of(step(alternatives=(Alternative(("saw_1", "saw_1"), 5),))),
        "repeated_resource",
    ),
    (job_of(step(alternatives=(Alternative(("laser",), 5),))), "unknown_resource"),
    (job_of(step(alternatives=(Alternative(("saw_1",), 0),))), "too_short"),
    (job_of(step(alternatives=(Alternative(("saw_1",), 481),))), "fits_no_window"),
    (job_of(step(after=("y",))), "unknown_operation"),
    (job_of(step(after=("x",))), "cycle"),
    (job_of(step(wait_min=-1)), "negative"),
    (job_of(step(setup={"size": "big"})), "unknown_attribute"),
    (job_of(step(setup={"colour": "pink"})), "unknown_family"),
    (job_of(step(), release_min=3900), "horizon_too_short"),
    ({"jobs": (make_job(), make_job())}, "repeated_id"),
    ({"fixed": (Assignment("Z", "saw", ("saw_1",), 0, 9),)}, "unknown_operation"),
    ({"fixed": (Assignment("A", "saw", ("laser",), 0, 9),)}, "unknown_resource"),
    ({"fixed": (Assignment("A", "saw", ("saw_1",), 9, 9),)}, "empty_interval"),
]


@pytest.mark.parametrize(("overrides", "code"), ROWS)
def test_a_fault_is_named_by_its_code(overrides, code):
    with pytest.raises(ProblemError) as caught:
        make_problem(**overrides)
    assert code in {fault.code for fault in caught.value.problems}


def test_a_circle_is_told_by_its_operations():
    parts = {
        "start": (),
        "saw": ("start", "glue"),
        "glue": ("press",),
        "press": ("saw",),
    }
    steps = [replace(step(after=after), id=name) for name, after in parts.items()]
    with pytest.raises(ProblemError) as caught:
        make_problem(jobs=(make_job(operations=(*steps, step(after=("saw",)))),))
    (fault,) = caught.value.problems
    assert (fault.path, fault.code) == ("jobs.A", "cycle")
    assert "saw after glue after press after saw" in fault.sentence


def test_all_faults_are_told_at_once_with_their_ids():
    bad = step(alternatives=(Alternative(("laser",), 0),), after=("y",))
    with pytest.raises(ProblemError) as caught:
        make_problem(jobs=(make_job(operations=(bad,)), make_job("B", weight=0)))
    paths = {fault.path for fault in caught.value.problems}
    assert paths == {
        "jobs.A.operations.x.alternatives[0]",
        "jobs.A.operations.x.after",
        "jobs.B.weight",
    }


def test_a_job_is_checked_against_a_shop_on_its_own():
    problem = make_problem()
    problem.check_job(make_job("new"))
    with pytest.raises(ProblemError):
        problem.check_job(replace(make_job("new"), weight=0))
