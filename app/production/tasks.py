"""Telling others of a published plan: a task per address, until it acknowledges."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.outbox import Work, durable_task, enqueue
from app.planning.models import PlanRevisionRow, SiteRow
from app.planning.sites import load_site, site_head
from app.production.dispatch import job_list
from app.production.exports import plain
from app.production.hook_address import Unreachable, find
from app.production.hook_send import send_over_http, signed_headers
from app.production.hooks import DELIVER, audit, endpoints_of, valid_secrets
from app.production.models import WebhookEndpointRow

GONE = 410
"""The receiver says that it never wants to hear of it again."""

LINES = 200
"""Lines of one work centre's list in a message."""


class NotDeliveredError(RuntimeError):
    """The receiver did not acknowledge; the task is tried again."""


@durable_task("production.tell_published")
def tell_published(work: Work) -> None:
    """Want every address told of a plan; one that fails holds nobody else up."""
    with work.begin() as session:
        for row in endpoints_of(session):
            if not row.is_paused:
                payload = {**work.payload, "endpoint": row.id, "type": "plan.published"}
                key = f"{DELIVER}:{row.id}:{work.payload['revision']}"
                enqueue(session, DELIVER, payload, key=key)
        work.finish(session)


@durable_task(DELIVER, lease_s=60, max_attempts=9)
def deliver(work: Work) -> None:
    """Send one message; without a 2xx it goes out again after 2, 8, 32 ... seconds."""
    now = work.services.clock()
    with work.begin(reads_only=True) as session:
        row = session.get(WebhookEndpointRow, str(work.payload["endpoint"]))
        if row is None or row.removed_at is not None or row.is_paused:
            return
        body = _body(session, work, now)
        url, secrets = row.url, valid_secrets(row, now)
    allows = work.services.settings.allows_private_webhooks
    target = find(url, allows_private=allows)
    if isinstance(target, Unreachable):
        status, detail = 0, target.sentence
    else:
        headers = signed_headers(work.task_id, now, body, secrets)
        status, detail = send_over_http(target, body, headers), ""
    _write_down(work, status, detail)


def _write_down(work: Work, status: int, detail: str) -> None:
    is_taken = 200 <= status < 300
    now = work.services.clock()
    with work.begin() as session:
        row = session.get_one(WebhookEndpointRow, str(work.payload["endpoint"]))
        kind = "delivered" if is_taken else "failed"
        audit(session, row, kind, by="", now=now, status=status, detail=detail)
        if status == GONE:
            row.is_paused = True
            audit(session, row, "paused", by="", now=now, detail="410 Gone")
        if is_taken or status == GONE:
            work.finish(session, {"status": status})
            return
    raise NotDeliveredError(detail or f"status {status}")


def _body(session: Session, work: Work, now: datetime) -> bytes:
    message: dict[str, Any] = {"type": work.payload["type"], "timestamp": None}
    if work.payload["type"] == "plan.published":
        message |= _published(session, work)
    else:
        message |= {"timestamp": now.isoformat(), "data": {}}
    text = json.dumps(message, ensure_ascii=False, default=plain)
    return text.encode()


def _published(session: Session, work: Work) -> dict[str, Any]:
    """Tell a revision and the lists that follow from it, work centre by work centre."""
    revision = session.get_one(PlanRevisionRow, str(work.payload["revision"]))
    code = session.get_one(SiteRow, revision.site_id).code
    site = load_site(session, site_head(session, code))
    clock = work.services.clock
    return {
        "timestamp": revision.published_at.isoformat(),
        "data": {
            "site": code,
            "revision": revision.number,
            "published_at": revision.published_at.isoformat(),
            "reason": revision.reason,
            "moved_operations": revision.diff["moved_operations"],
            "work_centres": [
                asdict(job_list(session, clock, code, centre.id, LINES))
                for centre in site.work_centres
            ],
        },
    }
