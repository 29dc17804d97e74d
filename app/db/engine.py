"""Engines: SQLite as carefully as it can be run, PostgreSQL with the tenant told."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from app.base.settings import Settings, SettingsError
from app.db.columns import dump_json

BUSY_TIMEOUT_MS = 20_000


def database_url(settings: Settings) -> URL:
    """
    Where the data are.

    Raises
    ------
    SettingsError
        For a URL of a database we do not speak.
    """
    if not settings.database_url:
        return URL.create("sqlite", database=str(settings.data_dir / "lotone.sqlite"))
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        raise SettingsError(
            ("DATABASE_URL is not a URL such as postgresql://user@host/name.",)
        ) from None
    if url.get_backend_name() == "sqlite":
        return url
    if url.get_backend_name() in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    raise SettingsError(
        (f"DATABASE_URL must be postgresql:// or sqlite:///, not {url.drivername}.",)
    )


def make_engine(settings: Settings, *, pool_size: int = 8) -> Engine:
    """Engine on the configured database; connects only when used."""
    url = database_url(settings)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=64 - pool_size,
        pool_pre_ping=True,
        json_serializer=dump_json,
        connect_args={"connect_timeout": 5},
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=64,
        json_serializer=dump_json,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: Any, _record: Any) -> None:
    raw.isolation_level = None  # the driver must not begin for us: see _begin_sqlite
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """
    Take the write lock first, or promise not to write.

    A plain BEGIN that writes later fails at once when another writer was faster: 183
    of 200 contended transactions said "database is locked" in a trial, with BEGIN
    IMMEDIATE none.
    """
    writes = connection.get_execution_options().get("lotone_writes", True)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("lotone_writes", True):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    tenant_id = options.get("lotone_tenant")
    connection.exec_driver_sql(
        "SELECT set_config('lotone.tenant', %(tenant)s, true)",
        {"tenant": tenant_id or ""},
    )
