"""One incremental SAT solver with the rules' selectors at hand."""

from __future__ import annotations

import atexit
import weakref
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any


class Solver:
    """
    An incremental solver over a model's clauses; used by one thread at a time.

    Parameters
    ----------
    selectors
        Switch on every rule; they precede every other assumption.
    size
        Number of variables, those that no clause names included.
    """

    def __init__(
        self,
        clauses: Sequence[tuple[int, ...]],
        selectors: tuple[int, ...],
        size: int,
    ) -> None:
        # Imported late: pages that only read expressions must not load a solver.
        solvers: Any = import_module("pysat.solvers")
        self._engine = solvers.Glucose4(bootstrap_with=clauses)
        self.selectors = selectors
        self._size = size
        _open.add(self)

    def holds(self, assumptions: Iterable[int]) -> bool:
        """Whether all rules and ``assumptions`` can hold together."""
        return self.holds_under(self.selectors, assumptions)

    def holds_under(self, rules: Iterable[int], assumptions: Iterable[int]) -> bool:
        """Whether the rules of those selectors and ``assumptions`` can hold."""
        return bool(self._engine.solve(assumptions=[*rules, *assumptions]))

    def assignment(self) -> Sequence[int]:
        """Return the signed variables of the last success, by variable - 1."""
        found: list[int] = self._engine.get_model()
        # The engine has never heard of variables that stand in no clause.
        return [*found, *range(-len(found) - 1, -self._size - 1, -1)]

    def core(self) -> set[int]:
        """Return the assumptions that the last failure rests on."""
        return set(self._engine.get_core() or ())

    def forced(self, assumptions: Iterable[int]) -> set[int] | None:
        """Return what follows by propagation alone; ``None`` on contradiction."""
        is_consistent, literals = self._engine.propagate(
            assumptions=[*self.selectors, *assumptions]
        )
        return set(literals) if is_consistent else None

    def prefer(self, literals: Iterable[int]) -> None:
        """Try these literals first when deciding."""
        self._engine.set_phases(list(literals))

    def refuse(self, clause: Iterable[int]) -> None:
        """Add a clause for good; never to a solver that is lent from a pool."""
        self._engine.add_clause(list(clause))

    def close(self) -> None:
        """Free the solver's memory."""
        _open.discard(self)
        self._engine.delete()


_open: weakref.WeakSet[Solver] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    """Close what is still open: at exit the engine outlives its own module."""
    for solver in list(_open):
        solver.close()
