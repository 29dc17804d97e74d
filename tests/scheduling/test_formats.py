"""Files: problems and plans come back as they were; bad ones name every fault."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.formats import (
    read_problem,
    read_schedule,
    write_problem,
    write_schedule,
)
from scheduling.instances.fjsp import read_fjsp
from scheduling.problem import ProblemError
from scheduling.schedule import MAKESPAN, Outcome
from scheduling.solve import solve
from scheduling.verify import verify
from tests.scheduling.problems import fixed_some, make_problem, random_problem

SMALL = Path(__file__).parents[1] / "data" / "fjsp"
BEST_KNOWN = {"mk01.txt": 40, "k1.txt": 11, "k2.txt": 11}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_problems_and_plans_come_back_as_they_were(seed):
    problem = random_problem(seed)
    outcome = solve(problem, seconds=9, seed=1, iterations=1)
    if isinstance(outcome, Outcome):
        text = write_schedule(outcome.schedule)
        assert read_schedule(text) == outcome.schedule
        problem = fixed_some(problem, outcome.schedule, 0.5, seed)
    text = write_problem(problem)
    assert read_problem(text) == problem
    assert write_problem(read_problem(text)) == text


@pytest.mark.parametrize(
    ("change", "paths"),
    [
        (lambda data: data.update(format=9), {"problem.format"}),
        (lambda data: data.update(extra=1), {"problem.extra"}),
        (
            lambda data: data.pop("horizon"),
            {"problem.horizon", "problem.horizon.origin", "problem.horizon.length_min"},
        ),
        (
            lambda data: data["calendars"][0].update(open=[[1, "x"]]),
            {"problem.calendars.day.open[0]"},
        ),
        (lambda data: data["jobs"][0].update(weight=True), {"problem.jobs.A.weight"}),
        (
            lambda data: data["jobs"][0].update(weight="1", due_min="x"),
            {"problem.jobs.A.weight", "problem.jobs.A.due_min"},
        ),
        (lambda data: data["resources"].append(7), {"problem.resources.4"}),
        (
            lambda data: data["horizon"].update(origin="noon"),
            {"problem.horizon.origin"},
        ),
    ],
)
def test_a_malformed_file_names_every_fault(change, paths):
    data = json.loads(write_problem(make_problem()))
    change(data)
    with pytest.raises(ProblemError) as caught:
        read_problem(json.dumps(data))
    assert paths <= {fault.path for fault in caught.value.problems}


@pytest.mark.parametrize("text", ["", "[]", "{", "null"])
def test_what_is_no_problem_at_all_is_refused(text):
    with pytest.raises(ProblemError):
        read_problem(text)
    with pytest.raises(ProblemError):
        read_schedule(text)


@pytest.mark.parametrize("name", sorted(BEST_KNOWN))
def test_public_job_shops_are_solved_near_their_best_known_makespan(name):
    problem = read_fjsp((SMALL / name).read_text())
    outcome = solve(problem, seconds=9, seed=1, iterations=400, profile=MAKESPAN)
    assert isinstance(outcome, Outcome)
    assert verify(problem, outcome.schedule) == []
    assert BEST_KNOWN[name] <= outcome.objective.makespan_min <= BEST_KNOWN[name] * 1.2


@pytest.mark.skipif(
    os.environ.get("LOTONE_PROVE") != "1" or "LOTONE_REFERENCE_DATA" not in os.environ,
    reason="sweeps the reference data when LOTONE_PROVE=1",
)
def test_the_shops_of_brandimarte_and_kacem_are_all_planned():
    folder = Path(os.environ["LOTONE_REFERENCE_DATA"]) / "fjsp"
    files = [*folder.glob("brandimarte/*.txt"), *folder.glob("kacem/*.txt")]
    assert files
    for file in files:
        problem = read_fjsp(file.read_text())
        outcome = solve(problem, seconds=1, seed=1, profile=MAKESPAN)
        assert isinstance(outcome, Outcome)
        assert verify(problem, outcome.schedule) == []


@pytest.mark.parametrize("text", ["", "x y", "1 1\n1 1", "2 2\n1 1 0 5"])
def test_what_is_no_job_shop_is_refused(text):
    with pytest.raises(ProblemError):
        read_fjsp(text)
