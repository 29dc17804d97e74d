"""Bringing orders in from elsewhere, through the same doors as those of the shop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.catalogue.specify import specify
from app.catalogue.versions import current_version, published_slugs
from app.orders.cart import Refusal, add_item
from app.orders.history import apply
from app.orders.models import OrderRow
from app.orders.order_file import (
    LineProblem,
    OrderFile,
    OrderFileError,
    OrderLine,
    by_reference,
    read_order_file,
)
from app.orders.place import CannotPlace, Placed, Wish, place
from app.orders.states import Event, State
from app.orders.zones import Zone, delivery_zones, subtract_working_days
from app.planning.calendars import local_instant
from app.planning.sites import load_site, site_head
from configurator.model import ChoiceError
from configurator.results import Conflict

BY = "import"
_THEN: dict[State, tuple[Event, ...]] = {
    State.PAID: (),
    State.CANCELLED: (Event.CANCEL,),
    State.PACKED: (Event.PACK,),
    State.SHIPPED: (Event.PACK, Event.SHIP),
    State.DELIVERED: (Event.PACK, Event.SHIP, Event.DELIVER),
}
_PAID_ELSEWHERE = (Event.AUTHORISE, Event.CONFIRM, Event.CAPTURE)


@dataclass(frozen=True)
class Imported:
    """How many orders came in, and what kept the others out."""

    count: int
    problems: tuple[LineProblem, ...]


def import_orders(
    session: Session, content: bytes, *, clock: Clock, is_partial: bool = False
) -> Imported:
    """
    Bring in a CSV of orders.

    Parameters
    ----------
    is_partial
        Import the good orders although others are bad; an order is good when all its
        lines are.

    Raises
    ------
    OrderFileError
        With every line's problems, unless ``is_partial``. The caller's transaction
        then rolls back: nothing was imported.
    """
    now = clock()
    versions = {
        slug: current_version(session, slug) for slug in published_slugs(session)
    }
    file = read_order_file(content, versions, delivery_zones())
    good, more = _sorted_out(session, file)
    problems = [*file.problems, *more]
    if problems and not is_partial:
        raise OrderFileError(sorted(problems, key=lambda problem: problem.line))
    count = 0
    for lines in good:
        refused = _import_order(session, lines, now)
        problems += refused
        count += not refused
    if problems and not is_partial:
        raise OrderFileError(problems)
    return Imported(count, tuple(sorted(problems, key=lambda problem: problem.line)))


def _sorted_out(
    session: Session, file: OrderFile
) -> tuple[list[tuple[OrderLine, ...]], list[LineProblem]]:
    """Return whole good orders, and problems that only show between lines."""
    known = set(
        session.scalars(
            select(OrderRow.reference).where(
                OrderRow.reference.in_({line.reference for line in file.lines})
            )
        )
    )
    good: list[tuple[OrderLine, ...]] = []
    problems: list[LineProblem] = []
    for order in by_reference(file.lines):
        found = [*_known_already(order, known), *_disagreements(order)]
        found += [problem for line in order for problem in _impossible(line)]
        problems += found
        if not found and order[0].reference not in file.bad_references:
            good.append(order)
    return good, problems


def _known_already(
    order: Sequence[OrderLine], known: set[str | None]
) -> Iterator[LineProblem]:
    if order[0].reference in known:
        sentence = "there is an order of this reference already"
        yield LineProblem(order[0].line, "reference", sentence)


def _disagreements(order: Sequence[OrderLine]) -> Iterator[LineProblem]:
    first = order[0]
    for line in order[1:]:
        if (line.customer, line.currency, line.state, line.placed_offset) != (
            first.customer,
            first.currency,
            first.state,
            first.placed_offset,
        ):
            yield LineProblem(
                line.line,
                "reference",
                f"customer, currency, state or day differ from line {first.line}",
            )


def _impossible(line: OrderLine) -> Iterator[LineProblem]:
    """Judge choices the way the product page does: all their problems."""
    try:
        found = specify(line.version, line.choices, currency=line.currency)
    except ChoiceError as error:
        for problem in error.problems:
            yield LineProblem(line.line, "choices", problem.sentence)
        return
    if isinstance(found, Conflict):
        for sentence in found.sentences["en"]:
            yield LineProblem(line.line, "choices", sentence)


def _import_order(
    session: Session, lines: Sequence[OrderLine], now: datetime
) -> list[LineProblem]:
    first = lines[0]
    order = OrderRow(
        reference=first.reference,
        language="zh" if first.customer.country == "CN" else "en",
        currency=first.currency,
        created_at=now + timedelta(days=first.placed_offset),
    )
    session.add(order)
    session.flush()
    for line in lines:
        added = add_item(
            session, order, line.version, line.choices, quantity=line.quantity
        )
        if isinstance(added, Refusal):
            session.delete(order)
            return [LineProblem(line.line, "choices", added.sentences["en"][0])]
    return _place(session, order, lines, now)


def _place(
    session: Session, order: OrderRow, lines: Sequence[OrderLine], now: datetime
) -> list[LineProblem]:
    first = lines[0]
    zone = delivery_zones().zone_of(first.customer.country)
    assert zone is not None  # noqa: S101 - read_customer knows the country
    wanted = max(line.wanted_offset for line in lines)
    wish = Wish(
        customer=first.customer,
        zone=zone,
        zones=delivery_zones(),
        promised_at=_ready_by(session, first, zone, now, wanted),
        is_made=first.state is not State.PAID,
    )
    placed = place(session, order, wish, now, by=BY)
    if not isinstance(placed, Placed):
        sentence = placed.sentences["en"][0] if isinstance(placed, CannotPlace) else ""
        session.delete(order)
        return [LineProblem(first.line, "wanted", sentence)]
    order.placed_at = order.created_at
    order.hold_expires_at = None
    for event in (*_PAID_ELSEWHERE, *_THEN[first.state]):
        apply(session, order, event, at=now, by=BY)
    return []


def _ready_by(
    session: Session, line: OrderLine, zone: Zone, now: datetime, wanted: int
) -> datetime:
    """Return the carrier's collection that still arrives on the wanted day."""
    code = str(line.version.document["site"])
    site = load_site(session, site_head(session, code))
    day = now.astimezone(site.tzinfo).date() + timedelta(days=wanted)
    leaves = subtract_working_days(day, zone.carriers[code].working_days)
    return local_instant(site, leaves, site.promise.collection_at)
