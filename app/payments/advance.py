"""
Looking after one payment until there is nothing left to do about it.

Ask the bank how it stands, take that in, do the one step that follows, and again. A
webhook, the customer's return and the sweeper all only say "look": whoever looks
finds the truth at the bank, so a message that is lost, doubled, late or out of order
changes nothing. Each call carries a key that was committed before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.identity.tenants import all_tenants
from app.outbox import Work
from app.payments.bank import Bank, BankIntent, BankSession
from app.payments.choose import bank_for
from app.payments.decide import (
    Capture,
    Expire,
    Nothing,
    Refund,
    Release,
    Step,
    decide,
    forward,
)
from app.payments.models import BankCallRow, PaymentRow

_MOST_STEPS = 6


@dataclass(frozen=True)
class _Standing:
    """What has to be known of a payment before the bank is asked."""

    payment_id: str
    session_id: str | None
    opening: BankCallRow


def advance(work: Work, bank: Bank, payment_id: str) -> None:
    """Bring a payment as far as it goes now, and finish the task."""
    for _ in range(_MOST_STEPS):
        with work.begin(reads_only=True) as session:
            standing = _standing(session, payment_id)
        page = _page(bank, standing)
        intent = bank.intent(page.intent_id) if page.intent_id else None
        step = _take_in(work, payment_id, page, intent)
        if isinstance(step, Nothing):
            return
        _do(bank, step)
    raise RuntimeError(f"payment {payment_id} does not come to rest")


def bank_of(work: Work) -> Bank:
    """Return the bank of the task's tenant."""
    tenants = {t.id: t for t in all_tenants(work.services.database)}
    is_demo = tenants[work.tenant_id].is_demo
    return bank_for(work.services.settings, is_demo=is_demo)


def _standing(session: Session, payment_id: str) -> _Standing:
    payment = session.get_one(PaymentRow, payment_id)
    opening = session.scalars(
        select(BankCallRow).where(
            BankCallRow.payment_id == payment_id, BankCallRow.verb == "open"
        )
    ).one()
    return _Standing(payment_id, payment.session_id, opening)


def _page(bank: Bank, standing: _Standing) -> BankSession:
    if standing.session_id is None:
        return bank.open_session(standing.opening.parameters, standing.opening.key)
    return bank.session(standing.session_id)


def _take_in(
    work: Work, payment_id: str, page: BankSession, intent: BankIntent | None
) -> Step:
    with work.begin() as session:
        now = work.services.clock()
        payment = session.get_one(PaymentRow, payment_id, with_for_update=True)
        step = decide(session, payment, page, intent, now)
        if isinstance(step, Nothing):
            forward(payment, "open", now)
            work.finish(session, {"payment": payment.state})
        return step


def _do(bank: Bank, step: Step) -> None:
    match step:
        case Capture(intent_id, amount_minor, key):
            bank.capture(intent_id, amount_minor, key)
        case Release(intent_id, key):
            bank.release(intent_id, key)
        case Expire(session_id, key):
            bank.expire(session_id, key)
        case Refund(intent_id, amount_minor, key):
            bank.refund(intent_id, amount_minor, key)
        case Nothing():
            return
