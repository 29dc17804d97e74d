"""The types that expressions see of a product model's options and derived values."""

from __future__ import annotations

from collections.abc import Iterable

from configurator.expressions import (
    BooleanType,
    ChoiceType,
    Scope,
    TextType,
    Type,
    number,
    type_of,
)
from configurator.model import Option, OptionKind, ProductModel


def type_of_option(option: Option) -> Type:
    """Return the type that expressions see."""
    if option.kind is OptionKind.ENUMERATED:
        return ChoiceType(option.id, tuple(value.id for value in option.values))
    if option.kind is OptionKind.BOOLEAN:
        return BooleanType()
    return TextType() if option.kind is OptionKind.TEXT else number(option.unit)


def scope_of_options(options: Iterable[Option]) -> Scope:
    """Return the names of options with their types."""
    return Scope({option.id: type_of_option(option) for option in options})


def scope_of(model: ProductModel) -> Scope:
    """Return every name that prices, bill and routing may use, measures included."""
    scope = scope_of_options(model.options)
    for derived in model.derived:
        kind = type_of(derived.value, scope)
        scope = scope.extended({derived.id: kind} if kind is not None else {})
    return scope.extended({}, "measure")
