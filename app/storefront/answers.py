"""Answers of the engines as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.catalogue.scalars import to_json
from app.catalogue.specify import Specification
from app.storefront.ask import Asked
from app.storefront.dates import arrival_of, promise_view
from app.storefront.page_model import written
from app.storefront.pictures import model_view
from app.storefront.schemas import (
    AnswerView,
    ConflictView,
    Deltas,
    OptionState,
    PriceLineView,
    PriceView,
    QuoteView,
    RepairView,
)
from app.storefront.share import write_choices
from configurator.answer import answer
from configurator.explain import explain
from configurator.model import Option, ProductModel, Scalar, Table
from configurator.multiples import answer_id
from configurator.results import (
    Answer,
    Conflict,
    Explanation,
    OptionAnswer,
    PriceBreakdown,
    Repair,
    Status,
)

MOST_REPAIRS = 3
_TAKEN = {
    "en": ("without “{0}”", "with “{0}”"),
    "zh": ("不选“{0}”", "加选“{0}”"),
}


def answer_view(asked: Asked) -> AnswerView:
    """Return everything the page shows for these choices."""
    found = answer(asked.version.compiled, asked.choices)
    now = shown_now(asked)
    shown = now.specification
    return AnswerView(
        version=asked.version.id,
        choices=to_json(asked.choices),
        configuration=to_json(shown.configuration),
        options=_states(asked.version.model, found),
        conflict=_conflict(asked, found.conflict, now) if found.conflict else None,
        price=price_view(shown.price, asked.context.language),
        promise=promise_view(asked.context, shown, asked.zone),
        model=model_view(shown),
        share=_share(asked, shown),
    )


def quote_view(asked: Asked, quantity: int) -> QuoteView:
    """Return what so many of these choices cost, and when they would be there."""
    found = asked.specify(asked.choices, quantity=quantity)
    conflict = None
    if found is None:
        why = answer(asked.version.compiled, asked.choices).conflict
        conflict = _conflict(asked, why, shown_now(asked)) if why else None
    return QuoteView(
        version=asked.version.id,
        configuration=to_json(found.configuration) if found else {},
        quantity=quantity,
        price=price_view(found.price, asked.context.language) if found else None,
        promise=promise_view(asked.context, found, asked.zone) if found else None,
        conflict=conflict,
        asked_at=asked.context.clock(),
    )


def price_view(price: PriceBreakdown, language: str) -> PriceView:
    """Return a price breakdown in one language."""
    return PriceView(
        lines=[
            PriceLineView(
                id=line.id, label=line.label[language], amount_minor=line.amount_minor
            )
            for line in price.lines
        ],
        total_minor=price.total_minor,
        tax_minor=price.tax_minor,
        currency=price.currency,
    )


@dataclass(frozen=True)
class Now:
    """The variant on the page."""

    asked: Asked
    specification: Specification

    @cached_property
    def arrives_on(self) -> date | None:
        """Day it would be with the shopper; asked for only where changes are told."""
        return arrival_of(self.asked.context, self.specification, self.asked.zone)


@dataclass(frozen=True)
class Why:
    """
    Why a value is blocked; empty where it is not.

    Parameters
    ----------
    sentences
        The whole explanation: wish, choices and rules.
    reasons
        The rules alone, in the merchandiser's words: enough beside a struck-out value.
    structure
        What else it rests on: how the product is built up, said only to who asks.
    """

    sentences: list[str]
    reasons: list[str]
    repairs: list[RepairView]
    structure: list[str] = field(default_factory=list)


def explanation_of(
    asked: Asked,
    option: str,
    value: Scalar,
    now: Now,
    *,
    most_repairs: int = MOST_REPAIRS,
) -> Why:
    """Return why a value is blocked and the first ways out."""
    found = explain(
        asked.version.compiled,
        asked.choices,
        option,
        value,
        most_repairs=most_repairs,
    )
    if not isinstance(found, Explanation):
        return Why([], [], [])
    own, structure = _told(asked, found.rules)
    return Why(
        list(found.sentences[asked.context.language]),
        own or structure,
        repair_views(asked, found.repairs, now, wish=option),
        structure if own else [],
    )


def _told(asked: Asked, rules: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what the merchandiser's rules say, and what follows from the structure."""
    own: list[str] = []
    structure: list[str] = []
    relations = {relation.id: relation for relation in asked.version.model.relations}
    for name in rules:
        relation = relations[name]
        is_own = isinstance(relation, Table) or not relation.is_structural
        (own if is_own else structure).append(relation.name[asked.context.language])
    return own, structure


