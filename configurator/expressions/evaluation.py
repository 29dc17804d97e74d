"""
Exact value of an expression: the tree becomes nested closures, run many times.

Numbers are ``int`` or ``Fraction``, never ``float``. A comparison with a side that
has no value, such as a division by zero, is false; so is its opposite operator.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from configurator.expressions import syntax
from configurator.expressions.problem import ExpressionError, Problem
from configurator.expressions.units import UNITS

Outcome = str | bool | int | Fraction
Environment = Mapping[str, Any]
Function = Callable[[Environment], Any]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def exact(value: Any) -> Any:
    """Return a number as ``int`` or ``Fraction``; anything else as it is."""
    if type(value) is Decimal:
        value = Fraction(value)
    if type(value) is Fraction and value.denominator == 1:
        return value.numerator
    return value


def no_value() -> ExpressionError:
    """Return the complaint about a division by zero."""
    sentence = "It divides by zero for these values and has no value."
    return ExpressionError((Problem("", "division_by_zero", sentence, None, 1, 1),))


def compile_node(  # noqa: C901, PLR0911, PLR0912 one arm a kind of node
    node: syntax.Node,
) -> Function:
    """Return a function from an environment to the node's value."""
    match node:
        case syntax.Number(value=value, unit=unit):
            return _constant(exact(value * (UNITS[unit].factor if unit else 1)))
        case syntax.Quoted(text=text):
            return _constant(text)
        case syntax.Truth(is_true=is_true):
            return _constant(is_true)
        case syntax.Name(id=name):
            return _name(name)
        case syntax.Not(operand=operand):
            inner = compile_node(operand)
            return lambda env: not inner(env)
        case syntax.Negative(operand=operand):
            inner = compile_node(operand)
            return lambda env: -inner(env)
        case syntax.Junction():
            return _junction(node)
        case syntax.Implication():
            return _implication(node)
        case syntax.Comparison():
            return _comparison(node)
        case syntax.Among():
            return _among(node)
        case syntax.Arithmetic():
            return _arithmetic(node)
        case syntax.Conditional():
            return _conditional(node)
        case syntax.Call():
            return _call(node)


def _constant(value: Any) -> Function:
    return lambda _env: value


def _measure(name: str) -> Function:
    def read(env: Environment) -> Any:
        if name not in env:
            raise ExpressionError(
                (Problem("", "unknown_measure", f"There is no {name}.", None, 1, 1),)
            )
        return exact(env[name])

    return read


def _name(name: str) -> Function:
    if "." in name:
        return _measure(name)

    def read(env: Environment) -> Any:
        # A word that names nothing is a value: the checker made sure of that.
        value = env.get(name, name)
        if type(value) is Decimal:
            return exact(value)
        return value

    return read


def _junction(node: syntax.Junction) -> Function:
    parts = tuple(compile_node(operand) for operand in node.operands)
    if len(parts) == 2:
        left, right = parts
        if node.operator == "and":
            return lambda env: left(env) and right(env)
        return lambda env: left(env) or right(env)
    if node.operator == "and":
        return lambda env: all(part(env) for part in parts)
    return lambda env: any(part(env) for part in parts)


def _implication(node: syntax.Implication) -> Function:
    left, right = compile_node(node.left), compile_node(node.right)
    if node.is_mutual:
        return lambda env: left(env) == right(env)
    return lambda env: not left(env) or right(env)


def _comparison(node: syntax.Comparison) -> Function:
    left, right = compile_node(node.left), compile_node(node.right)
    compare = _COMPARE[node.operator]

    def compared(env: Environment) -> bool:
        try:
            return compare(left(env), right(env))
        except ZeroDivisionError:
            return False

    return compared


def _among(node: syntax.Among) -> Function:
    operand = compile_node(node.operand)
    items = tuple(compile_node(item) for item in node.items)
    is_negated = node.is_negated

    def among(env: Environment) -> bool:
        try:
            value = operand(env)
            # Every item is compared: whether all have a value must not depend on
            # their order.
            found = [item(env) == value for item in items]
        except ZeroDivisionError:
            return False
        return any(found) != is_negated

    return among


def _divide(left: Any, right: Any) -> Any:
    if type(left) is int and type(right) is int:
        quotient, rest = divmod(left, right)
        return quotient if rest == 0 else Fraction(left, right)
    return exact(left / right)


def _arithmetic(node: syntax.Arithmetic) -> Function:
    left, right = compile_node(node.left), compile_node(node.right)
    match node.operator:
        case "+":
            return lambda env: left(env) + right(env)
        case "-":
            return lambda env: left(env) - right(env)
        case "*":
            return lambda env: left(env) * right(env)
        case "/":
            return lambda env: _divide(left(env), right(env))


def _conditional(node: syntax.Conditional) -> Function:
    condition = compile_node(node.condition)
    consequence = compile_node(node.consequence)
    alternative = compile_node(node.alternative)
    return lambda env: consequence(env) if condition(env) else alternative(env)


def round_half_up(value: int | Fraction) -> int:
    """Return the nearest whole number; a half goes up."""
    return math.floor(value + Fraction(1, 2))


_TO_GRID: dict[str, Callable[[Any], int]] = {
    "ceil": math.ceil,
    "floor": math.floor,
    "round": round_half_up,
}
_PLAIN: dict[str, Callable[..., Any]] = {"abs": abs, "length": len}


def _call(node: syntax.Call) -> Function:
    arguments = tuple(compile_node(argument) for argument in node.arguments)
    name, first = node.function, arguments[0]
    if name in _TO_GRID:
        return _to_grid(_TO_GRID[name], arguments)
    if name in _PLAIN:
        plain = _PLAIN[name]
        return lambda env: plain(first(env))
    if name == "count":
        return lambda env: sum(1 for argument in arguments if argument(env))
    if name == "all":
        return lambda env: all(argument(env) for argument in arguments)
    if name == "any":
        return lambda env: any(argument(env) for argument in arguments)
    pick: Callable[[Any], Any] = min if name == "min" else max
    return lambda env: pick([argument(env) for argument in arguments])


def _to_grid(onto: Callable[[Any], int], arguments: tuple[Function, ...]) -> Function:
    first = arguments[0]
    if len(arguments) == 1:
        return lambda env: onto(first(env))
    step = arguments[1]

    def stepped(env: Environment) -> Any:
        width = step(env)
        return exact(onto(_divide(first(env), width)) * width)

    return stepped
