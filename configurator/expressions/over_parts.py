"""
Functions over a list of modules, written out part by part.

In: what is said of each part, as plain nodes. Out: one plain node of the same meaning
on every valid configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from configurator.expressions import syntax
from configurator.expressions.check import Checker
from configurator.expressions.scope import NumberType, PartsType, Scope
from configurator.expressions.units import Dimension

_NO_VALUE = syntax.Arithmetic(
    "/", syntax.Number(Fraction(0)), syntax.Number(Fraction(0))
)
Relate = Callable[[syntax.ComparisonOperator, syntax.Node], syntax.Node]
"""Makes the comparison of one part's value, given the sign."""


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


def junction(
    joint: syntax.Joint, nodes: Sequence[syntax.Node], place: syntax.Place
) -> syntax.Node:
    """Return the nodes joined; one alone stands for itself."""
    if len(nodes) == 1:
        return nodes[0]
    return syntax.Junction(joint, tuple(nodes), place=place)


@dataclass(frozen=True, slots=True)
class OverParts:
    """
    One function over a list of modules.

    Parameters
    ----------
    scope
        Around the list.
    bodies
        What is said of each part, written out already.
    idle
        The exact value of what is said in a part that is not there; ``None`` where
        others decide it.
    """

    node: syntax.Call
    parts: PartsType
    scope: Scope
    bodies: Sequence[syntax.Node] = ()
    idle: Any = None

    @property
    def body(self) -> syntax.Node:
        """What is said of each part, as it was written."""
        return self.node.arguments[1]

    @property
    def count(self) -> syntax.Node:
        """How many parts there are."""
        return syntax.Name(f"{self.parts.parts}.count", place=self.node.place)

    def written(self) -> syntax.Node:
        """Return the function written out."""
        match self.node.function:
            case "count" if len(self.node.arguments) == 1:
                return self.count
            case "count":
                return self._counted()
            case "sum":
                return self._sum()
            case "all":
                return self._all(self.bodies)
            case "any":
                return self._any(self.bodies)
            case _:
                return self._extreme()

    def _all(self, bodies: Sequence[syntax.Node]) -> syntax.Node:
        held = [
            where_present(body, self.parts, number)
            for number, body in enumerate(bodies, start=1)
        ]
        return junction("and", held, self.node.place)

    def _any(self, bodies: Sequence[syntax.Node]) -> syntax.Node:
        held = [self._there(number, body) for number, body in enumerate(bodies, 1)]
        return junction("or", held, self.node.place)

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
        idle = self.idle
        bodies = self.bodies
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
        idle = self.idle
        if idle is not None:
            return self._less_absent(_total(self.bodies), Fraction(idle))
        summands = []
        for number, body in enumerate(self.bodies, start=1):
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
        kind = Checker(self.scope.inside(self.parts)).infer(self.body)
        return kind.dimension if isinstance(kind, NumberType) else None

    def _extreme(self) -> syntax.Node:
        """Return the least or greatest; without any part it has no value."""
        bodies = self.bodies
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
                return self.scope.find(name) is None
            case _:
                return True

    def turned(self) -> OverParts:
        """Return the least as the greatest, and the other way about."""
        function = "max" if self.node.function == "min" else "min"
        return replace(self, node=replace(self.node, function=function))

    def compared(
        self, operator: syntax.ComparisonOperator, relate: Relate
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
        bodies = self.bodies

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


def _total(nodes: Sequence[syntax.Node]) -> syntax.Node:
    """Return the sum, halved again and again so that it does not grow deep."""
    if len(nodes) == 1:
        return nodes[0]
    half = len(nodes) // 2
    left, right = _total(nodes[:half]), _total(nodes[half:])
    return syntax.Arithmetic("+", left, right, place=left.place)
