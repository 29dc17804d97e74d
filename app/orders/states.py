"""
The life of an order: one table ``(state, event) -> state | Ignored | Refused``.

A state is what has surely happened. An event that comes twice or late (a webhook, a
double click) is ignored; one that would skip or undo something is refused with the
reason. Nothing else in the house moves an order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an order is."""

    CART = "cart"
    PLACED = "placed"
    """Price, version and date are frozen and capacity is held; the bank is asked."""
    AUTHORISED = "authorised"
    CONFIRMED = "confirmed"
    """Checked again, capacity committed; the money is about to be captured."""
    PAID = "paid"
    IN_PRODUCTION = "in_production"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


class Event(StrEnum):
    """What may happen to an order."""

    PLACE = "place"
    DECLINE = "decline"
    AUTHORISE = "authorise"
    CONFIRM = "confirm"
    CAPTURE = "capture"
    START = "start"
    PACK = "pack"
    SHIP = "ship"
    DELIVER = "deliver"
    EXPIRE = "expire"
    CANCEL = "cancel"
    REFUND = "refund"


@dataclass(frozen=True)
class Ignored:
    """The event says nothing new."""

    state: State
    event: Event


@dataclass(frozen=True)
class Refused:
    """
    The event cannot happen now.

    Parameters
    ----------
    code
        Stable word for programs and translations.
    sentence
        Why, for people.
    """

    code: str
    sentence: str


_MOVES: dict[tuple[State, Event], State] = {
    (State.CART, Event.PLACE): State.PLACED,
    (State.PLACED, Event.DECLINE): State.PLACED,
    (State.PLACED, Event.AUTHORISE): State.AUTHORISED,
    (State.PLACED, Event.EXPIRE): State.EXPIRED,
    (State.PLACED, Event.CANCEL): State.CANCELLED,
    # Somebody paid in the last second: the second check decides whether the date
    # can still be kept; if not, the authorisation is released.
    (State.EXPIRED, Event.AUTHORISE): State.AUTHORISED,
    (State.AUTHORISED, Event.CONFIRM): State.CONFIRMED,
    (State.AUTHORISED, Event.CANCEL): State.CANCELLED,
    (State.CONFIRMED, Event.CAPTURE): State.PAID,
    (State.CONFIRMED, Event.CANCEL): State.CANCELLED,
    (State.PAID, Event.START): State.IN_PRODUCTION,
    (State.PAID, Event.PACK): State.PACKED,
    (State.PAID, Event.CANCEL): State.CANCELLED,
    (State.PAID, Event.REFUND): State.REFUNDED,
    (State.IN_PRODUCTION, Event.PACK): State.PACKED,
    (State.IN_PRODUCTION, Event.REFUND): State.REFUNDED,
    (State.PACKED, Event.SHIP): State.SHIPPED,
    (State.PACKED, Event.REFUND): State.REFUNDED,
    (State.SHIPPED, Event.DELIVER): State.DELIVERED,
    (State.SHIPPED, Event.REFUND): State.REFUNDED,
    (State.DELIVERED, Event.REFUND): State.REFUNDED,
    (State.CANCELLED, Event.REFUND): State.REFUNDED,
}

_SOLD = (
    State.AUTHORISED,
    State.CONFIRMED,
    State.PAID,
    State.IN_PRODUCTION,
    State.PACKED,
    State.SHIPPED,
    State.DELIVERED,
)
_OVER = (State.CANCELLED, State.REFUNDED)


def _from(first: State) -> tuple[State, ...]:
    return _SOLD[_SOLD.index(first) :]


_SAYS_NOTHING_NEW: dict[Event, tuple[State, ...]] = {
    Event.PLACE: (State.PLACED, *_SOLD),
    Event.DECLINE: (*_SOLD, State.EXPIRED, *_OVER),
    Event.AUTHORISE: (*_SOLD, State.REFUNDED),
    Event.CONFIRM: (*_from(State.CONFIRMED), State.REFUNDED),
    Event.CAPTURE: (*_from(State.PAID), State.REFUNDED),
    Event.START: (*_from(State.IN_PRODUCTION), State.REFUNDED),
    Event.PACK: (*_from(State.PACKED), State.REFUNDED),
    Event.SHIP: (*_from(State.SHIPPED), State.REFUNDED),
    Event.DELIVER: (State.DELIVERED, State.REFUNDED),
    Event.EXPIRE: (*_SOLD, State.EXPIRED, *_OVER),
    Event.CANCEL: (State.CANCELLED, State.EXPIRED, State.REFUNDED),
    Event.REFUND: (State.REFUNDED,),
}

_WHY_NOT = {
    State.CART: Refused("not_placed", "The cart has not been ordered yet."),
    State.PLACED: Refused("not_paid", "The order has not been paid yet."),
    State.AUTHORISED: Refused("not_confirmed", "The order is just being confirmed."),
    State.CONFIRMED: Refused("not_captured", "The payment is just being taken."),
    State.PAID: Refused("not_packed", "The order has not been packed yet."),
    State.IN_PRODUCTION: Refused("being_made", "The order is being made."),
    State.PACKED: Refused("packed", "The order is packed and waits for the carrier."),
    State.SHIPPED: Refused("shipped", "The order is on its way."),
    State.DELIVERED: Refused("delivered", "The order was delivered."),
    State.EXPIRED: Refused("expired", "The order was not paid in time."),
    State.CANCELLED: Refused("cancelled", "The order was cancelled."),
    State.REFUNDED: Refused("refunded", "The order was paid back."),
}


def move(state: State, event: Event) -> State | Ignored | Refused:
    """
    Return where an event leads from a state.

    Returns
    -------
    State | Ignored | Refused
        A state (possibly the same: a declined card is worth a line of history),
        or why not.
    """
    to = _MOVES.get((state, event))
    if to is not None:
        return to
    if state in _SAYS_NOTHING_NEW[event]:
        return Ignored(state, event)
    return _WHY_NOT[state]
