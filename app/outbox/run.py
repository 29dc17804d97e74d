"""Leasing and running tasks; the task edge, where every failure becomes a row."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from app.db.services import Services
from app.db.session import Database, across_tenants
from app.outbox.models import TaskRow
from app.outbox.tasks import TASKS, DurableTask, LeaseLostError, Work

log = structlog.get_logger("lotone.outbox")

_LONGEST_PAUSE_S = 3600


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(TaskRow.state == "waiting", TaskRow.due_at <= now),
        and_(TaskRow.state == "running", TaskRow.lease_until < now),
    )


def due_tasks(database: Database, limit: int = 100) -> list[tuple[str, str]]:
    """``(tenant id, task id)`` of what waits, oldest first."""
    now = database.clock()
    with (
        database.begin(None, reads_only=True) as session,
        across_tenants(session, reason="the worker serves every tenant"),
    ):
        rows = session.execute(
            select(TaskRow.tenant_id, TaskRow.id)
            .where(_is_due(now))
            .order_by(TaskRow.due_at, TaskRow.id)
            .limit(limit)
        )
        return [(row.tenant_id, row.id) for row in rows]


def run_task(services: Services, tenant_id: str, task_id: str) -> bool:
    """Run one task if it is due; False when it is not, or another worker was faster."""
    work = _lease(services, tenant_id, task_id)
    if work is None:
        return False
    _attempt(services, work)
    return True


def run_due(services: Services, *, until: datetime | None = None) -> int:
    """
    Run whatever is due now, oldest first.

    Parameters
    ----------
    until
        Starts nothing after this moment; for ever when not given.

    Returns
    -------
    int
        How many attempts were made.
    """
    attempts = 0
    for tenant_id, task_id in _until_empty(services.database):
        if until is not None and services.clock() >= until:
            break
        attempts += run_task(services, tenant_id, task_id)
    return attempts


def _until_empty(database: Database) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    while fresh := [due for due in due_tasks(database) if due[1] not in seen]:
        for due in fresh:
            seen.add(due[1])
            yield due


def _lease(services: Services, tenant_id: str, task_id: str) -> Work | None:
    now = services.clock()
    with services.database.begin(tenant_id) as session:
        row = session.scalars(
            select(TaskRow).where(TaskRow.id == task_id, _is_due(now))
        ).first()
        if row is None:
            return None
        task = TASKS.get(row.name)
        verdict = _refusal(row, task)
        if verdict is not None or task is None:
            _bury(session, row, verdict or "", now)
            return None
        if not _take(session, row, now + timedelta(seconds=task.lease_s)):
            return None
        fence, payload = row.fence + 1, row.payload
        return Work(services, tenant_id, task_id, fence, payload, task.lease_s)


def _refusal(row: TaskRow, task: DurableTask | None) -> str | None:
    if task is None:
        return f"no task is called {row.name}"
    if row.is_cancel_wanted:
        return "cancelled"
    if row.attempts >= task.max_attempts:
        return row.error or "its worker died each time"
    return None


def _take(session: Session, row: TaskRow, until: datetime) -> bool:
    """Compare and swap on the fence: exactly one of two workers gets it."""
    taken = session.execute(
        update(TaskRow)
        .where(TaskRow.id == row.id, TaskRow.fence == row.fence)
        .where(TaskRow.state == row.state)
        .values(
            state="running",
            fence=row.fence + 1,
            attempts=row.attempts + 1,
            lease_until=until,
        )
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE has one


def _bury(session: Session, row: TaskRow, reason: str, now: datetime) -> None:
    row.state = "cancelled" if row.is_cancel_wanted else "dead"
    row.error = reason
    row.lease_until = None
    row.finished_at = now
    row.progress_number += 1
    session.flush()
    log.warning("task given up", task=row.name, id=row.id, reason=reason)


def _attempt(services: Services, work: Work) -> None:
    with services.database.begin(work.tenant_id, reads_only=True) as session:
        task = TASKS[session.get_one(TaskRow, work.task_id).name]
    try:
        task.function(work)
        if not work.is_finished:
            with work.begin() as session:
                work.finish(session)
    except LeaseLostError:
        log.warning("lease lost", task=task.name, id=work.task_id)
    except Exception as error:
        log.exception("task failed", task=task.name, id=work.task_id)
        _fail(services, work, task, error)


def _fail(services: Services, work: Work, task: DurableTask, error: Exception) -> None:
    now = services.clock()
    with services.database.begin(work.tenant_id) as session:
        row = session.get_one(TaskRow, work.task_id)
        if row.fence != work.fence or row.state != "running":
            return
        row.error = f"{type(error).__name__}: {error}"
        row.lease_until = None
        row.progress_number += 1
        if row.attempts >= task.max_attempts:
            _bury(session, row, row.error, now)
            return
        pause_s = min(_LONGEST_PAUSE_S, 2 * 4 ** (row.attempts - 1))
        row.state = "waiting"
        row.due_at = now + timedelta(seconds=pause_s)
