"""
All shops of the reference data: feasible at once, judged, near the best known.

A sample runs always; every shop does under ``LOTONE_PROVE=1``, one test each, so that a
stopped sweep goes on where it was.
"""

import csv
import os
import time
from pathlib import Path

import pytest

from scheduling.instances.fjsp import problem_of, read_shop
from scheduling.schedule import Outcome
from scheduling.shops.plain import plain_shop
from scheduling.shops.solve import solve_shop
from scheduling.verify import verify
from tests.scheduling.shops.by_hand import faults

DATA = os.environ.get("LOTONE_REFERENCE_DATA", "")
IS_PROOF = os.environ.get("LOTONE_PROVE") == "1"
SAMPLE = (
    "kacem/k1.txt",
    "fattahi/mfjs06.txt",
    "brandimarte/mk07.txt",
    "hurink/edata/orb7.txt",  # has durations of 0
    "naderi/272.txt",  # the most operations
)
ROUNDS = 3_000
"""A second or less, but the same on every machine."""

WORST_SHARE = 0.25
"""How far above the best known a shop may be after so few rounds."""


def listed():
    if not DATA:
        return []
    with (Path(DATA) / "fjsp" / "best_known.csv").open() as file:
        return list(csv.DictReader(file))


ROWS = [row for row in listed() if IS_PROOF or row["file"] in SAMPLE]

pytestmark = pytest.mark.skipif(not DATA, reason="LOTONE_REFERENCE_DATA is not set")


def text_of(row):
    return (Path(DATA) / "fjsp" / row["file"]).read_text()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_shop_is_feasible_at_once_and_soon_near_the_best_known(row, record_property):
    began_s = time.process_time()
    shop = read_shop(text_of(row))
    first = solve_shop(shop, seconds=0, seed=1, workers=1)
    assert isinstance(first, Outcome)
    first_s = time.process_time() - began_s
    assert faults(shop, first.schedule) == []
    outcome = solve_shop(shop, seconds=1, seed=1, iterations=ROUNDS)
    assert isinstance(outcome, Outcome)
    assert faults(shop, outcome.schedule) == []
    makespan, best_known = outcome.objective.makespan_min, int(row["best_known"])
    record_property("first_solution_s", round(first_s, 3))
    record_property("gap_pct", round(100 * (makespan / best_known - 1), 2))
    assert (outcome.lower_bound or 0) <= best_known
    assert int(row["lower_bound"]) <= makespan <= best_known * (1 + WORST_SHARE)
    assert makespan <= first.objective.makespan_min


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_the_judge_of_problems_lets_a_shop_pass(row):
    """The same shop as a problem, its names kept, judged by ``verify``."""
    problem = problem_of(read_shop(text_of(row)))
    assert plain_shop(problem) is not None
    outcome = solve_shop(problem, seconds=0, seed=1, workers=1)
    assert isinstance(outcome, Outcome)
    assert verify(problem, outcome.schedule) == []


def test_every_shop_is_swept():
    """A sweep that finds no shops has proven nothing."""
    assert len(listed()) == 341
    assert len(ROWS) == (341 if IS_PROOF else len(SAMPLE))
