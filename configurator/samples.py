"""
Random variants, each as likely as any other wherever that can be had.

Randomness comes in as ``random.Random``; the same seed gives the same samples.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from configurator.answer import answer
from configurator.compile import CompiledModel
from configurator.compile.components import components
from configurator.compile.solver import Solver
from configurator.compile.variables import Variable
from configurator.model import Configuration, OptionKind, Scalar
from configurator.relations import relations_of
from configurator.results import Status
from configurator.search import Search

__all__ = ["Sample", "sample"]

MAX_DRAWS = 500
"""Draws for one sample before no further one is hoped to be valid."""
MAX_LISTED = 2_000
"""Variants of connected options that are listed to pick one of them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """
    Random variants.

    Parameters
    ----------
    is_uniform
        Whether every variant was as likely as any other, free texts not told apart.
        Otherwise every variant can be drawn, but some more often than others.
    """

    configurations: tuple[Configuration, ...]
    is_uniform: bool


def sample(compiled: CompiledModel, size: int, rng: random.Random) -> Sample:
    """
    Return random variants, drawn independently; none when there is no variant.

    Notes
    -----
    What a circuit covers is drawn by its counts, exactly. Of options that a solver
    judges, connected ones are drawn together: values at random until they hold
    together (exact), from the list of all (exact), or else one after the other as a
    shopper could, which favours variants among few.
    """
    found = answer(compiled, {})
    if found.conflict is not None:
        return Sample((), is_uniform=True)
    solver = compiled.new_rest_solver()
    try:
        parts = [
            _Part(compiled, solver, part, _possible(compiled, part))
            for part in _parts(compiled)
        ]
        drawn = tuple(_drawn(compiled, parts, rng) for _ in range(size))
    finally:
        solver.close()
    return Sample(drawn, all(part.is_uniform for part in parts))


def _drawn(
    compiled: CompiledModel, parts: Sequence[_Part], rng: random.Random
) -> dict[str, Scalar]:
    values: dict[str, Scalar] = {}
    if compiled.circuits is not None:
        values.update(compiled.circuits.sample(rng, {}))
    for part in parts:
        values.update(part.drawn(rng))
    return {name: values[name] for name in compiled.variables}


def _parts(compiled: CompiledModel) -> list[list[Variable]]:
    """Return the options that a solver judges, connected ones together."""
    relations = enumerate(relations_of(compiled.model))
    scopes = {
        str(at): relation.scope
        for at, relation in relations
        if relation.scope & compiled.rest.keys()
    }
    return [
        [compiled.variables[name] for name in options]
        for options, _ in components(compiled.rest, scopes)
    ]


def _possible(compiled: CompiledModel, part: Sequence[Variable]) -> list[list[int]]:
    """Return, by option, the indices among which every possible value is."""
    options = answer(compiled, {}).options
    found = []
    for variable in part:
        option = options[variable.option.id]
        indices = list(range(len(variable.values)))
        if option.values:
            is_blocked = [s is Status.BLOCKED for s in option.values.values()]
            indices = [at for at in indices if not is_blocked[at]]
        elif option.minimum is not None and option.maximum is not None:
            low, high = map(variable.index_of, (option.minimum, option.maximum))
            indices = indices[low : high + 1]
        found.append(indices)
    return found


class _Part:
    """Connected options that a solver judges."""

    def __init__(
        self,
        compiled: CompiledModel,
        solver: Solver,
        variables: Sequence[Variable],
        possible: Sequence[Sequence[int]],
    ) -> None:
        self.compiled = compiled
        self.solver = solver
        self.variables = variables
        self.drawable = [
            (variable, indices)
            for variable, indices in zip(variables, possible, strict=True)
            if variable.option.kind is not OptionKind.TEXT
        ]
        self.is_uniform = True
        self._listed: list[tuple[int, ...]] | None = None
        self._is_dense = True

    def drawn(self, rng: random.Random) -> Iterator[tuple[str, Scalar]]:
        """Yield the values of one random variant."""
        literals = self._by_luck(rng)
        if literals is None:
            literals = self._from_list(rng)
        self.solver.holds(self._in_turn(rng) if literals is None else literals)
        assignment = self.solver.assignment()
        for variable in self.variables:
            yield variable.option.id, variable.values[variable.index_in(assignment)]

    def _by_luck(self, rng: random.Random) -> tuple[int, ...] | None:
        """Return values that hold together, all drawn at once; None without luck."""
        if not self._is_dense:
            return None
        for _ in range(MAX_DRAWS):
            literals = tuple(
                literal
                for variable, indices in self.drawable
                for literal in variable.equal(rng.choice(indices))
            )
            if self.solver.holds(literals):
                return literals
        self._is_dense = False
        return None

    def _from_list(self, rng: random.Random) -> tuple[int, ...] | None:
        """Return one of all combinations of values; None where they are too many."""
        if self._listed is None:
            self._listed = self._all()
        return rng.choice(self._listed) if self._listed else None

    def _all(self) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        solver = self.compiled.new_rest_solver()
        try:
            while solver.holds(()):
                if len(found) == MAX_LISTED:
                    return []
                assignment = solver.assignment()
                found.append(
                    tuple(
                        literal
                        for variable, _ in self.drawable
                        for literal in variable.equal(variable.index_in(assignment))
                    )
                )
                solver.refuse([-literal for literal in found[-1]])
        finally:
            solver.close()
        return found

    def _in_turn(self, rng: random.Random) -> tuple[int, ...]:
        """Return values picked one after the other, in random order."""
        self.is_uniform = False
        literals: tuple[int, ...] = ()
        for variable, indices in rng.sample(self.drawable, len(self.drawable)):
            if variable.is_ordered:
                search = Search(self.compiled.rest, self.solver, literals)
                nearest = search.nearest(variable, rng.choice(indices))
                trials = [] if nearest is None else [nearest]
            else:
                trials = rng.sample(indices, len(indices))
            for index in trials:
                trial = (*literals, *variable.equal(index))
                if self.solver.holds(trial):
                    literals = trial
                    break
        return literals
