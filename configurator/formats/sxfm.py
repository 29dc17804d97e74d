"""Feature models in SXFM, the simple XML of SPLOT: a tree by tabs and clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from configurator.expressions import syntax
from configurator.formats.complaints import Complaints
from configurator.formats.feature_tree import (
    MAX_BYTES,
    TRUE,
    FeatureModelBuilder,
    joined,
)
from configurator.formats.xml import Element
from configurator.model import ProductModel

ROOT = "feature_model"
_KIND = re.compile(r"([ \t]*):([rmog]?)(?=[\s(])")
_BOUNDS = re.compile(r"\s*(\d{1,9})\s*,\s*(\d{1,9}|\*)\s*\Z")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a tree taken apart."""

    indent: int
    kind: str
    name: str
    id: str | None
    bounds: str | None


def _line_of(text: str) -> _Line | None:
    match = _KIND.match(text)
    if match is None:
        return None
    name, bounds, feature = text[match.end() :].strip(), None, None
    if name.endswith("]") and "[" in name:
        name, _, bounds = name[:-1].rpartition("[")
        name = name.rstrip()
    if name.endswith(")") and "(" in name:
        name, _, feature = name[:-1].rpartition("(")
    return _Line(len(match[1]), match[2], name.rstrip(), feature, bounds)


@dataclass(slots=True)
class _Group:
    """A ``:g`` line, its bounds, and the members found below it so far."""

    parent: str
    at_least: int
    at_most: int | None
    line: int
    members: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A line that others may stand below: a feature, or a group of one."""

    indent: int
    feature: str
    group: _Group | None = None


def read_sxfm(root: Element, complaints: Complaints) -> ProductModel:
    """
    Return the model of an SXFM file; features are called by their ids.

    Parameters
    ----------
    root
        Its outermost element, ``feature_model``.
    complaints
        May hold what was wrong with the XML already.

    Raises
    ------
    ProductModelError
        With everything that is wrong, at once.

    Notes
    -----
    ``:m`` and ``:o`` on a member of a ``:g`` group say nothing: the group decides.
    """
    builder = FeatureModelBuilder(complaints)
    tree = root.first("feature_tree")
    if tree is not None:
        _Tree(builder).read(tree)
    elif not complaints.problems:
        complaints.add("syntax", "A feature model has a <feature_tree>.", *root.place)
    for section in root.children:
        if section.tag == "constraints":
            for number, line in enumerate(section.text.split("\n"), section.line):
                if line.strip():
                    _read_constraint(line, number, builder)
    return builder.model(root.attributes.get("name") or builder.root or "")


class _Tree:
    """Reads the lines of a tree, each below the last one that is indented less."""

    def __init__(self, builder: FeatureModelBuilder) -> None:
        self.builder = builder
        self.open: list[_Open] = []
        self.groups: list[_Group] = []

    def read(self, tree: Element) -> None:
        """Read every line, then say what the groups are."""
        for number, line in enumerate(tree.text.split("\n"), tree.line):
            if line.strip():
                self._line(line, number)
        for group in self.groups:
            most = len(group.members) if group.at_most is None else group.at_most
            self._group(group, most)

    def _group(self, group: _Group, most: int) -> None:
        if not group.members:
            self.complain("empty_group", "The group has no members.", group.line)
            return
        self.builder.group(
            group.parent, group.members, group.at_least, most, (group.line, None)
        )

    def complain(self, code: str, sentence: str, line: int) -> None:
        """Record a problem of a line."""
        self.builder.complaints.add(code, sentence, line)

    def _line(self, line: str, number: int) -> None:
        found = _line_of(line)
        if found is None:
            sentence = "A line of the tree is ':m name (id)', with r, m, o, g or none."
            self.complain("syntax", sentence, number)
            return
        while self.open and self.open[-1].indent >= found.indent:
            self.open.pop()
        if found.kind == "g":
            self._open_group(found, number)
        else:
            self._feature(found, number)

    def _open_group(self, line: _Line, number: int) -> None:
        above = self.open[-1] if self.open else None
        if above is None or above.group is not None:
            self.complain("syntax", "A group stands below a feature.", number)
            return
        bounds = _BOUNDS.match(line.bounds or "")
        if bounds is None:
            sentence = "A group has its bounds, such as [1,*]."
            self.complain("bad_cardinality", sentence, number)
            return
        most = None if bounds[2] == "*" else int(bounds[2])
        group = _Group(above.feature, int(bounds[1]), most, number)
        self.groups.append(group)
        self.open.append(_Open(line.indent, above.feature, group))

    def _feature(self, line: _Line, number: int) -> None:
        feature = (line.id or line.name).strip()
        above = self.open[-1] if self.open else None
        kind = line.kind
        if line.bounds is not None:
            self.complain("syntax", "Only a group has bounds.", number)
        if not self.builder.feature(feature, line.name, (number, None)):
            return
        self.open.append(_Open(line.indent, feature))
        if above is None or kind == "r":
            if self.builder.root is not None:
                self.complain("second_root", "A feature model has one root.", number)
                return
            if kind != "r":
                self.complain("syntax", "The first line is the root, ':r'.", number)
            self.builder.top(feature)
            return
        is_member = above.group is not None
        self.builder.child(
            feature, above.feature, is_mandatory=kind == "m" and not is_member
        )
        if above.group is not None:
            above.group.members.append(feature)
        elif not kind:
            sentence = (
                "A feature outside a group is mandatory, ':m', or optional, ':o'."
            )
            self.complain("syntax", sentence, number)


def _read_constraint(line: str, number: int, builder: FeatureModelBuilder) -> None:
    if len(line.encode()) > MAX_BYTES:
        sentence = f"A rule of more than {MAX_BYTES} bytes."
        builder.complaints.add("too_long", sentence, number)
        return
    name, colon, clause = line.partition(":")
    if not colon:
        name, clause = "", line
    place = (number, len(line) - len(clause) + 1)
    literals = [_literal(part, place, builder) for part in _parts(clause)]
    builder.constraint(joined("or", literals), name.strip() or None)


def _parts(clause: str) -> list[str]:
    """Return what stands between the words ``or``."""
    parts: list[list[str]] = [[]]
    for word in clause.split():
        if word.lower() == "or":
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(words) for words in parts]


def _literal(
    text: str, place: tuple[int, int], builder: FeatureModelBuilder
) -> syntax.Node:
    negated = text.startswith("~")
    feature = text[1:].strip() if negated else text.strip()
    if not feature or (re.search(r"[\s~]", feature) and feature not in builder.atoms):
        sentence = f"A clause is 'a or ~b or c', not '{text}'."
        builder.complaints.add("syntax", sentence, *place)
        return TRUE
    atom = builder.atom(feature, place)
    return syntax.Not(atom) if negated else atom
