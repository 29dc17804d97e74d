"""One incremental SAT solver with the rules' selectors at hand."""

from __future__ import annotations

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
    """

    def __init__(
        self, clauses: Sequence[tuple[int, ...]], selectors: tuple[int, ...]
    ) -> None:
        # Imported late: pages that only read expressions must not load a solver.
        solvers: Any = import_module("pysat.solvers")
        self._engine = solvers.Glucose4(bootstrap_with=clauses)
        self.selectors = selectors

    def holds(self, assumptions: Iterable[int]) -> bool:
        """Whether all rules and ``assumptions`` can hold together."""
        return self.holds_under(self.selectors, assumptions)

    def holds_under(self, rules: Iterable[int], assumptions: Iterable[int]) -> bool:
        """Whether the rules of those selectors and ``assumptions`` can hold."""
        return bool(self._engine.solve(assumptions=[*rules, *assumptions]))

    def assignment(self) -> Sequence[int]:
        """Return the signed variables of the last success, by variable - 1."""
        found: Sequence[int] = self._engine.get_model()
        return found

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
        self._engine.delete()
