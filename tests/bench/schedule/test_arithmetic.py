"""The benchmark counts what it says: on plans small enough to count by hand."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from scheduling.instances.factories import generate
from scheduling.problem import Horizon, Problem
from scheduling.schedule import Assignment, Schedule
from scheduling.verify import verify
from tests.bench.configure.rivals import Peers
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.breakdown import added
from tests.bench.schedule.breaking import (
    busiest,
    frozen_moved,
    moved,
    unaffected_share,
)
from tests.bench.schedule.due_order import due_order
from tests.bench.schedule.factory import improved, verdicts
from tests.bench.schedule.planning import constructed, count, gains
from tests.scheduling.problems import make_job, make_problem


def step(stage: str, late: int) -> dict[str, Any]:
    return {"stage": stage, "objective": {"late": late}}


HISTORY = [
    step("due", 900),
    step("slack", 700),
    step("recreate", 650),
    step("window", 600),
    step("recreate", 400),
]


def test_what_stages_gain_adds_up_to_all_that_was_gained() -> None:
    found = gains(HISTORY, "late")
    assert found == {"constructors": 200, "recreate": 250, "window": 50}
    assert sum(found.values()) == 900 - 400
    assert [count(HISTORY, stage) for stage in found] == [1, 2, 1]


def test_the_best_constructor_is_the_best_in_the_term() -> None:
    plans = {"due": {"late": 900}, "slack": {"late": 700}}
    assert constructed(plans, "late") == (700, "slack")


def run_of(final: int, *, is_planned: bool = True) -> dict[str, Any]:
    late = "weighted_tardiness_min"
    return {
        "is_planned": is_planned,
        "why": "" if is_planned else "saw_1 is held twice",
        "constructors": {"due": {late: 1000}, "atcs": {late: 1300}},
        "objective": {late: final},
    }


def test_the_gain_is_the_median_of_the_runs_in_per_cent() -> None:
    runs = [run_of(900), run_of(700), run_of(800)]
    row = improved("f", runs, "weighted_tardiness_min", 15, 30)
    assert row.measured == pytest.approx(20)
    assert row.verdict == "kept"


def test_a_refused_plan_counts_as_none_and_says_so() -> None:
    runs = [run_of(100), run_of(100, is_planned=False)]
    row = improved("f", runs, "weighted_tardiness_min", 15, 30)
    assert row.measured is None
    assert "1 of 2 REFUSED: saw_1 is held twice" in row.how
    assert "REFUSED" in verdicts(runs)


def at(job: str, operation: str, resource: str, start: int) -> Assignment:
    return Assignment(job, operation, (resource,), start, start + 10)


PLAN_OF_SHOP = Schedule.of(
    [
        Assignment("A", "saw", ("saw_1",), 60, 130),
        Assignment("B", "saw", ("saw_2",), 250, 350),
        Assignment("A", "spray", ("booth",), 130, 150),
    ]
)
PLAN = Schedule.of(
    [
        at("A", "1", "saw", 0),
        at("A", "2", "booth", 100),
        at("B", "1", "saw", 20),
        at("B", "2", "drill", 110),
        at("C", "1", "saw", 40),
        at("C", "2", "drill", 130),
    ]
)


def changed(*assignments: Assignment) -> Schedule:
    return Schedule.of([*PLAN.assignments.values(), *assignments])


def test_an_operation_moves_when_it_starts_otherwise_or_elsewhere() -> None:
    after = changed(at("B", "1", "saw", 25), at("C", "1", "saw_2", 40))
    assert moved(PLAN, after) == {("B", "1"), ("C", "1")}
    assert moved(PLAN, PLAN) == set()


def test_unaffected_are_all_jobs_with_nothing_on_the_machine_while_it_is_down() -> None:
    after = changed(at("A", "2", "booth", 300), at("B", "2", "drill", 200))
    # A was on the booth; of the four operations of B and C one moved.
    assert unaffected_share(PLAN, after, "booth", (105, 200)) == 25
    # Nothing was on the booth by then: A's move counts, too.
    assert unaffected_share(PLAN, after, "booth", (110, 200)) == pytest.approx(100 / 3)


def test_what_the_event_made_impossible_is_no_frozen_move() -> None:
    origin = make_problem().horizon.origin
    jobs = (make_job("A"), make_job("B"))
    fact = Assignment("A", "saw", ("saw_1",), 480, 510)
    before = Schedule.of([fact, Assignment("B", "saw", ("saw_2",), 490, 530)])
    after = Schedule.of([fact, Assignment("B", "saw", ("saw_2",), 600, 640)])
    horizon = Horizon(origin, 5760, freeze_min=500)
    freed = make_problem(jobs=jobs, horizon=horizon, fixed=(fact,))
    assert frozen_moved(freed, before, after) == set()
    kept = make_problem(
        jobs=jobs, horizon=horizon, fixed=tuple(before.assignments.values())
    )
    assert frozen_moved(kept, before, after) == {("B", "saw")}


def late(before: int, ours: int, free: int, worth: float = 50.0) -> dict[str, Any]:
    return {
        "machine": "saw",
        "at_min": 300,
        "before_tardiness": before,
        "repair_tardiness": ours,
        "tardiness": ours,
        "free_tardiness": free,
        "operation_worth": worth,
    }


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        (late(1000, 1110, 1100), 1.0),  # 1.1 times what a free one adds
        (late(1000, 1220, 1100), 2.0),
        (late(1000, 900, 1100), 0.0),  # it adds nothing
        (late(1000, 1050, 1000), 1.0),  # a free one adds nothing: one operation
        (late(1000, 1100, 800), 2.0),
    ],
)
def test_added_tardiness_is_measured_against_a_free_replan(
    run: dict[str, Any], parts: float
) -> None:
    assert added("down", [run]).measured == pytest.approx(parts)


def test_the_worst_breakdown_counts() -> None:
    row = added("down", [late(1000, 1220, 1100), late(1000, 900, 1100)])
    assert row.measured == pytest.approx(2)
    assert "1 of 2 keep it" in row.how


def test_machines_break_that_are_at_work() -> None:
    found = busiest(make_problem(), PLAN_OF_SHOP, 100)
    assert found == ["saw_2", "booth"]  # 90 min of the four hours, and 20
    assert busiest(make_problem(), PLAN_OF_SHOP, 5000) == []


@pytest.fixture
def lacquering() -> Problem:
    return generate("setups", 60, 0.5, 1)


def test_due_date_order_is_a_plan(lacquering: Problem) -> None:
    assert verify(lacquering, due_order(lacquering)) == []


def test_due_date_order_starts_the_earlier_due_first(lacquering: Problem) -> None:
    plan = due_order(lacquering).assignments
    for booth in ("booth_01", "booth_02"):
        sprayed = [
            (one.start_min, lacquering.job_by_id[one.job].due_min or 0)
            for one in plan.values()
            if one.resources == (booth,) and one.key not in lacquering.fixed_by_key
        ]
        # Whoever is released or prepared later may wait; the others keep their turn.
        ranked = [due for _, due in sorted(sprayed)]
        turns = sum(a <= b for a, b in pairwise(ranked))
        assert turns > 0.7 * len(ranked)


def test_due_date_order_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="batches"):
        due_order(generate("furniture", 20, 0.9, 1))


def test_a_smoke_run_is_small(tmp_path: Path) -> None:
    quick = Asked(tmp_path, Peers(None), is_quick=True)
    assert (quick.seconds(60), quick.orders(7900)) == (2, 158)
