"""Reading orders for pages, lists and the packages above."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.orders.models import OrderItemRow, OrderRow
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


def orders_in(
    session: Session, states: Collection[State], limit: int = 500
) -> list[OrderRow]:
    """Return orders in some states, newest first."""
    return list(
        session.scalars(
            select(OrderRow)
            .where(OrderRow.state.in_(states))
            .order_by(OrderRow.placed_at.desc())
            .limit(limit)
        )
    )


def item_of_reservation(session: Session, reference: str) -> OrderItemRow | None:
    """Return the order item that a reservation of capacity was made for."""
    return session.get(OrderItemRow, reference)


def placed_variants(
    session: Session, slug: str, limit: int = 1000
) -> list[OrderItemRow]:
    """Return placed pieces of a product, newest first, to replay rules on."""
    return list(
        session.scalars(
            select(OrderItemRow)
            .join(OrderRow, OrderRow.id == OrderItemRow.order_id)
            .where(OrderItemRow.slug == slug, OrderRow.state != State.CART)
            .order_by(OrderItemRow.id.desc())
            .limit(limit)
        )
    )
