"""Product models written as the XML of FeatureIDE."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from configurator.expressions import Problem, syntax
from configurator.formats.boolean_view import boolean_view
from configurator.formats.planted import Planted, plain_statements, planted
from configurator.formats.tree_groups import FeatureGroup, group_statements
from configurator.model import ProductModel, ProductModelError

_JUNCTIONS = {"and": "conj", "or": "disj"}


def write_featureide(model: ProductModel) -> str:
    """
    Return a FeatureIDE file with the same configurations.

    Raises
    ------
    ProductModelError
        Naming every option and rule that features cannot say.

    Notes
    -----
    A feature has children or one ``or`` or ``alt`` group here. Where a model has more,
    the members are optional children and the group stands as a constraint.
    """
    tree = planted(boolean_view(model))
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="no"?>', "<featureModel>"]
    lines.append("\t<struct>")
    statements = list(tree.constraints)
    lines.extend(_tree_lines(tree, statements))
    lines.extend(("\t</struct>", "\t<constraints>"))
    problems: list[Problem] = []
    for _name, statement in plain_statements(statements, tree.root, problems):
        lines.append("\t\t<rule>")
        lines.extend(_statement_lines(statement, 3))
        lines.append("\t\t</rule>")
    if problems:
        raise ProductModelError(tuple(problems))
    lines.extend(("\t</constraints>", "</featureModel>"))
    return "\n".join(lines) + "\n"


def _tree_lines(
    tree: Planted, statements: list[tuple[str, syntax.Node]]
) -> Iterator[str]:
    """Yield the tree; groups that it cannot show are added to ``statements``."""
    waiting: list[tuple[int, str, bool | None]] = [(2, tree.root, True)]
    while waiting:
        level, text, is_mandatory = waiting.pop()
        indent = "\t" * level
        if is_mandatory is None:
            yield indent + text
            continue
        branch = tree.branches[text]
        single = (*branch.mandatory, *branch.optional)
        tag = "and"
        if not single and len(branch.groups) == 1:
            tag = _tag(branch.groups[0])
        if tag == "and":
            for group in branch.groups:
                statements.extend(group_statements(text, group))
        members = [member for group in branch.groups for member in group.members]
        flag = ' mandatory="true"' if is_mandatory else ""
        name = quoteattr(text)
        if not single and not members:
            yield f"{indent}<feature{flag} name={name}/>"
            continue
        yield f"{indent}<{tag}{flag} name={name}>"
        waiting.append((level, f"</{tag}>", None))
        below = [(member, False) for member in (*branch.optional, *members)]
        below[:0] = [(member, True) for member in branch.mandatory]
        waiting.extend((level + 1, member, flag) for member, flag in reversed(below))


def _tag(group: FeatureGroup) -> str:
    if group.at_least == 1 and group.at_most == len(group.members):
        return "or"
    return "alt" if (group.at_least, group.at_most) == (1, 1) else "and"


def _statement_lines(node: syntax.Node, level: int) -> Iterator[str]:
    indent = "\t" * level
    parts: tuple[syntax.Node, ...]
    match node:
        case syntax.Name(id=name):
            yield f"{indent}<var>{escape(name)}</var>"
            return
        case syntax.Not(operand=operand):
            tag, parts = "not", (operand,)
        case syntax.Junction(operator=operator, operands=operands):
            tag, parts = _JUNCTIONS[operator], operands
        case syntax.Implication(left=left, right=right, is_mutual=is_mutual):
            tag, parts = "eq" if is_mutual else "imp", (left, right)
        case _:
            raise TypeError(node)
    yield f"{indent}<{tag}>"
    for part in parts:
        yield from _statement_lines(part, level + 1)
    yield f"{indent}</{tag}>"
