"""Changeovers: what is changed, what it costs, and what counts once."""

from dataclasses import replace

from scheduling.changeovers import changeovers, setup_min
from scheduling.measures import objective_of
from scheduling.problem import (
    Alternative,
    Assignment,
    Batching,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    Resource,
    SetupMatrix,
)
from scheduling.schedule import DELIVERY, Objective, Schedule
from scheduling.verify import verify
from tests.scheduling.problems import ORIGIN

COLOURS = SetupMatrix(
    "colour", {("white", "black"): 10}, default_min=4, cost={("white", "black"): 350}
)


def sprayed(*colours: str) -> Problem:
    """One booth that stands at white, and jobs of one colour each."""
    way = Alternative(("booth",), 20, energy_wh=700)
    return Problem(
        horizon=Horizon(ORIGIN, 1440),
        calendars=(Calendar("always", ((0, 1440),)),),
        resources=(
            Resource(
                "booth",
                "spray",
                "always",
                setups=("colour",),
                initial_setup={"colour": "white"},
            ),
        ),
        jobs=tuple(
            Job(f"J{n}", (Operation("spray", (way,), setup={"colour": colour}),))
            for n, colour in enumerate(colours)
        ),
        setups=(COLOURS,),
    )


def row(*spans: tuple[int, int, int]) -> Schedule:
    return Schedule.of(
        Assignment(f"J{n}", "spray", ("booth",), start, end, setup)
        for n, (start, end, setup) in enumerate(spans)
    )


def test_each_change_of_colour_is_told_with_its_minutes_and_cost():
    problem = sprayed("white", "black", "white")
    plan = row((0, 20, 0), (20, 50, 10), (50, 74, 4))
    assert verify(problem, plan) == []
    found = [
        (c.operation[0], c.before, c.after, c.minutes, c.cost)
        for c in changeovers(problem, plan)
    ]
    assert found == [("J1", "white", "black", 10, 350), ("J2", "black", "white", 4, 0)]


def test_the_objective_counts_the_cost_of_changes_and_the_energy_of_ways():
    problem = sprayed("white", "black", "white")
    plan = row((0, 20, 0), (20, 50, 10), (50, 74, 4))
    assert objective_of(problem, plan) == Objective(
        setup_min=14,
        setup_cost=350,
        in_progress_min=74,
        energy_wh=2100,
        makespan_min=74,
    )


def test_what_two_facts_did_one_after_the_other_costs_nothing_any_more():
    problem = sprayed("black", "white", "black")
    plan = row((0, 20, 0), (20, 40, 0), (40, 70, 10))
    facts = tuple(plan.assignments.values())[:2]
    problem = replace(problem, fixed=facts)
    assert verify(problem, plan) == []
    assert [c.operation[0] for c in changeovers(problem, plan)] == ["J2"]


def test_a_batch_is_changed_over_once():
    problem = sprayed("black", "black")
    oven = replace(problem.resources[0], batching=Batching(2, "colour"))
    problem = replace(problem, resources=(oven,))
    plan = row((0, 30, 10), (0, 30, 10))
    assert setup_min(problem, plan) == 10
    assert objective_of(problem, plan).setup_cost == 350


def test_the_terms_of_the_objective_are_those_of_the_delivery_profile():
    assert Objective.__slots__ == DELIVERY
