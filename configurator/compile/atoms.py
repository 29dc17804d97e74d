"""
Comparisons as decision diagrams.

A comparison of numbers is brought to "sum of groups (op) constant", where a group is
a sub-expression over a few options. The diagram branches on one option after the
other and remembers only the partial sum, so that sums of many numbers stay small and
only what is truly entangled (a product, a quotient) is enumerated jointly.
"""

from __future__ import annotations

import math
import operator
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from configurator.compile.clauses import FALSE, TRUE
from configurator.compile.diagram import Diagrams
from configurator.compile.variables import Variable
from configurator.expressions import exact, syntax
from configurator.expressions.evaluation import Function, compile_node

MAX_JOINT = 3_000_000
_HOLDS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class TooWideError(ValueError):
    """A relation entangles more values than can be enumerated."""


def joint_size(variables: Sequence[Variable]) -> int:
    """Return how many combinations of values ``variables`` have."""
    return math.prod(len(variable.values) for variable in variables)


def in_order(variables: Sequence[Variable]) -> list[Variable]:
    """Return variables, small domains first, so that the last level is thresholds."""
    return sorted(variables, key=lambda variable: len(variable.values))


def enumerated(
    diagrams: Diagrams, variables: Sequence[Variable], function: Function
) -> int:
    """Return the literal of any statement by evaluating every combination."""
    ordered = in_order(variables)
    if joint_size(ordered) > MAX_JOINT:
        raise TooWideError
    values: dict[str, Any] = {}

    def build(level: int) -> int:
        if level == len(ordered):
            return TRUE if function(values) else FALSE
        variable = ordered[level]
        children = []
        for value in variable.exact:
            values[variable.option.id] = value
            children.append(build(level + 1))
        return diagrams.node(variable, children)

    return build(0)


@dataclass(frozen=True, slots=True)
class _Group:
    """A part of a sum: its value (``None``: none) for each combination of indices."""

    variables: tuple[Variable, ...]
    sums: Mapping[tuple[int, ...], int | None]
    least: int
    most: int
    is_total: bool
    is_monotone: bool


def flatten(
    node: syntax.Node, factor: Fraction
) -> Iterator[tuple[Fraction, syntax.Node | None]]:
    """Yield a number's summands as (factor, node); node ``None`` is the constant."""
    match node:
        case syntax.Negative(operand=operand):
            yield from flatten(operand, -factor)
        case syntax.Arithmetic(operator="+", left=left, right=right):
            yield from flatten(left, factor)
            yield from flatten(right, factor)
        case syntax.Arithmetic(operator="-", left=left, right=right):
            yield from flatten(left, factor)
            yield from flatten(right, -factor)
        case syntax.Arithmetic(operator="*", left=left, right=right):
            for one, other in ((left, right), (right, left)):
                scale = _constant(one)
                if scale is not None:
                    yield from flatten(other, factor * scale)
                    return
            yield factor, node
        case syntax.Arithmetic(operator="/", left=left, right=right):
            scale = _constant(right)
            if scale:
                yield from flatten(left, factor / scale)
            else:
                yield factor, node
        case _:
            scale = _constant(node)
            yield (factor, node) if scale is None else (factor * scale, None)


def _constant(node: syntax.Node) -> Fraction | None:
    if any(isinstance(part, syntax.Name) for part in syntax.walk(node)):
        return None
    try:
        return Fraction(compile_node(node)({}))
    except ZeroDivisionError:
        return None


def compared(
    diagrams: Diagrams,
    node: syntax.Comparison,
    variables_of: Callable[[syntax.Node], tuple[Variable, ...]],
) -> int:
    """Return the literal of a comparison of two numbers."""
    constant = Fraction(0)
    terms: list[tuple[tuple[Variable, ...], Fraction, syntax.Node]] = []
    both = (*flatten(node.left, Fraction(1)), *flatten(node.right, Fraction(-1)))
    for factor, part in both:
        if part is None:
            constant += factor
        else:
            terms.append((variables_of(part), factor, part))
    clusters = _entangled(terms)
    tables = [_table(variables, members) for variables, members in clusters]
    scale = math.lcm(
        constant.denominator,
        *(v.denominator for table in tables for v in table.values() if v is not None),
    )
    groups = [
        _group(variables, table, scale)
        for (variables, _), table in zip(clusters, tables, strict=True)
    ]
    # Entangled groups first: the last one, a single number, is found by bisection.
    groups.sort(
        key=lambda group: (len(group.variables) < 2, joint_size(group.variables))
    )
    return _Sum(diagrams, groups, _HOLDS[node.operator]).build(0, int(constant * scale))


Term = tuple[Fraction, syntax.Node]
Cluster = tuple[tuple[Variable, ...], list[Term]]


