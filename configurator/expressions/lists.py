"""
Lists written out: what runs over modules or answers becomes plain nodes.

In: a checked tree as written, with ``sum(columns, width)`` or ``lamp in extras``. Out:
a tree of the same meaning on every valid configuration that names only options and
derived values. Places are kept, so that whoever complains of a node names its line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from configurator.expressions import syntax
from configurator.expressions.check import Checker
from configurator.expressions.evaluation import compile_node, exact
from configurator.expressions.over_parts import OverParts, junction
from configurator.expressions.scope import PartsType, Scope, SeveralType
from configurator.expressions.shapes import MIRRORED


def expanded(node: syntax.Node, scope: Scope) -> syntax.Node:
    """Return a checked tree with every list in it written out."""
    return _Writer(scope).write(node)


def of_part(
    node: syntax.Node, scope: Scope, parts: PartsType, number: int
) -> syntax.Node:
    """Return what is said of a module as said of its part ``number``, written out."""
    return _Writer(scope).of_part(parts, number).write(node)


def named_part(
    node: syntax.Node, scope: Scope, parts: PartsType, number: int
) -> syntax.Node:
    """Return the same with the names of part ``number``, other lists left as such."""
    return replace(_Writer(scope), keeps_lists=True).of_part(parts, number).write(node)


def idle_outcome(node: syntax.Node, scope: Scope, parts: PartsType) -> Any:
    """Return a body's exact value in an idle part, ``None`` where others decide it."""
    inner = scope.inside(parts)
    plain = expanded(node, inner)
    for part in syntax.walk(plain):
        if not isinstance(part, syntax.Name) or part.id in parts.idle:
            continue
        if inner.find(part.id) is not None or part.id in inner.broken:
            return None
    try:
        return exact(compile_node(plain)(parts.idle))
    except ZeroDivisionError:
        return None


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes trees out; ``names`` are those of the parts that enclose them."""

    scope: Scope
    names: Mapping[str, str] = field(default_factory=dict)
    keeps_lists: bool = False

    def of_part(self, parts: PartsType, number: int) -> _Writer:
        own = {name: f"{parts.parts}.{number}.{name}" for name in parts.own}
        inner = self.scope.inside(parts)
        return replace(self, scope=inner, names={**self.names, **own})

    def write(self, node: syntax.Node) -> syntax.Node:
        match node:
            case syntax.Name(id=name):
                known = self.names.get(name)
                return node if known is None else replace(node, id=known)
            case syntax.Call():
                return self._call(node)
            case syntax.Comparison() if not self.keeps_lists:
                return self._comparison(node)
            case _:
                return self._plain(node)

    def _plain(self, node: syntax.Node) -> syntax.Node:
        return syntax.rebuilt(node, tuple(map(self.write, syntax.children(node))))

    def _call(self, node: syntax.Call) -> syntax.Node:
        listed = Checker(self.scope).list_of(node)
        if self.keeps_lists:
            return self._kept(node, listed)
        if node.function == "in":
            return self._member(node)
        if isinstance(listed, PartsType):
            return self._over(node, listed).written()
        if isinstance(listed, SeveralType):
            answers = self._answers(node.arguments[0], listed)
            return _joined(replace(node, arguments=answers))
        return _joined(self._plain(node))

    def _kept(
        self, node: syntax.Call, listed: PartsType | SeveralType | None
    ) -> syntax.Node:
        if not isinstance(listed, PartsType):
            return self._plain(node)
        outside = {k: v for k, v in self.names.items() if k not in listed.own}
        inner = replace(self, names=outside)
        body = tuple(map(inner.write, node.arguments[1:]))
        return replace(node, arguments=(self.write(node.arguments[0]), *body))

    def _member(self, node: syntax.Call) -> syntax.Node:
        word, multiple = node.arguments
        answer = word.text if isinstance(word, syntax.Quoted) else _id(word)
        return syntax.Name(f"{_id(self.write(multiple))}.{answer}", place=node.place)

    def _answers(
        self, name: syntax.Node, several: SeveralType
    ) -> tuple[syntax.Node, ...]:
        multiple = _id(self.write(name))
        return tuple(
            syntax.Name(f"{multiple}.{value}", place=name.place)
            for value in several.values
        )

    def _comparison(self, node: syntax.Comparison) -> syntax.Node:
        """Return a comparison with the least or greatest as one of each part."""
        node = self._apart(node)
        sign = node.operator
        left, right = self._extreme(node.left), self._extreme(node.right)
        if left is not None:
            return left.compared(
                sign, lambda sign, part: self._against(sign, part, node.right)
            )
        if right is not None:
            written = self.write(node.left)
            return right.compared(
                MIRRORED[sign], lambda sign, part: _compared(sign, part, written)
            )
        return self._plain(node)

    def _against(
        self, sign: syntax.ComparisonOperator, part: syntax.Node, other: syntax.Node
    ) -> syntax.Node:
        extreme = self._extreme(other)
        if extreme is None:
            return _compared(sign, part, self.write(other))
        return extreme.compared(
            MIRRORED[sign], lambda sign, one: _compared(sign, one, part)
        )

    def _over(self, node: syntax.Call, parts: PartsType) -> OverParts:
        if len(node.arguments) == 1:
            return OverParts(node, parts, self.scope)
        body = node.arguments[1]
        numbers = range(1, parts.at_most + 1)
        bodies = tuple(self.of_part(parts, n).write(body) for n in numbers)
        is_amount = node.function in {"sum", "count"}
        idle = idle_outcome(body, self.scope, parts) if is_amount else None
        return OverParts(node, parts, self.scope, bodies, idle)

    def _apart(self, node: syntax.Comparison) -> syntax.Comparison:
        """Return ``max(…) - min(…) <= a`` as ``max(…) <= a + min(…)``."""
        for side in ("left", "right"):
            sum_, other = node.left, node.right
            if side == "right":
                sum_, other = other, sum_
            if not isinstance(sum_, syntax.Arithmetic) or sum_.operator not in "+-":
                continue
            if self._mentions(sum_.left) and self._mentions(sum_.right):
                sign: syntax.ArithmeticOperator = "-" if sum_.operator == "+" else "+"
                moved = syntax.Arithmetic(sign, other, sum_.right, place=other.place)
                left, right = (sum_.left, moved)
                if side == "right":
                    left, right = right, left
                return replace(node, left=left, right=right)
        return node

    def _mentions(self, node: syntax.Node) -> bool:
        return any(self._called(part) is not None for part in syntax.walk(node))

    def _called(self, node: syntax.Node) -> PartsType | None:
        """Return the list of which a node is the least or greatest."""
        if not isinstance(node, syntax.Call) or node.function not in {"min", "max"}:
            return None
        listed = Checker(self.scope).list_of(node)
        return listed if isinstance(listed, PartsType) else None

    def _extreme(self, node: syntax.Node) -> OverParts | None:
        """Return the least or greatest that a node is, something added or not."""
        match node:
            case syntax.Call():
                listed = self._called(node)
                over = None if listed is None else self._over(node, listed)
                return over if over is not None and over.always_has_value() else None
            case syntax.Arithmetic("+" | "-", left, right):
                return self._shifted(node, left, right)
            case syntax.Arithmetic("*", syntax.Number(value=size), right) if size > 0:
                return self._changed(node, right, lambda body: (node.left, body))
            case syntax.Arithmetic("*" | "/", left, syntax.Number(value=size)):
                if size > 0:
                    return self._changed(node, left, lambda body: (body, node.right))
            case _:
                pass
        return None

    def _shifted(
        self, node: syntax.Arithmetic, left: syntax.Node, right: syntax.Node
    ) -> OverParts | None:
        if self._mentions(left):
            other = self.write(right)
            return self._changed(node, left, lambda body: (body, other))
        if not self._mentions(right):
            return None
        other = self.write(left)
        found = self._changed(node, right, lambda body: (other, body))
        if found is None or node.operator == "+":
            return found
        return found.turned()

    def _changed(
        self,
        node: syntax.Arithmetic,
        extreme: syntax.Node,
        sides: Callable[[syntax.Node], tuple[syntax.Node, syntax.Node]],
    ) -> OverParts | None:
        """Return the least or greatest with each part's value changed alike."""
        over = self._extreme(extreme)
        if over is None:
            return None
        changed = []
        for body in over.bodies:
            left, right = sides(body)
            changed.append(replace(node, left=left, right=right))
        return replace(over, bodies=tuple(changed))


def _compared(
    sign: syntax.ComparisonOperator, left: syntax.Node, right: syntax.Node
) -> syntax.Node:
    return syntax.Comparison(sign, left, right, place=left.place)


def _id(node: syntax.Node) -> str:
    if not isinstance(node, syntax.Name):
        raise TypeError(node)
    return node.id


def _joined(node: syntax.Node) -> syntax.Node:
    """Return ``all(a, b)`` and ``any(a, b)`` as what they say."""
    match node:
        case syntax.Call(function="all", arguments=arguments):
            return junction("and", arguments, node.place)
        case syntax.Call(function="any", arguments=arguments):
            return junction("or", arguments, node.place)
        case _:
            return node
