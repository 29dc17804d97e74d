"""Bringing a database to the newest revision, and asking which one it has."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run what is missing, all in one transaction."""
    bound = engine.execution_options(lotone_tenant="*", lotone_writes=True)
    with bound.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Two releases starting together must not migrate together.
            connection.execute(text("SELECT pg_advisory_xact_lock(7310001)"))
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def current_revision(engine: Engine) -> str | None:
    """Revision of the database, None before the first migration."""
    with engine.execution_options(lotone_writes=False).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """Revision that this code needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
