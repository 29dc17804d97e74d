"""What of a product model holds on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from configurator.expressions import expression_of, syntax
from configurator.model import (
    ConditionalDefault,
    Effective,
    Multiple,
    Option,
    OptionKind,
    ProductModel,
    Rule,
    Scalar,
)
from configurator.modules import absent_rules
from configurator.multiples import answer_id


def effective_on(model: ProductModel, day: date) -> ProductModel:
    """
    Return the model as it holds on ``day``.

    Notes
    -----
    Values, rules, tables and price lines that do not hold are left out; an answer of a
    multi-select stays an option and is kept at no. A default that does not hold gives
    way to the next: the next conditional one, the option's own, its first value.
    Nothing in the result is dated, so that its content tells two days apart.
    """
    options = {option.id: _option(option, day) for option in model.options}
    return replace(
        model,
        options=tuple(options.values()),
        defaults=tuple(_defaults(model.defaults, options)),
        rules=tuple(_rules(model, options, day)),
        tables=tuple(
            replace(table, effective=_ALWAYS)
            for table in model.tables
            if table.effective.includes(day)
        ),
        prices=tuple(
            replace(line, effective=_ALWAYS)
            for line in model.prices
            if line.effective.includes(day)
        ),
        multiples=tuple(_multiple(multiple, day) for multiple in model.multiples),
    )


_ALWAYS = Effective()


def periods(model: ProductModel) -> tuple[date, ...]:
    """Return the days on which anything begins or ceases to hold, in order."""
    days = {
        day
        for effective in _dated(model)
        for day in (effective.from_on, effective.to_on)
        if day is not None
    }
    return tuple(sorted(days))


def _dated(model: ProductModel) -> Iterator[Effective]:
    for option in model.options:
        yield from (value.effective for value in option.values)
    for multiple in model.multiples:
        yield from (value.effective for value in multiple.values)
    yield from (rule.effective for rule in model.rules)
    yield from (table.effective for table in model.tables)
    yield from (line.effective for line in model.prices)


def _option(option: Option, day: date) -> Option:
    if option.kind is not OptionKind.ENUMERATED:
        return option
    values = tuple(
        replace(value, effective=_ALWAYS)
        for value in option.values
        if value.effective.includes(day)
    )
    if values == option.values:
        return option
    default = option.default if option.default in {v.id for v in values} else None
    return replace(option, values=values, default=default)


def _defaults(
    defaults: Iterable[ConditionalDefault], options: Mapping[str, Option]
) -> Iterator[ConditionalDefault]:
    for default in defaults:
        if _holds(options[default.option], default.value):
            yield default


def _holds(option: Option, value: Scalar) -> bool:
    is_listed = option.kind is OptionKind.ENUMERATED
    return not is_listed or any(known.id == value for known in option.values)


def _multiple(multiple: Multiple, day: date) -> Multiple:
    values = tuple(
        replace(value, effective=_ALWAYS)
        for value in multiple.values
        if value.effective.includes(day)
    )
    return replace(multiple, values=values)


def _rules(
    model: ProductModel, options: Mapping[str, Option], day: date
) -> Iterator[Rule]:
    """Yield the rules of the day; absent modules have what is first on that day."""
    idle = {
        rule.id: rule
        for module in model.modules
        for rule in absent_rules(module, options)
    }
    for rule in model.rules:
        if rule.is_structural and rule.id in idle:
            yield idle[rule.id]
        elif rule.effective.includes(day):
            yield replace(rule, effective=_ALWAYS)
    for multiple in model.multiples:
        for value in multiple.values:
            if not value.effective.includes(day):
                yield _not_now(answer_id(multiple.id, value.id), options)


def _not_now(answer: str, options: Mapping[str, Option]) -> Rule:
    name = options[answer].name
    told = {
        "en": f"{name['en']} is not available on this day.",
        "zh": f"{name['zh']}当日不可选。",
    }
    statement = expression_of(syntax.Not(syntax.Name(answer)))
    return Rule(f"{answer}.available", told, statement, is_structural=True)
