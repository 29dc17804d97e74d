"""
Placing: from a cart to an order whose price, version and date are frozen.

Either everything is frozen and all capacity is held, or nothing has happened and the
answer says why. Imported orders come through here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.base.ids import new_token
from app.catalogue.scalars import to_json
from app.orders.address import Customer
from app.orders.capacity import (
    Demand,
    Full,
    Held,
    accept_item,
    hold_item,
    lock_makers,
    release_item,
)
from app.orders.cart import CartLine, price_cart
from app.orders.history import apply
from app.orders.models import OrderItemRow, OrderRow
from app.orders.quote import NotMakeable, PieceQuote
from app.orders.states import Event, State
from app.orders.zones import Delivery, Zone, Zones
from app.planning.routings import dump_routing
from configurator.results import PriceBreakdown

HOLD_LASTS = timedelta(minutes=45)
"""Longer than the bank's page stays open, so that who pays in time is served."""

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Seen:
    """The total and the day the shopper's page showed."""

    total_minor: int
    promised_on: date


@dataclass(frozen=True)
class Placed:
    """The order stands; ``is_new`` is False for the second click of a double one."""

    order: OrderRow
    is_new: bool


@dataclass(frozen=True)
class Changed:
    """Price or date moved since the page was shown; nothing has been placed."""

    total_minor: int
    promised_on: date


@dataclass(frozen=True)
class CannotPlace:
    """
    The order cannot be placed as it stands; the cart is intact.

    Parameters
    ----------
    sentences
        Why, by language.
    """

    code: str
    sentences: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Wish:
    """
    Everything about an order but its pieces.

    Parameters
    ----------
    seen
        What the shopper agreed to; None where nobody looked (an import).
    promised_at
        When it was promised to be ready elsewhere (an import); None for the earliest
        date of our own.
    is_made
        The pieces lie there already, or never will: no capacity is needed.
    """

    customer: Customer
    zone: Zone
    zones: Zones
    seen: Seen | None = None
    promised_at: datetime | None = None
    is_made: bool = False


def place(
    session: Session, cart: OrderRow, wish: Wish, now: datetime, *, by: str = "shopper"
) -> Placed | Changed | CannotPlace:
    """Freeze a cart, hold its capacity and make it an order."""
    if cart.state != State.CART:
        return Placed(cart, is_new=False)
    lines = price_cart(session, cart)
    refusal = _refusal(lines)
    if refusal is not None:
        return refusal
    frozen = _freeze(session, cart, lines, wish, now)
    if not isinstance(frozen, _Frozen):
        return frozen
    _write(cart, frozen, wish, now)
    apply(session, cart, Event.PLACE, at=now, by=by)
    return Placed(cart, is_new=True)


@dataclass(frozen=True)
class _Piece:
    """An item with what is frozen of it."""

    item: OrderItemRow
    quote: PieceQuote
    held: Held


@dataclass(frozen=True)
class _Frozen:
    """Everything that is written once all of it is sure."""

    pieces: tuple[_Piece, ...]
    delivery: Delivery

    @property
    def goods_minor(self) -> int:
        return sum(p.quote.unit_minor * p.item.quantity for p in self.pieces)

    @property
    def total_minor(self) -> int:
        return self.goods_minor + self.delivery.cost_minor


def _refusal(lines: Sequence[CartLine]) -> CannotPlace | None:
    if not lines:
        return CannotPlace(
            "cart_empty", {"en": ("The cart is empty.",), "zh": ("购物车是空的。",)}
        )
    for line in lines:
        if isinstance(line.quote, NotMakeable):
            return CannotPlace("not_makeable", line.quote.sentences)
    return None


def _freeze(
    session: Session,
    order: OrderRow,
    lines: Sequence[CartLine],
    wish: Wish,
    now: datetime,
) -> _Frozen | Changed | CannotPlace:
    """Hold everything, or give all of it back and say why."""
    order.number = order.number or _number()
    pieces: list[_Piece] = []
    demands = [
        Demand(order, line.item, line.quote, wish.zone)
        for line in lines
        if isinstance(line.quote, PieceQuote)
    ]
    lock_makers(session, demands)
    for demand in demands:
        held = _take(session, demand, wish, now)
        if isinstance(held, Full):
            _give_back(session, pieces, now)
            return CannotPlace("no_capacity", held.sentences)
        pieces.append(_Piece(demand.item, demand.quote, held))
    ready = [(piece.held.site, piece.held.ready_at) for piece in pieces]
    delivery = wish.zones.deliver(wish.zone, ready, order.currency)
    frozen = _Frozen(tuple(pieces), delivery)
    if _is_worse(frozen, wish.seen):
        _give_back(session, pieces, now)
        return Changed(frozen.total_minor, delivery.arrives_on)
    return frozen


def _take(session: Session, demand: Demand, wish: Wish, now: datetime) -> Held | Full:
    if wish.promised_at is not None and wish.is_made:
        return Held(None, wish.promised_at, demand.quote.home)
    if wish.promised_at is not None:
        return accept_item(session, demand, promised_at=wish.promised_at, now=now)
    return hold_item(session, demand, expires_at=now + HOLD_LASTS, now=now)


def _give_back(session: Session, pieces: Sequence[_Piece], now: datetime) -> None:
    for piece in pieces:
        release_item(session, piece.held.reservation_id, now)


def _is_worse(frozen: _Frozen, seen: Seen | None) -> bool:
    """Whether to ask again: nobody minds a better price or an earlier day."""
    return seen is not None and (
        frozen.total_minor > seen.total_minor
        or frozen.delivery.arrives_on > seen.promised_on
    )


def _write(order: OrderRow, frozen: _Frozen, wish: Wish, now: datetime) -> None:
    for piece in frozen.pieces:
        _write_item(piece.item, piece.quote, piece.held)
    order.customer = wish.customer.as_json()
    order.zone = wish.zone.id
    order.goods_minor = frozen.goods_minor
    order.shipping_minor = frozen.delivery.cost_minor
    order.total_minor = frozen.total_minor
    order.tax_minor = frozen.delivery.tax_minor + sum(
        piece.item.tax_minor for piece in frozen.pieces
    )
    order.ready_at = max(piece.held.ready_at for piece in frozen.pieces)
    order.promised_on = frozen.delivery.arrives_on
    order.hold_expires_at = now + HOLD_LASTS
    order.placed_at = now


def _write_item(item: OrderItemRow, quote: PieceQuote, held: Held) -> None:
    found = quote.specification
    item.version_id = quote.version.id
    item.configuration = to_json(found.configuration)
    item.configuration_hash = found.configuration_hash
    item.unit_minor = found.price.total_minor
    item.tax_minor = found.price.tax_minor * item.quantity
    item.price = price_as_json(found.price)
    item.site = held.site
    item.routing = dump_routing(found.routing)
    item.withdrawal = quote.withdrawal
    item.reservation_id = held.reservation_id
    item.promised_ready_at = held.ready_at


def _number() -> str:
    """Return a short number for people; it says nothing about how many there are."""
    raw = "".join(letter for letter in new_token().upper() if letter in _ALPHABET)
    return f"L{raw[:4]}-{raw[4:8]}"


def price_as_json(price: PriceBreakdown) -> dict[str, Any]:
    """Return a breakdown as the order keeps it."""
    return {
        "currency": price.currency,
        "lines": [
            {
                "id": line.id,
                "label": dict(line.label),
                "amount_minor": line.amount_minor,
            }
            for line in price.lines
        ],
        "total_minor": price.total_minor,
        "tax_minor": price.tax_minor,
    }
