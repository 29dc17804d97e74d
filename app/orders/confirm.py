"""The second check: authorised money becomes an order only if it can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.catalogue.scalars import from_json
from app.catalogue.versions import get_version
from app.orders.capacity import Full, commit_item, release_item
from app.orders.cart import items_of
from app.orders.history import apply
from app.orders.models import OrderItemRow, OrderRow
from app.orders.states import Event, Ignored, Refused, State
from configurator.check import check


def confirm(
    session: Session, order: OrderRow, now: datetime, *, by: str
) -> State | Ignored | Refused:
    """
    Judge every piece again by its frozen version, then commit its capacity.

    Returns
    -------
    State | Ignored | Refused
        ``Refused`` where a piece breaks a rule of its own version or its capacity is
        gone and cannot be found again by the promised date. The caller then closes the
        order, which gives back what had been committed.
    """
    if order.state != State.AUTHORISED:
        return apply(session, order, Event.CONFIRM, at=now, by=by)
    items = items_of(session, order.id)
    day = (order.placed_at or now).date()
    violations = [line for item in items for line in _violations(session, item, day)]
    if violations:
        return Refused("not_valid", " ".join(violations))
    # Sites are locked in one order, whoever locks more than one of them.
    for item in sorted(items, key=lambda item: item.site):
        gone = commit_item(session, item, now)
        if isinstance(gone, Full):
            return Refused("date_gone", gone.sentences["en"][0])
    return apply(session, order, Event.CONFIRM, at=now, by=by)


def _violations(session: Session, item: OrderItemRow, day: date) -> Iterator[str]:
    version = get_version(session, item.version_id, day)
    configuration = from_json(version.model, item.configuration)
    for violation in check(version.model, configuration):
        yield violation.sentence["en"]
    if version.configuration_hash(configuration) != item.configuration_hash:
        yield "The configuration is not the one that was frozen."


def close(  # noqa: PLR0913 - who, when and why belong to every event
    session: Session,
    order: OrderRow,
    event: Event,
    now: datetime,
    *,
    by: str,
    why: str = "",
) -> State | Ignored | Refused:
    """Expire or cancel an order and give its capacity back."""
    after = apply(session, order, event, at=now, by=by, why=why)
    if after in {State.EXPIRED, State.CANCELLED}:
        items = items_of(session, order.id)
        for item in sorted(items, key=lambda item: item.site):
            release_item(session, item.reservation_id, now)
    return after
