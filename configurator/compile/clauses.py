"""
Clauses and gates: literals are signed integers, variable 1 is true.

Every gate variable is *functionally determined* by its inputs (both directions are
written), so that counting assignments of the clauses counts configurations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, overload

import numpy as np

TRUE, FALSE = 1, -1


class ClauseList(Sequence[tuple[int, ...]]):
    """
    Clauses as two arrays, so that a file can be mapped instead of read.

    Parameters
    ----------
    literals
        Of all clauses, one after the other.
    ends
        Where each clause ends, with a 0 before the first.
    """

    def __init__(
        self, literals: np.ndarray[Any, Any], ends: np.ndarray[Any, Any]
    ) -> None:
        self.literals = literals
        self.ends = ends

    @classmethod
    def of(cls, clauses: Sequence[tuple[int, ...]]) -> ClauseList:
        """Return clauses as arrays."""
        ends = np.zeros(len(clauses) + 1, dtype=np.int32)
        np.cumsum([len(clause) for clause in clauses], out=ends[1:])
        flat = np.fromiter(chain.from_iterable(clauses), dtype=np.int32, count=ends[-1])
        return cls(flat, ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    @overload
    def __getitem__(self, at: int) -> tuple[int, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[int, ...]]: ...
    def __getitem__(
        self, at: int | slice
    ) -> tuple[int, ...] | Sequence[tuple[int, ...]]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        return tuple(self.literals[self.ends[at] : self.ends[at + 1]].tolist())

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        literals = self.literals.tolist()
        for start, end in pairwise(self.ends.tolist()):
            yield tuple(literals[start:end])


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
