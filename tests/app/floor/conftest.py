"""A small factory with jobs in it, and ways to report on them over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from app.db.services import Services
from app.identity.context import Tenant
from app.planning.hold import Order, Reserved, accept
from tests.app.planning.workshop import painted, stored_workshop


@pytest.fixture
def workshop(services: Services, tenant: Tenant) -> str:
    """Code of the small factory, stored."""
    return stored_workshop(services, tenant)


@pytest.fixture
def accepted(services: Services, tenant: Tenant, clock, workshop: str):
    """Take an order in and answer its job."""

    def take(name: str, colour: str = "white", days: float = 20, quantity: int = 1):
        label = f"LO-{name}/1 Cabinet"
        routing = painted(colour, 120)
        order = Order(workshop, routing, quantity, f"item-{name}", label)
        with services.database.begin(tenant.id) as session:
            kept = accept(
                session, clock, order, promise_at=clock() + timedelta(days=days)
            )
        assert isinstance(kept, Reserved)
        return kept.id

    return take


@pytest.fixture
def say(operator) -> Callable[..., object]:
    """Report as the operator's terminal does; answers the response."""
    keys = count()

    def report(job: str, operation: str, event: str, **more: object):
        body = {"event": event, "key": f"terminal-{next(keys)}", **more}
        path = f"/api/floor/jobs/{job}/operations/{operation}/reports"
        return operator.post(path, json=body)

    return report


@pytest.fixture
def jobs_at(operator) -> Callable[[str], list[Any]]:
    """Lines of a work centre's list."""

    def read(work_centre: str):
        path = f"/api/floor/sites/workshop/work-centres/{work_centre}/jobs"
        return operator.get(path).get_json()["jobs"]

    return read
