"""
The demo's sixty orders: first come, first served breaks promises; the plan breaks none.

They come in by the doors a merchant uses. An accepted order gets the first place that
is free, so the state before the first plan is what serving in order of arrival does.
"""

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import demo
from app.db.services import Services
from app.identity.context import Tenant
from app.orders.models import OrderRow
from app.outbox.run import run_due
from app.planning.current import current_plan
from app.planning.models import PlanRevisionRow, ReservationRow
from app.planning.risks import Risk, standings
from app.planning.room import outlook
from app.production.figures import figures
from scheduling.measures import loads
from scheduling.verify import verify

DAYS = 14


def late(session: Session, site: str, now: datetime) -> list[str]:
    plan = current_plan(session, site, now)
    return [
        one.entry.label
        for one in standings(plan, now)
        if one.risk in {Risk.LATE, Risk.UNPLANNED}
    ]


@pytest.fixture
def demo_tenant(services: Services, monkeypatch: pytest.MonkeyPatch) -> Tenant:
    """Load the demo beside the tenant that the tests have already."""
    monkeypatch.setattr(demo, "SLUG", "sixty-orders")
    return demo.load_demo(services, lambda _: None)


@pytest.mark.slow
def test_first_come_first_served_breaks_promises_and_the_plan_breaks_none(
    services, demo_tenant
):
    now = services.clock()
    begin = services.database.begin
    with begin(demo_tenant.id, reads_only=True) as session:
        assert session.scalar(select(func.count(OrderRow.id))) == 60
        arrival = [*late(session, "linden", now), *late(session, "ailin", now)]
    assert len(arrival) >= 5
    run_due(services)
    with begin(demo_tenant.id, reads_only=True) as session:
        assert [*late(session, "linden", now), *late(session, "ailin", now)] == []
        lost = select(ReservationRow).where(ReservationRow.disturbance.is_not(None))
        # JSON null is not SQL NULL on every database: judge the values themselves
        assert [r.label for r in session.scalars(lost) if r.disturbance] == []
        load = figures(session, services.clock, "linden", days=DAYS)
        assert load.bottleneck == "booth_1"
        # The load is the orders' own: a plan may change colour less often, and may do
        # later what is due later.
        problem, seen = outlook(current_plan(session, "linden", now), now)
        booth = [
            one for one in loads(problem, seen.schedule) if one.resource == "booth_1"
        ]
        sprayed = sum(one.work_min - one.setup_min for one in booth)
        assert sprayed >= 0.85 * sum(one.open_min for one in booth if one.day < DAYS)
        for site in ("linden", "ailin"):
            plan = current_plan(session, site, now)
            assert verify(plan.problem(), outlook(plan, now)[1].schedule) == []
        assert session.scalar(select(func.count(PlanRevisionRow.id))) == 2
