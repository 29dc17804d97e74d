"""Alembic's entry: runs on the connection that app.db.migrate hands over."""

from alembic import context

from app.db.columns import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=False,
    transaction_per_migration=False,
)
context.run_migrations()
