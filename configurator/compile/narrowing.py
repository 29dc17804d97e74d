"""One decision after the other on a circuit, each at the cost of what it forbids."""

from __future__ import annotations

import numpy as np

from configurator.compile.circuits import Circuits
from configurator.model import Configuration, Scalar


class Narrowing:
    """
    A circuit that decisions take literals from.

    Parameters
    ----------
    circuits
        The circuit; it stays as it is.
    choices
        What is decided from the start.

    Notes
    -----
    A pass over the whole circuit is made once. Afterwards a node dies with a child
    of a conjunction or with the last of a disjunction, so that all decisions that
    stand visit each edge at most once.
    """

    def __init__(self, circuits: Circuits, choices: Configuration) -> None:
        # Imported late: see ``circuits``.
        from configurator.compile import kernel  # noqa: PLC0415

        self._circuits = circuits
        circuit = circuits.circuit
        self._alive = circuits.alive(circuits.allowed(choices))
        left = np.zeros(len(circuit.is_and), dtype=np.int32)
        kernel.count_alive(*circuit.graph, self._alive, left)
        dying = np.zeros(circuit.size, dtype=np.int32)
        self._state = (circuit.is_and, *circuits.parents, self._alive, left, dying)
        self._narrow = kernel.narrow

    def holds(self) -> bool:
        """Whether some variant has all that is decided."""
        return bool(self._alive[-1])

    def decide(self, option: str, value: Scalar) -> bool:
        """Give an option a value if some variant has it beside what is decided."""
        span = self._circuits.span(option)
        kept = self._circuits.literal(option, value)
        return bool(self._narrow(*self._state, span.start, span.stop, kept))

    def possible(self, option: str) -> list[int]:
        """Return the indexes of an option's values that are still possible."""
        allowed = self._alive[: self._circuits.circuit.leaves]
        _, reached = self._circuits.judge_allowed(allowed)
        found: list[int] = reached[self._circuits.span(option)].nonzero()[0].tolist()
        return found
