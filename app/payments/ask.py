"""Asking to be paid: a payment row beside the placed order, and a task to open it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.versions import get_version_as_written
from app.orders.cart import items_of
from app.orders.models import OrderRow
from app.outbox import enqueue
from app.payments.bank import Bank, Bill, BillLine
from app.payments.models import BankCallRow, PaymentRow

PAGE_LASTS = timedelta(minutes=40)
"""Stripe's shortest is 30 from the call; less than the hold: who pays is served."""

_DELIVERY = {"en": "Delivery", "zh": "配送"}


def ask_for_payment(
    session: Session, order: OrderRow, bank: Bank, now: datetime, *, shop_url: str
) -> tuple[PaymentRow, str]:
    """
    Write down that the frozen total is to be paid.

    Parameters
    ----------
    shop_url
        Address the customer uses, for the way back; without a trailing slash.

    Returns
    -------
    tuple
        The payment and the id of the task that opens the bank's page.
    """
    known = payment_of(session, order.id)
    if known is None:
        known = _new_payment(session, order, bank, now)
        bill = _bill(session, order, known, shop_url)
        store_call(session, known, "open", bank.parameters(bill), now)
    return known, wake(session, known.id, "open")


def payment_of(session: Session, order_id: str) -> PaymentRow | None:
    """Return the latest payment of an order."""
    return session.scalars(
        select(PaymentRow)
        .where(PaymentRow.order_id == order_id)
        .order_by(PaymentRow.attempt.desc())
        .limit(1)
    ).first()


def wake(session: Session, payment_id: str, because: str) -> str:
    """Want a payment looked after once this transaction is committed."""
    return enqueue(
        session,
        "payments.advance",
        {"payment": payment_id},
        key=f"payments.advance:{payment_id}:{because}",
    )


def store_call(
    session: Session,
    payment: PaymentRow,
    verb: str,
    parameters: dict[str, Any],
    now: datetime,
) -> BankCallRow:
    """
    Write a call with its idempotency key before it is made.

    The key follows from payment and verb, so that the same wish never has two.
    """
    key = f"lotone-{payment.id}-{verb}"
    known = session.scalars(select(BankCallRow).where(BankCallRow.key == key)).first()
    if known is None:
        known = BankCallRow(
            payment_id=payment.id,
            verb=verb,
            key=key,
            parameters=parameters,
            created_at=now,
        )
        session.add(known)
        session.flush()
    return known


def _new_payment(
    session: Session, order: OrderRow, bank: Bank, now: datetime
) -> PaymentRow:
    payment = PaymentRow(
        order_id=order.id,
        attempt=1,
        provider=bank.name,
        amount_minor=order.total_minor,
        currency=order.currency,
        expires_at=now + PAGE_LASTS,
        created_at=now,
        changed_at=now,
    )
    session.add(payment)
    session.flush()
    return payment


def _bill(
    session: Session, order: OrderRow, payment: PaymentRow, shop_url: str
) -> Bill:
    lines = [
        BillLine(
            get_version_as_written(session, item.version_id).model.name[order.language],
            item.unit_minor,
            item.quantity,
        )
        for item in items_of(session, order.id)
    ]
    if order.shipping_minor:
        lines.append(BillLine(_DELIVERY[order.language], order.shipping_minor, 1))
    back = f"{shop_url}/o/{order.token}"
    return Bill(
        payment_id=payment.id,
        reference=order.number or order.id,
        email=order.customer["email"],
        language=order.language,
        currency=order.currency,
        lines=lines,
        success_url=f"{back}/paid",
        cancel_url=back,
        expires_at=payment.expires_at,
    )
