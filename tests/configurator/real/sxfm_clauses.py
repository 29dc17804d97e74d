"""Clauses of SPLOT's models, read apart from the product's reader."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r"(\t*):(r|m|o|g)?\s*([^([]*)(?:\(([^)]*)\))?\s*(?:\[(\S+)\])?\s*$")


@dataclass
class Tree:
    """Features by id, and clauses over their numbers."""

    numbers: dict[str, int] = field(default_factory=dict)
    clauses: list[list[int]] = field(default_factory=list)

    def feature(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers) + 1)


@dataclass
class _Group:
    parent: int
    low: int
    high: int | None
    members: list[int] = field(default_factory=list)


def read_clauses(path: Path) -> Tree:
    """Return the model as clauses; groups are [1,*] or [1,1]."""
    text = path.read_text()
    tree = Tree()
    _features(text.split("<feature_tree>")[1].split("</feature_tree>")[0], tree)
    rules = text.split("<constraints>")[1].split("</constraints>")[0]
    for line in rules.splitlines():
        if ":" in line:
            _rule(line.split(":", 1)[1], tree)
    return tree


def _features(text: str, tree: Tree) -> None:
    # What stands above each depth: a feature's number or a group.
    above: dict[int, int | _Group] = {}
    groups = []
    for line in text.splitlines():
        found = _LINE.match(line)
        if not line.strip():
            continue
        assert found, line
        tabs, kind, name, given, bounds = found.groups()
        depth = len(tabs)
        parent = above.get(depth - 1)
        if kind == "g":
            assert isinstance(parent, int)
            low, high = (bounds or "1,*").split(",")
            group = _Group(parent, int(low), None if high == "*" else int(high))
            groups.append(group)
            above[depth] = group
            continue
        number = tree.feature(given or name.strip())
        above[depth] = number
        _place(tree, number, kind, parent)
    for group in groups:
        _close(tree, group)


def _place(
    tree: Tree, number: int, kind: str | None, parent: int | _Group | None
) -> None:
    if isinstance(parent, _Group):
        parent.members.append(number)
        tree.clauses.append([-number, parent.parent])
    elif parent is None:
        tree.clauses.append([number])
    else:
        tree.clauses.append([-number, parent])
        if kind == "m":
            tree.clauses.append([-parent, number])


def _close(tree: Tree, group: _Group) -> None:
    assert group.low == 1
    tree.clauses.append([-group.parent, *group.members])
    if group.high == 1:
        for n, one in enumerate(group.members):
            tree.clauses += [[-one, -other] for other in group.members[:n]]
    else:
        assert group.high in {None, len(group.members)}, group


def _rule(text: str, tree: Tree) -> None:
    clause = []
    for word in re.split(r"\s+or\s+", text.strip(), flags=re.IGNORECASE):
        name = word.strip().lstrip("~").strip()
        assert name in tree.numbers, text
        number = tree.numbers[name]
        clause.append(-number if word.strip().startswith("~") else number)
    tree.clauses.append(clause)
