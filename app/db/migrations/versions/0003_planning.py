"""Sites, reservations, plan revisions and the floor's facts."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json, UtcDateTime
from app.db.rls import enable_tenant_rls, tenant_column

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _site()
    _reservation()
    _operation_fact()
    _plan_revision()
    for table in ("site", "reservation", "operation_fact", "plan_revision"):
        enable_tenant_rls(table)


def _site_id() -> sa.Column[str]:
    return sa.Column("site_id", sa.String(36), sa.ForeignKey("site.id"), nullable=False)


def _site() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("change_number", sa.Integer, nullable=False),
        sa.Column("reservation_number", sa.Integer, nullable=False),
        sa.Column("revision_id", sa.String(36)),
        sa.Column("planner", sa.String(36)),
        sa.Column("planner_until", UtcDateTime),
        sa.UniqueConstraint("tenant_id", "code", name="uq_site_code"),
    )


def _reservation() -> None:
    op.create_table(
        "reservation",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        _site_id(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("change_number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False, index=True),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("routing", Json, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("release_at", UtcDateTime, nullable=False),
        sa.Column("promise_at", UtcDateTime, nullable=False),
        sa.Column("origin_at", UtcDateTime, nullable=False),
        sa.Column("assignments", Json, nullable=False),
        sa.Column("expires_at", UtcDateTime),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("disturbance", Json),
        sa.Column("finished_at", UtcDateTime),
        sa.UniqueConstraint("site_id", "number", name="uq_reservation_number"),
    )
    for column in ("state", "change_number"):
        name = f"ix_reservation_site_{column.removesuffix('_number')}"
        op.create_index(name, "reservation", ["site_id", column])


def _operation_fact() -> None:
    op.create_table(
        "operation_fact",
        sa.Column(
            "reservation_id",
            sa.String(36),
            sa.ForeignKey("reservation.id"),
            primary_key=True,
        ),
        sa.Column("operation", sa.String(80), primary_key=True),
        tenant_column(),
        sa.Column("resources", Json, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("finished_at", UtcDateTime),
        sa.Column("setup_min", sa.Integer, nullable=False),
    )


def _plan_revision() -> None:
    op.create_table(
        "plan_revision",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        _site_id(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("site_number", sa.Integer, nullable=False),
        sa.Column("change_number", sa.Integer, nullable=False),
        sa.Column("origin_at", UtcDateTime, nullable=False),
        sa.Column("published_at", UtcDateTime, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("assignments", Json, nullable=False),
        sa.Column("objective", Json, nullable=False),
        sa.Column("history", Json, nullable=False),
        sa.Column("diff", Json, nullable=False),
        sa.UniqueConstraint("site_id", "number", name="uq_plan_revision_number"),
    )
