"""What one process holds for its whole life."""

from dataclasses import dataclass

from app.base.clock import Clock
from app.base.files import FileStore
from app.base.settings import Settings
from app.db.session import Database


@dataclass(frozen=True, slots=True)
class Services:
    """The long-lived things that the factory makes once and the edges hand on."""

    settings: Settings
    clock: Clock
    database: Database
    files: FileStore
