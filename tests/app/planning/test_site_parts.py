"""Ovens, short waits, halls and deliveries: read, refused, planned and judged."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.outbox.run import run_due
from app.planning import tasks as _tasks  # noqa: F401 - declares what the outbox runs
from app.planning.calendars import origin_of
from app.planning.current import current_plan
from app.planning.facts import open_report, record_finish, record_start
from app.planning.hold import Order, Reserved, accept
from app.planning.models import PlanRevisionRow
from app.planning.request import request_plan
from app.planning.room import outlook
from app.planning.site import Batch, Delivery
from app.planning.site_format import SiteError, read_site_file
from app.planning.sites import import_site
from app.planning.translate import Demand, Unplannable, job_of, shop_of
from scheduling.jobs import Job
from scheduling.verify import verify
from tests.app.planning.workshop import MONDAY, WORKSHOP, painted

OVEN = WORKSHOP.replace(
    """    calendar: day
    capacity: 2
people:""",
    """    calendar: day
    batch: {units: 3, base_min: 15}
people:""",
).replace(
    "stage: {en: painted, zh: 已喷漆}}",
    "stage: {en: painted, zh: 已喷漆}, wait_min: 10, next_within_min: 180}",
)
HALLS = (
    WORKSHOP.replace("calendar: day}", "calendar: day, hall: old}")
    .replace("calendar: day, skills", "calendar: day, hall: old, skills")
    .replace(
        "    calendar: day\n    capacity: 2\n", "    calendar: day\n    hall: new\n"
    )
    + """
halls:
  - {id: old, name: {en: Old hall, zh: 旧车间}}
  - {id: new, name: {en: New hall, zh: 新车间}}
transports:
  - {from: old, to: new, minutes: 45}
materials:
  - id: oak
    name: {en: Oak, zh: 橡木}
    unit: m2
    stock: 12
    deliveries:
      - {on: 2026-11-25, quantity: 40}
