"""
Many shoppers, one place: held capacity is never sold twice.

The negative control takes the lock away: then two must find the same place free,
otherwise the race is not one and the test proves nothing.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.services import Services
from app.planning import hold as holding
from app.planning.current import current_plan
from app.planning.hold import Order, Reserved, hold
from app.planning.models import SiteRow
from app.planning.room import outlook
from scheduling.verify import verify
from tests.app.planning.workshop import painted

SHOPPERS = 8
pytestmark = pytest.mark.usefixtures("workshop")


def race(services: Services, tenant_id: str) -> list[Reserved]:
    """Let every shopper read at the same moment, then reserve."""
    barrier = Barrier(SHOPPERS)
    order = Order("workshop", painted(minutes=120), 1, "item", "LO-1/1 Cabinet")

    def buy(_: int) -> Reserved:
        with services.database.begin(tenant_id, reads_only=True) as session:
            current_plan(session, "workshop", services.clock())
        barrier.wait()
        with services.database.begin(tenant_id) as session:
            expires_at = services.clock() + timedelta(minutes=15)
            answer = hold(session, services.clock, order, expires_at=expires_at)
        assert isinstance(answer, Reserved)
        return answer

    with ThreadPoolExecutor(SHOPPERS) as pool:
        return list(pool.map(buy, range(SHOPPERS)))


def test_shoppers_at_the_same_moment_get_different_places(services, tenant):
    kept = race(services, tenant.id)
    assert sorted(one.number for one in kept) == list(range(1, SHOPPERS + 1))
    assert len({one.completion_at for one in kept}) == SHOPPERS
    with services.database.begin(tenant.id, reads_only=True) as session:
        plan = current_plan(session, "workshop", services.clock())
        _, seen = outlook(plan, services.clock())
    # Nothing had to be pushed: the places that were sold fit beside each other.
    assert dict(seen.schedule.assignments) == dict(plan.planned)
    assert verify(plan.problem(), seen.schedule) == []


def _unlocked(both: Barrier) -> Callable[[Session, str], SiteRow]:
    def read(session: Session, code: str) -> SiteRow:
        row = session.scalars(select(SiteRow).where(SiteRow.code == code)).one()
        both.wait(timeout=20)
        return row

    return read


def test_without_the_lock_the_race_happens_and_the_number_is_the_second_wall(
    services, tenant, monkeypatch, backend
):
    if backend == "sqlite":
        pytest.skip("BEGIN IMMEDIATE is the lock there and cannot be taken away")
    monkeypatch.setattr(holding, "lock_site", _unlocked(Barrier(2)))
    order = Order("workshop", painted(minutes=120), 1, "item", "LO-1/1 Cabinet")
    expires_at = services.clock() + timedelta(minutes=15)

    def buy(_: int) -> Reserved | None:
        try:
            with services.database.begin(tenant.id) as session:
                answer = hold(session, services.clock, order, expires_at=expires_at)
        except IntegrityError:
            return None
        assert isinstance(answer, Reserved)
        return answer

    with ThreadPoolExecutor(2) as pool:
        sold = list(pool.map(buy, range(2)))
    # Both found the same place free; only the reservation's number kept it from
    # being sold twice.
    assert sold.count(None) == 1
