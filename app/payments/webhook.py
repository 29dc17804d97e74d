"""Taking in a webhook: once, and together with what it sets going."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.payments.ask import wake
from app.payments.bank import BankEvent
from app.payments.models import PaymentRow, WebhookRow

_ABOUT_MONEY = ("checkout.session.", "payment_intent.", "charge.", "refund.")


def take_in(session: Session, event: BankEvent, now: datetime) -> bool:
    """
    Write an event into the replay table and wake its payment, in one transaction.

    Returns
    -------
    bool
        False for an event that was taken in before: it does nothing again.
    """
    payment_id = _payment_of(session, event)
    row = WebhookRow(
        event_id=event.id,
        kind=event.kind,
        object_id=event.object_id,
        payment_id=payment_id,
        received_at=now,
    )
    if not _is_new(session, row):
        return False
    if payment_id is not None and event.kind.startswith(_ABOUT_MONEY):
        wake(session, payment_id, event.id)
    return True


def _is_new(session: Session, row: WebhookRow) -> bool:
    known = select(WebhookRow.id).where(WebhookRow.event_id == row.event_id)
    if session.scalar(known) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Another process took the same event in between the look and the write.
        return False
    return True


def _payment_of(session: Session, event: BankEvent) -> str | None:
    return session.scalar(
        select(PaymentRow.id).where(
            or_(
                PaymentRow.id == (event.payment_id or ""),
                PaymentRow.session_id == event.object_id,
                PaymentRow.intent_id == event.object_id,
            )
        )
    )
