"""Where a page waits, the web process runs the task itself right after its commit."""

from __future__ import annotations

from app.db.services import Services
from app.db.session import after_commit, database_of
from app.identity.context import Context
from app.outbox.run import run_task


def run_now(context: Context, task_id: str) -> None:
    """
    Run a task once this request is committed, before its answer goes out.

    A worker may be faster: then its lease wins and this does nothing.
    """
    session, tenant_id = context.session, context.tenant.id
    services = Services(
        context.settings, context.clock, database_of(session), context.files
    )
    after_commit(session, lambda: _run(services, tenant_id, task_id))


def _run(services: Services, tenant_id: str, task_id: str) -> None:
    run_task(services, tenant_id, task_id)
