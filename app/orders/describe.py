"""A configured piece, and a day, in the words of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.catalogue.neighbours import present
from app.catalogue.scalars import from_json
from app.planning.words import DAYS_EN, DAYS_ZH, MONTHS_EN
from configurator.model import Option, OptionKind, ProductModel, Scalar

_NOTHING = {"none", ""}


@dataclass(frozen=True)
class Fact:
    """One line of what was chosen; what is wanted or not has no value beside it."""

    name: str
    value: str


def describe(
    model: ProductModel, raw: Mapping[str, Any], language: str
) -> tuple[Fact, ...]:
    """
    Return what was chosen, in the order of the product page.

    Options that say nothing (``none``, an empty text, a thing not wanted, a part that
    is absent) are left out: a title block lists what is there.
    """
    configuration = from_json(model, raw)
    asked = [name for group in model.groups for name in group.options]
    return tuple(
        Fact(option.name[language], _value(option, configuration[option.id], language))
        for option in map(model.option, present(model, asked, configuration))
        if option.id in configuration and _says_something(configuration[option.id])
    )


def _says_something(value: Scalar) -> bool:
    return value is not False and str(value) not in _NOTHING


def _value(option: Option, value: Scalar, language: str) -> str:
    if option.kind is OptionKind.ENUMERATED:
        names = {each.id: each.name[language] for each in option.values}
        return names.get(str(value), str(value))
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | Decimal):
        # A number gets a thin space before its unit and its thousands apart.
        number = f"{value:,}"
        return f"{number} {option.unit}" if option.unit else number
    return f"“{value}”"


def day_words(day: date, language: str) -> str:
    """Return a day as it is told: ``Thu 10 Dec`` or ``12月10日周四``."""
    if language == "zh":
        return f"{day.month}月{day.day}日{DAYS_ZH[day.weekday()]}"
    return f"{DAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}"
