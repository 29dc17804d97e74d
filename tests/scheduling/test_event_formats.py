"""Events as files: what is written reads back, and every fault is told at once."""

import json
from typing import Any

import pytest

from scheduling.event_formats import EVENTS, read_event, write_event
from scheduling.events import (
    Absence,
    Breakdown,
    Cancellation,
    Event,
    LateMaterial,
    OrderChange,
    Overtime,
    Progress,
    RushOrder,
    Scrap,
    Waiting,
)
from scheduling.faults import ProblemError
from tests.scheduling.problems import make_job

SAMPLES: tuple[Event, ...] = (
    Breakdown(id="E1", at_min=5, resource="saw_1", since_min=0, until_min=90),
    Absence(id="E2", at_min=5, resource="joiner_1", since_min=10, until_min=90),
    Overtime(id="E3", at_min=5, resource="saw_1", since_min=10, until_min=90),
    Scrap(id="E4", at_min=5, job="A", operation="saw"),
    Scrap(id="E5", at_min=5, job="A", operation="spray", again=("saw", "spray")),
    RushOrder(id="E6", at_min=5, job=make_job("Z")),
    OrderChange(id="E7", at_min=5, job=make_job("A", "red")),
    LateMaterial(id="E8", at_min=5, material="oak", due_min=100),
    LateMaterial(
        id="E9", at_min=5, material="oak", due_min=100, quantity=3, until_min=200
    ),
    Cancellation(id="E10", at_min=5, job="A"),
    Progress(
        id="E11",
        at_min=5,
        job="A",
        operation="saw",
        resources=("saw_2",),
        start_min=1,
        end_min=40,
        is_finished=False,
    ),
    Waiting(id="E12", at_min=5, job="A", operation="saw"),
)


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: event.id)
def test_what_is_written_reads_back_as_it_was(event: Event) -> None:
    assert read_event(write_event(event)) == event


def test_every_kind_of_event_has_a_sample() -> None:
    assert {type(event) for event in SAMPLES} == set(EVENTS.values())


BREAKDOWN = {
    "format": 1,
    "kind": "breakdown",
    "id": "E1",
    "at_min": 5,
    "resource": "saw_1",
    "since_min": 0,
    "until_min": 90,
}


def refused(**changes: Any) -> list[str]:
    """Return the paths of what is wrong; a key that becomes ``...`` is left out."""
    content = {k: v for k, v in {**BREAKDOWN, **changes}.items() if v is not ...}
    with pytest.raises(ProblemError) as caught:
        read_event(json.dumps(content))
    return [fault.path.removeprefix("event.") for fault in caught.value.problems]


def test_every_fault_is_told_at_once() -> None:
    assert refused(format=2, at_min="soon", until_min=..., colour="red") == [
        "format",
        "colour",
        "at_min",
        "until_min",
    ]
    assert refused(kind="flood") == ["kind"]
    assert refused(kind=["breakdown"]) == ["kind"]
    assert refused(at_min=True) == ["at_min"]
    assert refused(at_min=1.5) == ["at_min"]
    assert refused(id=None) == ["id"]


def test_the_faults_of_a_job_stand_below_it() -> None:
    event = {"format": 1, "kind": "rush_order", "id": "E1", "at_min": 5}
    with pytest.raises(ProblemError) as caught:
        read_event(json.dumps({**event, "job": {"id": "Z", "weight": "much"}}))
    paths = {fault.path for fault in caught.value.problems}
    assert paths == {"event.job.weight", "event.job.operations"}


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '"breakdown"'])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ProblemError):
        read_event(text)
