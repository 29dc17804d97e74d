"""Checkout: one calm page, where to, what it comes to, and the button to pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flask import Response, redirect, request
from pydantic import BaseModel, Field
from werkzeug.wrappers import Response as AnyResponse

from app.base.errors import FieldProblem
from app.base.http import Api
from app.base.pages import render
from app.identity.access import Role
from app.identity.context import Context
from app.orders.address import FIELDS, BadAddress, Customer, read_customer
from app.orders.cart import find_cart
from app.orders.describe import day_words
from app.orders.models import OrderRow
from app.orders.money import write_money
from app.orders.place import CannotPlace, Changed, Placed, Seen, Wish, place
from app.orders.queries import latest_order_of
from app.orders.zones import Zone, delivery_zones
from app.payments.ask import ask_for_payment
from app.payments.choose import bank_for
from app.payments.now import run_now
from app.storefront.cart_pages import cart_view, zone_for
from app.storefront.countries import country_names

api = Api("checkout")


class CheckoutForm(BaseModel):
    """
    Address and agreement.

    ``total_minor`` and ``promised_on`` are what the page showed. They are not
    believed, only compared: what became worse is shown again instead of ordered.
    """

    name: str = Field(default="", max_length=400)
    email: str = Field(default="", max_length=400)
    phone: str = Field(default="", max_length=400)
    street: str = Field(default="", max_length=400)
    extra: str = Field(default="", max_length=400)
    postcode: str = Field(default="", max_length=400)
    city: str = Field(default="", max_length=400)
    country: str = Field(default="", max_length=400)
    total_minor: int = 0
    promised_on: date = date.min
    action: Literal["order", "update"] = "order"

    def address(self) -> dict[str, str]:
        """Return the raw fields of the address."""
        return {name: getattr(self, name) for name in FIELDS}


class CheckoutQuery(BaseModel):
    """Where to deliver to, from the cart page."""

    country: str = Field(default="", max_length=2)


@api.page("/checkout", role=Role.PUBLIC, reads_only=False)
def checkout_page(context: Context, query: CheckoutQuery) -> AnyResponse:
    """Show the form."""
    return _page(context, {"country": query.country})


@api.page("/checkout", role=Role.PUBLIC, method="POST")
def checkout(context: Context, body: CheckoutForm) -> AnyResponse:
    """Place the order and go to the bank, or show what has to be mended."""
    address = body.address()
    if body.action == "update":
        return _page(context, address)
    cart = find_cart(context.session, context.visitor)
    if cart is None:
        return _latest_or_cart(context)
    customer = read_customer(address, delivery_zones())
    if isinstance(customer, BadAddress):
        return _page(context, address, customer.problems, status=422)
    seen = Seen(body.total_minor, body.promised_on)
    return _place(context, cart, customer, seen)


def _place(
    context: Context, cart: OrderRow, customer: Customer, seen: Seen
) -> AnyResponse:
    # The bank is chosen first: without one nothing may be placed.
    bank = bank_for(context.settings, is_demo=context.tenant.is_demo)
    zone: Zone = zone_for(context, customer.country)[1]
    cart.language = context.language
    wish = Wish(customer, zone, delivery_zones(), seen)
    placed = place(context.session, cart, wish, context.clock())
    match placed:
        case Placed(order):
            _, task_id = ask_for_payment(
                context.session,
                order,
                bank,
                context.clock(),
                shop_url=request.host_url.rstrip("/"),
            )
            run_now(context, task_id)
            return redirect(f"/o/{order.token}/pay", 303)
        case Changed():
            requote = _requote(context, cart, seen, placed)
            return _page(context, customer.as_json(), requote=requote, status=409)
        case CannotPlace():
            notice = placed.sentences[context.language]
            return _page(context, customer.as_json(), notice=notice, status=409)


@dataclass(frozen=True)
class Requote:
    """
    What the shopper agreed to and what it would be now; empty where it is the same.

    One click takes it: the page it stands on carries the new total and day.
    """

    day: str
    was_day: str
    total: str
    was_total: str


def _requote(context: Context, cart: OrderRow, seen: Seen, now: Changed) -> Requote:
    def money(minor: int) -> str:
        return write_money(minor, cart.currency, context.language)

    is_dearer = now.total_minor > seen.total_minor
    is_later = now.promised_on > seen.promised_on > date.min
    return Requote(
        day=day_words(now.promised_on, context.language),
        was_day=day_words(seen.promised_on, context.language) if is_later else "",
        total=money(now.total_minor),
        was_total=money(seen.total_minor) if is_dearer else "",
    )


def _latest_or_cart(context: Context) -> AnyResponse:
    """Send a second click, or a page left open, to where the order is now."""
    latest = latest_order(context)
    return redirect(f"/o/{latest.token}/pay" if latest else "/cart", 303)


def latest_order(context: Context) -> OrderRow | None:
    """Return what this browser ordered last."""
    return latest_order_of(context.session, context.visitor)


def _page(  # noqa: PLR0913 - what the page may have to say
    context: Context,
    address: dict[str, str],
    problems: tuple[FieldProblem, ...] = (),
    *,
    notice: tuple[str, ...] = (),
    requote: Requote | None = None,
    status: int = 200,
) -> AnyResponse:
    country = zone_for(context, address.get("country", ""))[0]
    view = cart_view(context, country)
    if view is None or not view.lines:
        return _latest_or_cart(context) if status != 200 else redirect("/cart", 303)
    html = render(
        "checkout.html",
        cart=view,
        address={**address, "country": country},
        problems={problem.path: problem for problem in problems},
        notice=(*notice, *view.problems),
        requote=requote,
        countries=country_names(context.language),
        language=context.language,
    )
    return Response(html, status)
