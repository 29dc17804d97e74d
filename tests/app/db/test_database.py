"""Transactions under contention, times with zones, migrations that fit the models."""

import threading
from datetime import datetime

import pytest
import sqlalchemy.exc
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from app.db import Base
from app.db.migrate import current_revision, migrate, newest_revision
from app.identity.models import TenantRow, UserRow


def test_contended_writers_never_see_a_locked_database(services, tenant):
    """Read, then write, from many threads: with a plain BEGIN most of them fail."""
    with services.database.begin(None) as session:
        session.get_one(TenantRow, tenant.id).name = "0"
    failures: list[Exception] = []

    def count() -> None:
        try:
            for _ in range(10):
                with services.database.begin(None) as session:
                    row = session.scalars(
                        select(TenantRow)
                        .where(TenantRow.id == tenant.id)
                        .with_for_update()
                    ).one()
                    row.name = str(int(row.name) + 1)
        except Exception as error:  # noqa: BLE001 - judged below
            failures.append(error)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with services.database.begin(None, reads_only=True) as session:
        assert session.get_one(TenantRow, tenant.id).name == "80"


def test_a_reading_transaction_cannot_write(services, tenant):
    with (
        pytest.raises(sqlalchemy.exc.DBAPIError),
        services.database.begin(tenant.id, reads_only=True) as session,
    ):
        session.execute(text("UPDATE tenant SET name = 'x'"))
    with services.database.begin(tenant.id) as session:
        session.execute(text("UPDATE tenant SET name = 'y'"))


def test_a_reader_is_not_blocked_by_a_writer(services, tenant):
    with services.database.begin(tenant.id) as writer:
        writer.execute(text("UPDATE tenant SET name = 'half done'"))
        with services.database.begin(tenant.id, reads_only=True) as reader:
            assert reader.get_one(TenantRow, tenant.id).name != "half done"


def test_times_come_back_aware_and_naive_ones_are_refused(session):
    assert session.scalars(select(UserRow.created_at)).first().tzinfo is not None
    row = session.scalars(select(UserRow)).first()
    row.created_at = datetime(2026, 1, 1)  # noqa: DTZ001 - naive on purpose
    with pytest.raises(sqlalchemy.exc.StatementError, match="naive"):
        session.flush()
    session.rollback()


def test_the_migrations_make_the_tables_that_the_models_name(services):
    bound = services.database.engine.execution_options(lotone_writes=False)
    with bound.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, Base.metadata)
    missing = [d for d in differences if isinstance(d, tuple)]
    assert [d for d in missing if d[0].endswith(("_table", "_column"))] == []


def test_migrating_twice_changes_nothing(services):
    assert current_revision(services.database.engine) == newest_revision()
    migrate(services.database.engine)
    assert current_revision(services.database.engine) == newest_revision()


def test_sqlite_is_run_carefully(services, backend):
    if backend != "sqlite":
        pytest.skip("these are SQLite's switches")
    with services.database.engine.connect() as connection:
        answers = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert answers == ["wal", 2, 1]
