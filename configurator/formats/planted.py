"""Features in a tree, whether the model had one or not: for formats that are trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from configurator.expressions import Problem, syntax
from configurator.formats.boolean_view import BooleanView
from configurator.formats.statements_of_features import Inexpressible, without_counts
from configurator.formats.tree_groups import FeatureGroup, group_statements
from configurator.model import FeatureTree


@dataclass(frozen=True, slots=True)
class Branch:
    """One feature of a tree: what is below it, and what groups say of that."""

    feature: str
    mandatory: tuple[str, ...]
    optional: tuple[str, ...]
    groups: tuple[FeatureGroup, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A view with a tree: every feature stands below another, but the root."""

    root: str
    branches: Mapping[str, Branch]
    names: Mapping[str, str]
    constraints: tuple[tuple[str, syntax.Node], ...]


def planted(view: BooleanView) -> Planted:
    """Return the view with a tree; without one, everything stands below a new root."""
    if view.tree is not None:
        return _planted_tree(view, view.tree)
    root = view.id or "product"
    while root in view.names or root in view.selects:
        root += "_"
    listed = {feature for features in view.selects.values() for feature in features}
    free = tuple(feature for feature in view.names if feature not in listed)
    branches = {root: Branch(root, tuple(view.selects), free, ())}
    for option, features in view.selects.items():
        branches[option] = Branch(option, (), (), (FeatureGroup(features, 1, 1),))
    for feature in view.names:
        branches[feature] = Branch(feature, (), (), ())
    shown = {root: root, **{option: option for option in view.selects}, **view.names}
    return Planted(root, branches, shown, view.constraints)


def _planted_tree(view: BooleanView, tree: FeatureTree) -> Planted:
    below: dict[str, list[str]] = {feature: [] for feature in view.names}
    for child, parent in tree.parents.items():
        below[parent].append(child)
    branches: dict[str, Branch] = {}
    placed: set[str] = set()
    constraints = list(view.constraints)
    for feature, children in below.items():
        kept = []
        for group in view.groups.get(feature, ()):
            if placed.isdisjoint(group.members):
                placed.update(group.members)
                kept.append(group)
            else:
                # A member of two groups: the second one stands as a statement.
                constraints.extend(group_statements(feature, group))
        members = {member for group in kept for member in group.members}
        single = [child for child in children if child not in members]
        branches[feature] = Branch(
            feature,
            tuple(child for child in single if child in tree.mandatory),
            tuple(child for child in single if child not in tree.mandatory),
            tuple(kept),
        )
    return Planted(tree.root, branches, view.names, tuple(constraints))


def plain_statements(
    named: Iterable[tuple[str, syntax.Node]], root: str, problems: list[Problem]
) -> list[tuple[str, syntax.Node]]:
    """
    Return statements of names, ``not``, junctions and implications alone.

    Parameters
    ----------
    root
        Always there: its opposite says what can never hold.
    problems
        Gets one for each statement that would become too long.
    """
    found: list[tuple[str, syntax.Node]] = []
    for name, statement in named:
        try:
            plain = without_counts(statement)
        except Inexpressible as error:
            problems.append(Problem(f"rules.{name}", "inexpressible", str(error)))
            continue
        if not isinstance(plain, syntax.Truth):
            found.append((name, plain))
        elif not plain.is_true:
            found.append((name, syntax.Not(syntax.Name(root))))
    return found
