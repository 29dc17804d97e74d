"""Cancelling an order: give back its capacity now, and its money by the bank."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.orders.confirm import close
from app.orders.models import OrderRow
from app.orders.states import Event, Ignored, Refused, State
from app.payments.ask import payment_of, wake


def cancel_order(
    session: Session, order: OrderRow, now: datetime, *, by: str, why: str = ""
) -> State | Ignored | Refused:
    """
    Cancel an order that is not being made yet.

    Returns
    -------
    State | Ignored | Refused
        Once the floor has begun it is ``Refused``. Money that was authorised or taken
        goes back through the bank's task, which this wakes.
    """
    after = close(session, order, Event.CANCEL, now, by=by, why=why)
    payment = payment_of(session, order.id)
    if after == State.CANCELLED and payment is not None:
        wake(session, payment.id, "cancel")
    return after
