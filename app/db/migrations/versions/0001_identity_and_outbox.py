"""Tenants, users, sign-ins and the outbox."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Json, UtcDateTime
from app.db.rls import enable_tenant_rls, tenant_column

revision = "0001"
down_revision = None


def upgrade() -> None:
    _tenant()
    _user()
    _sign_in()
    _task()
    for table in ("app_user", "sign_in", "task"):
        enable_tenant_rls(table)


def _tenant() -> None:
    op.create_table(
        "tenant",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("host", sa.String(200)),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("slug", name="uq_tenant_slug"),
        sa.UniqueConstraint("host", name="uq_tenant_host"),
    )


def _user() -> None:
    op.create_table(
        "app_user",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("tenant_id", "email", name="uq_user_email"),
    )


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        tenant_column(),
        sa.Column(
            "user_id",
            sa.String(36),
            sa.ForeignKey("app_user.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
    )


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.String(36), primary_key=True),
        tenant_column(),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("lease_until", UtcDateTime),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("progress_share", sa.Float, nullable=False),
        sa.Column("progress_text", sa.Text, nullable=False),
        sa.Column("progress_number", sa.Integer, nullable=False),
        sa.Column("result", Json),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("is_cancel_wanted", sa.Boolean, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("finished_at", UtcDateTime),
        sa.UniqueConstraint("tenant_id", "key", name="uq_task_key"),
    )
    op.create_index("ix_task_due", "task", ["state", "due_at"])
