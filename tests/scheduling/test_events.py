"""Events: what has begun stays, what is frozen stays if it can, "no" is a value."""

from dataclasses import replace

import pytest

from scheduling.disturb import apply
from scheduling.events import (
    Breakdown,
    Cancellation,
    Declined,
    LateMaterial,
    OrderChange,
    Overtime,
    Progress,
    RushOrder,
    Scrap,
    Waiting,
)
from scheduling.problem import (
    Alternative,
    Assignment,
    Calendar,
    Horizon,
    Job,
    Material,
    Operation,
    Problem,
    ProblemError,
    Resource,
)
from scheduling.schedule import Schedule
from tests.scheduling.problems import ORIGIN, make_job, make_problem

DAY = 1440


def step(name: str, machine: str, minutes: int, *after: str, **more) -> Operation:
    return Operation(name, (Alternative((machine,), minutes),), after, **more)


@pytest.fixture
def shop():
    """Two orders, cut then glued, planned from 480 on; frozen until 600."""
    glue = {"glue": 1}
    jobs = tuple(
        Job(
            name,
            (
                step("cut", "saw", 60),
                step("join", "press", 60, "cut", materials=glue),
                step("pack", "bench", 60, "join"),
            ),
            deadline_min=1500,
        )
        for name in "AB"
    )
    problem = Problem(
        horizon=Horizon(ORIGIN, 5 * DAY, freeze_min=600),
        calendars=(Calendar("day", ((480, 960), (DAY + 480, DAY + 960))),),
        resources=tuple(Resource(r, r, "day") for r in ("saw", "press", "bench")),
        jobs=jobs,
        materials=(Material("glue", 1, ((550, 1),)),),
    )
    plan = Schedule.of(
        Assignment(job, operation, (machine,), start, start + 60)
        for job, shift in (("A", 0), ("B", 60))
        for operation, machine, start in (
            ("cut", "saw", 480 + shift),
            ("join", "press", 540 + shift),
            ("pack", "bench", 600 + shift),
        )
    )
    return problem, plan


def applied(shop, event) -> Problem:
    after = apply(shop[0], shop[1], event)
    assert isinstance(after, Problem)
    return after


def test_what_has_begun_and_what_is_frozen_is_fixed_afterwards(shop):
    wish = OrderChange(id="e", at_min=500, job=replace(shop[0].jobs[1], due_min=900))
    after = applied(shop, wish)
    assert set(after.fixed_by_key) == {("A", "cut"), ("A", "join"), ("B", "cut")}
    assert after.horizon.freeze_min == 600
    assert after.job_by_id["B"].due_min == 900


def test_work_on_a_machine_that_breaks_pauses_and_the_fence_gives_way_behind_it(shop):
    down = Breakdown(id="e", at_min=500, resource="saw", since_min=500, until_min=620)
    after = applied(shop, down)
    assert after.fixed_by_key["A", "cut"] == Assignment("A", "cut", ("saw",), 480, 660)
    # B's cut was to run on the saw, A's join waits for the cut: they are free again
    assert set(after.fixed_by_key) == {("A", "cut")}
    assert after.calendar_by_id[after.resource_by_id["press"].calendar].open[0] == (
        480,
        960,
    )


def test_overtime_opens_one_calendar_and_leaves_the_others(shop):
    more = Overtime(id="e", at_min=500, resource="saw", since_min=900, until_min=1100)
    after = applied(shop, more)
    own = after.calendar_by_id[after.resource_by_id["saw"].calendar]
    assert own.open[0] == (480, 1100)
    assert after.calendar_by_id["day"] == shop[0].calendar_by_id["day"]


def test_a_spoilt_piece_is_made_again_from_the_beginning(shop):
    scrap = Scrap(id="e", at_min=560, job="A", operation="join")
    after = applied(shop, scrap)
    job = after.job_by_id["A"]
    assert [one.id for one in job.operations] == [
        "cut",
        "join",
        "pack",
        "cut~2",
        "join~2",
    ]
    by_id = {one.id: one for one in job.operations}
    assert by_id["join~2"].after == ("cut~2",)
    assert by_id["pack"].after == ("join~2",)
    assert after.fixed_by_key["A", "join"].end_min == 560  # it is broken off
    assert ("A", "cut~2") not in after.fixed_by_key


def test_a_second_scrap_makes_the_remade_piece_again(shop):
    once = applied(shop, Scrap(id="e", at_min=560, job="A", operation="join"))
    more = [
        Assignment("A", "cut~2", ("saw",), 620, 680),
        Assignment("A", "join~2", ("press",), 680, 740),
        Assignment("A", "pack", ("bench",), 740, 800),
    ]
    plan = Schedule.of([*shop[1].assignments.values(), *more])
    event = Scrap(id="f", at_min=690, job="A", operation="join~2", again=("join~2",))
    twice = apply(once, plan, event)
    assert isinstance(twice, Problem)
    by_id = {one.id: one for one in twice.job_by_id["A"].operations}
    assert by_id["join~2~2"].after == ("cut~2",)
    assert by_id["pack"].after == ("join~2~2",)


def test_a_late_delivery_frees_the_frozen_operation_that_it_was_for(shop):
    problem = shop[0].altered(horizon=Horizon(ORIGIN, 5 * DAY, freeze_min=700))
    late = LateMaterial(
        id="e", at_min=500, material="glue", due_min=550, until_min=1000
    )
    after = applied((problem, shop[1]), late)
    assert after.material_by_id["glue"].supply == ((1000, 1),)
    assert ("A", "join") in after.fixed_by_key  # the piece of glue that is there
    assert ("B", "join") not in after.fixed_by_key
    assert ("B", "pack") not in after.fixed_by_key
    assert ("B", "cut") in after.fixed_by_key


