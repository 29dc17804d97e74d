"""Statements to clauses without auxiliary variables, so that counts stay the same."""

from __future__ import annotations

from collections.abc import Iterable

from configurator.expressions import syntax
from configurator.formats.statements_of_features import (
    MAX_STATEMENTS,
    Inexpressible,
    without_counts,
)

Clause = tuple[tuple[str, bool], ...]
"""Features, each with whether it is there; one of them holds."""
_Literals = dict[str, bool]


def clauses_of(node: syntax.Node) -> list[Clause]:
    """
    Return clauses that together say ``node``; none when it always holds.

    Raises
    ------
    Inexpressible
        When they would be more than anyone reads.
    """
    found = _clauses(without_counts(node), is_true=True)
    return [tuple(literals.items()) for literals in found]


def _clauses(node: syntax.Node, *, is_true: bool) -> list[_Literals]:
    """Return the clauses of ``node``, or of its opposite."""
    match node:
        case syntax.Name(id=name):
            return [{name: is_true}]
        case syntax.Truth(is_true=value):
            return [] if value == is_true else [{}]
        case syntax.Not(operand=operand):
            return _clauses(operand, is_true=not is_true)
        case syntax.Junction(operator=operator, operands=operands):
            parts = [_clauses(part, is_true=is_true) for part in operands]
            return _all(parts) if (operator == "and") == is_true else _any(parts)
        case syntax.Implication(left=left, right=right, is_mutual=False):
            parts = [
                _clauses(left, is_true=not is_true),
                _clauses(right, is_true=is_true),
            ]
            return _any(parts) if is_true else _all(parts)
        case syntax.Implication(left=left, right=right):
            return _all(
                _any(
                    [
                        _clauses(left, is_true=first),
                        _clauses(right, is_true=first != is_true),
                    ]
                )
                for first in (False, True)
            )
        case _:
            raise TypeError(node)


def _all(parts: Iterable[list[_Literals]]) -> list[_Literals]:
    return _limited([clause for part in parts for clause in part])


def _any(parts: list[list[_Literals]]) -> list[_Literals]:
    found: list[_Literals] = [{}]
    for part in parts:
        if len(found) * len(part) > MAX_STATEMENTS:
            _refuse()
        found = [
            {**left, **right}
            for left in found
            for right in part
            if all(left.get(name, sign) == sign for name, sign in right.items())
        ]
    return found


def _limited(clauses: list[_Literals]) -> list[_Literals]:
    if len(clauses) > MAX_STATEMENTS:
        _refuse()
    return clauses


def _refuse() -> None:
    raise Inexpressible(f"It would be more than {MAX_STATEMENTS} clauses.")
