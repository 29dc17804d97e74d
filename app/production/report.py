"""Reports from the floor: start, finish, scrap; the plan and the order follow."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.base.errors import NotFound
from app.orders.models import OrderItemRow, OrderRow
from app.orders.track import follow
from app.planning.facts import (
    Reported,
    open_report,
    planned_place,
    record_finish,
    record_remake,
    record_start,
)
from app.planning.routings import load_routing
from app.planning.translate import Demand, job_of
from app.production.models import OperationEventRow
from app.production.remake import with_remake
from app.production.states import Event, Ignored, Refused, State, after
from scheduling.problem import Job


@dataclass(frozen=True, slots=True)
class Report:
    """
    What an operator says.

    Parameters
    ----------
    key
        Name of this report, chosen by the terminal; the same one counts once.
    by
        Who says it.
    resource
        The machine it runs on; the planned one when empty.
    scrapped
        Ruined pieces, with a scrap only.
    """

    reservation_id: str
    operation: str
    event: Event
    key: str
    by: str
    resource: str = ""
    scrapped: int = 1
    reason: str = ""


def report(session: Session, clock: Clock, said: Report) -> State | Ignored | Refused:
    """
    Take a report from the floor.

    Raises
    ------
    NotFound
        When there is no such job or operation.
    """
    now = clock()
    opened = open_report(session, said.reservation_id, now)
    if _is_known(session, said.key):
        return Ignored()
    if said.operation not in {step["id"] for step in opened.row.routing}:
        raise NotFound("unknown_operation", "The job has no such operation.")
    verdict = after(state_of(opened, said.operation), said.event)
    if not isinstance(verdict, State):
        return verdict
    refusal = _act(session, opened, said)
    if refusal is not None:
        return refusal
    _write_down(session, said, now)
    _tell_order(session, opened.row.reference, now)
    return verdict


def _is_known(session: Session, key: str) -> bool:
    row = OperationEventRow
    return session.scalar(select(row.id).where(row.key == key)) is not None


def state_of(opened: Reported, operation: str) -> State:
    """Where an operation is by what was reported."""
    fact = opened.plan.facts.get((opened.row.id, operation))
    if fact is None:
        return State.WAITING
    return State.RUNNING if fact.finished_at is None else State.DONE


def _act(session: Session, opened: Reported, said: Report) -> Refused | None:
    match said.event:
        case Event.START:
            return _start(session, opened, said)
        case Event.FINISH:
            record_finish(session, opened, said.operation)
        case Event.SCRAP:
            return _scrap(session, opened, said)
    return None


def _start(session: Session, opened: Reported, said: Report) -> Refused | None:
    missing = _unfinished(opened, said.operation)
    if missing:
        names = ", ".join(missing)
        return Refused(
            "predecessor_open",
            {
                "en": f"Not yet: {names} must be finished first.",
                "zh": f"尚不可开工：须先完成 {names}。",
            },
        )
    resources = _resources(opened, said)
    if resources is None:
        return Refused(
            "wrong_resource",
            {
                "en": f"“{said.resource}” cannot do this operation.",
                "zh": f"“{said.resource}”无法完成此工序。",
            },
        )
    record_start(session, opened, said.operation, resources)
    return None


def _unfinished(opened: Reported, operation: str) -> list[str]:
    steps = {step["id"]: step for step in opened.row.routing}
    return [
        before
        for before in steps[operation]["after"]
        if state_of(opened, before) is not State.DONE
    ]


def _resources(opened: Reported, said: Report) -> tuple[str, ...] | None:
    """Resources it runs on: the planned ones, or those that include the one named."""
    place = planned_place(opened, said.operation)
    if place is not None and said.resource in {"", *place.resources}:
        return place.resources
    ways = _ways(opened, said.operation)
    return next((way for way in ways if said.resource in {"", *way}), None)


def _ways(opened: Reported, operation: str) -> list[tuple[str, ...]]:
    row, plan = opened.row, opened.plan
    demand = Demand(row.id, load_routing(row.routing), row.quantity, row.release_at)
    job = job_of(plan.site, demand, plan.origin)
    if not isinstance(job, Job):
        return []
    return [
        way.resources
        for one in job.operations
        if one.id == operation
        for way in one.alternatives
    ]


def _scrap(session: Session, opened: Reported, said: Report) -> Refused | None:
    row = opened.row
    if not 1 <= said.scrapped <= row.quantity:
        return Refused(
            "scrapped_range",
            {
                "en": f"Scrap is 1 to {row.quantity} pieces.",
                "zh": f"报废数量须为 1 至 {row.quantity} 件。",
            },
        )
    if state_of(opened, said.operation) is State.RUNNING:
        record_finish(session, opened, said.operation)
    routing = with_remake(
        load_routing(row.routing),
        said.operation,
        scrapped=said.scrapped,
        quantity=row.quantity,
    )
    cause = {
        "kind": "scrap",
        "at": opened.now.isoformat(),
        "operation": said.operation,
        "scrapped": said.scrapped,
        "reason": said.reason,
    }
    record_remake(session, opened, routing, cause)
    return None


def _write_down(session: Session, said: Report, now: datetime) -> None:
    session.add(
        OperationEventRow(
            key=said.key,
            reservation_id=said.reservation_id,
            operation=said.operation,
            kind=said.event,
            at=now,
            by=said.by,
            resources=[said.resource] if said.resource else [],
            scrapped=said.scrapped if said.event is Event.SCRAP else 0,
            reason=said.reason,
        )
    )
    session.flush()


def _tell_order(session: Session, reference: str, now: datetime) -> None:
    item = session.get(OrderItemRow, reference)
    if item is not None:
        follow(session, session.get_one(OrderRow, item.order_id), now)
