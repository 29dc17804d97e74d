"""
What happened to a factory that its plan has to follow, as rows with a cause.

A disturbance is written once. Those about resources change the calendars that every
later reading of the site sees; those about orders are written into the reservation
(its release, its weight) when they are recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.planning.calendars import minute_of
from app.planning.models import DisturbanceRow
from app.planning.translate import Shop
from scheduling.changes import closed, opened
from scheduling.problem import Problem


class Kind(StrEnum):
    """What may happen; the words are those of :mod:`scheduling.events`."""

    BREAKDOWN = "breakdown"
    ABSENCE = "absence"
    OVERTIME = "overtime"
    CLOSED = "closed"
    LATE_MATERIAL = "late_material"
    RUSH_ORDER = "rush_order"
    CANCELLATION = "cancellation"


OF_RESOURCES = frozenset({Kind.BREAKDOWN, Kind.ABSENCE, Kind.OVERTIME, Kind.CLOSED})
"""Kinds that change when resources work; the others are about orders."""

COSTS_PROMISES = frozenset({Kind.BREAKDOWN, Kind.ABSENCE, Kind.LATE_MATERIAL})
"""Kinds that may cost a paid order its date; a wish, such as a rush, may not."""


@dataclass(frozen=True, slots=True)
class Span:
    """
    Resources that work, or do not, for a while against their calendars.

    Parameters
    ----------
    is_open
        Overtime; otherwise they are down, away or closed.
    since_at, until_at
        When, half-open.
    """

    resources: tuple[str, ...]
    is_open: bool
    since_at: datetime
    until_at: datetime


def spans_of(session: Session, site_id: str, since: datetime) -> tuple[Span, ...]:
    """Spans of a site's disturbances that are not over at ``since``, in their order."""
    row = DisturbanceRow
    statement = (
        select(row)
        .where(row.site_id == site_id, row.kind.in_([*OF_RESOURCES]))
        .where(row.until_at > since, or_(row.ended_at.is_(None), row.ended_at > since))
    )
    return tuple(
        found
        for one in session.scalars(statement.order_by(row.number))
        if (found := span_of(one)) is not None
    )


def span_of(row: DisturbanceRow) -> Span | None:
    """Time that a disturbance concerns, cut off where it ended early."""
    if row.since_at is None or row.until_at is None:
        return None
    until_at = row.until_at if row.ended_at is None else min(row.until_at, row.ended_at)
    if until_at <= row.since_at:
        return None
    is_open = row.kind == Kind.OVERTIME
    return Span(tuple(row.resources), is_open, row.since_at, until_at)


def altered(shop: Shop, spans: Iterable[Span], origin: datetime) -> Shop:
    """
    Shop whose resources work as these spans say, the later ones over the earlier.

    Parameters
    ----------
    shop
        As the site's document has it.
    spans
        Of resources that the site may not have any more: those are left out.
    origin
        Minute 0 of the shop.
    """
    problem = Problem(
        horizon=shop.horizon,
        calendars=shop.calendars,
        resources=shop.resources,
        jobs=(),
        setups=shop.setups,
        transports=shop.transports,
        materials=shop.materials,
    )
    for span in spans:
        since = max(0, minute_of(origin, span.since_at))
        until = min(shop.horizon.length_min, minute_of(origin, span.until_at))
        change = opened if span.is_open else closed
        for resource in span.resources:
            if resource in problem.resource_by_id and since < until:
                problem = change(problem, resource, since, until)
    return replace(shop, calendars=problem.calendars, resources=problem.resources)
