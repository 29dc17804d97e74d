"""Disturbances, what-if plans, and the addresses that are told of new plans."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json, UtcDateTime
from app.db.rls import enable_tenant_rls, tenant_column

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _disturbance()
    _scenario()
    _endpoint()
    _event()
    tables = ("disturbance", "plan_scenario", "webhook_endpoint", "webhook_event")
    for table in tables:
        enable_tenant_rls(table)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(36), primary_key=True)


def _site_id(*, index: bool) -> sa.Column[str]:
    site = sa.ForeignKey("site.id")
    return sa.Column("site_id", sa.String(36), site, nullable=False, index=index)


def _disturbance() -> None:
    op.create_table(
        "disturbance",
        _id(),
        tenant_column(),
        _site_id(index=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("resources", Json, nullable=False),
        sa.Column("jobs", Json, nullable=False),
        sa.Column("since_at", UtcDateTime),
        sa.Column("until_at", UtcDateTime),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("ended_by", sa.String(200), nullable=False),
        sa.Column("revision_id", sa.String(36)),
        sa.Column("effect", Json, nullable=False),
        sa.UniqueConstraint("site_id", "number", name="uq_disturbance_number"),
    )


def _scenario() -> None:
    op.create_table(
        "plan_scenario",
        _id(),
        tenant_column(),
        _site_id(index=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("changes", Json, nullable=False),
        sa.Column("task_id", sa.String(36)),
        sa.Column("revision_id", sa.String(36)),
        sa.Column("result", Json, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("closed_by", sa.String(200), nullable=False),
    )


def _endpoint() -> None:
    op.create_table(
        "webhook_endpoint",
        _id(),
        tenant_column(),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("secret", sa.String(120), nullable=False),
        sa.Column("secret_before", sa.String(120), nullable=False),
        sa.Column("rotated_at", UtcDateTime),
        sa.Column("is_paused", sa.Boolean, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("removed_at", UtcDateTime),
    )


def _event() -> None:
    op.create_table(
        "webhook_event",
        _id(),
        tenant_column(),
        sa.Column(
            "endpoint_id",
            sa.String(36),
            sa.ForeignKey("webhook_endpoint.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
