"""
The stand-in bank's own books: one SQLite file that nobody else reads.

The bank is another party, so it keeps its objects as the JSON it hands out, in its
own file and its own transactions; nothing of it is in the shop's database.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

_SCHEMA = """
CREATE TABLE IF NOT EXISTS object (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS object_kind ON object (kind, number);
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
    body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    event TEXT PRIMARY KEY, due INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

Json = dict[str, Any]


class Delivery(NamedTuple):
    """One event still to be told to the shop, and how often that was tried."""

    event: Json
    attempts: int


class Answer(NamedTuple):
    """What the bank answered to a request that carried an idempotency key."""

    fingerprint: str
    status: int
    body: Json


class Page:
    """
    The books within one transaction.

    Parameters
    ----------
    connection
        An open connection inside BEGIN IMMEDIATE.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, kind: str, object_id: str) -> Json | None:
        """Return the object of that kind and id, if the bank has it."""
        row = self._connection.execute(
            "SELECT body FROM object WHERE id = ? AND kind = ?", (object_id, kind)
        ).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def put(self, thing: Json) -> Json:
        """Write a new object or a new state of one, and return it."""
        self._connection.execute(
            "INSERT INTO object (id, kind, body) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            (thing["id"], thing["object"], json.dumps(thing)),
        )
        return thing

    def newest(self, kind: str, limit: int, after: str | None = None) -> list[Json]:
        """Return up to ``limit`` objects, newest first, older than ``after``."""
        rows = self._connection.execute(
            "SELECT body FROM object WHERE kind = ? AND number < coalesce("
            "(SELECT number FROM object WHERE id = ?), 9223372036854775807)"
            " ORDER BY number DESC LIMIT ?",
            (kind, after, limit),
        )
        return [dict(json.loads(row[0])) for row in rows]

    def open_sessions(self, *, expired_at: int) -> list[Json]:
        """Return the checkout sessions still open whose time is over."""
        rows = self._connection.execute(
            "SELECT body FROM object WHERE kind = 'checkout.session'"
            " AND json_extract(body, '$.status') = 'open'"
            " AND json_extract(body, '$.expires_at') <= ?",
            (expired_at,),
        )
        return [dict(json.loads(row[0])) for row in rows]

    def answer(self, key: str) -> Answer | None:
        """Return what was answered under this idempotency key."""
        row = self._connection.execute(
            "SELECT fingerprint, status, body FROM answer WHERE key = ?", (key,)
        ).fetchone()
        return None if row is None else Answer(row[0], row[1], json.loads(row[2]))

    def remember(self, key: str, answer: Answer) -> None:
        """Keep an answer for the next request with the same key."""
        self._connection.execute(
            "INSERT INTO answer VALUES (?, ?, ?, ?)",
            (key, answer.fingerprint, answer.status, json.dumps(answer.body)),
        )

    def announce(self, event: Json) -> None:
        """Write an event and queue it for the shop's webhook."""
        self.put(event)
        self._connection.execute(
            "INSERT INTO delivery (event, due) VALUES (?, ?)",
            (event["id"], event["created"]),
        )

    def claim_delivery(self, *, now: int, lease_s: int) -> Delivery | None:
        """Take the oldest due delivery; nobody else gets it for ``lease_s``."""
        row = self._connection.execute(
            "SELECT event, attempts, body FROM delivery JOIN object ON id = event"
            " WHERE due <= ? ORDER BY object.number LIMIT 1",
            (now,),
        ).fetchone()
        if row is None:
            return None
        self._connection.execute(
            "UPDATE delivery SET due = ?, attempts = attempts + 1 WHERE event = ?",
            (now + lease_s, row[0]),
        )
        return Delivery(json.loads(row[2]), row[1] + 1)

    def delivered(self, event_id: str) -> None:
        """Strike a delivery that the shop acknowledged, or that is given up."""
        self._connection.execute("DELETE FROM delivery WHERE event = ?", (event_id,))

    def retry_at(self, event_id: str, due: int) -> None:
        """Put a failed delivery off until ``due`` (Unix seconds)."""
        self._connection.execute(
            "UPDATE delivery SET due = ? WHERE event = ?", (due, event_id)
        )

    def account_value(self, name: str, make: Callable[[], str]) -> str:
        """Return a value of the account (its keys), made once."""
        self._connection.execute(
            "INSERT OR IGNORE INTO account VALUES (?, ?)", (name, make())
        )
        row = self._connection.execute(
            "SELECT value FROM account WHERE name = ?", (name,)
        ).fetchone()
        return str(row[0])


class Books:
    """
    The file, opened anew for every transaction so that any thread may ask.

    Parameters
    ----------
    path
        The SQLite file; made with its tables where it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect()
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)
        finally:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=20, isolation_level=None)

    @contextmanager
    def begin(self) -> Iterator[Page]:
        """One writing transaction: all of it is kept, or none."""
        connection = self._connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield Page(connection)
            connection.execute("COMMIT")
        finally:
            # Closing an open transaction rolls it back.
            connection.close()
