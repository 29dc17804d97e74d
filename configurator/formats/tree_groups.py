"""Groups of a feature tree, found again in the structural rules that state them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from configurator.expressions import syntax
from configurator.formats.feature_tree import counted
from configurator.model import FeatureTree, ProductModel, Rule


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """``at_least`` to ``at_most`` of ``members``, where their parent is there."""

    members: tuple[str, ...]
    at_least: int
    at_most: int


def groups_of(
    model: ProductModel,
) -> tuple[dict[str, tuple[FeatureGroup, ...]], list[Rule]]:
    """Return the groups that structural rules state, and all rules that state none."""
    tree = model.features
    if tree is None:
        return {}, list(model.rules)
    bounds: dict[tuple[str, ...], list[int]] = {}
    rest = [
        rule
        for rule in model.rules
        if not rule.is_structural or not _states_tree(rule.rule.root, tree, bounds)
    ]
    groups: dict[str, list[FeatureGroup]] = {}
    for members, (at_least, at_most) in bounds.items():
        group = FeatureGroup(members, at_least, at_most)
        groups.setdefault(tree.parents[members[0]], []).append(group)
    return {parent: tuple(found) for parent, found in groups.items()}, rest


def _states_tree(
    root: syntax.Node, tree: FeatureTree, bounds: dict[tuple[str, ...], list[int]]
) -> bool:
    """Whether it says what the tree says anyway, or a group, noted in ``bounds``."""
    match root:
        case syntax.Name(id=name):
            return name == tree.root
        case syntax.Implication(
            left=syntax.Name(id=child), right=syntax.Name(id=parent)
        ) if tree.parents.get(child) == parent:
            return True
        case syntax.Implication(
            left=syntax.Name(id=parent), right=right, is_mutual=False
        ):
            members, at_least = _at_least(right)
            is_group = _is_family(members, parent, tree)
            if is_group:
                bounds.setdefault(members, [0, len(members)])[0] = at_least
            return is_group
        case syntax.Comparison("<=", syntax.Call("count", parts), syntax.Number(most)):
            members = _names(parts)
            parent = tree.parents.get(members[0], "") if members else ""
            is_group = _is_family(members, parent, tree)
            if is_group:
                bounds.setdefault(members, [0, len(members)])[1] = int(most)
            return is_group
        case _:
            return False


def _at_least(node: syntax.Node) -> tuple[tuple[str, ...], int]:
    match node:
        case syntax.Name(id=name):
            return (name,), 1
        case syntax.Junction("or", parts):
            return _names(parts), 1
        case syntax.Junction("and", parts):
            return _names(parts), len(parts)
        case syntax.Comparison(">=", syntax.Call("count", parts), syntax.Number(bound)):
            return _names(parts), int(bound)
        case _:
            return (), 0


def _names(nodes: tuple[syntax.Node, ...]) -> tuple[str, ...]:
    found = tuple(node.id for node in nodes if isinstance(node, syntax.Name))
    return found if len(found) == len(nodes) else ()


def _is_family(members: tuple[str, ...], parent: str, tree: FeatureTree) -> bool:
    return bool(members) and all(
        tree.parents.get(member) == parent and member not in tree.mandatory
        for member in members
    )


def group_statements(
    parent: str, group: FeatureGroup
) -> Iterator[tuple[str, syntax.Node]]:
    """Yield what a group says, each statement with a name."""
    members: list[syntax.Node] = [syntax.Name(member) for member in group.members]
    if group.at_least:
        needed = counted(">=", members, group.at_least)
        yield (
            f"group {parent}",
            syntax.Implication(syntax.Name(parent), needed, is_mutual=False),
        )
    if group.at_most < len(members):
        yield f"group {parent} at most", counted("<=", members, group.at_most)
