"""What the floor reports, written where every later plan must respect it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.outbox import enqueue
from app.planning.current import CurrentPlan, forget_plan, plan_at
from app.planning.models import OperationFactRow, ReservationRow, SiteRow
from app.planning.room import outlook
from app.planning.routings import dump_routing
from app.planning.sites import head_of, lock_site
from app.planning.states import Event, State, after
from configurator.results import Routing
from scheduling.problem import Assignment


@dataclass(frozen=True)
class Reported:
    """
    A reservation opened for a report, its site locked until the transaction ends.

    Parameters
    ----------
    plan
        How the site stood just before.
    """

    row: ReservationRow
    site: SiteRow
    plan: CurrentPlan
    now: datetime


def open_report(session: Session, reservation_id: str, now: datetime) -> Reported:
    """
    Take a reservation and its site, alone until the transaction ends.

    Raises
    ------
    NotFound
        When the tenant has no such reservation.
    """
    row = session.get(ReservationRow, reservation_id)
    if row is None:
        raise NotFound("unknown_reservation", "There is no such job.")
    site = lock_site(session, session.get_one(SiteRow, row.site_id).code)
    session.refresh(row)
    return Reported(row, site, plan_at(session, head_of(site), now), now)


def planned_place(report: Reported, operation: str) -> Assignment | None:
    """Where the plan would do an operation, as of now."""
    _, seen = outlook(report.plan, report.now)
    return seen.schedule.assignments.get((report.row.id, operation))


def record_start(
    session: Session, report: Reported, operation: str, resources: tuple[str, ...]
) -> None:
    """Write down that an operation runs on these resources since now."""
    place = planned_place(report, operation)
    session.add(
        OperationFactRow(
            reservation_id=report.row.id,
            operation=operation,
            resources=list(resources),
            started_at=report.now,
            setup_min=place.setup_min if place else 0,
        )
    )
    _changed(session, report)


def record_finish(session: Session, report: Reported, operation: str) -> None:
    """Write down that an operation is done; the last one completes the reservation."""
    fact = session.get_one(OperationFactRow, (report.row.id, operation))
    fact.finished_at = report.now
    session.flush()
    done = {
        key[1]
        for key, one in report.plan.facts.items()
        if key[0] == report.row.id
        if one.finished_at is not None
    } | {operation}
    if all(step["id"] in done for step in report.row.routing):
        report.row.state = str(after(report.row.state, Event.FINISH))
        report.row.finished_at = report.now
    _changed(session, report)


def record_remake(
    session: Session, report: Reported, routing: Routing, cause: dict[str, Any]
) -> None:
    """
    Give a reservation the routing that makes its scrapped pieces again.

    The scrap is the recorded cause should the promise be lost by it.
    """
    report.row.routing = dump_routing(routing)
    report.row.disturbance = cause
    if report.row.state == State.DONE:
        report.row.state = State.COMMITTED
        report.row.finished_at = None
    _changed(session, report)


def _changed(session: Session, report: Reported) -> None:
    report.site.change_number += 1
    report.row.change_number = report.site.change_number
    session.flush()
    forget_plan(session, report.site.id)
    code, number = report.site.code, report.site.change_number
    key = f"planning.watch:{code}:{number}"
    enqueue(session, "planning.watch", {"site": code}, key=key)
