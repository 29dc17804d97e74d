"""What the engine found, in words: English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from configurator.expressions import Vocabulary
from configurator.model import LANGUAGES, Configuration, ProductModel, Scalar

_PHRASES = {
    "en": {
        "choice": "You chose {0}: {1}.",
        "wish": "{0} cannot be {1} now.",
        "wish_bool": "{0}: {1} is not possible now.",
        "true": "yes",
        "false": "no",
        "empty": "empty",
    },
    "zh": {
        "choice": "您已选择{0}：{1}。",
        "wish": "{0}目前不能为{1}。",
        "wish_bool": "{0}目前不能为“{1}”。",
        "true": "是",
        "false": "否",
        "empty": "空",
    },
}


def vocabulary(model: ProductModel) -> Vocabulary:
    """Return how the model calls its options and values."""
    return Vocabulary(
        {option.id: option.name for option in model.options},
        {
            (option.id, value.id): value.name
            for option in model.options
            for value in option.values
        },
        {option.id: option.unit for option in model.options if option.unit},
    )


def value_text(
    model: ProductModel, option_id: str, value: Scalar, language: str
) -> str:
    """Return how a person says a value: its name, or a number with its unit."""
    option = model.option(option_id)
    phrases = _PHRASES[language]
    for known in option.values:
        if known.id == value:
            return known.name[language]
    if isinstance(value, bool):
        return phrases["true" if value else "false"]
    if isinstance(value, int | Decimal):
        unit = f" {option.unit}" if option.unit and option.unit != "pcs" else ""
        return f"{value:,}{unit}"
    return f"“{value}”" if value else phrases["empty"]


def because(
    model: ProductModel,
    choices: Configuration,
    rules: tuple[str, ...],
    wish: Configuration,
) -> Mapping[str, tuple[str, ...]]:
    """Return, by language, the wish refused, the choices and the rules behind it."""
    return {
        language: (
            *(_wish(model, k, v, language) for k, v in wish.items()),
            *(_choice(model, k, v, language) for k, v in choices.items()),
            *(_reason(model, rule, language) for rule in rules),
        )
        for language in LANGUAGES
    }


def _wish(model: ProductModel, option: str, value: Scalar, language: str) -> str:
    key = "wish_bool" if isinstance(value, bool) else "wish"
    name = model.option(option).name[language]
    return _PHRASES[language][key].format(
        name, value_text(model, option, value, language)
    )


def _choice(model: ProductModel, option: str, value: Scalar, language: str) -> str:
    name = model.option(option).name[language]
    text = value_text(model, option, value, language)
    return _PHRASES[language]["choice"].format(name, text)


def _reason(model: ProductModel, rule_id: str, language: str) -> str:
    for relation in model.relations:
        if relation.id == rule_id:
            return relation.name[language]
    raise KeyError(rule_id)
