"""
Durable tasks: declaring one, wanting one, and what a running one may do.

``enqueue`` writes a row in the caller's transaction. A worker leases the row, calls
the function with a :class:`Work`, and the function marks it done in the same
transaction as its effect. A task is redone after its lease when its worker dies, so
each function is idempotent by its key.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.db.services import Services
from app.db.session import after_commit, database_of, tenant_of
from app.outbox.models import TaskRow


class LeaseLostError(RuntimeError):
    """Another worker has this task now; whatever we did is rolled back."""


@dataclass(frozen=True, slots=True)
class DurableTask:
    """A declared task: its function and its retry policy."""

    name: str
    function: Callable[["Work"], None]
    lease_s: int
    max_attempts: int
    every_s: int | None


TASKS: dict[str, DurableTask] = {}
"""All declared tasks by name; filled when the packages' ``tasks.py`` are imported."""


def durable_task(
    name: str, *, lease_s: int = 120, max_attempts: int = 5, every_s: int | None = None
) -> Callable[[Callable[["Work"], None]], Callable[["Work"], None]]:
    """
    Declare a task.

    Parameters
    ----------
    name
        ``package.verb``; stays the same for ever, rows name it.
    lease_s
        Seconds after which a silent worker is taken for dead; ``work.report`` renews.
    max_attempts
        After so many failures the row is a dead letter. Between them 2, 8, 32 ...
        seconds pass, at most an hour.
    every_s
        Also run in every tenant once in each slot of so many seconds.
    """

    def declare(function: Callable[[Work], None]) -> Callable[[Work], None]:
        if name in TASKS and TASKS[name].function.__qualname__ != function.__qualname__:
            raise ValueError(f"two tasks are called {name}")
        TASKS[name] = DurableTask(name, function, lease_s, max_attempts, every_s)
        return function

    return declare


def enqueue(
    session: Session,
    name: str,
    payload: Mapping[str, Any],
    *,
    key: str | None = None,
    due_at: datetime | None = None,
) -> str:
    """
    Want a task done once this transaction is committed.

    Parameters
    ----------
    payload
        JSON values; ids rather than things.
    key
        The same key in the same tenant is the same task, whatever its state.
    due_at
        Not before; now when not given.

    Returns
    -------
    str
        The id of the task, new or known.
    """
    database = database_of(session)
    tenant_id = tenant_of(session)
    now = database.clock()
    key = key or f"{name}:{new_id()}"
    insert = (
        postgresql.insert
        if session.get_bind().dialect.name == "postgresql"
        else sqlite.insert
    )
    values = {
        "id": new_id(),
        "tenant_id": tenant_id,
        "name": name,
        "key": key,
        "payload": dict(payload),
        "due_at": due_at or now,
        "created_at": now,
        "state": "waiting",
    }
    session.execute(insert(TaskRow).values(**values).on_conflict_do_nothing())
    task_id = session.scalars(select(TaskRow.id).where(TaskRow.key == key)).one()
    wake = database.wake
    if wake is not None and (due_at is None or due_at <= now):
        after_commit(session, lambda: wake(tenant_id, task_id))
    return task_id


class Work:
    """
    One attempt at one task.

    Parameters
    ----------
    services
        The process's database, files, clock and settings.
    fence
        Number of this lease; a later lease makes ours void.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - each is one column of the lease
        self,
        services: Services,
        tenant_id: str,
        task_id: str,
        fence: int,
        payload: Mapping[str, Any],
        lease_s: int,
    ) -> None:
        self.services = services
        self.tenant_id = tenant_id
        self.task_id = task_id
        self.payload = payload
        self.is_finished = False
        self.fence = fence
        self._lease_s = lease_s
        self._is_inside = False

    @contextmanager
    def begin(self, *, reads_only: bool = False) -> Iterator[Session]:
        """One short transaction in the task's tenant; solve between two of them."""
        database = self.services.database
        self._is_inside = not reads_only
        try:
            with database.begin(self.tenant_id, reads_only=reads_only) as session:
                yield session
        finally:
            self._is_inside = False

    def report(self, share: float, text: str = "") -> None:
        """
        Tell the waiting page how far it is, and renew the lease.

        Parameters
        ----------
        share
            0 to 1.
        text
            One line for people.
        """
        if self._is_inside:
            raise RuntimeError("report between transactions, not inside of one")
        until = self.services.clock() + timedelta(seconds=self._lease_s)
        with self.services.database.begin(self.tenant_id) as session:
            self._update(
                session,
                progress_share=min(1.0, max(0.0, share)),
                progress_text=text,
                progress_number=TaskRow.progress_number + 1,
                lease_until=until,
            )

    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop, or the lease went to another worker."""
        with self.services.database.begin(self.tenant_id, reads_only=True) as session:
            row = session.get(TaskRow, self.task_id)
            return row is None or row.is_cancel_wanted or row.fence != self.fence

    def finish(self, session: Session, result: Mapping[str, Any] | None = None) -> None:
        """
        Mark the task done in the transaction of its effect.

        Raises
        ------
        LeaseLostError
            When another worker holds the task now; the effect must not commit.
        """
        self._update(
            session,
            state="done",
            result=None if result is None else dict(result),
            progress_share=1.0,
            progress_number=TaskRow.progress_number + 1,
            lease_until=None,
            finished_at=self.services.clock(),
            error="",
        )
        self.is_finished = True

    def _update(self, session: Session, **values: Any) -> None:
        done = session.execute(
            update(TaskRow)
            .where(TaskRow.id == self.task_id, TaskRow.fence == self.fence)
            .where(TaskRow.state == "running")
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE has one
            raise LeaseLostError(f"task {self.task_id} is not ours any more")
