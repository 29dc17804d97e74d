"""Asking for a plan: the row a worker finds."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.outbox import enqueue
from app.outbox.models import TaskRow
from app.planning.sites import site_head

SOLVE = "planning.solve"
SECONDS = 4.0
"""What a run may take unless somebody asks for more."""


def request_plan(
    session: Session,
    site: str,
    *,
    seconds: float = SECONDS,
    reason: str = "asked",
    may_change: float | None = None,
) -> str:
    """
    Want a site planned; a run that waits already is the one.

    Parameters
    ----------
    may_change
        Share of the operations that may move, 0 to 1; all of them when not given.

    Returns
    -------
    str
        Id of the task: its progress is read at ``/api/tasks/<id>``.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    site_head(session, site)
    waiting = session.execute(
        select(TaskRow.id, TaskRow.payload).where(
            TaskRow.name == SOLVE, TaskRow.state.in_(("waiting", "running"))
        )
    )
    for task_id, wanted in waiting:
        if wanted["site"] == site:
            return str(task_id)
    payload: dict[str, Any] = {"site": site, "seconds": seconds, "reason": reason}
    if may_change is not None:
        payload["may_change"] = may_change
    return enqueue(session, SOLVE, payload)
