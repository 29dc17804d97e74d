"""Shapes of statements that people say in one breath."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from configurator.expressions import syntax

MIRRORED: dict[str, syntax.ComparisonOperator] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "=": "=",
    "!=": "!=",
}
"""What a comparison becomes when its sides change places."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many times a thing."""

    share: Fraction
    of: syntax.Node


def same_subject(node: syntax.Junction) -> syntax.Among | None:
    """Return "x is a or b" of ``x = a or x = b``, and its opposite, else ``None``."""
    sign, subjects, items = ("=", set[str](), list[syntax.Node]())
    if node.operator == "and":
        sign = "!="
    for part in node.operands:
        match part:
            case syntax.Comparison(operator=found, left=syntax.Name(id=name)) if (
                found == sign
            ):
                subjects.add(name)
                items.append(part.right)
            case _:
                return None
    if len(subjects) != 1:
        return None
    return syntax.Among(syntax.Name(subjects.pop()), tuple(items), sign == "!=")


def bounded(node: syntax.Junction) -> tuple[syntax.Node, Ratio, Ratio] | None:
    """Return "x is between a and b" of ``x >= a and x <= b``, else ``None``."""
    if node.operator != "and" or len(node.operands) != 2:
        return None
    first, second = map(_compared, node.operands)
    if first is None or second is None or first[0] != second[0]:
        return None
    bounds = {first[1]: first[2], second[1]: second[2]}
    if bounds.keys() != {">=", "<="}:
        return None
    return first[0], bounds[">="], bounds["<="]


def _compared(
    node: syntax.Node,
) -> tuple[syntax.Node, syntax.ComparisonOperator, Ratio] | None:
    if not isinstance(node, syntax.Comparison):
        return None
    found = ratio_of(node)
    if found is not None:
        return found
    return node.left, node.operator, Ratio(Fraction(1), node.right)


def ratio_of(
    node: syntax.Comparison,
) -> tuple[syntax.Node, syntax.ComparisonOperator, Ratio] | None:
    """
    Return subject, sign and other side of "a is at least 60 % of b".

    Notes
    -----
    ``waist * 10 >= chest * 6`` is how whole numbers say it. ``None`` where the two
    sides are not multiples of one thing each.
    """
    left, right = _multiple(node.left), _multiple(node.right)
    if left is None or right is None or left.share == right.share == 1:
        return None
    share = right.share / left.share
    if (share * 1000).denominator != 1:
        return None
    if share > 1 and share.denominator != 1 and (1 / share * 1000).denominator == 1:
        other = Ratio(1 / share, left.of)
        return right.of, MIRRORED[node.operator], other
    return left.of, node.operator, Ratio(share, right.of)


def _multiple(node: syntax.Node) -> Ratio | None:
    """Return a named thing as how many times it is taken."""
    match node:
        case syntax.Name():
            return Ratio(Fraction(1), node)
        case syntax.Arithmetic("*", syntax.Name() as of, syntax.Number(value, None)):
            return Ratio(value, of) if value > 0 else None
        case syntax.Arithmetic("*", syntax.Number(value, None), syntax.Name() as of):
            return Ratio(value, of) if value > 0 else None
        case syntax.Arithmetic("/", syntax.Name() as of, syntax.Number(value, None)):
            return Ratio(1 / value, of) if value > 0 else None
        case _:
            return None
