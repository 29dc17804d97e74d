"""Reports of the floor."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json, UtcDateTime
from app.db.rls import enable_tenant_rls, tenant_column

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "operation_event",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column(
            "reservation_id",
            sa.String(36),
            sa.ForeignKey("reservation.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("operation", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("resources", Json, nullable=False),
        sa.Column("scrapped", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.UniqueConstraint("tenant_id", "key", name="uq_operation_event"),
    )
    enable_tenant_rls("operation_event")
