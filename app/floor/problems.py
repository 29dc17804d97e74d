"""Problems told at a terminal: kept as reports are, shown until the work is done."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.floor.schemas import FloorProblem, ProblemReport
from app.identity.context import Context
from app.planning.current import CurrentPlan
from app.planning.models import ReservationRow
from app.production.models import OperationEventRow

PROBLEM = "problem"


def tell_problem(
    context: Context, reservation_id: str, operation: str, said: ProblemReport
) -> bool:
    """
    Write a problem down; whether it was news.

    Raises
    ------
    NotFound
        When there is no such job or operation.
    """
    session, row = context.session, OperationEventRow
    job = session.get(ReservationRow, reservation_id)
    if job is None:
        raise NotFound("unknown_reservation", "There is no such job.")
    if operation not in {step["id"] for step in job.routing}:
        raise NotFound("unknown_operation", "The job has no such operation.")
    if session.scalar(select(row.id).where(row.key == said.key)) is not None:
        return False
    session.add(
        OperationEventRow(
            key=said.key,
            reservation_id=reservation_id,
            operation=operation,
            kind=PROBLEM,
            at=context.clock(),
            by=context.user.name if context.user else "",
            resources=[],
            reason=f"{said.kind}: {said.note}" if said.note else said.kind,
        )
    )
    session.flush()
    return True


def open_problems(session: Session, plan: CurrentPlan) -> list[FloorProblem]:
    """Problems of operations that are not finished, the newest first."""
    return problems_of(session, plan, plan.entries)


def problems_of(
    session: Session, plan: CurrentPlan, jobs: Iterable[str]
) -> list[FloorProblem]:
    """Problems of these jobs whose operations are not finished, the newest first."""
    row = OperationEventRow
    found = session.scalars(
        select(row)
        .where(row.kind == PROBLEM, row.reservation_id.in_(list(jobs)))
        .order_by(row.at.desc(), row.id.desc())
    )
    return [_line(plan, one) for one in found if _is_open(plan, one)]


def _is_open(plan: CurrentPlan, one: OperationEventRow) -> bool:
    fact = plan.facts.get((one.reservation_id, one.operation))
    is_living = one.reservation_id in plan.entries
    return is_living and (fact is None or fact.finished_at is None)


def _line(plan: CurrentPlan, one: OperationEventRow) -> FloorProblem:
    entry = plan.entries[one.reservation_id]
    steps = {step.id: step for step in entry.demand.routing.operations}
    kind, _, note = one.reason.partition(": ")
    return FloorProblem(
        id=one.id,
        job=one.reservation_id,
        operation=one.operation,
        label=entry.label,
        work_centre=steps[one.operation].work_centre,
        kind=kind,
        note=note,
        at=one.at,
        by=one.by,
    )
