"""The judge of batches, sites, limited waits and materials: one change, one rule."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

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
    Transport,
)
from scheduling.schedule import Schedule
from scheduling.verify import KINDS, verify
from tests.scheduling.plain_judge import PlainJudge
from tests.scheduling.problems import ORIGIN

DAY = ((0, 700), (730, 1440))
HEAT = SetupMatrix("heat", {("low", "high"): 15, ("high", "low"): 25})
COLOUR = SetupMatrix("colour", {("white", "black"): 9, ("black", "white"): 9})


def job(name: str, **bake: Any) -> Job:
    """Cut in the east, dry for ten minutes, bake in the west soon after."""
    cut = Operation(
        "cut",
        (Alternative(("saw",), 20),),
        wait_min=10,
        max_wait_min=60,
        materials={"board": 2},
    )
    parts: dict[str, Any] = {
        "alternatives": (Alternative(("oven", "baker"), 40),),
        "after": ("cut",),
        "setup": {"heat": "low"},
        "units": 2,
    }
    return Job(name, (cut, Operation("bake", **{**parts, **bake})))


def make_problem(*jobs: Job, **overrides: Any) -> Problem:
    """One saw in the east, one oven for four units with its baker in the west."""
    batching = Batching(4, "heat", base_min=5)
    parts: dict[str, Any] = {
        "horizon": Horizon(ORIGIN, 1440),
        "calendars": (Calendar("day", DAY),),
        "resources": (
            Resource("saw", "saw", "day", capacity=2, site="east"),
            Resource(
                "oven",
                "oven",
                "day",
                setups=("heat",),
                initial_setup={"heat": "low"},
                batching=batching,
                site="west",
            ),
            Resource("baker", "oven", "day", setups=("colour",), site="west"),
            Resource("helper", "oven", "day", site="west"),
        ),
        "setups": (HEAT, COLOUR),
        "jobs": jobs or (job("A"), job("B")),
        "materials": (Material("board", 3, ((50, 9),)),),
        "transports": (Transport("east", "west", 30),),
    }
    return Problem(**{**parts, **overrides})


def oven(**changes: Any) -> tuple[Resource, ...]:
    """List the resources with another oven."""
    return tuple(
        replace(one, **changes) if one.id == "oven" else one
        for one in make_problem().resources
    )


GOOD = (
    Assignment("A", "cut", ("saw",), 40, 60),
    Assignment("B", "cut", ("saw",), 50, 70),
    Assignment("A", "bake", ("oven", "baker"), 110, 155),
    Assignment("B", "bake", ("oven", "baker"), 110, 155),
)


def changed(*keys: str, **changes: Any) -> Schedule:
    """Return the good plan with some of its assignments changed."""
    return Schedule.of(
        replace(one, **changes) if f"{one.job}/{one.operation}" in keys else one
        for one in GOOD
    )


def found(problem: Problem, schedule: Schedule) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.kind, one.ids) for one in verify(problem, schedule)]


BOTH = ("A/bake", "B/bake")


def test_a_good_plan_has_nothing_against_it():
    assert found(make_problem(), Schedule.of(GOOD)) == []


@pytest.mark.parametrize(
    "changes", [{"end_min": 156}, {"resources": ("oven", "helper")}, {"setup_min": 1}]
)
def test_what_is_in_an_oven_together_starts_and_ends_together(changes):
    ways = (Alternative(("oven", "baker"), 40), Alternative(("oven", "helper"), 40))
    problem = make_problem(job("A"), job("B", alternatives=ways))
    plan = changed("B/bake", **changes)
    assert found(problem, plan) == [("batch", (*BOTH, "oven"))]


def test_a_batch_has_no_more_in_it_than_there_is_room():
    problem = make_problem(job("A"), job("B", units=3))
    assert found(problem, Schedule.of(GOOD)) == [("batch_units", (*BOTH, "oven"))]


def test_a_batch_is_of_one_family():
    problem = make_problem(job("A"), job("B", setup={"heat": "high"}))
    assert found(problem, Schedule.of(GOOD)) == [("batch_family", (*BOTH, "oven"))]


def test_all_that_is_held_by_a_batch_has_one_family():
    colours = (
        job("A", setup={"heat": "low", "colour": "white"}),
        job("B", setup={"heat": "low", "colour": "black"}),
    )
    problem = make_problem(*colours)
    assert found(problem, Schedule.of(GOOD)) == [("batch_family", (*BOTH, "oven"))]
    problem = make_problem(colours[0], job("B"))  # B leaves the colour as it stands
    assert found(problem, Schedule.of(GOOD)) == []


@pytest.mark.parametrize(("minutes", "end"), [(40, 155), (70, 185)])
def test_the_longest_of_a_batch_counts(minutes, end):
    long = (Alternative(("oven", "baker"), minutes),)
    problem = make_problem(job("A"), job("B", alternatives=long))
    assert found(problem, changed(*BOTH, end_min=end)) == []
    short = changed(*BOTH, end_min=end - 1)
    assert found(problem, short) == [("duration", (*BOTH, "oven", "baker"))]


def test_the_parts_of_a_sheet_add_up():
    problem = make_problem(
        resources=oven(batching=Batching(4, "heat", 5, adds_up=True))
    )
    assert found(problem, changed(*BOTH, end_min=195)) == []
    assert [kind for kind, _ in found(problem, Schedule.of(GOOD))] == ["duration"]


def test_loading_an_oven_counts_for_one_piece_too():
    problem = make_problem(job("A"))
    plan = Schedule.of((GOOD[0], replace(GOOD[2], end_min=150)))
    assert [kind for kind, _ in found(problem, plan)] == ["duration"]
    assert found(problem, Schedule.of((GOOD[0], GOOD[2]))) == []


def test_a_batch_pauses_only_when_all_of_it_may():
    first = job("A", is_resumable=True)
    cuts = tuple(replace(one, start_min=600, end_min=620) for one in GOOD[:2])
    bakes = tuple(replace(one, start_min=690, end_min=765) for one in GOOD[2:])
    plan = Schedule.of((*cuts, *bakes))
    problem = make_problem(first, job("B", is_resumable=True))
    assert found(problem, plan) == []
    problem = make_problem(first, job("B"))
    assert found(problem, plan) == [("pause", (*BOTH, "oven", "baker"))]


def test_batches_of_one_oven_do_not_overlap():
    alone = (Alternative(("oven",), 40),)
    problem = make_problem(job("A", alternatives=alone), job("B", alternatives=alone))
    bake = replace(GOOD[2], resources=("oven",))
    plan = [*GOOD[:2], bake, replace(bake, job="B", start_min=120, end_min=165)]
    assert found(problem, Schedule.of(plan)) == [("capacity", (*BOTH, "oven"))]
    plan[3] = replace(bake, job="B", start_min=155, end_min=200)
    assert found(problem, Schedule.of(plan)) == []


def torn(**other: Any) -> tuple[Problem, Schedule]:
    """Bake B with the painter, who is no way of it, and A with the baker."""
    white = {"heat": "low", "colour": "white"}
    painter = Resource("painter", "oven", "day", setups=("colour",), site="west")
    resources = tuple(
        replace(one, setups=()) if one.id == "baker" else one
        for one in make_problem().resources
    )
    problem = make_problem(
        job("A", setup=white),
        job("B", **{"setup": white, **other}),
        resources=(*resources, painter),
    )
    return problem, changed("B/bake", resources=("oven", "painter"))


@pytest.mark.parametrize(
    ("other", "broken"),
    [
        ({}, []),
        ({"units": 3}, ["batch_units"]),
        ({"setup": {"heat": "high"}}, ["batch_family"]),
        # the painter is held by the second member alone: its attributes count too
        ({"setup": {"heat": "low", "colour": "black"}}, ["batch_family"]),
    ],
)
def test_members_on_other_resources_take_room_and_have_families(other, broken):
    problem, plan = torn(**other)
    expected = [
        ("alternative", ("B/bake", "oven", "painter")),
        *((kind, (*BOTH, "oven")) for kind in ("batch", *broken)),
    ]
    assert found(problem, plan) == expected
    assert PlainJudge(problem, plan).kinds() == {kind for kind, _ in expected}


def test_the_first_member_speaks_for_the_changeover_of_members_that_differ():
    white = {"heat": "low", "colour": "white"}
    problem, plan = torn(setup=white)
    resources = tuple(
        replace(one, initial_setup={"colour": "black"}) if one.id == "painter" else one
        for one in problem.resources
    )
    problem = problem.altered(resources=resources)
    for first, second, kinds in ((0, 9, {"changeover"}), (9, 0, set())):
        minutes = {"A": first, "B": second}
        rows = [
            replace(one, setup_min=minutes[one.job]) if one.operation == "bake" else one
            for one in plan.assignments.values()
        ]
        for order in (rows, rows[::-1]):  # of the problem's jobs, not of the plan's
            told = Schedule.of(order)
            expected = {"alternative", "batch", *kinds}
            assert {kind for kind, _ in found(problem, told)} == expected
            assert PlainJudge(problem, told).kinds() == expected


def test_a_batch_holds_its_baker_once():
    other = Operation("other", (Alternative(("baker",), 45),))
    problem = make_problem(job("A"), job("B"), Job("C", (other,)))
    busy = Assignment("C", "other", ("baker",), 110, 155)
    plan = Schedule.of((*GOOD, busy))
    told = {kind for kind, _ in found(problem, plan)}
    assert told == {"capacity"}


def test_a_batch_is_changed_over_once_for_all():
    problem = make_problem(
        job("A", setup={"heat": "high"}), job("B", setup={"heat": "high"})
    )
    short = changed(*BOTH, end_min=169, setup_min=14)
    assert found(problem, short) == [("changeover", (*BOTH, "oven"))]
    assert found(problem, changed(*BOTH, end_min=170, setup_min=15)) == []


def test_work_travels_between_sites():
    plan = changed(*BOTH, start_min=109, end_min=154)
    assert found(make_problem(), plan) == [("transport", ("B/bake", "B/cut"))]


def test_sites_without_a_way_between_them_do_not_follow_each_other():
    problem = make_problem()
    problem = problem.altered(transports=(Transport("west", "east", 30),))
    expected = [
        ("transport", ("A/bake", "A/cut")),
        ("transport", ("B/bake", "B/cut")),
    ]
    assert found(problem, Schedule.of(GOOD)) == expected


def test_what_must_not_wait_long_does_not():
    latest = changed(*BOTH, start_min=150, end_min=195)  # 60 + 60 + 30
    assert found(make_problem(), latest) == []
    plan = changed(*BOTH, start_min=151, end_min=196)
    assert found(make_problem(), plan) == [("max_wait", ("A/bake", "A/cut"))]


def test_a_fact_that_was_left_too_long_is_not_judged_any_more():
    problem = make_problem(fixed=(GOOD[0],))
    plan = changed(*BOTH, start_min=161, end_min=206)
    assert found(problem, plan) == [("max_wait", ("B/bake", "B/cut"))]


def test_material_is_taken_when_it_is_there():
    early = changed("B/cut", start_min=49, end_min=69)
    assert found(make_problem(), early) == [("material", ("B/cut", "board"))]


def test_facts_before_the_origin_took_theirs_before_the_stock_was_counted():
    begun = replace(GOOD[0], start_min=-5)
    plan = Schedule.of((begun, replace(GOOD[1], start_min=45, end_min=65), *GOOD[2:]))
    assert found(make_problem(fixed=(begun,)), plan) == []
    frozen = replace(GOOD[0], start_min=5)
    plan = Schedule.of((frozen, *list(plan.assignments.values())[1:]))
    expected = [("material", ("B/cut", "board"))]
    assert found(make_problem(fixed=(frozen,)), plan) == expected


def test_facts_alone_may_lack_material():
    facts = (GOOD[0], GOOD[1])
    scarce = (Material("board", 0),)
    problem = make_problem(fixed=facts).altered(materials=scarce)
    assert found(problem, Schedule.of(GOOD)) == []


def test_facts_of_one_oven_are_not_judged_against_each_other():
    facts = (GOOD[2], replace(GOOD[3], end_min=150))
    problem = make_problem(fixed=facts)
    plan = Schedule.of((*GOOD[:2], *facts))
    assert found(problem, plan) == []


def test_who_joins_a_batch_of_facts_keeps_its_rules():
    problem = make_problem(fixed=(GOOD[2],))
    assert found(problem, Schedule.of(GOOD)) == []
    full = make_problem(job("A"), job("B", units=3), fixed=(GOOD[2],))
    assert found(full, Schedule.of(GOOD)) == [("batch_units", (*BOTH, "oven"))]


def test_every_kind_of_violation_has_a_test_that_breaks_it():
    here = Path(__file__)
    files = (here, here.with_name("test_verify.py"))
    text = "".join(file.read_text() for file in files)
    assert [kind for kind in KINDS if f'"{kind}"' not in text] == []