def _entangled(
    terms: list[tuple[tuple[Variable, ...], Fraction, syntax.Node]],
) -> list[Cluster]:
    """Return terms gathered so that no option is in two clusters."""
    clusters: list[tuple[dict[str, Variable], list[Term]]] = []
    for variables, factor, part in terms:
        named = {variable.option.id: variable for variable in variables}
        members: list[Term] = [(factor, part)]
        apart = []
        for others, listed in clusters:
            if named.keys() & others.keys() or (not named and not others):
                named = {**others, **named}
                members = [*listed, *members]
            else:
                apart.append((others, listed))
        clusters = [*apart, (named, members)]
    return [(tuple(in_order(list(n.values()))), members) for n, members in clusters]


def _table(
    variables: tuple[Variable, ...], members: list[Term]
) -> dict[tuple[int, ...], int | Fraction | None]:
    if joint_size(variables) > MAX_JOINT:
        raise TooWideError
    # Whole factors stay int: a Fraction costs twenty times as much to multiply.
    functions = [(exact(factor), compile_node(part)) for factor, part in members]
    table: dict[tuple[int, ...], int | Fraction | None] = {}
    names = [variable.option.id for variable in variables]
    spans = [list(enumerate(variable.exact)) for variable in variables]
    for combination in product(*spans):
        values = {n: pair[1] for n, pair in zip(names, combination, strict=True)}
        indices = tuple(pair[0] for pair in combination)
        try:
            total = sum(f * g(values) for f, g in functions)
        except ZeroDivisionError:
            table[indices] = None
        else:
            table[indices] = total
    return table


def _group(
    variables: tuple[Variable, ...],
    table: Mapping[tuple[int, ...], int | Fraction | None],
    scale: int,
) -> _Group:
    sums = {
        key: None if value is None else int(value * scale)
        for key, value in table.items()
    }
    known = [value for value in sums.values() if value is not None]
    least, most = (min(known), max(known)) if known else (0, 0)
    is_total = len(known) == len(sums)
    is_monotone = (
        is_total
        and len(variables) == 1
        and variables[0].is_ordered
        and (known == sorted(known) or known == sorted(known, reverse=True))
    )
    return _Group(variables, sums, least, most, is_total, is_monotone)


class _Sum:
    """The diagram of "partial sum + remaining groups (op) 0"."""

    def __init__(
        self,
        diagrams: Diagrams,
        groups: Sequence[_Group],
        holds: Callable[[int, int], bool],
    ) -> None:
        self.diagrams = diagrams
        self.groups = groups
        self.holds = holds
        self.is_inequality = holds not in {operator.eq, operator.ne}
        self.memo: dict[tuple[int, int], int] = {}

    def build(self, at: int, partial: int) -> int:
        if at == len(self.groups):
            return TRUE if self.holds(partial, 0) else FALSE
        key = (at, partial)
        if key not in self.memo:
            settled = self._settled(at, partial)
            self.memo[key] = settled or self._branch(at, partial, ())
        return self.memo[key]

    def _settled(self, at: int, partial: int) -> int | None:
        """Return a constant where the remaining groups cannot change the outcome."""
        rest = self.groups[at:]
        low = partial + sum(group.least for group in rest)
        high = partial + sum(group.most for group in rest)
        if not self.is_inequality:
            if low <= 0 <= high:
                return None
            outcome = self.holds is operator.ne
        else:
            outcome = self.holds(low, 0)
            if outcome != self.holds(high, 0):
                return None
        if not outcome:
            return FALSE
        return TRUE if all(group.is_total for group in rest) else None

    def _branch(self, at: int, partial: int, indices: tuple[int, ...]) -> int:
        group = self.groups[at]
        if len(indices) == len(group.variables):
            value = group.sums[indices]
            return FALSE if value is None else self.build(at + 1, partial + value)
        variable = group.variables[len(indices)]
        if at == len(self.groups) - 1 and group.is_monotone and self.is_inequality:
            return self._threshold(group, partial)
        children = [
            self._branch(at, partial, (*indices, index))
            for index in range(len(variable.values))
        ]
        return self.diagrams.node(variable, children)

    def _threshold(self, group: _Group, partial: int) -> int:
        """Return the literal of the last number's side of its turning point."""
        variable = group.variables[0]
        start = self.holds(partial + (group.sums[(0,)] or 0), 0)
        # Monotone: once the outcome has turned it stays so.
        turn = bisect_left(
            range(len(variable.values)),
            True,  # noqa: FBT003 the key's outcome that is looked for
            key=lambda i: self.holds(partial + (group.sums[(i,)] or 0), 0) != start,
        )
        turned = variable.at_least(turn)
        return -turned if start else turned