def test_part_of_a_delivery_may_never_come(shop):
    less = LateMaterial(id="e", at_min=500, material="glue", due_min=550, quantity=1)
    assert applied(shop, less).material_by_id["glue"].supply == ()


def test_a_cancelled_order_leaves_only_what_has_begun(shop):
    after = applied(shop, Cancellation(id="e", at_min=500, job="A"))
    job = after.job_by_id["A"]
    assert [one.id for one in job.operations] == ["cut"]
    assert job.promise_min is None
    assert after.fixed_by_key["A", "cut"].end_min == 500
    gone = applied(shop, Cancellation(id="e", at_min=400, job="A"))
    assert "A" not in gone.job_by_id


def test_a_report_replaces_what_the_plan_believed(shop):
    slow = Progress(
        id="e",
        at_min=530,
        job="A",
        operation="cut",
        resources=("saw",),
        start_min=490,
        end_min=570,
        is_finished=False,
    )
    after = applied(shop, slow)
    assert after.fixed_by_key["A", "cut"] == Assignment("A", "cut", ("saw",), 490, 570)
    assert ("A", "join") not in after.fixed_by_key  # it waits until 570
    assert ("B", "cut") not in after.fixed_by_key  # the saw is taken until 570


def test_what_has_not_begun_although_planned_is_free_with_all_that_follows(shop):
    event = Waiting(id="e", at_min=550, job="A", operation="join")
    after = applied(shop, event)
    assert set(after.fixed_by_key) == {("A", "cut"), ("B", "cut")}


def test_a_rush_order_is_one_job_more(shop):
    rush = Job("R", (step("cut", "saw", 30),), due_min=700, weight=5)
    after = applied(shop, RushOrder(id="e", at_min=500, job=rush))
    assert after.job_by_id["R"] == rush


def late(shop):
    return replace(shop[0].jobs[0], operations=(step("cut", "saw", 99),))


DECLINED = [  # event that comes too late, and the code it is declined with
    (Cancellation(id="e", at_min=900, job="A"), "finished"),
    (Scrap(id="e", at_min=400, job="A", operation="cut"), "not_started"),
    (LateMaterial(id="e", at_min=600, material="glue", due_min=550), "delivered"),
]


@pytest.mark.parametrize(("event", "code"), DECLINED)
def test_an_event_that_comes_too_late_is_declined_in_words(shop, event, code):
    answer = apply(shop[0], shop[1], event)
    assert isinstance(answer, Declined)
    assert answer.code == code
    assert answer.sentence
    assert answer.sentences["zh"] != answer.sentence


def test_what_has_started_is_not_changed(shop):
    longer = step("cut", "saw", 90)
    job = replace(shop[0].jobs[0], operations=(longer, *shop[0].jobs[0].operations[1:]))
    answer = apply(shop[0], shop[1], OrderChange(id="e", at_min=500, job=job))
    assert isinstance(answer, Declined)
    assert answer.code == "has_started"
    assert isinstance(
        apply(shop[0], shop[1], OrderChange(id="e", at_min=400, job=job)), Problem
    )


MALFORMED = [  # event, and the paths of all its faults
    (
        Breakdown(id="e", at_min=-1, resource="x", since_min=9, until_min=9),
        {"at_min", "resource", "until_min"},
    ),
    (
        Overtime(id="e", at_min=9, resource="saw", since_min=1, until_min=5),
        {"until_min"},
    ),
    (Scrap(id="e", at_min=0, job="A", operation="x"), {"operation"}),
    (Scrap(id="e", at_min=0, job="A", operation="cut", again=("y",)), {"operation"}),
    (RushOrder(id="e", at_min=0, job=make_job("A")), {"job"}),
    (
        LateMaterial(id="e", at_min=0, material="x", due_min=1),
        {"material"},
    ),
    (LateMaterial(id="e", at_min=0, material="glue", due_min=1), {"due_min"}),
    (
        LateMaterial(
            id="e", at_min=9, material="glue", due_min=550, quantity=2, until_min=1
        ),
        {"quantity", "until_min"},
    ),
    (Cancellation(id="e", at_min=0, job="x"), {"job"}),
    (OrderChange(id="e", at_min=0, job=make_job("x")), {"job"}),
    (
        Progress(
            id="e",
            at_min=5,
            job="x",
            operation="cut",
            resources=("y",),
            start_min=6,
            end_min=6,
            is_finished=True,
        ),
        {"job", "resources", "start_min", "end_min"} - {"resources"} | {"resource"},
    ),
    (Waiting(id="e", at_min=0, job="A", operation="x"), {"operation"}),
]


@pytest.mark.parametrize(("event", "paths"), MALFORMED)
def test_every_fault_of_an_event_is_told_at_once(shop, event, paths):
    with pytest.raises(ProblemError) as error:
        apply(shop[0], shop[1], event)
    assert {one.path for one in error.value.problems} == {
        f"events.e.{p}" for p in paths
    }


def test_an_order_that_could_never_be_made_is_malformed(shop):
    rush = Job("R", (step("cut", "saw", 99999),))
    with pytest.raises(ProblemError, match="fit no window"):
        apply(shop[0], shop[1], RushOrder(id="e", at_min=0, job=rush))


def test_make_problem_is_untouched_by_an_event():
    problem = make_problem()
    down = Breakdown(id="e", at_min=0, resource="saw_1", since_min=0, until_min=600)
    twin = make_problem()
    apply(problem, Schedule({}), down)
    assert problem == twin