def repair_views(
    asked: Asked, repairs: Sequence[Repair], now: Now, *, wish: str = ""
) -> list[RepairView]:
    """Return ways out with what each does to price and date, those that can be made."""
    views = (_repair(asked, repair, now, wish) for repair in repairs[:MOST_REPAIRS])
    return [view for view in views if view is not None]


def neighbour_deltas(asked: Asked, now: Now, other: Specification) -> Deltas:
    """Return what another variant would change in price and days."""
    before = now.specification.price.total_minor
    return Deltas(
        price_delta_minor=other.price.total_minor - before,
        days_delta=_days(now.arrives_on, arrival_of(asked.context, other, asked.zone)),
    )


def shown_now(asked: Asked) -> Now:
    """
    Return the variant on the page, which every change is measured against.

    It falls back step by step: of the choices, what was shown, what is offered.
    """
    for choices in (asked.choices, asked.shown or {}, {}):
        found = asked.specify(choices)
        if found is not None:
            return Now(asked, found)
    raise LookupError(f"{asked.version.slug} has no variant that can be made")


def value_key(value: Scalar) -> str:
    """Return the name of a value in maps: ``true``, ``3``, ``oak``."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _states(model: ProductModel, found: Answer) -> dict[str, OptionState]:
    """Return what the page marks: what is blocked, and where a number is narrower."""
    states = (
        (option.id, _state(option, found.options[option.id]))
        for option in model.options
    )
    return {name: state for name, state in states if state is not None}


def _state(option: Option, one: OptionAnswer) -> OptionState | None:
    if option.kind.is_numeric:
        low = None if one.minimum == option.minimum else one.minimum
        high = None if one.maximum == option.maximum else one.maximum
        if low is None and high is None:
            return None
        return OptionState(minimum=_float(low), maximum=_float(high))
    blocked = [
        value_key(value)
        for value, status in one.values.items()
        if status is Status.BLOCKED
    ]
    return OptionState(blocked=blocked) if blocked else None


def _float(number: Scalar | None) -> float | None:
    return None if number is None else float(number)


def _conflict(asked: Asked, conflict: Conflict, now: Now) -> ConflictView:
    return ConflictView(
        options=list(conflict.choices),
        sentences=list(conflict.sentences[asked.context.language]),
        repairs=repair_views(asked, conflict.repairs, now),
    )


def _repair(asked: Asked, repair: Repair, now: Now, wish: str) -> RepairView | None:
    choices = repair.apply(asked.choices)
    then = asked.specify(choices)
    if then is None:
        return None
    named = [name for name in (*repair.changes, *repair.drops) if name != wish]
    delta = neighbour_deltas(asked, now, then)
    return RepairView(
        label=_label(asked, named, then.configuration),
        choices=to_json(choices),
        price_delta_minor=delta.price_delta_minor,
        days_delta=delta.days_delta,
    )


def _label(asked: Asked, names: Sequence[str], then: Mapping[str, Scalar]) -> str:
    language = asked.context.language
    model = asked.version.model
    answers = {
        answer_id(multiple.id, value.id): value.name[language]
        for multiple in model.multiples
        for value in multiple.values
    }
    return {"en": ", ", "zh": "、"}[language].join(
        _TAKEN[language][bool(then[name])].format(answers[name])
        if name in answers
        else _set(model.option(name), then[name], language)
        for name in names
    )


def _set(option: Option, value: Scalar, language: str) -> str:
    return f"{option.name[language]} {written(option, value, language)}"


def _days(before: date | None, after: date | None) -> int | None:
    return None if before is None or after is None else (after - before).days


def _share(asked: Asked, now: Specification) -> str:
    """
    Return an address that shows the same again.

    ``c`` is what was picked. ``s`` is what was only shown, where it is not what the
    product offers by itself: completing starts from it, so that nothing jumps.
    """
    options = {option.id: option for option in asked.version.model.options}
    shown = {
        name: value
        for name, value in now.configuration.items()
        if name not in asked.choices and value != options[name].default
    }
    parts = [f"/p/{asked.version.slug}"]
    query = [
        f"{key}={write_choices(pairs)}"
        for key, pairs in (("c", asked.choices), ("s", shown))
        if pairs
    ]
    if asked.version.is_draft:
        query.append("draft=1")
    elif query:
        # A later version opens it with the fewest changes and says which.
        query.append(f"v={asked.version.number}")
    return "?".join([*parts, "&".join(query)] if query else parts)
