"""Statements about options turned into statements about features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import combinations, product
from typing import Any, Literal

from configurator.expressions import exact, syntax
from configurator.expressions.evaluation import compile_node
from configurator.formats.feature_tree import joined
from configurator.model import ProductModel, Scalar

MAX_COMBINATIONS = 4096
"""Of values that are tried out to say a comparison by its cases."""
MAX_STATEMENTS = 200_000
"""That one count may become where a format has no counts."""


class Inexpressible(Exception):  # noqa: N818 caught at once, and turned into a problem
    """Something cannot be said over features; the message says why."""


@dataclass(frozen=True, slots=True)
class Translator:
    """
    Turns statements about options into statements about features.

    Parameters
    ----------
    domains
        Values by option; empty for those that cannot be listed.
    derived
        Trees by derived name, themselves free of derived names.
    """

    domains: Mapping[str, tuple[Scalar, ...]]
    derived: Mapping[str, syntax.Node]

    @classmethod
    def of(
        cls, model: ProductModel, domains: Mapping[str, tuple[Scalar, ...]]
    ) -> Translator:
        """Return the translator of a model."""
        derived: dict[str, syntax.Node] = {}
        for entry in model.derived:
            derived[entry.id] = replaced(entry.value.root, derived)
        return cls(domains, derived)

    def feature(self, option: str, value: Scalar) -> str:
        """Return the feature of an option's value."""
        return f"{option}={value}"

    def literal(self, option: str, value: Scalar) -> syntax.Node:
        """Return the statement that ``option`` has ``value``."""
        if isinstance(value, bool):
            name = syntax.Name(option)
            return name if value else syntax.Not(name)
        return syntax.Name(self.feature(option, value))

    def statement(self, node: syntax.Node) -> syntax.Node:
        """
        Return ``node`` as a statement about features.

        Raises
        ------
        Inexpressible
            When its options have too many values to list its cases.
        """
        return self._plain(replaced(node, self.derived) if self.derived else node)

    def _plain(self, node: syntax.Node) -> syntax.Node:  # noqa: PLR0911 one arm a kind of node
        match node:
            case syntax.Truth():
                return node
            case syntax.Name(id=name) if self.domains.get(name) == (True, False):
                return node
            case syntax.Not(operand=operand):
                return syntax.Not(self._plain(operand))
            case syntax.Junction(operator=operator, operands=operands):
                return joined(operator, [self._plain(part) for part in operands])
            case syntax.Implication(left=left, right=right, is_mutual=is_mutual):
                return syntax.Implication(
                    self._plain(left), self._plain(right), is_mutual
                )
            case syntax.Comparison(
                sign, syntax.Call("count", parts), syntax.Number() as bound
            ):
                call = syntax.Call("count", tuple(self._plain(part) for part in parts))
                return syntax.Comparison(sign, call, bound)
            case _:
                return self._by_cases(node)

    def _by_cases(self, node: syntax.Node) -> syntax.Node:
        """List the combinations of values for which ``node`` holds."""
        options = [name for name in _names(node) if name in self.domains]
        size = 1
        for option in options:
            size *= len(self.domains[option])
        if not 0 < size <= MAX_COMBINATIONS:
            listed = ", ".join(options)
            raise Inexpressible(
                f"It calculates with the values of {listed}, too many to list as"
                " features."
            )
        holds = compile_node(node)
        good: list[syntax.Node] = []
        bad: list[syntax.Node] = []
        for values in product(*(self.domains[option] for option in options)):
            pairs = list(zip(options, values, strict=True))
            case = {option: exact(value) for option, value in pairs}
            literals = [self.literal(option, value) for option, value in pairs]
            (good if _value(holds, case) else bad).append(
                joined("and", literals) if literals else syntax.Truth(is_true=True)
            )
        if not good or not bad:
            return syntax.Truth(is_true=bool(good))
        if len(good) <= len(bad) or len(options) == 1:
            return joined("or", good)
        return joined("and", [syntax.Not(case) for case in bad])


def _value(holds: Any, case: dict[str, Any]) -> bool:
    try:
        return bool(holds(case))
    except ZeroDivisionError:
        return False


def _names(node: syntax.Node) -> list[str]:
    nodes = syntax.walk(node)
    return list(dict.fromkeys(n.id for n in nodes if isinstance(n, syntax.Name)))


