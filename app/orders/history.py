"""The only door through which an order moves, and what it leaves behind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orders.models import OrderEventRow, OrderRow
from app.orders.states import Event, Ignored, Refused, State, move


def apply(  # noqa: PLR0913 - who, when and why belong to every event
    session: Session,
    order: OrderRow,
    event: Event,
    *,
    at: datetime,
    by: str,
    why: str = "",
) -> State | Ignored | Refused:
    """
    Move an order and write down what happened.

    Parameters
    ----------
    by
        ``shopper``, ``bank``, ``floor``, ``sweeper`` or a user's email.
    why
        A sentence for the history, empty where the event says it all.

    Returns
    -------
    State | Ignored | Refused
        The new state; the other two leave no trace.
    """
    before = State(order.state)
    after = move(before, event)
    if not isinstance(after, State):
        return after
    order.state = after
    order.events_count += 1
    session.add(
        OrderEventRow(
            order_id=order.id,
            number=order.events_count,
            event=event,
            state_before=before,
            state_after=after,
            at=at,
            by=by,
            why=why,
        )
    )
    session.flush()
    return after


def events_of(session: Session, order_id: str) -> list[OrderEventRow]:
    """Return the history of an order, oldest first."""
    return list(
        session.scalars(
            select(OrderEventRow)
            .where(OrderEventRow.order_id == order_id)
            .order_by(OrderEventRow.number)
        )
    )


def replay(events: list[OrderEventRow]) -> State:
    """
    Return the state that a history leads to, by the table alone.

    Raises
    ------
    ValueError
        When an event of the history is not one the table allows.
    """
    state = State.CART
    for row in events:
        after = move(state, Event(row.event))
        if after != row.state_after or row.state_before != state:
            raise ValueError(f"event {row.number} of {row.order_id} is not legal")
        state = State(row.state_after)
    return state
