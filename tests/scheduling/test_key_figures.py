"""Key figures of small factories, worked out by hand."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scheduling import key_figures
from scheduling.key_figures import (
    Ratio,
    Span,
    energy_per_piece,
    on_time_in_full,
    setup_share,
    stock_turns,
    utilisation,
    work_in_progress,
)
from scheduling.measures import loads
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
)
from scheduling.schedule import Schedule
from scheduling.verify import verify
from tests.scheduling.strategies import ORIGIN

ALL = Span(0, 200)


def job(name: str, colour: str, **overrides: Any) -> Job:
    """Spray for 20 minutes with one can of paint, then bake for 30."""
    spray = Operation(
        "spray",
        (Alternative(("booth",), 20, 100),),
        (),
        {"colour": colour},
        is_resumable=True,
        wait_min=5,
        materials={"paint": 1},
    )
    bake = Operation("bake", (Alternative(("oven", "baker"), 30, 400),), ("spray",))
    return Job(name, (spray, bake), **overrides)


def make_problem(**overrides: Any) -> Problem:
    """Two jobs that share a batch."""
    parts: dict[str, Any] = {
        "horizon": Horizon(ORIGIN, 200),
        "calendars": (Calendar("day", ((0, 50), (60, 200))),),
        "resources": (
            Resource(
                "booth", "b", "day", setups=("colour",), initial_setup={"colour": "a"}
            ),
            Resource("oven", "o", "day", batching=Batching(2)),
            Resource("baker", "o", "day", capacity=2),
        ),
        "jobs": (
            job("A", "a", due_min=100, deadline_min=120),
            job("B", "b", due_min=90),
        ),
        "setups": (SetupMatrix("colour", {}, 10),),
        "materials": (Material("paint", 1, ((20, 4),)),),
    }
    return Problem(**{**parts, **overrides})


PLAN = Schedule.of(
    (
        Assignment("A", "spray", ("booth",), 0, 20),
        Assignment("B", "spray", ("booth",), 30, 70, 10),  # closed from 50 to 60
        Assignment("A", "bake", ("oven", "baker"), 80, 110),
        Assignment("B", "bake", ("oven", "baker"), 80, 110),
    )
)


def test_the_plan_of_the_figures_is_one():
    assert verify(make_problem(), PLAN) == []


def test_orders_are_on_time_when_all_of_them_is():
    problem = make_problem()
    assert on_time_in_full(problem, PLAN, ALL) == Ratio(1, 2)  # B was promised for 90
    together = on_time_in_full(problem, PLAN, ALL, lambda _job: "both")
    assert together == Ratio(0, 1)
    assert on_time_in_full(problem, PLAN, Span(100, 200)) == Ratio(1, 1)


def test_an_order_that_is_not_wholly_planned_is_not_in_full():
    rest = Schedule.of(one for one in PLAN.assignments.values() if one.job == "A")
    assert on_time_in_full(make_problem(), rest, ALL) == Ratio(1, 2)
    assert work_in_progress(make_problem(), rest, ALL) == Ratio(110, 200)


def test_nothing_promised_is_no_figure():
    problem = make_problem(jobs=(job("A", "a"), job("B", "b")))
    assert on_time_in_full(problem, PLAN, ALL).value is None


def test_work_in_progress_is_the_average_number_of_jobs_begun():
    # A from 0 to 110, B from 30 to 110
    assert work_in_progress(make_problem(), PLAN, ALL) == Ratio(190, 200)
    assert work_in_progress(make_problem(), PLAN, Span(20, 40)) == Ratio(30, 20)


def test_utilisation_counts_work_and_changeover_within_open_time():
    found = utilisation(make_problem(), PLAN, ALL)
    assert found == {
        "booth": Ratio(50, 190),
        "oven": Ratio(30, 190),  # one batch
        "baker": Ratio(30, 380),
    }
    assert utilisation(make_problem(), PLAN, Span(40, 100))["booth"] == Ratio(20, 50)


@pytest.mark.parametrize(
    ("span", "expected"),
    [(ALL, Ratio(10, 80)), (Span(35, 65), Ratio(5, 20)), (Span(120, 200), Ratio(0, 0))],
)
def test_the_setup_share_is_that_of_working_minutes(span, expected):
    assert setup_share(make_problem(), PLAN, span) == expected


def test_energy_is_shared_by_good_pieces():
    assert energy_per_piece(make_problem(), PLAN, ALL) == Ratio(1000, 2)
    pieces: Mapping[str, int] = {"A": 3, "B": 0}
    found = energy_per_piece(make_problem(), PLAN, ALL, lambda job: pieces[job.id])
    assert found.value == pytest.approx(1000 / 3)
    assert energy_per_piece(make_problem(), PLAN, Span(0, 110)).value is None


def test_stock_turns_over_so_often_a_year():
    # the can goes at 0; 4 come at 20 and one goes at 30: none, 4, then 3
    stock_minutes = 4 * 10 + 3 * 170
    expected = Ratio(2 * key_figures.YEAR_MIN, stock_minutes)
    assert stock_turns(make_problem(), PLAN, ALL) == {"paint": expected}
    part = stock_turns(make_problem(), PLAN, Span(25, 35))["paint"]
    assert part == Ratio(key_figures.YEAR_MIN, 4 * 5 + 3 * 5)


def test_what_a_fact_took_before_the_origin_is_in_no_figure():
    begun = replace(PLAN.assignments["A", "spray"], start_min=-20, end_min=0)
    plan = Schedule.of((*PLAN.assignments.values(), begun))
    problem = make_problem(fixed=(begun,))
    # 1 can stays for 20 min, then 5 for 10, then 4
    expected = Ratio(key_figures.YEAR_MIN, 20 + 5 * 10 + 4 * 170)
    assert stock_turns(problem, plan, ALL)["paint"] == expected


def test_loads_of_a_day_count_a_batch_once():
    found = {one.resource: one for one in loads(make_problem(), PLAN)}
    assert (found["booth"].work_min, found["booth"].setup_min) == (50, 10)
    assert (found["oven"].work_min, found["oven"].open_min) == (30, 190)
    assert (found["baker"].work_min, found["baker"].open_min) == (30, 380)


def test_every_figure_is_defined_in_the_documentation():
    page = Path(__file__).parents[2] / "docs" / "key-figures.md"
    text = page.read_text()
    for name in (
        "on_time_in_full",
        "utilisation",
        "work_in_progress",
        "setup_share",
        "energy_per_piece",
        "stock_turns",
    ):
        assert callable(getattr(key_figures, name))
        assert f"`{name}`" in text
