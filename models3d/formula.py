"""Formulas of a part tree: the configurator's expressions, bound to a tree's names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, cast

from configurator.expressions import (
    BooleanType,
    Expression,
    ExpressionError,
    NumberType,
    Outcome,
    Problem,
    Scope,
    Type,
    check,
    evaluate,
    exact,
    number,
    parse,
)
from models3d.assembly import Scalar

Want = Literal["length", "number", "boolean", "any"]
Names = Mapping[str, Any]
_WANTED: Mapping[Want, Type | None] = {
    "length": number("mm"),
    "number": NumberType(None),
    "boolean": BooleanType(),
    "any": None,
}


@dataclass(frozen=True, slots=True)
class Formula:
    """
    An expression of the tree, read and type-checked.

    Parameters
    ----------
    fixed
        Its value when it names nothing; most sizes of a tree are plain numbers.
    """

    text: str
    fixed: Outcome | None = None
    expression: Expression | None = field(default=None, compare=False, repr=False)

    @staticmethod
    def constant(value: Outcome) -> "Formula":
        """Return the formula that is always ``value``."""
        return Formula(str(value), value)

    def value(self, names: Names) -> Outcome:
        """Its exact value; lengths in mm."""
        if self.fixed is not None:
            return self.fixed
        return evaluate(cast("Expression", self.expression), names)

    def number(self, names: Names) -> int | Fraction:
        """Its value as a number."""
        return cast("int | Fraction", self.value(names))

    def dmm(self, names: Names) -> int:
        """Return A length, to the nearest 0.1 mm."""
        value = self.number(names)
        if type(value) is int:
            return value * 10
        return round(value * 10)

    def whole(self, names: Names) -> int:
        """Return A count; a fraction is rounded down."""
        value = self.number(names)
        return value if type(value) is int else int(value // 1)

    def truth(self, names: Names) -> bool:
        """Whether the statement holds."""
        return self.value(names) is True

    def decimal(self, names: Names) -> Decimal:
        """Its value with four places."""
        value = Fraction(self.number(names))
        return Decimal(round(value * 10000)).scaleb(-4)

    def scalar(self, names: Names) -> Scalar:
        """Its value as a configuration would hold it."""
        value = self.value(names)
        return self.decimal(names) if isinstance(value, Fraction) else value


def read_formula(data: Any, want: Want, scope: Scope) -> Formula:
    """
    Return the formula that YAML holds as a number, a truth or an expression.

    Raises
    ------
    ExpressionError
        When it cannot be read, or is not of the wanted type.
    """
    if isinstance(data, bool):
        text = "true" if data else "false"
    elif isinstance(data, int | float | Decimal):
        text = str(data)
    elif isinstance(data, str):
        text = data
    else:
        raise ExpressionError(
            (Problem("", "no_formula", "A number or an expression is wanted here."),)
        )
    expression = parse(text)
    problems = check(expression, scope, _WANTED[want])
    if problems:
        raise ExpressionError(problems)
    if _is_plain(data):
        return Formula(text, evaluate(expression, {}))
    return Formula(text, None, expression)


def _is_plain(data: Any) -> bool:
    return not isinstance(data, str)


def exact_names(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with exact numbers, ready for many formulas."""
    return {name: exact(value) for name, value in values.items()}
