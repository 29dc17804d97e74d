"""Sweeping: periodic tasks get their rows, and whatever is due gets a worker."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.db.services import Services
from app.db.session import Database, across_tenants
from app.outbox.models import TaskRow
from app.outbox.run import due_tasks, run_due
from app.outbox.tasks import TASKS, DurableTask, Work, durable_task, enqueue

_KEPT = timedelta(days=30)
_MANY = 50


def sweep(services: Services, tenants: Iterable[str], drain: Callable[[], None]) -> int:
    """
    Write rows for the periodic tasks of this moment; ask for workers if any is due.

    Parameters
    ----------
    tenants
        Ids of all tenants.
    drain
        Asks one more worker to run what is due.

    Returns
    -------
    int
        How many tasks are due, at most 50.
    """
    now = services.clock()
    for tenant_id in tenants:
        _write_slots(services.database, tenant_id, now)
    due = len(due_tasks(services.database, _MANY))
    for _ in range(min(due, 4)):
        drain()
    return due


def drain(services: Services, seconds: int = 30) -> int:
    """Run due tasks one after the other until none is left or the time is over."""
    return run_due(services, until=services.clock() + timedelta(seconds=seconds))


def slot(task: DurableTask, now: datetime) -> tuple[str, datetime]:
    """Key and start of the slot that ``now`` lies in; two beats give one key."""
    every = task.every_s or 1
    number = int(now.timestamp()) // every
    return f"{task.name}@{number}", datetime.fromtimestamp(number * every, UTC)


def _write_slots(database: Database, tenant_id: str, now: datetime) -> None:
    wanted = {slot(task, now)[0]: task for task in TASKS.values() if task.every_s}
    with database.begin(tenant_id, reads_only=True) as session:
        missing = wanted.keys() - _known(session, wanted)
    if not missing:
        return
    with database.begin(tenant_id) as session:
        for key in sorted(missing):
            enqueue(session, wanted[key].name, {}, key=key)


def _known(session: Session, keys: Iterable[str]) -> set[str]:
    return set(session.scalars(select(TaskRow.key).where(TaskRow.key.in_(list(keys)))))


@durable_task("outbox.tidy", every_s=3600)
def tidy(work: Work) -> None:
    """Forget what was done long ago; dead letters stay until somebody looks."""
    before = work.services.clock() - _KEPT
    hour_ago = work.services.clock() - timedelta(hours=2)
    with work.begin() as session:
        done = delete(TaskRow).where(TaskRow.state.in_(("done", "cancelled")))
        session.execute(done.where(TaskRow.finished_at < before))
        session.execute(
            done.where(TaskRow.key.like("%@%"), TaskRow.finished_at < hour_ago)
        )
        work.finish(session)


def task_counts(database: Database) -> dict[str, int]:
    """How many tasks are in each state, over all tenants."""
    with (
        database.begin(None, reads_only=True) as session,
        across_tenants(session, reason="the metrics count for the whole installation"),
    ):
        rows = session.execute(
            select(TaskRow.state, func.count().label("many")).group_by(TaskRow.state)
        )
        return {row.state: row.many for row in rows}
