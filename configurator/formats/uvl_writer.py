"""
Product models written as UVL.

A feature model keeps its tree. Of any other model every option stands below a root
called after the product: a boolean option is optional, an option with values is
mandatory and has an ``alternative`` of features ``option=value``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from configurator.expressions import Problem, syntax
from configurator.formats.boolean_view import boolean_view
from configurator.formats.planted import Planted, plain_statements, planted
from configurator.formats.tree_groups import FeatureGroup
from configurator.model import ProductModel, ProductModelError

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_UNQUOTABLE = re.compile(r'["\r\n]')
_WORDS = frozenset(
    (
        *("namespace", "include", "includes", "imports", "features", "constraints"),
        *("mandatory", "optional", "or", "alternative", "cardinality", "constraint"),
        *("Boolean", "Integer", "Real", "String", "true", "false", "as"),
        *("sum", "avg", "len", "floor", "ceil"),
    )
)
_MUTUAL, _IMPLIED, _OR, _AND, _NOT = range(5)


def write_uvl(model: ProductModel) -> str:
    """
    Return a UVL text with the same configurations.

    Raises
    ------
    ProductModelError
        Naming every option and rule that features cannot say: free text, fine grids
        of numbers, and rules that calculate with them.

    Notes
    -----
    Prices, bill, routing and texts are no part of the language and are left out.
    """
    tree = planted(boolean_view(model))
    problems: list[Problem] = [
        Problem(f"options.{name}", "inexpressible", "UVL has no names with quotes.")
        for name in tree.names
        if _UNQUOTABLE.search(name)
    ]
    lines = ["features", *_tree_lines(tree)]
    statements = plain_statements(tree.constraints, tree.root, problems)
    if statements:
        lines.append("constraints")
        lines.extend(f"\t{_text(statement)[0]}" for _name, statement in statements)
    if problems:
        raise ProductModelError(tuple(problems))
    return "\n".join(lines) + "\n"


def _tree_lines(tree: Planted) -> Iterator[str]:
    waiting: list[tuple[int, str, bool]] = [(1, tree.root, True)]
    while waiting:
        level, text, is_feature = waiting.pop()
        if not is_feature:
            yield "\t" * level + text
            continue
        yield "\t" * level + _name(text)
        branch = tree.branches[text]
        groups = [("mandatory", branch.mandatory), ("optional", branch.optional)]
        groups.extend((_word(group), group.members) for group in branch.groups)
        for word, members in reversed(groups):
            waiting.extend((level + 2, member, True) for member in reversed(members))
            if members:
                waiting.append((level + 1, word, False))


def _word(group: FeatureGroup) -> str:
    match group.at_least, group.at_most:
        case 1, 1:
            return "alternative"
        case 1, most if most == len(group.members):
            return "or"
        case low, high:
            return f"[{low}..{high}]"


def _name(feature: str) -> str:
    if _PLAIN.match(feature) and feature not in _WORDS:
        return feature
    return f'"{feature}"'


def _text(node: syntax.Node) -> tuple[str, int]:
    """Return the text of a statement and how strongly it binds."""
    match node:
        case syntax.Name(id=name):
            return _name(name), _NOT
        case syntax.Not(operand=operand):
            return f"!{_inside(operand, _NOT)}", _NOT
        case syntax.Junction(operator=operator, operands=operands):
            sign, strength = ("&", _AND) if operator == "and" else ("|", _OR)
            parts = [_inside(part, strength + 1) for part in operands]
            return f" {sign} ".join(parts), strength
        case syntax.Implication(left=left, right=right, is_mutual=is_mutual):
            # Chains of arrows get brackets: readers disagree on how they group.
            sign, strength = ("<=>", _MUTUAL) if is_mutual else ("=>", _IMPLIED)
            return f"{_inside(left, _OR)} {sign} {_inside(right, _OR)}", strength
        case _:
            raise TypeError(node)


def _inside(node: syntax.Node, least: int) -> str:
    text, strength = _text(node)
    return text if strength >= least else f"({text})"
