"""Tables: orders with what was frozen when they were placed, and their history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.ids import new_id, new_token
from app.db import Base, Json, TenantOwned


class OrderRow(TenantOwned, Base):
    """
    A cart, and from the click on "Order" on an order.

    ``state`` is one of :class:`app.orders.states.State` and is moved by
    :func:`app.orders.history.apply` only, which writes the event row beside it. Money
    is in minor units of ``currency``; goods, shipping and tax are frozen with the
    state ``placed``. ``promised_on`` is the day it is with the customer.
    """

    __tablename__ = "customer_order"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number", name="uq_customer_order_number"),
        UniqueConstraint("tenant_id", "reference", name="uq_customer_order_reference"),
        Index("ix_customer_order_visitor_state", "visitor", "state"),
        Index("ix_customer_order_state_hold", "state", "hold_expires_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    token: Mapped[str] = mapped_column(String(43), unique=True, default=new_token)
    number: Mapped[str | None] = mapped_column(String(16))
    reference: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(16), default="cart")
    visitor: Mapped[str] = mapped_column(String(43), default="")
    language: Mapped[str] = mapped_column(String(5))
    currency: Mapped[str] = mapped_column(String(3))
    customer: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    zone: Mapped[str] = mapped_column(String(40), default="")
    goods_minor: Mapped[int] = mapped_column(default=0)
    shipping_minor: Mapped[int] = mapped_column(default=0)
    total_minor: Mapped[int] = mapped_column(default=0)
    tax_minor: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]
    promised_on: Mapped[date | None]
    hold_expires_at: Mapped[datetime | None]
    events_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    placed_at: Mapped[datetime | None]


class OrderItemRow(TenantOwned, Base):
    """
    One configured piece, ``quantity`` times.

    In a cart ``choices`` is what the shopper picked and ``shown`` what the page
    showed; ``unit_minor`` is the price last shown, so that a change can be told. With
    the order placed, ``configuration``, its hash, ``price``, ``routing`` and
    ``promised_ready_at`` are frozen, and the reservation of capacity has the item's
    id as its reference.
    """

    __tablename__ = "order_item"
    __table_args__ = (
        UniqueConstraint("order_id", "position", name="uq_order_item_position"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column(
        ForeignKey("customer_order.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    slug: Mapped[str] = mapped_column(String(60))
    version_id: Mapped[str] = mapped_column(ForeignKey("product_version.id"))
    choices: Mapped[dict[str, Any]] = mapped_column(Json)
    configuration: Mapped[dict[str, Any]] = mapped_column(Json)
    configuration_hash: Mapped[str] = mapped_column(String(64), index=True)
    quantity: Mapped[int]
    unit_minor: Mapped[int]
    tax_minor: Mapped[int] = mapped_column(default=0)
    price: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    site: Mapped[str] = mapped_column(String(60))
    routing: Mapped[list[Any]] = mapped_column(Json, default=list)
    withdrawal: Mapped[str] = mapped_column(String(20), default="standard")
    promised_ready_at: Mapped[datetime | None]
    reservation_id: Mapped[str | None] = mapped_column(String(36))


class OrderEventRow(TenantOwned, Base):
    """Something that happened to an order: what, when, by whom and why."""

    __tablename__ = "order_event"

    order_id: Mapped[str] = mapped_column(
        ForeignKey("customer_order.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(16))
    state_before: Mapped[str] = mapped_column(String(16))
    state_after: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    why: Mapped[str] = mapped_column(Text, default="")
