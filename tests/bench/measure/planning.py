"""Seconds from "plan now" to the published plan, through the outbox and the worker."""

import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from app.base.settings import Settings
from app.db.services import Services
from app.factory import make_services
from app.identity.tenants import tenant_by_slug
from app.orders.models import OrderRow
from app.outbox.models import TaskRow
from app.planning.request import SOLVE, request_plan
from app.planning.sites import site_codes

_WITHIN_S = 180.0


@dataclass(frozen=True, slots=True)
class Planned:
    """
    What planning both factories took.

    Parameters
    ----------
    seconds
        From the question to the publication, by site.
    unpublished
        Sites whose run ended without a plan.
    orders
        How many orders the tenant has.
    """

    seconds: dict[str, float]
    unpublished: tuple[str, ...]
    orders: int

    @property
    def all_s(self) -> float:
        """Until the last of them was published."""
        return max(self.seconds.values())


def first_plans(data: Path) -> Planned:
    """Wait for the plans that the demo wanted when it was loaded."""
    return _wait(_services(data), None)


def plan_now(data: Path) -> Planned:
    """Ask for a plan of every site at once, as the planner's button does."""
    services = _services(data, wakes=True)
    tenant = tenant_by_slug(services.database, "demo")
    with services.database.begin(tenant.id) as session:
        asked = [request_plan(session, site) for site in site_codes(session)]
    return _wait(services, asked)


def _wait(services: Services, ids: list[str] | None) -> Planned:
    tenant = tenant_by_slug(services.database, "demo")
    until = time.monotonic() + _WITHIN_S
    wanted = select(TaskRow).where(TaskRow.name == SOLVE)
    if ids is not None:
        wanted = wanted.where(TaskRow.id.in_(ids))
    try:
        while True:
            with services.database.begin(tenant.id, reads_only=True) as session:
                rows = list(session.scalars(wanted))
                orders = session.scalar(select(func.count()).select_from(OrderRow))
                if rows and all(row.finished_at for row in rows):
                    return _planned(rows, orders or 0)
            if time.monotonic() > until:
                raise TimeoutError(f"no plan within {_WITHIN_S:.0f} s")
            time.sleep(0.1)
    finally:
        services.database.engine.dispose()


def _planned(rows: list[TaskRow], orders: int) -> Planned:
    seconds: dict[str, float] = {}
    failed: list[str] = []
    for row in rows:
        site = row.payload["site"]
        if row.finished_at is None or not (row.result or {}).get("published"):
            failed.append(f"{site}: {row.state}, {row.error or row.result}")
            continue
        seconds[site] = (row.finished_at - row.created_at).total_seconds()
    return Planned(seconds or {"none": float("nan")}, tuple(failed), orders)


def _services(data: Path, *, wakes: bool = False) -> Services:
    return make_services(Settings(data_dir=data), wakes_workers=wakes)
