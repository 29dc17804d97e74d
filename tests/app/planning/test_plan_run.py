"""Planning a site: what is published, what never moves, what is refused."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.outbox.run import run_due
from app.planning import tasks as _tasks  # noqa: F401 - declares what the outbox runs
from app.planning.current import current_plan
from app.planning.draft import draft_of
from app.planning.facts import open_report, record_start
from app.planning.hold import Order, Reserved, accept, commit, hold, release
from app.planning.models import PlanRevisionRow, ReservationRow, SiteRow
from app.planning.publish import Kept, Published, Stale, publish
from app.planning.request import request_plan
from app.planning.risks import Risk, Standing, standings
from app.planning.solving import solve_draft
from scheduling.schedule import Outcome, Schedule
from tests.app.planning.workshop import painted

pytestmark = pytest.mark.usefixtures("workshop")


def order(name: str = "1", minutes: int = 120, colour: str = "white") -> Order:
    routing = painted(colour, minutes)
    return Order("workshop", routing, 1, f"item-{name}", f"LO-{name}/1 Cabinet")


def accepted(
    session, clock, name: str, *, days: float, minutes: int = 120, colour="white"
):
    promise_at = clock() + timedelta(days=days)
    kept = accept(session, clock, order(name, minutes, colour), promise_at=promise_at)
    assert isinstance(kept, Reserved)
    return kept


def plan_now(services, tenant, **payload) -> list[Any]:
    with services.database.begin(tenant.id) as session:
        request_plan(session, "workshop", seconds=0.2, **payload)
    run_due(services)
    return newest(services, tenant)


def newest(services, tenant) -> list[Any]:
    with services.database.begin(tenant.id) as session:
        site = session.query(SiteRow).one()
        assert site.planner is None
        revision = session.get(PlanRevisionRow, site.revision_id or "")
        return revision.assignments if revision else []


def test_a_later_order_with_an_earlier_promise_goes_first(services, tenant, clock):
    with services.database.begin(tenant.id) as session:
        for name in "123":
            accepted(session, clock, name, days=20, minutes=240)
        urgent = accepted(session, clock, "rush", days=2.5, minutes=240)
        before = {s.entry.reference: s.risk for s in standings_now(session, clock)}
    assert before["item-rush"] is Risk.LATE
    plan_now(services, tenant)
    with services.database.begin(tenant.id) as session:
        after = {s.entry.reference: s.risk for s in standings_now(session, clock)}
        assert session.get_one(ReservationRow, urgent.id).disturbance is None
    assert Risk.LATE not in after.values()


def standings_now(session: Session, clock: Clock) -> tuple[Standing, ...]:
    return standings(current_plan(session, "workshop", clock()), clock())


def draft_and_answer(session, clock, *, iterations: int = 30):
    plan = current_plan(session, "workshop", clock())
    draft = draft_of(plan, clock(), seconds=0)
    answer = solve_draft(draft, seconds=1, iterations=iterations, seed=1)
    assert isinstance(answer, Outcome)
    return draft, answer.schedule


def test_what_came_while_it_was_planned_is_put_in_before_the_swap(session, clock):
    first = accepted(session, clock, "1", days=20)
    draft, schedule = draft_and_answer(session, clock)
    expires_at = clock() + timedelta(minutes=15)
    newer = hold(session, clock, order("2"), expires_at=expires_at)
    assert isinstance(newer, Reserved)
    outcome = publish(session, draft, schedule, now=clock(), reason="asked")
    assert isinstance(outcome, Published)
    row = session.get_one(PlanRevisionRow, outcome.revision_id)
    assert {place[0] for place in row.assignments} == {first.id, newer.id}
    assert isinstance(commit(session, clock, newer.id), Reserved)


def test_a_plan_that_breaks_a_promise_that_stands_is_not_published(session, clock):
    kept = accepted(session, clock, "1", days=3)
    draft, schedule = draft_and_answer(session, clock)
    late = Schedule.of(
        replace(one, start_min=one.start_min + 7 * 1440, end_min=one.end_min + 7 * 1440)
        for one in schedule.assignments.values()
    )
    outcome = publish(session, draft, late, now=clock(), reason="asked")
    assert outcome == Kept(("LO-1/1 Cabinet",))
    assert session.get_one(ReservationRow, kept.id).disturbance is None


def test_an_impossible_plan_is_never_published(session, clock):
    accepted(session, clock, "1", days=20)
    accepted(session, clock, "2", days=20)
    draft, schedule = draft_and_answer(session, clock)
    cuts = [one for one in schedule.assignments.values() if one.operation == "cut"]
    places = dict(schedule.assignments)
    places[cuts[0].key] = replace(
        cuts[0], start_min=cuts[0].start_min + 1, end_min=cuts[0].end_min
    )
    outcome = publish(session, draft, Schedule(places), now=clock(), reason="asked")
    assert isinstance(outcome, Stale)


def test_what_was_released_meanwhile_is_left_out(session, clock):
    gone = accepted(session, clock, "1", days=20)
    stays = accepted(session, clock, "2", days=20)
    draft, schedule = draft_and_answer(session, clock)
    release(session, clock, gone.id)
    outcome = publish(session, draft, schedule, now=clock(), reason="asked")
    assert isinstance(outcome, Published)
    row = session.get_one(PlanRevisionRow, outcome.revision_id)
    assert {place[0] for place in row.assignments} == {stays.id}


def test_a_started_and_a_frozen_operation_never_move(services, tenant, clock):
    with services.database.begin(tenant.id) as session:
        started = accepted(session, clock, "1", days=20, colour="black")
        frozen = accepted(session, clock, "2", days=20)
    before = {(row[0], row[1]): row for row in plan_now(services, tenant)}
    clock.advance(minutes=75)
    with services.database.begin(tenant.id) as session:
        report = open_report(session, started.id, clock())
        record_start(session, report, "cut", ("saw_1",))
        accepted(session, clock, "rush", days=1.3, minutes=60)
    after = {(row[0], row[1]): row for row in plan_now(services, tenant)}
    fence = 8 * 60 + 75 + 60 + 60
    kept = [key for key, row in before.items() if row[3] < fence]
    assert {key[0] for key in kept} <= {started.id, frozen.id}
    for key in kept:
        if key != (started.id, "cut"):
            assert after[key] == before[key]
    assert after[started.id, "cut"][3] == 9 * 60 + 75


def test_one_planner_at_a_time(services, tenant, clock):
    with services.database.begin(tenant.id) as session:
        accepted(session, clock, "1", days=20)
        site = session.query(SiteRow).one()
        site.planner = "somebody else"
        site.planner_until = clock() + timedelta(minutes=2)
        request_plan(session, "workshop", seconds=0.1)
    run_due(services)
    with services.database.begin(tenant.id) as session:
        assert session.query(PlanRevisionRow).count() == 0
    clock.advance(minutes=3)
    run_due(services)
    with services.database.begin(tenant.id) as session:
        assert session.query(PlanRevisionRow).count() == 1


def test_asking_twice_is_one_run(services, tenant):
    with services.database.begin(tenant.id) as session:
        assert request_plan(session, "workshop") == request_plan(session, "workshop")


def test_a_promise_that_cannot_be_kept_gets_its_cause_written_down(
    services, tenant, clock
):
    with services.database.begin(tenant.id) as session:
        lost = accepted(session, clock, "1", days=0.1, minutes=240)
    plan_now(services, tenant)
    with services.database.begin(tenant.id) as session:
        row = session.get_one(ReservationRow, lost.id)
        assert row.disturbance is not None
        assert row.disturbance["kind"] == "no_room"
