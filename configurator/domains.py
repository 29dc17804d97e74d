"""Whether a value belongs to an option's own domain, before any rule is asked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from configurator.expressions import Problem
from configurator.model import (
    ChoiceError,
    Option,
    OptionKind,
    ProductModel,
    Scalar,
)
from configurator.patterns import Pattern

_pattern = lru_cache(maxsize=256)(Pattern)


def value_problem(option: Option, value: Any) -> str | None:
    """Return what is wrong with ``value`` for ``option``, ``None`` when nothing."""
    match option.kind:
        case OptionKind.ENUMERATED:
            return _enumerated(option, value)
        case OptionKind.BOOLEAN:
            return None if isinstance(value, bool) else "It is true or false."
        case OptionKind.TEXT:
            return _text(option, value)
        case _:
            return _number(option, value)


def scalar_of(option: Option, raw: Scalar | float) -> Scalar:
    """
    Return what JSON or a form says of ``option`` as a value that may be judged.

    Notes
    -----
    A decimal becomes the decimal number that was written. Nothing else is converted,
    and what cannot be is handed on for ``value_problem`` to name.
    """
    if option.kind is OptionKind.DECIMAL and not isinstance(raw, bool):
        try:
            return Decimal(str(raw))
        except InvalidOperation:
            return str(raw)
    return str(raw) if isinstance(raw, float) else raw


def _enumerated(option: Option, value: Any) -> str | None:
    if any(value == known.id for known in option.values):
        return None
    known = ", ".join(value.id for value in option.values[:20])
    return f"{option.id} has no value {value}; its values: {known}."


def _text(option: Option, value: Any) -> str | None:
    if not isinstance(value, str):
        return "It is a text."
    if len(value) > option.max_length:
        return f"It has at most {option.max_length} characters."
    if option.pattern is not None and not _pattern(option.pattern).matches(value):
        return f"It must fit the pattern {option.pattern}."
    return None


def _number(option: Option, value: Any) -> str | None:
    is_decimal = option.kind is OptionKind.DECIMAL
    fits = isinstance(value, Decimal | int) if is_decimal else isinstance(value, int)
    if isinstance(value, bool) or not fits:
        return "It is a decimal number." if is_decimal else "It is a whole number."
    if isinstance(value, Decimal) and not value.is_finite():
        return "It is a decimal number."
    low, high, step = option.minimum, option.maximum, option.step
    if low is None or high is None or step is None:
        return "The option has no grid."
    if not low <= value <= high:
        return f"It is {low} to {high}{' ' + option.unit if option.unit else ''}."
    if (value - low) % step:
        return f"It goes in steps of {step} from {low}."
    return None


def require_choices(model: ProductModel, choices: Mapping[str, Scalar]) -> None:
    """
    Let well-formed choices pass.

    Raises
    ------
    ChoiceError
        With one problem for every unknown option and every value out of its domain.
    """
    options = model.options_by_id
    problems = []
    for name, value in choices.items():
        option = options.get(name)
        if option is None:
            sentence = f"There is no option {name}."
            problems.append(Problem(name, "unknown_option", sentence))
            continue
        wrong = value_problem(option, value)
        if wrong is not None:
            problems.append(Problem(name, "bad_value", f"{name}: {wrong}"))
    if problems:
        raise ChoiceError(tuple(problems))