def replaced(node: syntax.Node, by: Mapping[str, syntax.Node]) -> syntax.Node:
    """Return ``node`` with every name in ``by`` replaced by its tree."""
    if isinstance(node, syntax.Name):
        return by.get(node.id, node)
    changes: dict[str, Any] = {}
    for part in fields(node):
        value = getattr(node, part.name)
        if isinstance(value, syntax.Node):
            changes[part.name] = replaced(value, by)
        elif isinstance(value, tuple) and value and isinstance(value[0], syntax.Node):
            changes[part.name] = tuple(replaced(inner, by) for inner in value)
    return replace(node, **changes) if changes else node


def without_counts(node: syntax.Node) -> syntax.Node:
    """
    Return ``node`` with every count said by junctions.

    Truth values are worked in: one is left only where it is all that is said.

    Raises
    ------
    Inexpressible
        When a count would become more statements than anyone reads.
    """
    match node:
        case syntax.Not(operand=operand):
            return _opposite(without_counts(operand))
        case syntax.Junction(operator=operator, operands=operands):
            return _junction(operator, [without_counts(part) for part in operands])
        case syntax.Implication(left=left, right=right, is_mutual=is_mutual):
            return _implication(without_counts(left), without_counts(right), is_mutual)
        case syntax.Comparison(
            sign, syntax.Call("count", parts), syntax.Number(value)
        ) if value.denominator == 1:
            members = [without_counts(part) for part in parts]
            return _count(sign, members, int(value))
        case syntax.Comparison():
            raise Inexpressible("A count is compared with a whole number only.")
        case _:
            return node


def _opposite(node: syntax.Node) -> syntax.Node:
    if isinstance(node, syntax.Truth):
        return syntax.Truth(not node.is_true)
    return node.operand if isinstance(node, syntax.Not) else syntax.Not(node)


def _junction(operator: Literal["and", "or"], parts: list[syntax.Node]) -> syntax.Node:
    is_decisive = operator == "or"
    open_parts = [part for part in parts if not isinstance(part, syntax.Truth)]
    truths = [part.is_true for part in parts if isinstance(part, syntax.Truth)]
    if is_decisive in truths:
        return syntax.Truth(is_decisive)
    return joined(operator, open_parts) if open_parts else syntax.Truth(not is_decisive)


def _implication(
    left: syntax.Node,
    right: syntax.Node,
    is_mutual: bool,  # noqa: FBT001 the node's own field
) -> syntax.Node:
    if isinstance(left, syntax.Truth):
        if left.is_true:
            return right
        return _opposite(right) if is_mutual else syntax.Truth(is_true=True)
    if isinstance(right, syntax.Truth):
        if is_mutual:
            return left if right.is_true else _opposite(left)
        return right if right.is_true else _opposite(left)
    return syntax.Implication(left, right, is_mutual)


def _count(
    sign: syntax.ComparisonOperator, members: list[syntax.Node], bound: int
) -> syntax.Node:
    match sign:
        case "<":
            return _at_most(members, bound - 1)
        case "<=":
            return _at_most(members, bound)
        case ">":
            return _at_least(members, bound + 1)
        case ">=":
            return _at_least(members, bound)
        case "=":
            both = [_at_least(members, bound), _at_most(members, bound)]
            return _junction("and", both)
        case "!=":
            return _opposite(_count("=", members, bound))


def _at_most(members: list[syntax.Node], bound: int) -> syntax.Node:
    if bound < 0:
        return syntax.Truth(is_true=False)
    cases = _subsets(members, bound + 1)
    none = [_opposite(_junction("and", list(case))) for case in cases]
    return _junction("and", none)


def _at_least(members: list[syntax.Node], bound: int) -> syntax.Node:
    if bound <= 0:
        return syntax.Truth(is_true=True)
    if bound > len(members):
        return syntax.Truth(is_true=False)
    cases = _subsets(members, len(members) - bound + 1)
    return _junction("and", [_junction("or", list(case)) for case in cases])


def _subsets(members: list[syntax.Node], size: int) -> list[tuple[syntax.Node, ...]]:
    if not 1 <= size <= len(members):
        return []
    found: list[tuple[syntax.Node, ...]] = []
    for case in combinations(members, size):
        if len(found) == MAX_STATEMENTS:
            raise Inexpressible(
                f"A count over {len(members)} statements is too long without counts."
            )
        found.append(case)
    return found
