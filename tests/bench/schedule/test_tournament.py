from typing import Any

import pytest

from tests.bench.schedule.shop_judge import faults
from tests.bench.schedule.shops import Played, best_at
from tests.bench.schedule.tournament import INSTANCES, Known

TEXT = "2 2\n2 2 0 3 1 5 1 1 2\n1 1 0 0\n"
GOOD: dict[str, Any] = {
    "makespan": 5,
    "operations": [
        {"job": 0, "operation": 0, "machine": 0, "start": 0, "end": 3},
        {"job": 0, "operation": 1, "machine": 1, "start": 3, "end": 5},
        {"job": 1, "operation": 0, "machine": 0, "start": 0, "end": 0},
    ],
}


def spoilt(at, **words):
    operations = [dict(one) for one in GOOD["operations"]]
    operations[at].update(words)
    return {"makespan": max(one["end"] for one in operations), "operations": operations}


def test_the_judge_lets_a_schedule_pass_that_holds():
    assert faults(TEXT, GOOD) == []


@pytest.mark.parametrize(
    "solution",
    [
        spoilt(0, end=4),  # too long
        spoilt(0, machine=1),  # that takes 5 there
        spoilt(1, start=2, end=4),  # before its turn
        spoilt(1, operation=0),  # one twice, one missing
        spoilt(2, start=-1, end=-1),  # before the beginning
        spoilt(2, start=1, end=1),  # in the middle of another
        {**GOOD, "makespan": 4},
        {**GOOD, "operations": GOOD["operations"][:2]},
    ],
)
def test_the_judge_sees_what_does_not_hold(solution):
    assert faults(TEXT, solution)


def test_a_history_is_read_at_a_time():
    history = [(0.1, 120), (2.0, 110), (31.0, 100)]
    assert [best_at(history, at) for at in (0.0, 0.1, 30.0, 60.0)] == [
        None,
        120,
        110,
        100,
    ]


def test_the_median_counts_a_run_that_found_nothing_as_the_worst():
    known = Known("a.txt", 10, 90, 100)
    runs = (((1.0, 110),), ((1.0, 105),), ())
    one = Played(known, runs, ((), (), ((1.0, 100),)), 1.0, 90, ())
    assert one.gap_pct(30.0) == pytest.approx(10.0)
    assert one.peer_gap_pct(30.0) is None


def test_the_tournament_has_24_shops():
    assert len(set(INSTANCES)) == 24
