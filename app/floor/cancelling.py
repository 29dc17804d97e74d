"""Cancelling from the planner's page: the order, its money and its capacity."""

from app.base.errors import Conflicting
from app.identity.context import Context
from app.orders.models import OrderItemRow, OrderRow
from app.orders.states import Refused
from app.payments.cancel import cancel_order
from app.planning.hold import TooLate, release
from app.planning.models import ReservationRow


def cancel_jobs(context: Context, jobs: tuple[str, ...], why: str) -> None:
    """
    Cancel the orders of jobs; of one that no order stands behind only its capacity.

    Raises
    ------
    Conflicting
        When the floor has begun with one of them; nothing is cancelled then.
    """
    by = context.user.name if context.user else ""
    for job in jobs:
        row = context.session.get_one(ReservationRow, job)
        item = context.session.get(OrderItemRow, row.reference)
        if item is None:
            outcome: object = release(context.session, context.clock, job)
        else:
            order = context.session.get_one(OrderRow, item.order_id)
            now = context.clock()
            outcome = cancel_order(context.session, order, now, by=by, why=why)
        if isinstance(outcome, TooLate):
            sentence = outcome.sentences[context.language]
            raise Conflicting("cannot_cancel", f"{row.label}: {sentence}")
        if isinstance(outcome, Refused):
            raise Conflicting("cannot_cancel", f"{row.label}: {outcome.sentence}")
