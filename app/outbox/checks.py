"""What must be there before a process starts; each check answers with a sentence."""

import os
import socket
import tempfile
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.base.settings import Settings, SettingsError
from app.db.engine import make_engine
from app.outbox.broker import check_broker


def problems_before_start(settings: Settings, host: str, port: int) -> list[str]:
    """Everything that would keep an installation from starting, one sentence each."""
    found = [check_folder(settings.data_dir)]
    if found == [None]:
        found += [check_database(settings), check_broker(settings)]
    found.append(check_port(host, port))
    return [sentence for sentence in found if sentence is not None]


def check_folder(folder: Path) -> str | None:
    """Whether we can keep data there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        return (
            f"The data folder {folder} cannot be written ({why.lower()}):"
            " choose another with --data."
        )


def check_port(host: str, port: int) -> str | None:
    """Whether nobody listens there yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else str(error)
            return (
                f"Port {port} on {host} cannot be used ({why.lower()}):"
                f" choose another with --port {port + 1}."
            )
    return None


def check_database(settings: Settings) -> str | None:
    """Whether the database answers, and keeps tenants apart."""
    try:
        engine = make_engine(settings)
    except SettingsError as error:
        return " ".join(error.problems)
    where = engine.url.render_as_string(hide_password=True)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql" and connection.scalar(
                text(
                    "SELECT rolsuper OR rolbypassrls FROM pg_roles"
                    " WHERE rolname = current_user"
                )
            ):
                return (
                    "DATABASE_URL signs in as a role that bypasses row-level security:"
                    " use one without SUPERUSER and BYPASSRLS."
                )
    except SQLAlchemyError:
        return (
            f"The database at {where} does not answer: start it or correct"
            " DATABASE_URL."
        )
    finally:
        engine.dispose()
    return None
