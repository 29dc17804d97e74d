"""The cart: an order that nobody has placed yet; it belongs to a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.loaded import LoadedVersion
from app.catalogue.scalars import to_json
from app.catalogue.specify import specify
from app.orders.models import OrderItemRow, OrderRow
from app.orders.quote import NotMakeable, PieceQuote, quote_item
from app.orders.states import State
from configurator.model import Scalar
from configurator.results import Conflict
from models3d.evaluate import Unmakeable

MOST_PIECES = 50
MOST_LINES = 30


@dataclass(frozen=True)
class CartLine:
    """
    One line of the cart as it stands now.

    Parameters
    ----------
    quote
        Today's price and routing, or why the piece cannot be ordered.
    was_minor
        The price last shown where today's differs, else None.
    """

    item: OrderItemRow
    quote: PieceQuote | NotMakeable
    was_minor: int | None

    @property
    def total_minor(self) -> int:
        """Price of the whole line; 0 where it cannot be ordered."""
        if isinstance(self.quote, NotMakeable):
            return 0
        return self.quote.unit_minor * self.item.quantity


@dataclass(frozen=True)
class Refusal:
    """
    The cart did not take it, and why.

    Parameters
    ----------
    code
        Stable word.
    sentences
        By language.
    """

    code: str
    sentences: Mapping[str, tuple[str, ...]]


def find_cart(session: Session, visitor: str) -> OrderRow | None:
    """Return the visitor's cart, None where there is none yet."""
    if not visitor:
        return None
    return session.scalars(
        select(OrderRow)
        .where(OrderRow.visitor == visitor, OrderRow.state == State.CART)
        .order_by(OrderRow.id.desc())
        .limit(1)
    ).first()


def items_of(session: Session, order_id: str) -> list[OrderItemRow]:
    """Return the items of a cart or order, in their order."""
    return list(
        session.scalars(
            select(OrderItemRow)
            .where(OrderItemRow.order_id == order_id)
            .order_by(OrderItemRow.position)
        )
    )


def count_pieces(session: Session, visitor: str) -> int:
    """Return how many pieces lie in the visitor's cart."""
    cart = find_cart(session, visitor)
    if cart is None:
        return 0
    wanted = select(func.sum(OrderItemRow.quantity)).where(
        OrderItemRow.order_id == cart.id
    )
    return session.scalar(wanted) or 0


def add_item(  # noqa: PLR0913 - what a shopper asks for, one word each
    session: Session,
    cart: OrderRow,
    version: LoadedVersion,
    choices: Mapping[str, Scalar],
    *,
    shown: Mapping[str, Scalar] | None = None,
    quantity: int = 1,
) -> OrderItemRow | Refusal:
    """
    Put a configured piece into the cart.

    Parameters
    ----------
    version
        The one whose page the shopper had open.
    choices
        What the shopper picked.
    shown
        What the page showed beside it; kept as it is.

    Raises
    ------
    ChoiceError
        For an option or value that the version does not have.
    """
    items = items_of(session, cart.id)
    if len(items) >= MOST_LINES or not 1 <= quantity <= MOST_PIECES:
        return too_many()
    found = specify(
        version, choices, shown=shown, currency=cart.currency, quantity=quantity
    )
    if isinstance(found, Conflict):
        return Refusal("choices_conflict", found.sentences)
    if isinstance(found, Unmakeable):
        return Refusal("cannot_be_built", {"en": (str(found),), "zh": (str(found),)})
    item = OrderItemRow(
        order_id=cart.id,
        position=max((other.position for other in items), default=0) + 1,
        slug=version.slug,
        version_id=version.id,
        choices=to_json(choices),
        configuration=to_json(found.configuration),
        configuration_hash=found.configuration_hash,
        quantity=quantity,
        unit_minor=found.price.total_minor,
        site=str(version.document["site"]),
    )
    session.add(item)
    session.flush()
    return item


def too_many() -> Refusal:
    """Return the answer to a quantity that no cart takes."""
    return Refusal(
        "quantity_out_of_range",
        {
            "en": (f"Order 1 to {MOST_PIECES} of a piece; write to us for more.",),
            "zh": (f"每款可订 1 至 {MOST_PIECES} 件，如需更多请与我们联系。",),
        },
    )


def open_cart(
    session: Session, visitor: str, language: str, currency: str, now: datetime
) -> OrderRow:
    """Return the visitor's cart, made now where there is none."""
    cart = find_cart(session, visitor)
    if cart is None:
        cart = OrderRow(
            visitor=visitor, language=language, currency=currency, created_at=now
        )
        session.add(cart)
        session.flush()
    return cart


def set_currency(session: Session, cart: OrderRow, currency: str) -> None:
    """Show the whole cart in another currency; a cart has only one."""
    if cart.currency == currency:
        return
    cart.currency = currency
    for item in items_of(session, cart.id):
        quote = quote_item(session, item, currency)
        if isinstance(quote, PieceQuote):
            item.unit_minor = quote.unit_minor
    session.flush()


def set_quantity(
    session: Session, cart: OrderRow, item_id: str, quantity: int
) -> Refusal | None:
    """Change how many; 0 takes the line out."""
    item = session.get(OrderItemRow, item_id)
    if item is None or item.order_id != cart.id:
        return None
    if quantity == 0:
        session.delete(item)
    elif 1 <= quantity <= MOST_PIECES:
        is_as_shown = _unit(session, cart, item) == item.unit_minor
        item.quantity = quantity
        # Who orders more expects the price of more; any other change is told.
        unit = _unit(session, cart, item)
        if is_as_shown and unit is not None:
            item.unit_minor = unit
    else:
        return too_many()
    session.flush()
    return None


def _unit(session: Session, cart: OrderRow, item: OrderItemRow) -> int | None:
    """Return today's price of one, None where it cannot be ordered."""
    quote = quote_item(session, item, cart.currency)
    return quote.unit_minor if isinstance(quote, PieceQuote) else None


def price_cart(session: Session, cart: OrderRow) -> list[CartLine]:
    """Return every line at today's price, saying what changed since it was shown."""
    return [_line(session, cart, item) for item in items_of(session, cart.id)]


def _line(session: Session, cart: OrderRow, item: OrderItemRow) -> CartLine:
    quote = quote_item(session, item, cart.currency)
    changed = isinstance(quote, PieceQuote) and quote.unit_minor != item.unit_minor
    return CartLine(item, quote, item.unit_minor if changed else None)


def accept_prices(session: Session, lines: list[CartLine]) -> None:
    """Remember today's prices as shown, once a page has told the change."""
    for line in lines:
        if isinstance(line.quote, PieceQuote):
            line.item.unit_minor = line.quote.unit_minor
    session.flush()
