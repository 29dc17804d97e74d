"""Addresses that are told of new plans: who made them, and what happened to them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Conflicting, FieldProblem, Malformed, NotFound
from app.outbox import enqueue
from app.production.hook_address import Unreachable, judge_url
from app.production.hook_send import new_secret
from app.production.models import WebhookEndpointRow, WebhookEventRow

DELIVER = "production.deliver"
OVERLAP = timedelta(days=1)
"""How long the secret before signs too."""

MOST = 20
"""Addresses of one maker."""


def add_endpoint(  # noqa: PLR0913 - each is one column, and the network's policy
    session: Session,
    url: str,
    note: str,
    *,
    by: str,
    now: datetime,
    allows_private: bool,
    make_secret: Callable[[], str] = new_secret,
) -> WebhookEndpointRow:
    """
    Tell an address of every plan from now on.

    Raises
    ------
    Malformed
        When the address is none, or none that a webhook may go to.
    Conflicting
        When there are many already.
    """
    judged = judge_url(url, allows_private=allows_private)
    if isinstance(judged, Unreachable):
        raise Malformed([FieldProblem("body.url", judged.code, judged.sentence)])
    if len(endpoints_of(session)) >= MOST:
        raise Conflicting("too_many_webhooks", f"{MOST} addresses are the most.")
    row = WebhookEndpointRow(
        url=url, note=note, secret=make_secret(), created_at=now, is_paused=False
    )
    session.add(row)
    session.flush()
    audit(session, row, "added", by=by, now=now, detail=url)
    return row


def endpoints_of(session: Session) -> list[WebhookEndpointRow]:
    """List the addresses that were not removed, the oldest first."""
    row = WebhookEndpointRow
    statement = select(row).where(row.removed_at.is_(None))
    return list(session.scalars(statement.order_by(row.created_at, row.id)))


def endpoint_of(session: Session, endpoint_id: str) -> WebhookEndpointRow:
    """
    Return an address by its id.

    Raises
    ------
    NotFound
        When there is none, or it was removed.
    """
    row = session.get(WebhookEndpointRow, endpoint_id)
    if row is None or row.removed_at is not None:
        raise NotFound("unknown_webhook", "There is no such webhook.")
    return row


def events_of(
    session: Session, endpoint_id: str, limit: int = 100
) -> list[WebhookEventRow]:
    """List what happened to an address, the newest first."""
    row = WebhookEventRow
    statement = select(row).where(row.endpoint_id == endpoint_id)
    return list(session.scalars(statement.order_by(row.at.desc(), row.id.desc())))[
        :limit
    ]


def pause(
    session: Session,
    row: WebhookEndpointRow,
    *,
    is_paused: bool,
    by: str,
    now: datetime,
) -> None:
    """Stop telling it, or go on; what it missed is not told afterwards."""
    if row.is_paused != is_paused:
        row.is_paused = is_paused
        kind = "paused" if is_paused else "resumed"
        audit(session, row, kind, by=by, now=now)


def rotate(
    session: Session,
    row: WebhookEndpointRow,
    *,
    by: str,
    now: datetime,
    make_secret: Callable[[], str] = new_secret,
) -> None:
    """Give it a new secret; the one before signs too for a day."""
    row.secret_before, row.secret, row.rotated_at = row.secret, make_secret(), now
    audit(session, row, "rotated", by=by, now=now)


def remove(
    session: Session, row: WebhookEndpointRow, *, by: str, now: datetime
) -> None:
    """Tell it nothing any more."""
    row.removed_at = now
    audit(session, row, "removed", by=by, now=now)


def tell_test(
    session: Session, row: WebhookEndpointRow, *, by: str, now: datetime
) -> str:
    """
    Send it a message that says only that it is one.

    Returns
    -------
    str
        Id of the task that does it.
    """
    audit(session, row, "tested", by=by, now=now)
    return enqueue(session, DELIVER, {"endpoint": row.id, "type": "test"})


def audit(  # noqa: PLR0913 - each is one column
    session: Session,
    row: WebhookEndpointRow,
    kind: str,
    *,
    by: str,
    now: datetime,
    status: int = 0,
    detail: str = "",
) -> None:
    """Write down what happened to an address."""
    session.add(
        WebhookEventRow(
            endpoint_id=row.id, kind=kind, at=now, by=by, status=status, detail=detail
        )
    )
    session.flush()


def valid_secrets(row: WebhookEndpointRow, now: datetime) -> tuple[str, ...]:
    """Secrets that sign now, the newest first."""
    is_old = row.rotated_at is None or row.rotated_at + OVERLAP <= now
    return (row.secret,) if is_old else (row.secret, row.secret_before)
