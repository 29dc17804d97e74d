"""The cart as its page shows it: lines, delivery, and the day it is with you."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.catalogue.scalars import from_json
from app.catalogue.versions import get_version_as_written
from app.orders.capacity import Demand, Full, earliest
from app.orders.cart import CartLine, price_cart
from app.orders.describe import Fact, day_words, describe
from app.orders.models import OrderItemRow, OrderRow
from app.orders.money import write_money
from app.orders.quote import NotMakeable, PieceQuote
from app.orders.zones import Delivery, Zone, delivery_zones
from app.storefront.pictures import picture_url


@dataclass(frozen=True)
class LineView:
    """One line of the cart in the reader's language."""

    id: str
    slug: str
    name: str
    picture: str
    facts: tuple[Fact, ...]
    quantity: int
    unit: str
    total: str
    was: str
    problems: tuple[str, ...]
    withdrawal: str


@dataclass(frozen=True)
class CartView:
    """
    Everything the cart and checkout pages show of a cart.

    Parameters
    ----------
    total_minor, promised_on
        What the shopper agrees to by ordering; no day where there is a problem.
    """

    lines: tuple[LineView, ...]
    currency: str
    goods: str
    shipping: str
    tax: str
    total: str
    total_minor: int
    promised_on: date | None
    promised: str
    zone: Zone
    problems: tuple[str, ...]

    @property
    def can_be_ordered(self) -> bool:
        """Whether every line can be made and has a day."""
        return bool(self.lines) and self.promised_on is not None and not self.problems


def view_cart(
    session: Session, cart: OrderRow, zone: Zone, language: str, now: datetime
) -> CartView:
    """Return the cart at today's prices with delivery into a zone."""
    lines = price_cart(session, cart)
    ready, problems = _ready(session, cart, zone, lines, language, now)
    delivery = (
        delivery_zones().deliver(zone, ready, cart.currency)
        if ready and not problems
        else None
    )
    return _view(session, cart, lines, delivery, zone, problems, language)


def _ready(  # noqa: PLR0913, PLR0917 - what a promise depends on
    session: Session,
    cart: OrderRow,
    zone: Zone,
    lines: list[CartLine],
    language: str,
    now: datetime,
) -> tuple[list[tuple[str, datetime]], tuple[str, ...]]:
    ready: list[tuple[str, datetime]] = []
    problems: list[str] = []
    for line in lines:
        if isinstance(line.quote, PieceQuote):
            found = earliest(session, Demand(cart, line.item, line.quote, zone), now)
            if isinstance(found, Full):
                problems += found.sentences[language]
            else:
                ready.append((found.site, found.ready_at))
    return ready, tuple(problems)


def _view(  # noqa: PLR0913, PLR0917 - gathered here once for two pages
    session: Session,
    cart: OrderRow,
    lines: list[CartLine],
    delivery: Delivery | None,
    zone: Zone,
    problems: tuple[str, ...],
    language: str,
) -> CartView:
    def money(minor: int) -> str:
        return write_money(minor, cart.currency, language)

    goods = sum(line.total_minor for line in lines)
    shipping = delivery.cost_minor if delivery else 0
    tax = sum(_tax(line) for line in lines) + (delivery.tax_minor if delivery else 0)
    is_broken = any(isinstance(line.quote, NotMakeable) for line in lines)
    promised_on = delivery.arrives_on if delivery and not is_broken else None
    return CartView(
        lines=tuple(_line(session, cart, line, language) for line in lines),
        currency=cart.currency,
        goods=money(goods),
        shipping=money(shipping) if delivery else "",
        tax=money(tax),
        total=money(goods + shipping),
        total_minor=goods + shipping,
        promised_on=promised_on,
        promised=day_words(promised_on, language) if promised_on else "",
        zone=zone,
        problems=problems,
    )


def _tax(line: CartLine) -> int:
    if isinstance(line.quote, NotMakeable):
        return 0
    return line.quote.specification.price.tax_minor * line.item.quantity


def _line(session: Session, cart: OrderRow, line: CartLine, language: str) -> LineView:
    item, quote = line.item, line.quote
    about = facts_of(session, item, language)
    unit = item.unit_minor if isinstance(quote, NotMakeable) else quote.unit_minor
    return LineView(
        id=item.id,
        slug=item.slug,
        name=about.name,
        picture=about.picture,
        facts=about.facts,
        quantity=item.quantity,
        unit=write_money(unit, cart.currency, language),
        total=write_money(unit * item.quantity, cart.currency, language),
        was="" if line.was_minor is None else _money(line.was_minor, cart, language),
        problems=quote.sentences[language] if isinstance(quote, NotMakeable) else (),
        withdrawal="" if isinstance(quote, NotMakeable) else quote.withdrawal,
    )


def _money(minor: int, cart: OrderRow, language: str) -> str:
    return write_money(minor, cart.currency, language)


@dataclass(frozen=True)
class PieceFacts:
    """Name, picture and title block of a piece of a cart or an order."""

    name: str
    picture: str
    facts: tuple[Fact, ...]


def facts_of(session: Session, item: OrderItemRow, language: str) -> PieceFacts:
    """Return what a page tells of a piece, by the version it was made with."""
    version = get_version_as_written(session, item.version_id)
    configuration = from_json(version.model, item.configuration)
    return PieceFacts(
        name=version.model.name[language],
        picture=picture_url(version, item.configuration_hash, configuration, "svg"),
        facts=describe(version.model, item.configuration, language),
    )
