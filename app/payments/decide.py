"""
What follows from how the bank says the money stands: our side of the ledger.

Called in one transaction with everything it changes. Whatever the order in which the
bank's messages came, the bank was asked again just before, and payment and order only
move forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.orders.confirm import close, confirm
from app.orders.history import apply
from app.orders.models import OrderRow
from app.orders.states import Event, Ignored, Refused, State
from app.payments.ask import store_call
from app.payments.bank import BankIntent, BankSession
from app.payments.models import PaymentRow

BANK = "bank"
_FORWARD = (
    "opening",
    "open",
    "authorised",
    "capturing",
    "cancelling",
    "captured",
    "cancelled",
    "refunded",
)


@dataclass(frozen=True)
class Nothing:
    """There is nothing to ask of the bank now."""


@dataclass(frozen=True)
class Capture:
    """Take the authorised money, with a key that was stored."""

    intent_id: str
    amount_minor: int
    key: str


@dataclass(frozen=True)
class Release:
    """Give the authorised money back, with a key that was stored."""

    intent_id: str
    key: str


@dataclass(frozen=True)
class Expire:
    """Close the bank's page, with a key that was stored."""

    session_id: str
    key: str


@dataclass(frozen=True)
class Refund:
    """Pay captured money back, with a key that was stored."""

    intent_id: str
    amount_minor: int
    key: str


Step = Nothing | Capture | Release | Expire | Refund


def forward(payment: PaymentRow, state: str, now: datetime) -> None:
    """Move a payment forward; a step back is not taken."""
    if _FORWARD.index(state) > _FORWARD.index(payment.state):
        payment.state = state
        payment.changed_at = now


@dataclass(frozen=True)
class _Case:
    """A payment and its order, both locked, at one moment."""

    session: Session
    payment: PaymentRow
    order: OrderRow
    now: datetime

    def forward(self, state: str) -> None:
        """Move the payment."""
        forward(self.payment, state, self.now)

    def happen(self, event: Event, why: str = "") -> State | Ignored | Refused:
        """Move the order."""
        return apply(self.session, self.order, event, at=self.now, by=BANK, why=why)

    def close(self, event: Event, why: str = "") -> None:
        """Close the order and give its capacity back."""
        close(self.session, self.order, event, self.now, by=BANK, why=why)

    def store(self, verb: str, **parameters: str | int) -> str:
        """Write a call down before it is made and return its key."""
        return store_call(self.session, self.payment, verb, parameters, self.now).key


def decide(
    session: Session,
    payment: PaymentRow,
    page: BankSession,
    intent: BankIntent | None,
    now: datetime,
) -> Step:
    """Take in how page and money stand and return what to ask of the bank next."""
    order = session.get_one(OrderRow, payment.order_id, with_for_update=True)
    case = _Case(session, payment, order, now)
    payment.session_id = page.id
    payment.session_url = page.url or payment.session_url
    if intent is None:
        return _by_page(case, page)
    payment.intent_id = intent.id
    return _by_money(case, intent) or _by_page(case, page)


def _by_money(case: _Case, intent: BankIntent) -> Step | None:
    """Return the next step, None where the money does not say it."""
    match intent.status:
        case "requires_capture":
            return _authorised(case, intent)
        case "succeeded":
            return _captured(case, intent)
        case "canceled":
            case.forward("cancelled")
            case.close(Event.CANCEL, "The bank gave the authorised money back.")
            return Nothing()
        case _:
            _declined(case, intent)
            return None


def _declined(case: _Case, intent: BankIntent) -> None:
    if intent.problem and intent.problem != case.payment.problem:
        case.payment.problem = intent.problem[:500]
        case.happen(Event.DECLINE, case.payment.problem)


def _authorised(case: _Case, intent: BankIntent) -> Step:
    refusal = _authorise(case, intent)
    if refusal is not None:
        case.forward("cancelling")
        case.payment.problem = refusal.sentence[:500]
        case.close(Event.CANCEL, refusal.sentence)
        return Release(intent.id, case.store("release", intent=intent.id))
    case.forward("capturing")
    amount = case.payment.amount_minor
    key = case.store("capture", intent=intent.id, amount=amount)
    return Capture(intent.id, amount, key)


def _authorise(case: _Case, intent: BankIntent) -> Refused | None:
    """Move the order up to confirmed; return why not where it cannot be."""
    case.forward("authorised")
    if not _is_ours(case, intent):
        return Refused("amount_differs", "The amount is not that of the order.")
    after = case.happen(Event.AUTHORISE)
    if isinstance(after, Refused):
        return after
    after = confirm(case.session, case.order, case.now, by=BANK)
    return after if isinstance(after, Refused) else None


def _is_ours(case: _Case, intent: BankIntent) -> bool:
    payment, order = case.payment, case.order
    return (
        intent.amount_minor == payment.amount_minor == order.total_minor
        and intent.currency == payment.currency == order.currency
    )


def _captured(case: _Case, intent: BankIntent) -> Step:
    payment = case.payment
    case.forward("captured")
    refusal = _authorise(case, intent)
    if refusal is None:
        case.happen(Event.CAPTURE)
    payment.refunded_minor = max(payment.refunded_minor, intent.refunded_minor)
    left = intent.received_minor - payment.refunded_minor
    if left <= 0:
        case.forward("refunded")
        case.happen(Event.REFUND)
        return Nothing()
    if refusal is None and case.order.state != State.CANCELLED:
        return Nothing()
    case.close(Event.CANCEL, refusal.sentence if refusal else "")
    return Refund(intent.id, left, case.store("refund", intent=intent.id, amount=left))


def _by_page(case: _Case, page: BankSession) -> Step:
    if page.status == "expired":
        case.forward("cancelled")
        case.close(Event.EXPIRE)
        return Nothing()
    case.forward("open")
    is_over = case.order.state in {State.EXPIRED, State.CANCELLED}
    if page.status == "open" and (is_over or case.now >= case.payment.expires_at):
        return Expire(page.id, case.store("expire", session=page.id))
    return Nothing()
