"""Orders' one door to the factory's capacity: earliest date, hold, commit, release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.orders.allocate import Offer, Wanted, allocation, best_offer, offers
from app.orders.models import OrderItemRow, OrderRow
from app.orders.quote import PieceQuote
from app.orders.zones import Zone
from app.planning import hold as planning
from app.planning.promise import NoPromise, makers
from app.planning.sites import lock_sites

Sentences = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Held:
    """Capacity that is ours until it is committed or given back; None needs none."""

    reservation_id: str | None
    ready_at: datetime
    site: str


@dataclass(frozen=True)
class Demand:
    """An item of an order with the quote it is to be made by, and where it goes."""

    order: OrderRow
    item: OrderItemRow
    quote: PieceQuote
    zone: Zone

    @property
    def wanted(self) -> Wanted:
        """What the factories are asked for."""
        return _wanted(self.quote, self.item.quantity, self.zone, self.order.currency)


@dataclass(frozen=True)
class Full:
    """There is no capacity for it, and why, by language."""

    sentences: Sentences


def earliest(session: Session, demand: Demand, now: datetime) -> Offer | Full:
    """Return the best offer for an item as it stands; nothing is held."""
    found = best_offer(session, demand.wanted, now)
    return _full(found) if isinstance(found, NoPromise) else found


def lock_makers(session: Session, demands: Iterable[Demand]) -> None:
    """Take every site that could make one of these; before any of them is held."""
    codes = {
        code
        for demand in demands
        for code in (*makers(session, demand.wanted.routing), demand.quote.home)
    }
    lock_sites(session, codes)


def hold_item(
    session: Session, demand: Demand, *, expires_at: datetime, now: datetime
) -> Held | Full:
    """Take the earliest room for an item, at the best of the sites, until then."""
    found = offers(session, demand.wanted, now)
    if isinstance(found, NoPromise):
        return _full(found)
    order = _order(demand, found[0].site, allocation(found, demand.wanted))
    held = planning.hold(session, lambda: now, order, expires_at=expires_at)
    if isinstance(held, NoPromise):
        return _full(held)
    return Held(held.id, held.ready_at, order.site)


def accept_item(
    session: Session, demand: Demand, *, promised_at: datetime, now: datetime
) -> Held | Full:
    """Commit room for an item whose date was promised elsewhere (an import)."""
    order = _order(demand, demand.quote.home, {})
    found = planning.accept(session, lambda: now, order, promise_at=promised_at)
    if isinstance(found, NoPromise):
        return _full(found)
    return Held(found.id, found.ready_at, order.site)


def _wanted(quote: PieceQuote, quantity: int, zone: Zone, currency: str) -> Wanted:
    return Wanted(quote.specification.routing, quantity, quote.home, zone, currency)


def _order(
    demand: Demand, site: str, allocated: Mapping[str, object]
) -> planning.Order:
    order, item, quote = demand.order, demand.item, demand.quote
    name = quote.version.model.name["en"]
    return planning.Order(
        site=site,
        routing=quote.specification.routing,
        quantity=item.quantity,
        reference=item.id,
        label=f"{order.reference or order.number}/{item.position} {name}",
        allocation=allocated,
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
