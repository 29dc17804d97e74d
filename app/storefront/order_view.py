"""An order as its page shows it: pieces, real states, the day, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.orders.cart import items_of
from app.orders.describe import Fact, day_words
from app.orders.history import events_of
from app.orders.models import OrderEventRow, OrderItemRow, OrderRow
from app.orders.money import write_money
from app.orders.states import Event, State, move
from app.orders.track import Stage, stages_of
from app.orders.zones import delivery_zones
from app.planning.sites import load_site, site_head
from app.planning.words import local_words
from app.storefront.cart_view import facts_of

_PAST_PAYMENT = frozenset(
    {
        State.PAID,
        State.IN_PRODUCTION,
        State.PACKED,
        State.SHIPPED,
        State.DELIVERED,
    }
)


@dataclass(frozen=True)
class Step:
    """
    One point of the line of states.

    Parameters
    ----------
    form
        ``done``, ``now`` or ``next``.
    note
        How far, where there is something to count.
    """

    name: str
    form: str
    note: str
    at: str


@dataclass(frozen=True)
class PieceView:
    """A piece of the order, as it was frozen."""

    id: str
    name: str
    picture: str
    facts: tuple[Fact, ...]
    quantity: int
    total: str
    withdrawal: str
    lines: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class HistoryLine:
    """Something that happened, and when."""

    event: str
    why: str
    at: str


@dataclass(frozen=True)
class OrderView:
    """Everything the order page shows."""

    number: str
    state: str
    customer: dict[str, str]
    pieces: tuple[PieceView, ...]
    goods: str
    shipping: str
    tax: str
    total: str
    promised: str
    zone: str
    is_paid: bool
    can_pay: bool
    can_cancel: bool
    pay_until: str
    steps: tuple[Step, ...]
    history: tuple[HistoryLine, ...]


def view_order(
    session: Session, order: OrderRow, language: str, now: datetime
) -> OrderView:
    """Return the order in the reader's language."""
    items = items_of(session, order.id)
    clock = _site_zone(session, items)
    state = State(order.state)
    zone = delivery_zones().zone(order.zone)
    hold = order.hold_expires_at
    events = events_of(session, order.id)

    def money(minor: int) -> str:
        return write_money(minor, order.currency, language)

    return OrderView(
        number=order.reference or order.number or "",
        state=state,
        customer=order.customer,
        pieces=tuple(_piece(session, order, i, language, clock) for i in items),
        goods=money(order.goods_minor),
        shipping=money(order.shipping_minor),
        tax=money(order.tax_minor),
        total=money(order.total_minor),
        promised=day_words(order.promised_on, language) if order.promised_on else "",
        zone=zone.name[language] if zone else "",
        is_paid=state in _PAST_PAYMENT,
        can_pay=state is State.PLACED and hold is not None and now < hold,
        can_cancel=state is not State.CANCELLED
        and isinstance(move(state, Event.CANCEL), State),
        pay_until=local_words(hold, clock)[language] if hold else "",
        steps=_steps(events, state, language, clock),
        history=tuple(_history(row, language, clock) for row in events),
    )


def _site_zone(session: Session, items: list[OrderItemRow]) -> ZoneInfo:
    """Return the workshop's zone: that is where things happen."""
    site = load_site(session, site_head(session, items[0].site))
    return site.tzinfo


def _piece(
    session: Session,
    order: OrderRow,
    item: OrderItemRow,
    language: str,
    clock: ZoneInfo,
) -> PieceView:
    about = facts_of(session, item, language)
    return PieceView(
        id=item.id,
        name=about.name,
        picture=about.picture,
        facts=about.facts,
        quantity=item.quantity,
        total=write_money(item.unit_minor * item.quantity, order.currency, language),
        withdrawal=item.withdrawal,
        lines=tuple(
            (
                line["label"][language],
                write_money(line["amount_minor"], order.currency, language),
            )
            for line in item.price.get("lines", ())
        ),
        steps=_stage_steps(stages_of(session, item), language, clock),
    )


def _stage_steps(
    stages: tuple[Stage, ...], language: str, clock: ZoneInfo
) -> tuple[Step, ...]:
    return tuple(
        Step(
            name=stage.name[language],
            form="done" if stage.is_done else "now" if stage.has_begun else "next",
            note=f"{stage.done}/{stage.of}" if stage.of > 1 else "",
            at=local_words(stage.at, clock)[language] if stage.at else "",
        )
        for stage in stages
    )


_LINE = (
    (Event.PLACE, {"en": "Ordered", "zh": "已下单"}),
    (Event.CAPTURE, {"en": "Paid", "zh": "已付款"}),
    (Event.START, {"en": "In the workshop", "zh": "制作中"}),
    (Event.PACK, {"en": "Packed", "zh": "已包装"}),
    (Event.SHIP, {"en": "On its way", "zh": "运输中"}),
    (Event.DELIVER, {"en": "With you", "zh": "已送达"}),
)
_FARTHEST = {
    State.PLACED: 0,
    State.AUTHORISED: 0,
    State.CONFIRMED: 0,
    State.PAID: 1,
    State.IN_PRODUCTION: 2,
    State.PACKED: 3,
    State.SHIPPED: 4,
    State.DELIVERED: 5,
}


def _steps(
    events: list[OrderEventRow], state: State, language: str, clock: ZoneInfo
) -> tuple[Step, ...]:
    if state not in _FARTHEST:
        return ()
    farthest = _FARTHEST[state]
    times = {Event(row.event): row.at for row in events}
    return tuple(
        Step(
            name=names[language],
            form="next" if at > farthest else "now" if at == farthest else "done",
            note="",
            at=local_words(times[event], clock)[language] if event in times else "",
        )
        for at, (event, names) in enumerate(_LINE)
    )


_HAPPENED = {
    Event.PLACE: {"en": "Ordered; capacity held", "zh": "已下单，产能已预留"},
    Event.DECLINE: {"en": "A card was declined", "zh": "银行卡被拒绝"},
    Event.AUTHORISE: {"en": "Payment authorised", "zh": "付款已授权"},
    Event.CONFIRM: {"en": "Checked and confirmed", "zh": "已复核并确认"},
    Event.CAPTURE: {"en": "Payment received", "zh": "已收款"},
    Event.START: {"en": "The workshop began", "zh": "开始制作"},
    Event.PACK: {"en": "Packed", "zh": "已包装"},
    Event.SHIP: {"en": "Handed to the carrier", "zh": "已交承运商"},
    Event.DELIVER: {"en": "Delivered", "zh": "已送达"},
    Event.EXPIRE: {
        "en": "Not paid in time; capacity released",
        "zh": "未按时付款，产能已释放",
    },
    Event.CANCEL: {"en": "Cancelled", "zh": "已取消"},
    Event.REFUND: {"en": "Money paid back", "zh": "已退款"},
}


def _history(row: OrderEventRow, language: str, clock: ZoneInfo) -> HistoryLine:
    return HistoryLine(
        event=_HAPPENED[Event(row.event)][language],
        why=row.why,
        at=local_words(row.at, clock)[language],
    )
