"""Orders, their items and their history."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json, UtcDateTime
from app.db.rls import enable_tenant_rls, tenant_column

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _order()
    _item()
    _event()
    for table in ("customer_order", "order_item", "order_event"):
        enable_tenant_rls(table)


def _order() -> None:
    op.create_table(
        "customer_order",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("number", sa.String(16)),
        sa.Column("reference", sa.String(80)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("visitor", sa.String(43), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("customer", Json, nullable=False),
        sa.Column("zone", sa.String(40), nullable=False),
        sa.Column("goods_minor", sa.BigInteger, nullable=False),
        sa.Column("shipping_minor", sa.BigInteger, nullable=False),
        sa.Column("total_minor", sa.BigInteger, nullable=False),
        sa.Column("tax_minor", sa.BigInteger, nullable=False),
        sa.Column("ready_at", UtcDateTime),
        sa.Column("promised_on", sa.Date),
        sa.Column("hold_expires_at", UtcDateTime),
        sa.Column("events_count", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("placed_at", UtcDateTime),
        sa.UniqueConstraint("token", name="uq_customer_order_token"),
        sa.UniqueConstraint("tenant_id", "number", name="uq_customer_order_number"),
        sa.UniqueConstraint(
            "tenant_id", "reference", name="uq_customer_order_reference"
        ),
    )
    op.create_index(
        "ix_customer_order_visitor_state", "customer_order", ["visitor", "state"]
    )
    op.create_index(
        "ix_customer_order_state_hold", "customer_order", ["state", "hold_expires_at"]
    )


def _order_id(*, is_primary: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("customer_order.id", ondelete="CASCADE")
    return sa.Column(
        "order_id",
        sa.String(36),
        key,
        nullable=False,
        primary_key=is_primary,
        index=not is_primary,
    )


def _item() -> None:
    op.create_table(
        "order_item",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        _order_id(),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column(
            "version_id",
            sa.String(36),
            sa.ForeignKey("product_version.id"),
            nullable=False,
        ),
        sa.Column("choices", Json, nullable=False),
        sa.Column("configuration", Json, nullable=False),
        sa.Column("configuration_hash", sa.String(64), nullable=False, index=True),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("unit_minor", sa.BigInteger, nullable=False),
        sa.Column("tax_minor", sa.BigInteger, nullable=False),
        sa.Column("price", Json, nullable=False),
        sa.Column("site", sa.String(60), nullable=False),
        sa.Column("routing", Json, nullable=False),
        sa.Column("withdrawal", sa.String(20), nullable=False),
        sa.Column("promised_ready_at", UtcDateTime),
        sa.Column("reservation_id", sa.String(36)),
        sa.UniqueConstraint("order_id", "position", name="uq_order_item_position"),
    )


def _event() -> None:
    op.create_table(
        "order_event",
        tenant_column(),
        _order_id(is_primary=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("state_before", sa.String(16), nullable=False),
        sa.Column("state_after", sa.String(16), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
