"""
Parts of a model as circuits by d4: their clauses out, its decisions back.

Numbers are order encoded for the solver, and a circuit speaks of values: so each grid
point gets a variable "is this value", defined by its two thresholds. It is determined
by them, so that counts stay right, and exactly one of them is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from configurator.compile import ddnnf
from configurator.compile.circuit import Circuit, CircuitBuilder
from configurator.compile.clauses import TRUE
from configurator.compile.parts import ClausesOf, Part
from configurator.compile.variables import Variable

MAX_POINTS = 5_000
"""Grid points of a number; 1 mm over 5 m."""
MAX_EDGES = 4_000_000
"""Above this a pass takes longer than incremental SAT usually does."""


def decided(
    parts: Sequence[Part], seconds: float, clauses_of: ClausesOf
) -> Iterator[tuple[Part, Circuit]]:
    """
    Yield the parts of which d4 finds a circuit.

    Parameters
    ----------
    seconds
        Of processor time for each run; 0 yields nothing.

    Notes
    -----
    Parts without numbers are asked about together, because a process takes longer to
    start than most of them; each part with numbers is one run, because it may fail.
    """
    if not seconds:
        return
    for part in _groups(parts):
        said = clauses_of(part)
        for method in ddnnf.METHODS:
            found = _Question(part, said).answered(method, seconds)
            if found is not None and len(found.children) <= MAX_EDGES:
                yield part, found
                break


def _groups(parts: Sequence[Part]) -> Iterator[Part]:
    plain = [p for p in parts if not any(v.is_ordered for v in p.variables)]
    if plain:
        yield Part(
            tuple(v for part in plain for v in part.variables),
            (),
            tuple(name for part in plain for name in part.names),
        )
    for part in parts:
        points = [len(v.values) for v in part.variables if v.is_ordered]
        if points and max(points) <= MAX_POINTS:
            yield part


class _Question:
    """One part's clauses for d4, and what its literals mean."""

    def __init__(self, part: Part, said: Sequence[tuple[int, ...]]) -> None:
        self.clauses = list(said)
        own = (lit for v in part.variables for lit in v.literals)
        self.size = max(map(abs, chain(own, chain.from_iterable(said))), default=TRUE)
        self.leaf: dict[int, int] = {}
        self.free: dict[int, tuple[int, int]] = {}
        self.certain: list[int] = []
        self.leaves = 0
        for variable in part.variables:
            self._name(self._literals(variable))

    def _literals(self, variable: Variable) -> tuple[int, ...]:
        """Return one literal a value, defined where the solver has none."""
        if not variable.is_ordered:
            return variable.literals
        if len(variable.values) <= 2:
            return (-variable.literals[-1], variable.literals[-1])[
                -len(variable.values) :
            ]
        return tuple(
            self._defined(variable.equal(at)) for at in range(len(variable.values))
        )

    def _defined(self, literals: tuple[int, ...]) -> int:
        """Return a new variable that is true exactly when all ``literals`` are."""
        self.size += 1
        self.clauses.extend((-self.size, literal) for literal in literals)
        self.clauses.append((self.size, *(-literal for literal in literals)))
        return self.size

    def _name(self, literals: tuple[int, ...]) -> None:
        at = self.leaves
        self.leaves += len(literals)
        if len(literals) == 1:
            self.certain.append(at)
            return
        self.leaf.update({literal: at + i for i, literal in enumerate(literals)})
        if len(literals) == 2:
            self.free[abs(literals[0])] = (at, at + 1)

    def answered(self, method: str, seconds: float) -> Circuit | None:
        """Return the circuit, ``None`` when d4 finds none within its limits."""
        own = (abs(literal) for literal in self.leaf)
        clauses, number = ddnnf.numbered(self.clauses, own)
        decisions = ddnnf.decide(clauses, len(number), method, seconds)
        if decisions is None:
            return None
        leaf = {
            number[abs(literal)] * (1 if literal > 0 else -1): at
            for literal, at in self.leaf.items()
        }
        free = {number[variable]: both for variable, both in self.free.items()}
        builder = CircuitBuilder(self.leaves)
        root = ddnnf.circuit_of(decisions, leaf, free, builder)
        return builder.built(builder.both([root, *self.certain]))
