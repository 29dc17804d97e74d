"""What an expression sees of a configuration: exact numbers and derived values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from configurator.expressions import ExpressionError, evaluate, exact
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


class _NoValue:
    """The value of a derived name that divides by zero: using it divides by zero."""

    def _fail(self, *_others: object) -> Any:
        raise ZeroDivisionError

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _fail
    __truediv__ = __rtruediv__ = __neg__ = __abs__ = __ceil__ = __floor__ = _fail
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _fail
    __hash__ = object.__hash__


NO_VALUE = _NoValue()
