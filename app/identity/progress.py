"""Progress of a durable task for the page that waits: polled, or as events."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from flask import Response, request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.base.errors import NotFound, Unauthenticated
from app.base.http import Api
from app.db.session import Database, database_of
from app.identity.access import Role
from app.identity.context import Context
from app.outbox.models import TaskRow

tasks = Api("tasks", "/api/tasks")

_STREAM_FOR = timedelta(seconds=55)
_LOOK_EVERY_S = 0.4
_ENDED = frozenset({"done", "dead", "cancelled"})


class TaskProgress(BaseModel):
    """How far a task is."""

    id: str
    name: str
    state: str
    share: float
    text: str
    number: int
    result: dict[str, object] | None
    error: str

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state in _ENDED


@tasks.get("/<task_id>", role=Role.PUBLIC, summary="How far a task is")
def task_progress(context: Context, task_id: str) -> TaskProgress:
    """Answer one poll; only for somebody who is signed in."""
    _needs_somebody(context)
    return _read(context.session, task_id)


@tasks.get("/<task_id>/events", role=Role.PUBLIC, summary="Progress as it happens")
def task_events(context: Context, task_id: str) -> Response:
    """Stream server-sent events for at most 55 seconds; the browser comes back."""
    _needs_somebody(context)
    _read(context.session, task_id)
    given = request.headers.get("Last-Event-ID", "")
    seen = int(given) if given.isdecimal() else -1
    stream = events(database_of(context.session), context.tenant.id, task_id, seen)
    response = Response(stream, mimetype="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    return response


@tasks.post("/<task_id>/cancel", role=Role.PUBLIC, summary="Ask a task to stop")
def cancel_task(context: Context, task_id: str) -> TaskProgress:
    """Ask it to stop at its next look; what it did so far is rolled back."""
    _needs_somebody(context)
    row = context.session.get(TaskRow, task_id)
    if row is not None and row.state not in _ENDED:
        row.is_cancel_wanted = True
        context.session.flush()
    return _read(context.session, task_id)


def events(
    database: Database,
    tenant_id: str,
    task_id: str,
    seen: int,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[str]:
    """One event for each change after number ``seen``, until the end or 55 s."""
    until = database.clock() + _STREAM_FOR
    yield "retry: 1000\n\n"
    while True:
        with database.begin(tenant_id, reads_only=True) as session:
            progress = _read(session, task_id)
        if progress.number > seen or progress.has_ended:
            seen = progress.number
            data = json.dumps(progress.model_dump(), ensure_ascii=False)
            yield f"id: {seen}\nevent: progress\ndata: {data}\n\n"
        if progress.has_ended or database.clock() >= until:
            return
        pause(_LOOK_EVERY_S)


def _needs_somebody(context: Context) -> None:
    if context.user is None:
        raise Unauthenticated


def _read(session: Session, task_id: str) -> TaskProgress:
    row = session.get(TaskRow, task_id)
    if row is None:
        raise NotFound("task_unknown", "There is no such task.")
    return TaskProgress(
        id=row.id,
        name=row.name,
        state=row.state,
        share=row.progress_share,
        text=row.progress_text,
        number=row.progress_number,
        result=row.result,
        error=row.error,
    )
