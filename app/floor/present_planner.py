"""Turning disturbances, reasons and revisions into what the planner's API says."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.floor.planner_schemas import (
    DisturbanceAnswer,
    DisturbanceLine,
    RevisionDetail,
    RevisionLine,
    RevisionStep,
    Why,
    WhyLink,
)
from app.floor.present import moved_jobs
from app.planning.current import CurrentPlan
from app.planning.disturb import Recorded
from app.planning.disturbances import OF_RESOURCES
from app.planning.models import DisturbanceRow, PlanRevisionRow, ReservationRow
from app.production.why import Bond, Reason, resource_name


def recorded(found: Recorded) -> DisturbanceAnswer:
    """Return what came of a disturbance at once."""
    published = found.published
    return DisturbanceAnswer(
        number=found.number,
        task=found.task,
        late=list(found.late),
        revision=published.number if published else None,
        moved_operations=published.diff["moved_operations"] if published else 0,
    )


def disturbance(
    session: Session, plan: CurrentPlan, row: DisturbanceRow, now: datetime
) -> DisturbanceLine:
    """Return a disturbance as it was recorded, in names."""
    is_over = row.until_at is None or row.until_at <= now or row.ended_at is not None
    return DisturbanceLine(
        number=row.number,
        kind=row.kind,
        resources=list(row.resources),
        resource_names=[dict(resource_name(plan, name)) for name in row.resources],
        jobs=list(row.jobs),
        labels=_labels(session, row.jobs),
        since=row.since_at,
        until=row.until_at,
        weight=row.weight,
        reason=row.reason,
        by=row.by,
        at=row.at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        is_active=row.kind in OF_RESOURCES and not is_over,
        late=list(row.effect.get("late", ())),
        revision=row.effect.get("revision"),
        moved_operations=row.effect.get("moved_operations", 0),
    )


def _labels(session: Session, jobs: list[Any]) -> list[str]:
    if not jobs:
        return []
    row = ReservationRow
    return list(session.scalars(select(row.label).where(row.id.in_(jobs))))


def why(found: Reason, now: datetime) -> Why:
    """Return why an order is completed when it is."""
    entry = found.standing.entry
    return Why(
        job=entry.demand.id,
        label=entry.label,
        promise_at=entry.demand.promise_at or now,
        completion_at=found.standing.completion_at,
        slack=dict(found.slack),
        slack_min=found.standing.slack_min,
        cause=dict(found.cause),
        sentence=dict(found.sentence),
        chain=[_link(bond) for bond in found.chain],
    )


def _link(bond: Bond) -> WhyLink:
    return WhyLink(
        job=bond.job,
        operation=bond.operation,
        label=bond.label,
        name=dict(bond.name),
        cause=bond.cause,
        since=bond.since,
        until=bond.until,
        minutes=bond.minutes,
        sentence=dict(bond.sentence),
    )


def revision_line(row: PlanRevisionRow, current: str | None) -> RevisionLine:
    """Return a published plan in a line."""
    return RevisionLine(
        number=row.number,
        published_at=row.published_at,
        reason=row.reason,
        disturbance=row.diff.get("disturbance"),
        operations=row.diff.get("operations", 0),
        moved_operations=row.diff.get("moved_operations", 0),
        is_current=row.id == current,
        stages=list(dict.fromkeys(step["stage"] for step in row.history)),
    )


def revision(
    session: Session, plan: CurrentPlan, row: PlanRevisionRow, now: datetime
) -> RevisionDetail:
    """Return a published plan with what it moved and how it was found."""
    return RevisionDetail(
        revision=revision_line(row, plan.head.revision_id),
        cause=_cause(session, plan, row, now),
        objective={name: int(value) for name, value in row.objective.items()},
        history=[
            RevisionStep(
                at_s=step["at_s"], stage=step["stage"], objective=step["objective"]
            )
            for step in row.history
        ],
        moved_jobs=moved_jobs(row.diff),
    )


def _cause(
    session: Session, plan: CurrentPlan, row: PlanRevisionRow, now: datetime
) -> DisturbanceLine | None:
    number = row.diff.get("disturbance")
    if number is None:
        return None
    table = DisturbanceRow
    found = session.scalars(
        select(table).where(table.site_id == row.site_id, table.number == number)
    ).first()
    return None if found is None else disturbance(session, plan, found, now)
