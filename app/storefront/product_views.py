"""What the product page's script asks: answers, reasons, changes and pictures."""

from collections.abc import Sequence

from pydantic import BaseModel
from werkzeug.wrappers import Response

from app.base.errors import FieldProblem, Malformed, NotFound
from app.base.http import Api
from app.catalogue.neighbours import neighbours, present
from app.catalogue.picture import tenant_materials
from app.catalogue.scalars import from_json
from app.catalogue.versions import published_slugs
from app.identity.access import Role
from app.identity.context import Context
from app.orders.zones import delivery_zones
from app.storefront.answers import (
    Now,
    answer_view,
    explanation_of,
    neighbour_deltas,
    price_view,
    quote_view,
    shown_now,
    value_key,
)
from app.storefront.ask import Asked, asked, naming_choices, read_question, version_for
from app.storefront.dates import promise_view
from app.storefront.page_model import groups_of
from app.storefront.pictures import PictureAddress, draw, model_view
from app.storefront.schemas import (
    AnswerView,
    Deltas,
    DeltasQuestion,
    DeltasView,
    ExplainQuestion,
    ExplanationView,
    ProductCard,
    ProductList,
    ProductPage,
    Question,
    QuoteQuestion,
    QuoteView,
    ZoneView,
)
from configurator.answer import answer
from configurator.results import OptionAnswer, Status

product_api = Api("shop", "/api/shop")
# Five milliseconds each, one that is blocked ten: a step's first part takes a tenth of
# a second also while others ask.
_VALUES_AT_ONCE = 16
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {"glb": "model/gltf-binary", "svg": "image/svg+xml"}
_NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"


class PictureQuery(BaseModel):
    """What a picture's address carries beside its name."""

    v: str
    p: str
    c: str = ""


@product_api.get("/products", role=Role.PUBLIC, summary="The shop window")
def list_products(context: Context) -> ProductList:
    """Return every product in its standard variant."""
    return ProductList(
        products=[card(context, s) for s in published_slugs(context.session)]
    )


@product_api.get("/products/<slug>", role=Role.PUBLIC, summary="A product's page")
def show_product(context: Context, slug: str) -> ProductPage:
    """Return what the page asks and its first answer."""
    version = version_for(context, slug, None)
    return product_page(
        asked(context, version, choices={}, shown=None, currency=None, zone=None)
    )


@product_api.post(
    "/products/<slug>/answer", role=Role.PUBLIC, reads_only=True, summary="A click"
)
def answer_choices(context: Context, slug: str, body: Question) -> AnswerView:
    """Judge every value, complete the choices, price and promise them."""
    question = read_question(context, slug, body)
    return naming_choices(lambda: answer_view(question))


@product_api.post(
    "/products/<slug>/quote", role=Role.PUBLIC, reads_only=True, summary="A quote"
)
def quote_choices(context: Context, slug: str, body: QuoteQuestion) -> QuoteView:
    """Complete the choices, price and promise so many of them."""
    question = read_question(context, slug, body)
    return naming_choices(lambda: quote_view(question, body.quantity))


@product_api.post(
    "/products/<slug>/explain", role=Role.PUBLIC, reads_only=True, summary="Why not"
)
def explain_value(
    context: Context, slug: str, body: ExplainQuestion
) -> ExplanationView:
    """Say why a value is blocked and what to change to have it."""
    question = read_question(context, slug, body)
    value = from_json(question.version.model, {body.option: body.value})[body.option]

    def explained() -> ExplanationView:
        now = shown_now(question)
        why = explanation_of(question, body.option, value, now)
        return ExplanationView(
            is_blocked=bool(why.sentences),
            sentences=why.reasons or why.sentences,
            repairs=why.repairs,
            structure=why.structure,
        )

    return naming_choices(explained)


