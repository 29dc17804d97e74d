"""What payments do by themselves: advance, sweep, and the stand-in's deliveries."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.outbox import Work, durable_task
from app.payments.advance import advance, bank_of
from app.payments.ask import wake
from app.payments.choose import standin_books, uses_stripe
from app.payments.models import PaymentRow
from app.payments.mount import standin_bank
from app.payments.standin.delivery import deliver_due
from app.payments.standin.sessions import expire_overdue

_UNSETTLED = ("opening", "authorised", "capturing", "cancelling")
_PATIENCE = timedelta(seconds=60)


@durable_task("payments.advance", lease_s=60, max_attempts=12)
def advance_payment(work: Work) -> None:
    """Look after one payment."""
    advance(work, bank_of(work), str(work.payload["payment"]))


@durable_task("payments.sweep", lease_s=60, max_attempts=3, every_s=60)
def sweep_payments(work: Work) -> None:
    """
    Look again after payments that came to rest nowhere.

    Those that a killed process left between two steps, and pages whose time is over.
    The key has the minute in it: a minute later it is looked after again.
    """
    with work.begin() as session:
        now = work.services.clock()
        stuck = PaymentRow.state.in_(_UNSETTLED) & (
            PaymentRow.changed_at < now - _PATIENCE
        )
        overdue = (PaymentRow.state == "open") & (PaymentRow.expires_at < now)
        rows = session.scalars(select(PaymentRow.id).where(stuck | overdue).limit(200))
        for payment_id in rows.all():
            wake(session, payment_id, f"sweep:{now:%Y%m%d%H%M}")
        work.finish(session)


@durable_task("payments.standin_deliver", lease_s=60, max_attempts=3, every_s=15)
def deliver_standin_events(work: Work) -> None:
    """Let the stand-in bank close overdue pages and repeat unheard webhooks."""
    settings = work.services.settings
    if not uses_stripe(settings) and standin_books(settings).exists():
        bank = standin_bank(settings, work.services.clock)
        with bank.desk() as desk:
            expire_overdue(desk)
        deliver_due(bank)
