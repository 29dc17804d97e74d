"""Product models written as SXFM: a tree by tabs, and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from configurator.expressions import Problem
from configurator.formats.boolean_view import boolean_view
from configurator.formats.clauses import Clause, clauses_of
from configurator.formats.planted import Planted, planted
from configurator.formats.statements_of_features import Inexpressible
from configurator.model import ProductModel, ProductModelError

_UNSAYABLE = re.compile(r"[\s()~:\[\]]|^or$", re.IGNORECASE)


def write_sxfm(model: ProductModel) -> str:
    """
    Return an SXFM file with the same configurations.

    Raises
    ------
    ProductModelError
        Naming every option and rule that features cannot say.

    Notes
    -----
    An id here has no spaces, brackets or signs, and is not the word ``or``;
    other features are called ``_1``, ``_2`` and so on, and keep their name beside it.
    A rule of several clauses becomes one constraint for each.
    """
    tree = planted(boolean_view(model))
    ids = _ids(tree)
    lines = [f"<feature_model name={quoteattr(model.id)}>", "<feature_tree>"]
    lines.extend(_tree_lines(tree, ids))
    lines.extend(("</feature_tree>", "<constraints>"))
    problems: list[Problem] = []
    for name, statement in tree.constraints:
        try:
            clauses = clauses_of(statement)
        except Inexpressible as error:
            problems.append(Problem(f"rules.{name}", "inexpressible", str(error)))
            continue
        plain = re.sub(r"[:\s]", "_", name)
        for number, clause in enumerate(clauses, 1):
            called = plain if len(clauses) == 1 else f"{plain}-{number}"
            lines.append(escape(f"{called}: {_clause(clause, ids, tree.root)}"))
    if problems:
        raise ProductModelError(tuple(problems))
    lines.extend(("</constraints>", "</feature_model>"))
    return "\n".join(lines) + "\n"


def _ids(tree: Planted) -> dict[str, str]:
    ids: dict[str, str] = {}
    for feature in tree.names:
        found = feature
        while _UNSAYABLE.search(found) or (found != feature and found in tree.names):
            found = f"_{len(ids)}" if found == feature else f"{found}_"
        ids[feature] = found
    return ids


def _clause(clause: Clause, ids: dict[str, str], root: str) -> str:
    if not clause:
        # The root is always there, so this is how a contradiction is said.
        return f"~{ids[root]}"
    return " or ".join(ids[name] if sign else f"~{ids[name]}" for name, sign in clause)


def _tree_lines(tree: Planted, ids: dict[str, str]) -> Iterator[str]:
    waiting: list[tuple[int, str, str]] = [(0, "r", tree.root)]
    groups = 0
    while waiting:
        level, kind, feature = waiting.pop()
        indent = "\t" * level
        if kind == "g":
            yield f"{indent}{feature}"
            continue
        shown = " ".join(re.sub(r"[()\[\]]", " ", tree.names[feature]).split())
        yield escape(f"{indent}:{kind} {shown or ids[feature]} ({ids[feature]})")
        branch = tree.branches[feature]
        for group in reversed(branch.groups):
            groups += 1
            most = "*" if group.at_most == len(group.members) else group.at_most
            waiting.extend(
                (level + 2, "", member) for member in reversed(group.members)
            )
            waiting.append(
                (level + 1, "g", f":g (_g{groups}) [{group.at_least},{most}]")
            )
        waiting.extend((level + 1, "o", child) for child in reversed(branch.optional))
        waiting.extend((level + 1, "m", child) for child in reversed(branch.mandatory))