@product_api.post(
    "/products/<slug>/deltas", role=Role.PUBLIC, reads_only=True, summary="What if"
)
def show_deltas(context: Context, slug: str, body: DeltasQuestion) -> DeltasView:
    """Say what each value of one step would change, or why it cannot be taken."""
    question = read_question(context, slug, body)
    groups = {group.id: group.options for group in question.version.model.groups}
    if body.group not in groups:
        problem = FieldProblem("body.group", "unknown", "The product has no such step.")
        raise Malformed([problem])
    wanted = None if body.options is None else frozenset(body.options)
    options = [o for o in groups[body.group] if wanted is None or o in wanted]
    return naming_choices(lambda: _deltas(question, body.group, options))


@product_api.get("/models/<name>.<suffix>", role=Role.PUBLIC, summary="A picture")
def show_picture(
    context: Context, name: str, suffix: str, query: PictureQuery
) -> Response:
    """Return a variant as a 3D model (glb) or a drawing (svg)."""
    if suffix not in _TYPES:
        raise NotFound("picture_unknown", "Pictures end in .glb or .svg.")
    content = draw(context, PictureAddress(name, suffix, query.p, query.v, query.c))
    response = Response(content, mimetype=_TYPES[suffix])
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Content-Security-Policy"] = _NO_SCRIPT
    return response


def card(context: Context, slug: str) -> ProductCard:
    """Return a product for the shop window."""
    version = version_for(context, slug, None)
    question = asked(context, version, choices={}, shown=None, currency=None, zone=None)
    now = shown_now(question).specification
    language = context.language
    model = version.model
    return ProductCard(
        slug=slug,
        name=model.name[language],
        summary=model.summary[language] if model.summary else "",
        price=price_view(now.price, language),
        promise=promise_view(question.context, now, question.zone),
        model=model_view(now),
    )


def product_page(question: Asked) -> ProductPage:
    """Return a product's page for choices that may come from a link."""
    version, language = question.version, question.context.language
    model = version.model
    return ProductPage(
        slug=version.slug,
        version=version.id,
        name=model.name[language],
        summary=model.summary[language] if model.summary else "",
        currencies=list(model.currencies),
        groups=groups_of(model, tenant_materials(question.context.session), language),
        zones=[
            ZoneView(id=zone.id, name=zone.name[language])
            for zone in delivery_zones().zones
        ],
        answer=answer_view(question),
    )


def _deltas(question: Asked, group: str, options: Sequence[str]) -> DeltasView:
    """Answer as many of these options as make a first part, one at least."""
    now = shown_now(question)
    shown = now.specification.configuration
    states = answer(question.version.compiled, question.choices).options
    view = DeltasView(group=group, options={})
    count = 0
    for option in present(question.version.model, options, shown):
        if count >= _VALUES_AT_ONCE:
            view.pending.append(option)
            continue
        view.options[option] = _of_option(question, option, states[option], now)
        count += len(view.options[option])
    return view


def _of_option(
    question: Asked, option: str, state: OptionAnswer, now: Now
) -> dict[str, Deltas]:
    near = neighbours(
        question.version,
        question.choices,
        now.specification.configuration,
        options=[option],
        currency=question.currency,
    )
    told = {
        value_key(value): neighbour_deltas(question, now, other)
        for value, other in near[option].items()
    }
    return told | _blocked(question, option, state, now)


def _blocked(
    question: Asked, option: str, state: OptionAnswer, now: Now
) -> dict[str, Deltas]:
    """Return the reason and the way out of each listed value that is blocked."""
    if question.version.model.option(option).kind.is_numeric:
        return {}
    answers: dict[str, Deltas] = {}
    for value, status in state.values.items():
        if status is Status.BLOCKED:
            # Beside a value stands one way out; each costs a variant and a promise.
            why = explanation_of(question, option, value, now, most_repairs=1)
            answers[value_key(value)] = Deltas(
                sentences=why.reasons or why.sentences, repairs=why.repairs
            )
    return answers