"""
)


@pytest.fixture
def stored(services, tenant):
    """Store a factory and take so many orders in."""

    def store(document: str, count: int) -> list[str]:
        ids: list[str] = []
        with services.database.begin(tenant.id) as session:
            import_site(session, document.encode(), "site.yaml")
            for number in range(count):
                order = Order(
                    "workshop", painted("white", 20), 1, f"i{number}", f"L{number}"
                )
                promise_at = services.clock() + timedelta(days=9)
                kept = accept(session, services.clock, order, promise_at=promise_at)
                assert isinstance(kept, Reserved)
                ids.append(kept.id)
        return ids

    return store


@pytest.fixture
def standing(services, tenant):
    """Answer the plan as the floor would follow it, judged."""

    def read():
        with services.database.begin(tenant.id, reads_only=True) as session:
            now = services.clock()
            plan = current_plan(session, "workshop", now)
            schedule = outlook(plan, now)[1].schedule
            facts = outlook(plan, now)[1].facts.values()
            assert verify(plan.problem(fixed=facts), schedule) == []
            return plan, schedule

    return read


def test_the_oven_and_the_limit_are_read():
    site = read_site_file(OVEN.encode(), "site.yaml")[1]
    (oven,) = site.machines_by_work_centre["oven"]
    assert oven.batch == Batch(3, None, 15)
    booth = site.work_centre_by_id["booth"]
    assert (booth.wait_min, booth.next_within_min) == (10, 180)
    job = job_of(site, Demand("a", painted(), 1, MONDAY), origin_of(site, MONDAY))
    assert isinstance(job, Job)
    paint = next(one for one in job.operations if one.id == "paint")
    assert (paint.wait_min, paint.max_wait_min) == (10, 180)


def test_orders_are_planned_with_ovens_and_short_waits(
    services, tenant, stored, standing
):
    ids = stored(OVEN, 4)
    standing()
    with services.database.begin(tenant.id) as session:
        request_plan(session, "workshop", seconds=0.3)
    run_due(services)
    _, schedule = standing()
    assert {job for job, _ in schedule.assignments} == set(ids)
    with services.database.begin(tenant.id, reads_only=True) as session:
        assert session.query(PlanRevisionRow).count() == 1


def test_a_load_that_is_reported_piece_by_piece_stays_one_load(
    services, tenant, stored, standing, clock
):
    first, second = stored(OVEN, 2)
    steps = [(job, name) for job in (first, second) for name in ("cut", "paint")]
    for job, name in steps:
        with services.database.begin(tenant.id) as session:
            report = open_report(session, job, clock())
            record_start(session, report, name, WAYS[name])
        clock.advance(minutes=20)
        with services.database.begin(tenant.id) as session:
            record_finish(session, open_report(session, job, clock()), name)
        clock.advance(minutes=1)
    clock.advance(minutes=10)
    for job in (first, second):
        with services.database.begin(tenant.id) as session:
            report = open_report(session, job, clock())
            record_start(session, report, "cure", WAYS["cure"])
        clock.advance(minutes=1)
    _, schedule = standing()
    ones = [schedule.assignments[job, "cure"] for job in (first, second)]
    assert ones[0].start_min == ones[1].start_min
    assert ones[0].end_min == ones[1].end_min


WAYS = {"cut": ("saw_1",), "paint": ("booth_1", "ada"), "cure": ("oven_1",)}


def test_what_dries_too_long_is_painted_later_when_the_day_slips(
    services, tenant, stored, standing, clock
):
    stored(OVEN, 3)
    for minutes in (0, 120, 200, 60):
        clock.advance(minutes=minutes)
        standing()


def test_work_travels_between_halls(stored, standing):
    (job,) = stored(HALLS, 1)
    plan, schedule = standing()
    paint, cure = (schedule.assignments[job, name] for name in ("paint", "cure"))
    assert cure.start_min >= paint.end_min + 45
    assert plan.shop.transports[0].minutes == 45


def test_deliveries_are_there_when_their_day_begins():
    site = read_site_file(HALLS.encode(), "site.yaml")[1]
    (oak,) = site.materials
    assert (oak.stock, [one.quantity for one in oak.deliveries]) == (12, [40])
    assert isinstance(oak.deliveries[0], Delivery)
    (material,) = shop_of(site, origin_of(site, MONDAY), freeze_min=0).materials
    assert (material.stock, material.supply) == (12, ((2 * 1440, 40),))


def test_a_skill_in_the_other_hall_is_no_help():
    site = read_site_file(HALLS.encode(), "site.yaml")[1]
    away = replace(site, people=tuple(replace(p, hall="new") for p in site.people))
    answer = job_of(away, Demand("a", painted(), 1, MONDAY), origin_of(site, MONDAY))
    assert isinstance(answer, Unplannable)
    assert "nobody in the hall" in answer.sentences[0]


def test_everything_wrong_with_them_is_told_at_once():
    document = (
        HALLS.replace("hall: new\n", "batch: {units: 0, attribute: shape}\n", 1)
        .replace("to: new, minutes: 45", "to: old, minutes: -1")
        .replace("    stock: 12\n", "")
        .replace(
            "stage: {en: painted, zh: 已喷漆}}",
            "stage: {en: painted, zh: 已喷漆}, wait_min: 60, next_within_min: 30}",
        )
    )
    with pytest.raises(SiteError) as caught:
        read_site_file(document.encode(), "site.yaml")
    found = {(one.path, one.code) for one in caught.value.problems}
    assert found == {
        ("work_centres.1.next_within_min", "order"),
        ("resources.2.hall", "missing"),
        ("resources.2.batch.units", "range"),
        ("resources.2.batch.attribute", "unknown_id"),
        ("transports.0.to", "same"),
        ("transports.0.minutes", "range"),
        ("materials.0.stock", "missing"),
    }
    assert all(one.line for one in caught.value.problems)
