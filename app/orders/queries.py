"""Reading orders for pages, lists and the packages above."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.orders.models import OrderRow
from app.orders.states import State


def order_by_token(session: Session, token: str) -> OrderRow:
    """
    Return the order that a link names.

    Raises
    ------
    NotFound
        Where there is none, or it is still a cart.
    """
    order = session.scalars(select(OrderRow).where(OrderRow.token == token)).first()
    if order is None or order.state == State.CART:
        raise NotFound("order_unknown", "There is no such order.")
    return order


def latest_order_of(session: Session, visitor: str) -> OrderRow | None:
    """Return what a browser ordered last."""
    return session.scalars(
        select(OrderRow)
        .where(OrderRow.visitor == visitor, OrderRow.state != State.CART)
        .order_by(OrderRow.placed_at.desc())
        .limit(1)
    ).first()
