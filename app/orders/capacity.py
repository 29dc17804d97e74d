"""Orders' one door to the factory's capacity: earliest date, hold, commit, release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.orders.models import OrderItemRow, OrderRow
from app.orders.quote import PieceQuote
from app.planning import hold as planning
from app.planning.promise import NoPromise, PromiseDate, promise

Sentences = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Held:
    """Capacity that is ours until it is committed or given back; None needs none."""

    reservation_id: str | None
    ready_at: datetime


@dataclass(frozen=True)
class Demand:
    """An item of an order with the quote it is to be made by."""

    order: OrderRow
    item: OrderItemRow
    quote: PieceQuote


@dataclass(frozen=True)
class Full:
    """There is no capacity for it, and why, by language."""

    sentences: Sentences


def earliest(
    session: Session, quote: PieceQuote, quantity: int, now: datetime
) -> PromiseDate | Full:
    """Return when so many of a piece would be ready; nothing is held."""
    found = promise(
        session, lambda: now, quote.site, quote.specification.routing, quantity
    )
    return _full(found) if isinstance(found, NoPromise) else found


def hold_item(
    session: Session, demand: Demand, *, expires_at: datetime, now: datetime
) -> Held | Full:
    """Take the earliest room for an item until ``expires_at``."""
    found = planning.hold(session, lambda: now, _wanted(demand), expires_at=expires_at)
    if isinstance(found, NoPromise):
        return _full(found)
    return Held(found.id, found.ready_at)


def accept_item(
    session: Session, demand: Demand, *, promised_at: datetime, now: datetime
) -> Held | Full:
    """Commit room for an item whose date was promised elsewhere (an import)."""
    found = planning.accept(
        session, lambda: now, _wanted(demand), promise_at=promised_at
    )
    if isinstance(found, NoPromise):
        return _full(found)
    return Held(found.id, found.ready_at)


def _wanted(demand: Demand) -> planning.Order:
    order, item, quote = demand.order, demand.item, demand.quote
    name = quote.version.model.name["en"]
    return planning.Order(
        site=quote.site,
        routing=quote.specification.routing,
        quantity=item.quantity,
        reference=item.id,
        label=f"{order.reference or order.number}/{item.position} {name}",
    )


def commit_item(session: Session, item: OrderItemRow, now: datetime) -> Full | None:
    """
    Make the held capacity of an item firm.

    Returns
    -------
    Full | None
        None where it is firm, by the promised date. ``Full`` where the hold was over
        and the date cannot be kept any more.
    """
    if item.reservation_id is None:
        return Full({"en": ("No capacity was held.",), "zh": ("未预留产能。",)})
    found = planning.commit(session, lambda: now, item.reservation_id)
    return _full(found) if isinstance(found, NoPromise) else None


def release_item(session: Session, reservation_id: str | None, now: datetime) -> None:
    """
    Give the capacity of an item back, where the floor has not begun with it.

    A piece that was begun stays in the plan: the plan's facts are not undone by money.
    """
    if reservation_id is not None:
        planning.release(session, lambda: now, reservation_id)


def _full(found: NoPromise) -> Full:
    return Full({language: (text,) for language, text in found.sentences.items()})
