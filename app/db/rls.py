"""Row-level security: the second wall, written in the migration that makes a table."""

import sqlalchemy as sa

from app.db.columns import ID_LENGTH


def tenant_column() -> sa.Column[str]:
    """Return the column that says whose row it is; each table needs its own."""
    return sa.Column(
        "tenant_id",
        sa.String(ID_LENGTH),
        sa.ForeignKey("tenant.id"),
        nullable=False,
        index=True,
    )


def enable_tenant_rls(table: str) -> None:
    """
    Let PostgreSQL show and take only rows of the transaction's tenant.

    FORCE makes the policy hold for the table's owner too, which is the role that the
    application uses. ``*`` is what ``across_tenants`` says. Nothing on SQLite.
    """
    from alembic import op  # noqa: PLC0415 - only migrations need it, 0.25 s to load

    if op.get_bind().dialect.name != "postgresql":
        return
    seen = "current_setting('lotone.tenant', true)"
    rule = f"tenant_id = {seen} OR {seen} = '*'"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY tenant_only ON {table} USING ({rule}) WITH CHECK ({rule})"
    )
