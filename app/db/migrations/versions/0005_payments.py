"""Payments, calls to the bank and its webhooks."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json, UtcDateTime
from app.db.rls import enable_tenant_rls, tenant_column

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _payment()
    _call()
    _webhook()
    for table in ("payment", "bank_call", "bank_webhook"):
        enable_tenant_rls(table)


def _payment() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column(
            "order_id",
            sa.String(36),
            sa.ForeignKey("customer_order.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("refunded_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("session_id", sa.String(80), index=True),
        sa.Column("session_url", sa.Text, nullable=False),
        sa.Column("intent_id", sa.String(80), index=True),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("order_id", "attempt", name="uq_payment_attempt"),
    )
    op.create_index("ix_payment_state", "payment", ["state", "changed_at"])


def _payment_id(*, nullable: bool) -> sa.Column[str]:
    key = sa.ForeignKey("payment.id")
    return sa.Column("payment_id", sa.String(36), key, nullable=nullable, index=True)


def _call() -> None:
    op.create_table(
        "bank_call",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        _payment_id(nullable=False),
        sa.Column("verb", sa.String(20), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("parameters", Json, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("tenant_id", "key", name="uq_bank_call_key"),
    )


def _webhook() -> None:
    op.create_table(
        "bank_webhook",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column("event_id", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("object_id", sa.String(80), nullable=False),
        _payment_id(nullable=True),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("tenant_id", "event_id", name="uq_bank_webhook_event_id"),
    )
