"""The shop's own pages: the window and the product, painted before any script runs."""

from dataclasses import replace
from urllib.parse import urljoin

from flask import request
from pydantic import BaseModel, Field

from app.base.http import Api
from app.base.islands import embedded, island_words
from app.base.language import translate
from app.base.pages import render
from app.catalogue.loaded import LoadedVersion
from app.catalogue.versions import published_slugs
from app.identity.access import Role
from app.identity.context import Context
from app.orders.money import write_money
from app.storefront.ask import asked, draft_for, version_for
from app.storefront.product_views import card, product_page
from app.storefront.saved import Opened, carted, linked, opened
from app.storefront.schemas import AnswerView, ProductCard, ProductPage
from app.storefront.share import read_choices
from app.storefront.wording import write_day

page_api = Api("pages")
_WORDS = "frontend/src/storefront/words.ts"


class ProductQuery(BaseModel):
    """What a link to a product says; see :mod:`app.storefront.share`."""

    c: str = Field(default="", max_length=6000)
    s: str = Field(default="", max_length=6000)
    v: int | None = Field(default=None, ge=1, le=1_000_000)
    item: str = Field(default="", max_length=36)
    draft: bool = False


@page_api.page("/", role=Role.PUBLIC)
def window_page(context: Context) -> str:
    """Show the shop window."""
    cards = [card(context, slug) for slug in published_slugs(context.session)]
    return render(
        "window.html",
        cards=[{"card": c, **_figures(context, c)} for c in cards],
    )


@page_api.page("/p/<slug>", role=Role.PUBLIC)
def show_product_page(context: Context, slug: str, query: ProductQuery) -> str:
    """Show a product with the choices of the link."""
    version = (
        draft_for(context, slug) if query.draft else version_for(context, slug, None)
    )
    start = _opened(context, version, query)
    question = asked(
        context,
        version,
        choices=start.choices,
        shown=start.shown,
        currency=None,
        zone=request.cookies.get("lotone_zone"),
    )
    page = product_page(question)
    data = {
        "language": context.language,
        "words": island_words(context.language, _WORDS),
        "product": page.model_dump(mode="json"),
        "notes": start.notes,
    }
    return render(
        "product.html",
        page=page,
        data=embedded(data),
        json_ld=embedded(_json_ld(context, page)),
        **_figures(context, page.answer),
    )


def _opened(context: Context, version: LoadedVersion, query: ProductQuery) -> Opened:
    """Return what the link says, brought to the version that the page is about."""
    language = context.language
    saved = None
    if query.item:
        saved = carted(context, version.slug, query.item)
    elif query.v is not None and query.v != version.number and not version.is_draft:
        saved = linked(context, version.slug, query.v, query.c, query.s)
    if saved is not None:
        found = opened(saved, version, language)
        head = translate(language, "Made with an earlier version of this product:")
        return replace(found, notes=(head, *found.notes)) if found.notes else found
    choices = read_choices(version.model, query.c)
    defaults = {o.id: o.default for o in version.model.options if o.default is not None}
    shown = read_choices(version.model, query.s).choices
    gone = "Part of this link is not offered any more and was left out."
    return Opened(
        choices.choices,
        {**defaults, **shown} if shown else None,
        (translate(language, gone),) if choices.unknown else (),
    )


def _figures(context: Context, told: ProductCard | AnswerView) -> dict[str, str | None]:
    """Return price and day as the page writes them."""
    price, promise = told.price, told.promise
    day = promise.with_you_on
    return {
        "price": write_money(price.total_minor, price.currency, context.language),
        "day": write_day(day, context.language) if day else None,
    }


def _json_ld(context: Context, page: ProductPage) -> dict[str, object]:
    """Describe the variant to search engines (schema.org Product)."""
    base = context.settings.public_url
    answer = page.answer
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": page.name,
        "description": page.summary,
        "image": urljoin(base, answer.model.poster),
        "brand": {"@type": "Brand", "name": context.tenant.name},
        "offers": {
            "@type": "Offer",
            "url": urljoin(base, answer.share),
            "price": f"{answer.price.total_minor / 100:.2f}",
            "priceCurrency": answer.price.currency,
            "availability": "https://schema.org/MadeToOrder",
        },
    }
