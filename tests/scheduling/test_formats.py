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
from tests.configurator.counts import examples
from tests.scheduling.problems import fixed_some, make_problem, random_problem
from tests.scheduling.strategies import problems

SMALL = Path(__file__).parents[1] / "data" / "fjsp"
BEST_KNOWN = {"mk01.txt": 40, "k1.txt": 11, "k2.txt": 11}


@examples(60, 2000)
@given(problems())
def test_problems_come_back_as_they_were(problem):
    text = write_problem(problem)
    assert read_problem(text) == problem
    assert write_problem(read_problem(text)) == text


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
def test_plans_and_facts_come_back_as_they_were(seed):
    problem = random_problem(seed)
    outcome = solve(problem, seconds=9, seed=1, iterations=1)
    if isinstance(outcome, Outcome):
        text = write_schedule(outcome.schedule)
        assert read_schedule(text) == outcome.schedule
        problem = fixed_some(problem, outcome.schedule, 0.5, seed)
    assert read_problem(write_problem(problem)) == problem


def test_each_job_stands_on_a_line_of_its_own():
    lines = write_problem(make_problem()).splitlines()
    jobs = lines[lines.index(' "jobs": [') + 1 :]
    assert json.loads(jobs[0])["id"] == "A"


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
        (lambda data: data["resources"].append(7), {"problem.resources[4]"}),
        (
            lambda data: data["horizon"].update(origin="noon"),
            {"problem.horizon.origin"},
        ),
        (
            lambda data: data["setups"][0]["minutes"].append(["white", "black", 1]),
            {"problem.setups[0].minutes"},
        ),
        (
            lambda data: data["resources"][3].update(batching={"units": 10**20}),
            {"problem.resources.oven.batching.units"},
        ),
        (
            lambda data: data.update(materials=[{"id": "glue", "supply": [[1]]}]),
            {"problem.materials.glue.stock", "problem.materials.glue.supply[0]"},
        ),
        (
            lambda data: data.update(transports=[{"before": "a", "to": "b"}]),
            {"problem.transports[0].to", "problem.transports[0].after"},
        ),
        (
            lambda data: data["jobs"][0]["operations"][0].update(
                materials={"glue": 0.5}, units=None, max_wait_min="x"
            ),
            {
                "problem.jobs.A.operations.saw.materials.glue",
                "problem.jobs.A.operations.saw.units",
                "problem.jobs.A.operations.saw.max_wait_min",
            },
        ),
        (
            lambda data: data["jobs"][0]["operations"][0]["alternatives"][1].clear(),
            {"problem.jobs.A.operations.saw.alternatives[1].duration_min"},
        ),
    ],
)
def test_a_malformed_file_names_every_fault(change, paths):
    data = json.loads(write_problem(make_problem()))
    change(data)
    with pytest.raises(ProblemError) as caught:
        read_problem(json.dumps(data))
    assert paths <= {fault.path for fault in caught.value.problems}


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 10**5])
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
