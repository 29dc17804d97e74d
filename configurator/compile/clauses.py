"""
Clauses and gates: literals are signed integers, variable 1 is true.

Every gate variable is *functionally determined* by its inputs (both directions are
written), so that counting assignments of the clauses counts configurations.
"""

from __future__ import annotations

from collections.abc import Iterable

TRUE, FALSE = 1, -1


class Clauses:
    """A growing set of clauses with shared gates."""

    def __init__(self) -> None:
        self.clauses: list[tuple[int, ...]] = [(TRUE,)]
        self.size = 1
        self._conjunctions: dict[tuple[int, ...], int] = {}

    def variable(self) -> int:
        """Return a new variable."""
        self.size += 1
        return self.size

    def add(self, literals: Iterable[int]) -> None:
        """Add a clause; constants are simplified away."""
        clause = tuple(literal for literal in literals if literal != FALSE)
        if TRUE not in clause:
            self.clauses.append(clause)

    def both(self, literals: Iterable[int]) -> int:
        """Return a literal that is true exactly when all ``literals`` are."""
        wanted = {literal for literal in literals if literal != TRUE}
        if FALSE in wanted or any(-literal in wanted for literal in wanted):
            return FALSE
        key = tuple(sorted(wanted))
        if len(key) < 2:
            return key[0] if key else TRUE
        found = self._conjunctions.get(key)
        if found is None:
            found = self._conjunctions[key] = self.variable()
            for literal in key:
                self.add((-found, literal))
            self.add((found, *(-literal for literal in key)))
        return found

    def either(self, literals: Iterable[int]) -> int:
        """Return a literal that is true exactly when one of ``literals`` is."""
        return -self.both(-literal for literal in literals)

    def same(self, left: int, right: int) -> int:
        """Return a literal that is true exactly when both sides agree."""
        yes = self.both((left, right))
        no = self.both((-left, -right))
        return self.either((yes, no))
