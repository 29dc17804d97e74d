"""What an expression sees of a configuration: exact numbers and derived values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from configurator.expressions import (
    Expression,
    ExpressionError,
    evaluate,
    exact,
    names_of,
)
from configurator.expressions.evaluation import no_value
from configurator.model import Configuration, ProductModel


def environment(
    model: ProductModel,
    configuration: Configuration,
    measures: Mapping[str, int | Decimal] | None = None,
) -> dict[str, Any]:
    """
    Return every name an expression of ``model`` may use, with its value.

    Parameters
    ----------
    measures
        Measures of the assembly by bare name; expressions call them ``measure.x``.
    """
    values: dict[str, Any] = {
        name: exact(value) for name, value in configuration.items()
    }
    for derived in model.derived:
        try:
            values[derived.id] = evaluate(derived.value, values)
        except ExpressionError:
            # No value here: whoever compares it finds the comparison false.
            values[derived.id] = NO_VALUE
    for name, value in (measures or {}).items():
        values[f"measure.{name}"] = exact(value)
    return values


def options_in(model: ProductModel, expression: Expression) -> set[str]:
    """Return every option that an expression looks at, through derived values too."""
    derived = {entry.id: entry.value for entry in model.derived}
    known = model.options_by_id
    waiting, found = set(names_of(expression)), set[str]()
    while waiting:
        name = waiting.pop()
        if name in known:
            found.add(name)
        elif name in derived:
            waiting |= names_of(derived[name])
    return found


def number_of(
    expression: Expression, values: Mapping[str, Any], path: str
) -> int | Fraction:
    """
    Return the number that an expression has among ``values``.

    Raises
    ------
    ExpressionError
        When it divides by zero or its measure is missing; ``path`` says whose it is.
    """
    try:
        found = evaluate(expression, values)
        if isinstance(found, _NoValue):
            raise no_value()
    except ExpressionError as error:
        named = tuple(replace(problem, path=path) for problem in error.problems)
        raise ExpressionError(named) from error
    if isinstance(found, str):
        raise TypeError(path)
    return found


class _NoValue:
    """The value of a derived name that divides by zero: using it divides by zero."""

    def _fail(self, *_others: object) -> Any:
        raise ZeroDivisionError

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _fail
    __truediv__ = __rtruediv__ = __neg__ = __abs__ = __ceil__ = __floor__ = _fail
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _fail
    __hash__ = object.__hash__


NO_VALUE = _NoValue()
