"""The cart: putting a piece in, changing how many, and what it all comes to."""

from __future__ import annotations

from flask import Response, redirect
from pydantic import BaseModel, Field, Json
from werkzeug.wrappers import Response as AnyResponse

from app.base.errors import Conflicting, FieldProblem, Malformed
from app.base.http import Api
from app.base.pages import render
from app.catalogue.scalars import from_json
from app.catalogue.versions import current_version, get_version
from app.identity.access import Role
from app.identity.context import Context
from app.orders.cart import (
    MOST_PIECES,
    Refusal,
    accept_prices,
    add_item,
    count_pieces,
    find_cart,
    open_cart,
    price_cart,
    set_currency,
    set_quantity,
)
from app.orders.zones import Zone, delivery_zones
from app.storefront.cart_view import CartView, view_cart
from app.storefront.countries import country_names
from configurator.model import ChoiceError

api = Api("cart")

Choices = dict[str, str | bool | int | float]
_HOME = {"en": "DE", "zh": "CN"}


class Wanted(BaseModel):
    """A configured piece to be put into the cart."""

    slug: str = Field(max_length=60)
    version: str | None = Field(default=None, max_length=80)
    choices: Choices = Field(max_length=2000)
    shown: Choices | None = Field(default=None, max_length=2000)
    quantity: int = 1
    currency: str | None = Field(default=None, pattern="^(EUR|CNY)$")


class WantedForm(BaseModel):
    """The same from a page's form: choices and what was shown are JSON texts."""

    slug: str = Field(max_length=60)
    version: str = Field(default="", max_length=80)
    choices: Json[Choices]
    shown: Json[Choices] | None = None
    quantity: int = 1
    currency: str = Field(default="", pattern="^(EUR|CNY|)$")


class CartCount(BaseModel):
    """How many pieces lie in the cart, and where it is."""

    pieces: int
    url: str = "/cart"


class QuantityForm(BaseModel):
    """How many of a line; 0 takes it out."""

    quantity: int


class CartQuery(BaseModel):
    """Where to deliver to."""

    country: str = Field(default="", max_length=2)


@api.get("/api/shop/cart", role=Role.PUBLIC, summary="How many pieces are in the cart")
def cart_count(context: Context) -> CartCount:
    """Count the visitor's pieces."""
    return CartCount(pieces=count_pieces(context.session, context.visitor))


@api.post("/api/shop/cart/items", role=Role.PUBLIC, summary="Put a piece in the cart")
def put_in_cart(context: Context, body: Wanted) -> CartCount:
    """Take a piece in, or say in a conflict why its choices cannot hold together."""
    refusal = _put(context, body)
    if refusal is not None:
        sentences = list(refusal.sentences[context.language])
        raise Conflicting(refusal.code, " ".join(sentences), {"conflicts": sentences})
    return CartCount(pieces=count_pieces(context.session, context.visitor))


@api.page("/cart/items", role=Role.PUBLIC, method="POST")
def put_in_cart_form(context: Context, body: WantedForm) -> AnyResponse:
    """Take a piece in from the product page without scripts."""
    refusal = _put(
        context,
        Wanted(
            slug=body.slug,
            version=body.version or None,
            choices=body.choices,
            shown=body.shown,
            quantity=body.quantity,
            currency=body.currency or None,
        ),
    )
    if refusal is None:
        return redirect("/cart", 303)
    return Response(_cart_page(context, refusal.sentences[context.language]), 409)


def _put(context: Context, wanted: Wanted) -> Refusal | None:
    session = context.session
    currency = wanted.currency or context.currency
    cart = open_cart(
        session, context.visitor, context.language, currency, context.clock()
    )
    set_currency(session, cart, currency)
    version = (
        get_version(session, wanted.version)
        if wanted.version
        else current_version(session, wanted.slug)
    )
    try:
        added = add_item(
            session,
            cart,
            version,
            from_json(version.model, wanted.choices),
            shown=from_json(version.model, wanted.shown or {}),
            quantity=wanted.quantity,
        )
    except ChoiceError as error:
        raise Malformed(
            [
                FieldProblem(f"body.choices.{p.path}", p.code, p.sentence)
                for p in error.problems
            ]
        ) from error
    return added if isinstance(added, Refusal) else None


@api.page("/cart", role=Role.PUBLIC, reads_only=False)
def cart_page(context: Context, query: CartQuery) -> str:
    """Show the cart."""
    return _cart_page(context, (), query.country)


@api.page("/cart/items/<item_id>", role=Role.PUBLIC, method="POST")
def change_line(context: Context, item_id: str, body: QuantityForm) -> AnyResponse:
    """Change how many of a line there are."""
    cart = find_cart(context.session, context.visitor)
    if cart is None:
        return redirect("/cart", 303)
    refusal = set_quantity(context.session, cart, item_id, body.quantity)
    if refusal is None:
        return redirect("/cart", 303)
    return Response(_cart_page(context, refusal.sentences[context.language]), 422)


def zone_for(context: Context, country: str) -> tuple[str, Zone]:
    """Return the country to deliver to, the reader's home where none was chosen."""
    zones = delivery_zones()
    chosen = country.upper()
    zone = zones.zone_of(chosen)
    if zone is not None:
        return chosen, zone
    home = _HOME[context.language]
    found = zones.zone_of(home)
    assert found is not None  # noqa: S101 - both homes stand in delivery.yaml
    return home, found


def cart_view(context: Context, country: str) -> CartView | None:
    """Return the visitor's cart as it stands, None where there is none."""
    cart = find_cart(context.session, context.visitor)
    if cart is None:
        return None
    set_currency(context.session, cart, context.currency)
    _, zone = zone_for(context, country)
    return view_cart(context.session, cart, zone, context.language, context.clock())


def _cart_page(context: Context, problems: tuple[str, ...], country: str = "") -> str:
    view = cart_view(context, country)
    cart = find_cart(context.session, context.visitor)
    page = render(
        "cart.html",
        cart=view,
        problems=problems,
        most=MOST_PIECES,
        country=zone_for(context, country)[0],
        countries=country_names(context.language),
        language=context.language,
    )
    if cart is not None:
        # The page has told what changed: from now on these are the prices seen.
        accept_prices(context.session, price_cart(context.session, cart))
    return page
