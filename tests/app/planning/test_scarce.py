"""
Ten thousand shoppers for a few dozen places: exactly those places are sold.

What is sold is counted from the rows themselves, by code that shares nothing with the
index that sold it. Without the lock the same shoppers sell places twice: otherwise
there would be no race, and the first test would prove nothing.
"""

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.db.services import Services
from app.planning import hold as holding
from app.planning.current import current_plan, read_plan
from app.planning.hold import Order, Reserved, commit, hold
from app.planning.models import ReservationRow, SiteRow
from app.planning.reservations import Entry
from app.planning.room import NoPromise, find_room, outlook, with_room
from app.planning.sites import site_head
from app.planning.translate import Demand
from scheduling.verify import verify
from tests.app.planning.workshop import painted
from tests.configurator.counts import IS_PROOF

SHOPPERS = 10_000 if IS_PROOF else 160
AT_ONCE = 32 if IS_PROOF else 8
MINUTES = 240
CAPACITY = {"oven_1": 2}

pytestmark = pytest.mark.usefixtures("workshop")


def order(number: int) -> Order:
    return Order("workshop", painted(minutes=MINUTES), 1, f"item {number}", "LO-1/1")


def places_there_are(session: Session, now: datetime) -> int:
    """Count how many such orders one shopper alone can have, without any row."""
    plan = read_plan(session, site_head(session, "workshop"), now)
    count = 0
    while True:
        demand = Demand(f"alone {count}", painted(minutes=MINUTES), 1, now)
        room = find_room(plan, demand, now)
        if isinstance(room, NoPromise):
            return count
        entry = Entry(demand, room.job, count, "held", "", "", None, None)
        plan = with_room(plan, plan.head, entry, room, now)
        count += 1


def oversold(session: Session) -> list[tuple[str, datetime]]:
    """Resources that hold more at once than they can, from the reservations' rows."""
    edges: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for row in session.scalars(select(ReservationRow)):
        for _, _, resources, start, end, _ in row.assignments:
            for resource in resources:
                edges[resource] += [
                    (row.origin_at + timedelta(minutes=start), 1),
                    (row.origin_at + timedelta(minutes=end), -1),
                ]
    found = []
    for resource, changes in edges.items():
        used = 0
        for at, by in sorted(changes):
            used += by
            if used > CAPACITY.get(resource, 1):
                found.append((resource, at))
    return found


def rush(services: Services, tenant_id: str, count: int, at_once: int) -> list[bool]:
    """Let them all come; every second one who got a place pays."""

    def buy(number: int) -> bool:
        with services.database.begin(tenant_id) as session:
            expires_at = services.clock() + timedelta(minutes=45)
            answer = hold(session, services.clock, order(number), expires_at=expires_at)
        if isinstance(answer, Reserved) and number % 2:
            with services.database.begin(tenant_id) as session:
                assert isinstance(commit(session, services.clock, answer.id), Reserved)
        return isinstance(answer, Reserved)

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(buy, range(count)))


def test_exactly_the_places_there_are_are_sold(services, tenant):
    with services.database.begin(tenant.id, reads_only=True) as session:
        there_are = places_there_are(session, services.clock())
    assert 20 < there_are < SHOPPERS / 2
    sold = rush(services, tenant.id, SHOPPERS, AT_ONCE)
    assert sum(sold) == there_are
    with services.database.begin(tenant.id, reads_only=True) as session:
        assert oversold(session) == []
        numbers = list(session.scalars(select(ReservationRow.number)))
        assert sorted(numbers) == list(range(1, there_are + 1))
        plan = current_plan(session, "workshop", services.clock())
        _, seen = outlook(plan, services.clock())
        assert verify(plan.problem(), seen.schedule) == []


def test_who_does_not_read_behind_the_lock_oversells(services, tenant, monkeypatch):
    """Negative control on both databases: a plan from before the lock sells twice."""
    with services.database.begin(tenant.id, reads_only=True) as session:
        stale = current_plan(session, "workshop", services.clock())
    monkeypatch.setattr(holding, "plan_at", lambda *_: stale)
    assert all(rush(services, tenant.id, 2, 2))
    with services.database.begin(tenant.id, reads_only=True) as session:
        assert oversold(session) != []


def _unlocked(both: Barrier) -> Callable[[Session, str], SiteRow]:
    def read(session: Session, code: str) -> SiteRow:
        row = session.scalars(select(SiteRow).where(SiteRow.code == code)).one()
        both.wait(timeout=20)
        return row

    return read


def test_with_the_lock_off_the_race_oversells(services, tenant, monkeypatch, backend):
    """Negative control: two in a row are told the same place is free, and get it."""
    if backend == "sqlite":
        pytest.skip("BEGIN IMMEDIATE is the lock there and cannot be taken away")
    with services.database.engine.begin() as connection:
        # The second wall: a reservation's number is given once.
        statement = "ALTER TABLE reservation DROP CONSTRAINT uq_reservation_number"
        connection.execute(text(statement))
    monkeypatch.setattr(holding, "lock_site", _unlocked(Barrier(2)))
    until = services.clock() + timedelta(minutes=45)

    def buy(number: int) -> bool:
        with services.database.begin(tenant.id) as session:
            answer = hold(session, services.clock, order(number), expires_at=until)
        return isinstance(answer, Reserved)

    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(buy, range(2)))
    with services.database.begin(tenant.id, reads_only=True) as session:
        assert oversold(session) != []
