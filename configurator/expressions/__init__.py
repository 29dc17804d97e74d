"""
The one expression language: typed, with units, exact, and able to speak.

``parse`` reads text, ``check`` judges it in a ``Scope``, ``evaluate`` gives its exact
value, ``render`` says it in English or Chinese and ``format_expression`` writes it in
canonical form. A leaf: nothing of its neighbours is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from configurator.expressions import syntax
from configurator.expressions.check import Checker, describe
from configurator.expressions.evaluation import (
    Environment,
    Function,
    Outcome,
    compile_node,
    exact,
    no_value,
)
from configurator.expressions.formatting import format_node
from configurator.expressions.parse import parse_tree
from configurator.expressions.problem import ExpressionError, Problem
from configurator.expressions.rendering import Vocabulary, render_node
from configurator.expressions.scope import (
    BooleanType,
    ChoiceType,
    NumberType,
    Scope,
    TextType,
    Type,
    WordType,
    number,
)
from configurator.expressions.units import BASE_UNITS, UNITS

__all__ = [
    "BASE_UNITS",
    "UNITS",
    "BooleanType",
    "ChoiceType",
    "Expression",
    "ExpressionError",
    "NumberType",
    "Outcome",
    "Problem",
    "Scope",
    "TextType",
    "Type",
    "Vocabulary",
    "WordType",
    "check",
    "describe",
    "environment_of",
    "evaluate",
    "exact",
    "format_expression",
    "names_of",
    "number",
    "parse",
    "render",
    "type_of",
]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as written, its tree, and the function that gives its value."""

    text: str
    root: syntax.Node
    function: Function = field(compare=False, repr=False)


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """
    Return ``text`` as an expression.

    Raises
    ------
    ExpressionError
        When it cannot be read; the problem has line, column, what was expected and a
        suggestion. At most 64 KB and 150 levels are read.

    Examples
    --------
    >>> evaluate(parse("ceil(width / 600 mm)"), {"width": 1300})
    3
    """
    root = parse_tree(text)
    return Expression(text, root, compile_node(root))


def check(
    expression: Expression, scope: Scope, expected: Type | None = None
) -> tuple[Problem, ...]:
    """
    Return everything that is wrong with an expression, types and units included.

    Parameters
    ----------
    expected
        What it must be: ``BooleanType()`` of a rule, ``number("mm")`` of a length,
        ``NumberType()`` of a number of any dimension. ``None`` allows every type.
    """
    checker = Checker(scope)
    if expected is None:
        found = checker.infer(expression.root)
        if isinstance(found, WordType) and isinstance(expression.root, syntax.Name):
            checker.unknown(expression.root, expression.root.id)
    else:
        checker.expect(expression.root, expected)
    return tuple(checker.problems)


def type_of(expression: Expression, scope: Scope) -> Type | None:
    """Return the type of an expression, ``None`` when it is wrong."""
    checker = Checker(scope)
    found = checker.infer(expression.root)
    return None if checker.problems else found


def evaluate(expression: Expression, environment: Environment) -> Outcome:
    """
    Return the exact value of a checked expression: text, bool, int or Fraction.

    Parameters
    ----------
    environment
        Value by name, numbers in base units (mm, kg, min) as int, Decimal or
        Fraction; dotted names are keys such as ``"measure.panel_area_m2"``.

    Raises
    ------
    ExpressionError
        When it divides by zero outside a comparison (inside, that is false).
    """
    try:
        result: Outcome = exact(expression.function(environment))
    except ZeroDivisionError as error:
        raise no_value() from error
    return result


def names_of(expression: Expression) -> frozenset[str]:
    """Return every bare word in an expression, values of options included."""
    nodes = syntax.walk(expression.root)
    return frozenset(node.id for node in nodes if isinstance(node, syntax.Name))


def render(expression: Expression, vocabulary: Vocabulary, language: str) -> str:
    """Return an expression as a plain sentence in ``language``, "en" or "zh"."""
    return render_node(expression.root, vocabulary, language)


def format_expression(expression: Expression) -> str:
    """Return the canonical text of an expression; parsing it gives the same tree."""
    return format_node(expression.root)


def environment_of(values: Mapping[str, object]) -> dict[str, object]:
    """Return values with exact numbers, to be read many times."""
    return {name: exact(value) for name, value in values.items()}
