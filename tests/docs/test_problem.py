"""The problem page: its plan holds, and each of its examples breaks its rule alone."""

import json
from dataclasses import asdict

import pytest

from scheduling.formats import read_problem, read_schedule, write_problem
from scheduling.measures import objective_of
from scheduling.schedule import Schedule
from scheduling.verify import KINDS, verify
from tests.docs.examples import DOCS, files_of

PAGE = files_of("formats/problem.md")
PROBLEM = read_problem(PAGE["problem.json"].decode())
PLAN = read_schedule(PAGE["plan.json"].decode())


def changed(kind: str) -> Schedule:
    """Return the plan with the assignments of an example in their places."""
    data = json.loads(PAGE["plan.json"])
    own = json.loads(PAGE[kind])
    names = {(one["job"], one["operation"]) for one in own}
    kept = [o for o in data["assignments"] if (o["job"], o["operation"]) not in names]
    data["assignments"] = [*kept, *(one for one in own if one["resources"])]
    return read_schedule(json.dumps(data))


def test_the_plan_of_the_page_has_nothing_against_it():
    assert verify(PROBLEM, PLAN) == []
    assert read_problem(write_problem(PROBLEM)) == PROBLEM


def test_the_plan_of_the_page_is_worth_what_it_says():
    told = json.loads(PAGE["objective"])
    assert asdict(objective_of(PROBLEM, PLAN)) == told


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_rule_breaks_it_and_no_other(kind):
    found = verify(PROBLEM, changed(kind))
    assert {violation.kind for violation in found} == {kind}


def test_every_rule_has_its_heading():
    lines = (DOCS / "formats/problem.md").read_text().splitlines()
    told = [line.removeprefix("### ") for line in lines if line.startswith("### ")]
    assert sorted(", ".join(told).split(", ")) == sorted(KINDS)
