"""
The one expression language: typed, with units, exact, and able to speak.

``parse`` reads text, ``check`` judges it in a ``Scope``, ``evaluate`` gives its exact
value, ``render`` says it in English or Chinese and ``format_expression`` writes it in
canonical form. A leaf: nothing of its neighbours is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from configurator.expressions import syntax
from configurator.expressions.check import Checker, describe
from configurator.expressions.evaluation import (
    Environment,
    Outcome,
    exact,
    no_value,
)
from configurator.expressions.expression import Expression
from configurator.expressions.formatting import format_node
from configurator.expressions.parse import parse_tree, require_shallow
from configurator.expressions.problem import ExpressionError, Problem
from configurator.expressions.rendering import render_node
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
from configurator.expressions.vocabulary import Vocabulary

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
    "expression_of",
    "format_expression",
    "names_of",
    "number",
    "parse",
    "render",
    "type_of",
]


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
    return Expression(text, parse_tree(text))


def expression_of(root: syntax.Node) -> Expression:
    """
    Return a tree built by machine as an expression; its text is the canonical one.

    Raises
    ------
    ExpressionError
        When it is nested deeper than what can be written.
    """
    require_shallow(root)
    return Expression(None, root)


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
        root = expression.written
        found = checker.infer(root)
        if isinstance(found, WordType) and isinstance(root, syntax.Name):
            checker.unknown(root, root.id)
    else:
        checker.expect(expression.written, expected)
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
    return render_node(expression.written, vocabulary, language)


def format_expression(expression: Expression) -> str:
    """Return the canonical text of an expression; parsing it gives the same tree."""
    return format_node(expression.written)


def environment_of(values: Mapping[str, object]) -> dict[str, object]:
    """Return values with exact numbers, to be read many times."""
    return {name: exact(value) for name, value in values.items()}
