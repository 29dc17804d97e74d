"""
A rule that is simply true, as few clauses without auxiliary variables as possible.

What goes in is an inlined statement; what comes out are clauses whose conjunction is
the statement. Connectives are taken apart as long as that does not multiply clauses;
what remains is one gate (see ``rules``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from configurator.compile.clauses import FALSE, TRUE
from configurator.expressions import syntax

Clause = tuple[int, ...]
Signed = tuple[syntax.Node, bool]
Literal = Callable[[syntax.Node], int]


def clauses_of(node: syntax.Node, literal: Literal) -> list[Clause]:
    """
    Return clauses that hold together exactly when ``node`` does.

    Parameters
    ----------
    literal
        Gives the literal of any statement.
    """
    found: list[Clause] = []
    for parts in _clauses((node, True), literal):
        first, last = abs(parts[0]), abs(parts[-1])
        if len(parts) == 2 and first != last and TRUE not in {first, last}:
            # By far the most in a feature model: two statements exclude each other.
            found.append(parts)
            continue
        clause = tuple(dict.fromkeys(part for part in parts if part != FALSE))
        if TRUE not in clause and not any(-part in clause for part in clause):
            found.append(clause)
    return found


def _clauses(part: Signed, literal: Literal) -> Iterator[Clause]:
    conjuncts = _conjuncts(part)
    if conjuncts is not None:
        for conjunct in conjuncts:
            yield from _clauses(conjunct, literal)
        return
    excluded = _excluded(part)
    if excluded is not None:
        yield from _at_most_one([literal(node) for node in excluded])
        return
    disjuncts = _disjuncts(part)
    joint = [at for at, entry in enumerate(disjuncts) if _is_joint(entry)]
    if len(joint) != 1:
        yield tuple(_signed(entry, literal) for entry in disjuncts)
        return
    rest = [_signed(e, literal) for at, e in enumerate(disjuncts) if at != joint[0]]
    for clause in _clauses(disjuncts[joint[0]], literal):
        yield (*rest, *clause)


def _signed(part: Signed, literal: Literal) -> int:
    node, is_positive = part
    return literal(node) if is_positive else -literal(node)


def _conjuncts(part: Signed) -> list[Signed] | None:
    """Return statements that must all hold, ``None`` where there is no such split."""
    match part:
        case syntax.Not(operand=operand), sign:
            return [(operand, not sign)]
        case syntax.Junction(operator="and", operands=operands), True:
            return [(operand, True) for operand in operands]
        case syntax.Junction(operator="or", operands=operands), False:
            return [(operand, False) for operand in operands]
        case syntax.Implication(left=left, right=right, is_mutual=False), False:
            return [(left, True), (right, False)]
        case syntax.Implication(left=left, right=right, is_mutual=True), True:
            there = syntax.Implication(left=left, right=right, is_mutual=False)
            back = syntax.Implication(left=right, right=left, is_mutual=False)
            return [(there, True), (back, True)]
        case _:
            return None


def _is_joint(part: Signed) -> bool:
    node, _sign = part
    if isinstance(node, syntax.Not):
        return False
    return _conjuncts(part) is not None or _excluded(part) is not None


def _disjuncts(part: Signed) -> list[Signed]:
    """Return statements of which one must hold."""
    match part:
        case syntax.Not(operand=operand), sign:
            return _disjuncts((operand, not sign))
        case syntax.Junction(operator="or", operands=operands), True:
            return [one for operand in operands for one in _disjuncts((operand, True))]
        case syntax.Junction(operator="and", operands=operands), False:
            return [one for operand in operands for one in _disjuncts((operand, False))]
        case syntax.Implication(left=left, right=right, is_mutual=False), True:
            return [*_disjuncts((left, False)), *_disjuncts((right, True))]
        case _:
            return [part]


def _excluded(part: Signed) -> Sequence[syntax.Node] | None:
    """Return the statements of ``count(…) <= 1``, ``None`` for everything else."""
    match part:
        case (
            syntax.Comparison(
                operator="<=",
                left=syntax.Call(function="count", arguments=arguments),
                right=syntax.Number(value=1),
            ),
            True,
        ):
            return arguments
        case _:
            return None


def _at_most_one(literals: Sequence[int]) -> Iterator[Clause]:
    for one, other in combinations(literals, 2):
        yield (-one, -other)
