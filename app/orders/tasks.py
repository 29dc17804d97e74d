"""What orders do by themselves: give back what nobody paid for."""

from __future__ import annotations

from sqlalchemy import select

from app.orders.confirm import close
from app.orders.models import OrderRow
from app.orders.states import Event, State
from app.orders.track import follow
from app.outbox import Work, durable_task


@durable_task("orders.expire", lease_s=60, max_attempts=3, every_s=60)
def expire_orders(work: Work) -> None:
    """Expire placed orders whose hold is over and give their capacity back."""
    with work.begin() as session:
        now = work.services.clock()
        rows = session.scalars(
            select(OrderRow)
            .where(OrderRow.state == State.PLACED, OrderRow.hold_expires_at <= now)
            .order_by(OrderRow.hold_expires_at)
            .limit(200)
            .with_for_update(skip_locked=True)
        )
        for order in rows.all():
            close(session, order, Event.EXPIRE, now, by="sweeper")
        work.finish(session)


@durable_task("orders.follow", lease_s=60, max_attempts=3, every_s=30)
def follow_floor(work: Work) -> None:
    """Move paid orders on when the floor has begun or finished with them."""
    with work.begin() as session:
        now = work.services.clock()
        rows = session.scalars(
            select(OrderRow)
            .where(OrderRow.state.in_((State.PAID, State.IN_PRODUCTION)))
            .with_for_update(skip_locked=True)
        )
        for order in rows.all():
            follow(session, order, now)
        work.finish(session)
