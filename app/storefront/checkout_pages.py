"""Checkout: one calm page, where to, what it comes to, and the button to pay."""

from __future__ import annotations

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
            notice = _changed(context, cart, placed)
            return _page(context, customer.as_json(), notice=notice, status=409)
        case CannotPlace():
            notice = placed.sentences[context.language]
            return _page(context, customer.as_json(), notice=notice, status=409)


def _changed(context: Context, cart: OrderRow, changed: Changed) -> tuple[str, ...]:
    money = write_money(changed.total_minor, cart.currency, context.language)
    day = day_words(changed.promised_on, context.language)
    if context.language == "zh":
        return (f"价格或日期有变：现在是 {money},{day} 送达。请确认后下单。",)
    moved = f"it is {money} now, with you by {day}. Nothing has been ordered yet."
    return (f"Price or day moved while you were here: {moved}",)


def _latest_or_cart(context: Context) -> AnyResponse:
    """Send a second click, or a page left open, to where the order is now."""
    latest = latest_order(context)
    return redirect(f"/o/{latest.token}/pay" if latest else "/cart", 303)


def latest_order(context: Context) -> OrderRow | None:
    """Return what this browser ordered last."""
    return latest_order_of(context.session, context.visitor)


def _page(
    context: Context,
    address: dict[str, str],
    problems: tuple[FieldProblem, ...] = (),
    *,
    notice: tuple[str, ...] = (),
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
        countries=country_names(context.language),
        language=context.language,
    )
    return Response(html, status)
