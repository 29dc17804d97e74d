"""
Feature models of every notation, built into a product model.

Each feature becomes a boolean option, each relation of the tree a structural rule,
each cross-tree constraint a rule in file order. Readers report what they find; wrong
names and doubled features are complained of here, once for all notations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from configurator.expressions import Expression, syntax
from configurator.expressions.check import nearest
from configurator.formats.complaints import Complaints
from configurator.formats.names import SameWords
from configurator.model import (
    FeatureTree,
    Option,
    OptionKind,
    ProductModel,
    Rule,
    Text,
)

MAX_FEATURES = 200_000
MAX_BYTES = 64 * 1024
"""Of one constraint, as it stands in its file."""
MAX_DEPTH = 150
"""Levels of one constraint after nested ``and`` and ``or`` have been joined."""
TRUE = syntax.Truth(True)  # noqa: FBT003 the node's only field
_SHOWN_MEMBERS = 6

Position = tuple[int | None, int | None]
"""Line and column, both from 1."""


def joined(
    operator: Literal["and", "or"], operands: Sequence[syntax.Node]
) -> syntax.Node:
    """Return statements joined by ``operator``; nested ones of the same are merged."""
    if len(operands) == 1:
        return operands[0]
    flat: list[syntax.Node] = []
    for operand in operands:
        if isinstance(operand, syntax.Junction) and operand.operator == operator:
            flat.extend(operand.operands)
        else:
            flat.append(operand)
    return syntax.Junction(operator, tuple(flat))


def counted(
    sign: Literal["<=", ">=", "="], members: Iterable[syntax.Node], bound: int
) -> syntax.Node:
    """Return the statement that so many of ``members`` hold."""
    call = syntax.Call("count", tuple(members))
    return syntax.Comparison(sign, call, syntax.Number(Fraction(bound)))


_Constraint = tuple[syntax.Node, str | None, str | None]
"""Statement, own name, title."""


@dataclass(slots=True)
class FeatureModelBuilder:
    """
    Collects features, relations and constraints of one feature model.

    Parameters
    ----------
    complaints
        Where wrong names, doubled features and impossible groups are reported.
    """

    complaints: Complaints
    atoms: dict[str, syntax.Name] = field(default_factory=dict)
    root: str | None = None
    _names: dict[str, str] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)
    _mandatory: set[str] = field(default_factory=set)
    _rules: list[Rule] = field(default_factory=list)
    _rule_ids: set[str] = field(default_factory=set)
    _constraints: list[_Constraint] = field(default_factory=list)

    def feature(self, feature: str, name: str | None, place: Position) -> bool:
        """
        Add a feature.

        Parameters
        ----------
        name
            What people read; the id itself when ``None``.

        Returns
        -------
        bool
            False after a complaint: the feature is here already or has no name.
        """
        if not feature:
            self.complaints.add("missing_name", "A feature has no name.", *place)
            return False
        if feature in self.atoms:
            sentence = f"The feature {feature} stands here twice."
            self.complaints.add("duplicate_id", sentence, *place, feature)
            return False
        if len(self.atoms) == MAX_FEATURES:
            sentence = f"At most {MAX_FEATURES} features are read."
            self.complaints.add("too_long", sentence, *place)
        self.atoms[feature] = syntax.Name(feature)
        self._names[feature] = name or feature
        return True

    def top(self, feature: str) -> None:
        """Make ``feature`` the root, which every variant has."""
        self.root = feature
        name = self._names[feature]
        words = {"en": f"{name} is always there.", "zh": f"{name}总是存在。"}
        self._structural(f"root {feature}", words, self.atoms[feature])

    def child(self, feature: str, parent: str, *, is_mandatory: bool) -> None:
        """Put ``feature`` below ``parent``, which brings it along when mandatory."""
        self._parents[feature] = parent
        below, above = self._names[feature], self._names[parent]
        if is_mandatory:
            self._mandatory.add(feature)
            words = {
                "en": f"{above} always has {below}.",
                "zh": f"{above}必有{below}。",
            }
        else:
            words = {
                "en": f"{below} is a part of {above}.",
                "zh": f"{below}是{above}的一部分。",
            }
        link = syntax.Implication(self.atoms[feature], self.atoms[parent], is_mandatory)
        self._structural(f"child {feature}", words, link)

    def group(
        self,
        parent: str,
        members: Sequence[str],
        at_least: int,
        at_most: int,
        place: Position,
    ) -> None:
        """Let ``parent`` have ``at_least`` to ``at_most`` of ``members``."""
        if not members:
            return
        if not 0 <= at_least <= min(at_most, len(members)):
            sentence = (
                f"A group of {len(members)} cannot have {at_least} to {at_most} of"
                " them."
            )
            self.complaints.add("bad_cardinality", sentence, *place, parent)
            return
        atoms = [self.atoms[member] for member in members]
        above, listed = self._names[parent], self._listed(members)
        if at_least:
            words = {
                "en": f"{above} needs at least {at_least} of {listed}.",
                "zh": f"{above}至少需要{listed}中的{at_least}项。",
            }
            needed = syntax.Implication(
                self.atoms[parent], _at_least(atoms, at_least), is_mutual=False
            )
            self._structural(f"group {parent}", words, needed)
        if at_most < len(members):
            words = {
                "en": f"{above} has at most {at_most} of {listed}.",
                "zh": f"{above}至多有{listed}中的{at_most}项。",
            }
            limit = counted("<=", atoms, at_most)
            self._structural(f"group {parent} at most", words, limit)

    def atom(self, feature: str, place: Position) -> syntax.Node:
        """Return the statement that ``feature`` is there; complain of unknown ones."""
        found = self.atoms.get(feature)
        if found is not None:
            return found
        # Looking for a similar name takes milliseconds: a few times, among hundreds.
        is_cheap = len(self.atoms) < 2_000 and len(self.complaints.problems) < 20
        hint = nearest(feature, self.atoms) if is_cheap else ""
        shown = feature if len(feature) < 100 else f"{feature[:99]}…"
        sentence = f"There is no feature {shown}.{hint}"
        self.complaints.add("unknown_feature", sentence, *place)
        return TRUE

    def constraint(
        self, root: syntax.Node, name: str | None = None, title: str | None = None
    ) -> None:
        """
        Add a cross-tree constraint.

        Parameters
        ----------
        name
            Its own name in the file; without one it is named by its position.
        title
            What people read instead of the name.
        """
        self._constraints.append((root, name, title))

    def model(self, name: str) -> ProductModel:
        """
        Return the product model.

        Raises
        ------
        ProductModelError
            With everything that was complained of.
        """
        if not self.atoms and not self.complaints.problems:
            self.complaints.add("empty_model", "It has no features.")
        self.complaints.settle()
        options = tuple(
            # Nobody wants what nobody asked for.
            Option(
                feature,
                OptionKind.BOOLEAN,
                {"en": shown, "zh": shown},
                default=False,
            )
            for feature, shown in self._names.items()
        )
        tree = None
        if self.root is not None:
            mandatory = frozenset(self._mandatory)
            tree = FeatureTree(self.root, self._parents, mandatory)
        return ProductModel(
            id=name,
            name={"en": name, "zh": name},
            options=options,
            rules=(*self._rules, *self._cross_tree()),
            features=tree,
        )

    def _cross_tree(self) -> Iterable[Rule]:
        taken = self._rule_ids
        own = {name for _root, name, _title in self._constraints if name is not None}
        for position, (root, name, title) in enumerate(self._constraints, 1):
            rule = name
            if rule is None or rule in taken:
                rule = f"constraint_{position}"
                while rule in taken or rule in own:
                    rule += "_"
            taken.add(rule)
            words: Text = SameWords(title or name or rule)
            # No reader lets a tree pass that is too deep, so it is not looked at again.
            yield Rule(rule, words, Expression(None, root))

    def _listed(self, members: Sequence[str]) -> str:
        names = [self._names[member] for member in members[:_SHOWN_MEMBERS]]
        return ", ".join(names) + (", …" if len(members) > _SHOWN_MEMBERS else "")

    def _structural(self, rule: str, words: Text, root: syntax.Node) -> None:
        while rule in self._rule_ids:
            # A second group below the same feature, or a feature called "x at most".
            rule = f"{rule} {len(self._rules)}"
        self._rule_ids.add(rule)
        self._rules.append(
            Rule(rule, words, Expression(None, root), is_structural=True)
        )


def _at_least(atoms: Sequence[syntax.Node], bound: int) -> syntax.Node:
    if bound == 1:
        return joined("or", atoms)
    if bound == len(atoms):
        return joined("and", atoms)
    return counted(">=", atoms, bound)
