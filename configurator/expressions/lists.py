"""
Lists written out: what runs over modules or answers becomes plain nodes.

In: a checked tree as written, with ``sum(columns, width)`` or ``lamp in extras``. Out:
a tree of the same meaning on every valid configuration that names only options and
derived values. Places are kept, so that whoever complains of a node names its line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from configurator.expressions import syntax
from configurator.expressions.check import Checker
from configurator.expressions.evaluation import compile_node, exact
from configurator.expressions.scope import NumberType, PartsType, Scope, SeveralType
from configurator.expressions.units import Dimension

_MIRRORED: dict[str, syntax.ComparisonOperator] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "=": "=",
    "!=": "!=",
}
_NO_VALUE = syntax.Arithmetic(
    "/", syntax.Number(Fraction(0)), syntax.Number(Fraction(0))
)


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


def presence(parts: PartsType, number: int) -> syntax.Node | None:
    """Return "part ``number`` is there", ``None`` where it always is."""
    if number <= parts.at_least:
        return None
    count = syntax.Name(f"{parts.parts}.count")
    return syntax.Comparison(">=", count, syntax.Number(Fraction(number)))


def where_present(node: syntax.Node, parts: PartsType, number: int) -> syntax.Node:
    """Return the statement about part ``number`` that holds if it is not there."""
    there = presence(parts, number)
    if there is None:
        return node
    return syntax.Implication(there, node, is_mutual=False, place=node.place)


def quantity(value: Fraction, dimension: Dimension | None) -> syntax.Node:
    """Return a number of base units of a dimension, as a product where it has none."""
    size = syntax.Number(abs(value))
    node: syntax.Node = size if value >= 0 else syntax.Negative(size)
    for unit, power in zip(("mm", "kg", "min"), dimension or (), strict=False):
        operator: syntax.ArithmeticOperator = "*" if power > 0 else "/"
        for _ in range(abs(power)):
            one = syntax.Number(Fraction(1), unit)
            node = syntax.Arithmetic(operator, node, one)
    return node


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
            return _OverParts(self, node, listed).write()
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
        sign = node.operator
        left, right = self._extreme(node.left), self._extreme(node.right)
        if left is not None:
            return left.compared(
                sign, lambda sign, part: self._against(sign, part, node.right)
            )
        if right is not None:
            written = self.write(node.left)
            return right.compared(
                _MIRRORED[sign], lambda sign, part: _compared(sign, part, written)
            )
        return self._plain(node)

    def _against(
        self, sign: syntax.ComparisonOperator, part: syntax.Node, other: syntax.Node
    ) -> syntax.Node:
        extreme = self._extreme(other)
        if extreme is None:
            return _compared(sign, part, self.write(other))
        return extreme.compared(
            _MIRRORED[sign], lambda sign, one: _compared(sign, one, part)
        )

    def _extreme(self, node: syntax.Node) -> _OverParts | None:
        if not isinstance(node, syntax.Call) or node.function not in {"min", "max"}:
            return None
        listed = Checker(self.scope).list_of(node)
        if not isinstance(listed, PartsType):
            return None
        over = _OverParts(self, node, listed)
        return over if over.always_has_value() else None


def _compared(
    sign: syntax.ComparisonOperator, left: syntax.Node, right: syntax.Node
) -> syntax.Node:
    return syntax.Comparison(sign, left, right, place=left.place)


@dataclass(frozen=True, slots=True)
class _OverParts:
    """One function over a list of modules."""

    outer: _Writer
    node: syntax.Call
    parts: PartsType

    @property
    def numbers(self) -> range:
        return range(1, self.parts.at_most + 1)

    @property
    def body(self) -> syntax.Node:
        return self.node.arguments[1]

    @property
    def count(self) -> syntax.Node:
        return syntax.Name(f"{self.parts.parts}.count", place=self.node.place)

    def write(self) -> syntax.Node:
        match self.node.function:
            case "count" if len(self.node.arguments) == 1:
                return self.count
            case "count":
                return self._counted()
            case "sum":
                return self._sum()
            case "all":
                return self._all(self._bodies())
            case "any":
                return self._any(self._bodies())
            case _:
                return self._extreme()

    def _bodies(self) -> list[syntax.Node]:
        writers = (self.outer.of_part(self.parts, number) for number in self.numbers)
        return [writer.write(self.body) for writer in writers]

    def _all(self, bodies: Sequence[syntax.Node]) -> syntax.Node:
        held = [
            where_present(body, self.parts, number)
            for number, body in enumerate(bodies, start=1)
        ]
        return _junction("and", held, self.node.place)

    def _any(self, bodies: Sequence[syntax.Node]) -> syntax.Node:
        held = [self._there(number, body) for number, body in enumerate(bodies, 1)]
        return _junction("or", held, self.node.place)

    def _there(self, number: int, body: syntax.Node) -> syntax.Node:
        there = presence(self.parts, number)
        if there is None:
            return body
        return syntax.Junction("and", (there, body), place=body.place)

    def _counted(self) -> syntax.Node:
        """
        Return how many parts are there and have the body.

        Notes
        -----
        A part that is not there is idle. Where the body looks at nothing else, its
        outcome there is known and taken off: conditions stay about one part each.
        """
        idle = self._idle()
        bodies = self._bodies()
        if idle is None:
            bodies = [self._there(n, body) for n, body in enumerate(bodies, 1)]
        total = replace(self.node, arguments=tuple(bodies))
        return self._less_absent(total, Fraction(1)) if idle else total

    def _sum(self) -> syntax.Node:
        """
        Return the sum over the parts that are there.

        Notes
        -----
        Taking off what idle parts add keeps a sum of single numbers; conditions on
        the count would tie all of them together.
        """
        idle = self._idle()
        if idle is not None:
            return self._less_absent(_total(self._bodies()), Fraction(idle))
        summands = []
        for number, body in enumerate(self._bodies(), start=1):
            there = presence(self.parts, number)
            zero = syntax.Number(Fraction(0))
            summands.append(
                body if there is None else syntax.Conditional(there, body, zero)
            )
        return _total(summands)

    def _less_absent(self, total: syntax.Node, each: Fraction) -> syntax.Node:
        if not each or self.parts.at_least == self.parts.at_most:
            return total
        most = syntax.Number(Fraction(self.parts.at_most))
        absent = syntax.Arithmetic("-", most, self.count)
        surplus = syntax.Arithmetic(
            "*", quantity(each, self._dimension()), absent, place=self.node.place
        )
        return syntax.Arithmetic("-", total, surplus, place=self.node.place)

    def _dimension(self) -> Dimension | None:
        if self.node.function == "count":
            return None
        kind = self._checker().infer(self.body)
        return kind.dimension if isinstance(kind, NumberType) else None

    def _checker(self) -> Checker:
        return Checker(self.outer.scope.inside(self.parts))

    def _idle(self) -> Any:
        return idle_outcome(self.body, self.outer.scope, self.parts)

    def _extreme(self) -> syntax.Node:
        """Return the least or greatest; without any part it has no value."""
        bodies = self._bodies()
        members = []
        for number, body in enumerate(bodies, start=1):
            there = presence(self.parts, number)
            other = _NO_VALUE if number == 1 else bodies[0]
            members.append(
                body if there is None else syntax.Conditional(there, body, other)
            )
        return replace(self.node, arguments=tuple(members))

    def always_has_value(self) -> bool:
        """Whether the body names options of its part only and cannot lack a value."""
        return all(self._is_sure(part) for part in syntax.walk(self.body))

    def _is_sure(self, part: syntax.Node) -> bool:
        match part:
            case syntax.Arithmetic(operator="/", right=right):
                return isinstance(right, syntax.Number) and right.value != 0
            case syntax.Call(function=function, arguments=arguments):
                return function in {"abs", "length"} or len(arguments) == 1
            case syntax.Name(id=name) if name in self.parts.own:
                return name in self.parts.free
            case syntax.Name(id=name):
                return self.outer.scope.find(name) is None
            case _:
                return True

    def compared(
        self, operator: syntax.ComparisonOperator, relate: _Relate
    ) -> syntax.Node:
        """
        Return "the least or greatest (operator) …" as comparisons of each part.

        Notes
        -----
        Small clauses instead of one value that depends on every part at once.
        """
        is_most = self.node.function == "max"
        beyond: syntax.ComparisonOperator = ">" if is_most else "<"
        within: syntax.ComparisonOperator = "<" if is_most else ">"
        bodies = self._bodies()

        def each(sign: syntax.ComparisonOperator) -> list[syntax.Node]:
            return [relate(sign, body) for body in bodies]

        if operator == "=":
            upto: syntax.ComparisonOperator = "<=" if is_most else ">="
            both = (self._all(each(upto)), self._any(each("=")))
            return syntax.Junction("and", both, place=self.node.place)
        if operator == "!=":
            either = (self._any(each(beyond)), self._some_and_all(each(within)))
            return syntax.Junction("or", either, place=self.node.place)
        if operator[0] == beyond:
            return self._any(each(operator))
        return self._some_and_all(each(operator))

    def _some_and_all(self, bodies: Sequence[syntax.Node]) -> syntax.Node:
        """Return "all of them", false where there is no part at all."""
        held = self._all(bodies)
        there = presence(self.parts, 1)
        if there is None:
            return held
        return syntax.Junction("and", (there, held), place=self.node.place)


_Relate = Callable[[syntax.ComparisonOperator, syntax.Node], syntax.Node]


def _id(node: syntax.Node) -> str:
    if not isinstance(node, syntax.Name):
        raise TypeError(node)
    return node.id


def _junction(
    joint: syntax.Joint, nodes: Sequence[syntax.Node], place: syntax.Place
) -> syntax.Node:
    if len(nodes) == 1:
        return nodes[0]
    return syntax.Junction(joint, tuple(nodes), place=place)


def _joined(node: syntax.Node) -> syntax.Node:
    """Return ``all(a, b)`` and ``any(a, b)`` as what they say."""
    match node:
        case syntax.Call(function="all", arguments=arguments):
            return _junction("and", arguments, node.place)
        case syntax.Call(function="any", arguments=arguments):
            return _junction("or", arguments, node.place)
        case _:
            return node


def _total(nodes: Sequence[syntax.Node]) -> syntax.Node:
    """Return the sum, halved again and again so that it does not grow deep."""
    if len(nodes) == 1:
        return nodes[0]
    half = len(nodes) // 2
    left, right = _total(nodes[:half]), _total(nodes[half:])
    return syntax.Arithmetic("+", left, right, place=left.place)
