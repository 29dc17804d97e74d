"""Decision diagrams over options, written as clauses while they are built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from configurator.compile.clauses import FALSE, TRUE, Clauses
from configurator.compile.variables import Variable


class Diagrams:
    """Shared nodes: the same branching on the same variable is one literal."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}

    def node(self, variable: Variable, children: Sequence[int]) -> int:
        """
        Return the literal of "the child under the variable's value is true".

        Parameters
        ----------
        children
            One literal for each value of ``variable``.
        """
        first = children[0]
        if all(child == first for child in children):
            return first
        key = (id(variable), tuple(children))
        found = self._nodes.get(key)
        if found is None:
            found = self._direct(variable, children) or self._branch(variable, children)
            self._nodes[key] = found
        return found

    def _direct(self, variable: Variable, children: Sequence[int]) -> int | None:
        """Return a literal made of the variable's own, where children are constant."""
        if any(child not in {TRUE, FALSE} for child in children):
            return None
        runs = list(_runs(children))
        if not variable.is_ordered:
            yes = [variable.literals[i] for i, c in enumerate(children) if c == TRUE]
            no = [variable.literals[i] for i, c in enumerate(children) if c == FALSE]
            if len(yes) <= len(no):
                return self._clauses.either(yes)
            return -self._clauses.either(no)
        if len(runs) == 2:
            threshold = variable.at_least(runs[1][0])
            return threshold if runs[1][2] == TRUE else -threshold
        return self._clauses.either(
            self._clauses.both(variable.within(low, high))
            for low, high, child in runs
            if child == TRUE
        )

    def _branch(self, variable: Variable, children: Sequence[int]) -> int:
        result = self._clauses.variable()
        for low, high, child in _runs(children):
            for premise in _premises(variable, low, high):
                self._clauses.add((*premise, -result, child))
                self._clauses.add((*premise, result, -child))
        # Implied, but lets propagation see that a node without live children is dead.
        distinct = set(children)
        if len(distinct) <= 24:
            self._clauses.add((-result, *distinct))
            self._clauses.add((result, *(-child for child in distinct)))
        return result


def _premises(variable: Variable, low: int, high: int) -> Iterator[tuple[int, ...]]:
    if variable.is_ordered:
        yield tuple(-literal for literal in variable.within(low, high))
        return
    for index in range(low, high):
        yield (-variable.literals[index],)


def _runs(children: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for index in range(1, len(children) + 1):
        if index == len(children) or children[index] != children[start]:
            yield start, index, children[start]
            start = index
