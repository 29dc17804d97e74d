"""Tables: payments, the calls made to the bank, and the webhooks it sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.ids import new_id
from app.db import Base, Json, TenantOwned


class PaymentRow(TenantOwned, Base):
    """
    One attempt to be paid for one order.

    ``state`` is one of opening, open, authorised, capturing, captured, cancelling,
    cancelled, refunded and only moves forward. ``amount_minor`` is the frozen total:
    what the bank says must equal it.
    """

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("order_id", "attempt", name="uq_payment_attempt"),
        Index("ix_payment_state", "state", "changed_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    order_id: Mapped[str] = mapped_column(ForeignKey("customer_order.id"), index=True)
    attempt: Mapped[int]
    provider: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default="opening")
    amount_minor: Mapped[int]
    refunded_minor: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str] = mapped_column(String(3))
    session_id: Mapped[str | None] = mapped_column(String(80), index=True)
    session_url: Mapped[str] = mapped_column(Text, default="")
    intent_id: Mapped[str | None] = mapped_column(String(80), index=True)
    problem: Mapped[str] = mapped_column(Text, default="")
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class BankCallRow(TenantOwned, Base):
    """
    A call to the bank, written and committed before it is made.

    ``key`` is the idempotency key: whoever repeats the call after a crash sends the
    same key with the same parameters and is answered the same.
    """

    __tablename__ = "bank_call"
    __table_args__ = (UniqueConstraint("tenant_id", "key", name="uq_bank_call_key"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payment.id"), index=True)
    verb: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    parameters: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]


class WebhookRow(TenantOwned, Base):
    """An event of the bank that was taken in; the same event is not taken twice."""

    __tablename__ = "bank_webhook"
    __table_args__ = (
        UniqueConstraint("tenant_id", "event_id", name="uq_bank_webhook_event_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(80))
    object_id: Mapped[str] = mapped_column(String(80))
    payment_id: Mapped[str | None] = mapped_column(ForeignKey("payment.id"), index=True)
    received_at: Mapped[datetime]
