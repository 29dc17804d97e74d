"""
Which of a shopper's choices can stand beside a wish, and which values fit in.

A circuit that covers the whole model answers at once; otherwise a solver does in which
every rule holds for good.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from configurator.compile import CompiledModel
from configurator.compile.circuits import Circuits
from configurator.compile.solver import Solver
from configurator.compile.variables import Variable
from configurator.model import Configuration, OptionKind, Scalar
from configurator.search import Search

__all__ = ["ByCircuit", "BySolver", "Standing", "standing"]


class Standing(ABC):
    """
    Choices beside a wish.

    Parameters
    ----------
    choices
        Of other options than the wish.
    """

    def __init__(
        self, compiled: CompiledModel, choices: Configuration, wish: Configuration
    ) -> None:
        self.variables = compiled.variables
        self.wish = wish
        # The model's order decides which reasons and repairs come first; variables
        # are numbered in it. Options of a single value have none of their own.
        self.names = sorted(
            choices, key=lambda name: (abs(self.variables[name].literals[-1]), name)
        )
        self.choices = {name: choices[name] for name in self.names}

    def of(self, names: Iterable[str]) -> dict[str, Scalar]:
        """Return the wish and the choices of ``names``."""
        return {**self.wish, **{name: self.choices[name] for name in names}}

    def holds(self, names: Iterable[str]) -> bool:
        """Whether the choices of ``names`` can stand beside the wish."""
        return self.fits(self.of(names))

    @abstractmethod
    def fits(self, configuration: Configuration) -> bool:
        """Whether some variant has ``configuration``."""

    @abstractmethod
    def core(self, names: Sequence[str]) -> Sequence[str]:
        """Return the part of the names last asked about that the refusal rests on."""

    @abstractmethod
    def value(self, option: str, configuration: Configuration) -> Scalar:
        """Return the value of ``option`` nearest to the choice, or most preferred."""


class ByCircuit(Standing):
    """Answered by a circuit that covers every option."""

    def __init__(
        self,
        compiled: CompiledModel,
        circuits: Circuits,
        choices: Configuration,
        wish: Configuration,
    ) -> None:
        super().__init__(compiled, choices, wish)
        self.circuits = circuits

    def fits(self, configuration: Configuration) -> bool:
        """Whether some variant has ``configuration``."""
        return self.circuits.holds(configuration)

    def core(self, names: Sequence[str]) -> Sequence[str]:
        """Return ``names``: a circuit does not say what a refusal rests on."""
        return names

    def value(self, option: str, configuration: Configuration) -> Scalar:
        """Return the value of ``option`` nearest to the choice, or most preferred."""
        variable = self.variables[option]
        possible = self.circuits.possible(configuration)[self.circuits.span(option)]
        order = preference(variable, self.choices[option])
        return variable.values[next(index for index in order if possible[index])]


class BySolver(Standing):
    """Answered by incremental SAT."""

    def __init__(
        self,
        compiled: CompiledModel,
        solver: Solver,
        choices: Configuration,
        wish: Configuration,
    ) -> None:
        super().__init__(compiled, choices, wish)
        self.compiled = compiled
        self.solver = solver

    def fits(self, configuration: Configuration) -> bool:
        """Whether some variant has ``configuration``."""
        return self.solver.holds(self.compiled.all_chosen(configuration))

    def core(self, names: Sequence[str]) -> Sequence[str]:
        """Return the part of the names last asked about that the refusal rests on."""
        core = self.solver.core()
        return [
            name
            for name in names
            if not core.isdisjoint(self.compiled.chosen(name, self.choices[name]))
        ]

    def value(self, option: str, configuration: Configuration) -> Scalar:
        """Return the value of ``option`` nearest to the choice, or most preferred."""
        variable = self.variables[option]
        chosen = self.choices[option]
        if variable.is_ordered:
            assumptions = self.compiled.all_chosen(configuration)
            search = Search({option: variable}, self.solver, assumptions)
            found = search.nearest(variable, variable.index_of(chosen))
            order = [] if found is None else [found]
        else:
            order = preference(variable, chosen)
        values = (variable.values[index] for index in order)
        return next(
            value for value in values if self.fits({**configuration, option: value})
        )


@contextmanager
def standing(
    compiled: CompiledModel, choices: Configuration, wish: Configuration
) -> Iterator[Standing]:
    """Lend whoever answers fastest for this model."""
    if compiled.circuits is not None and not compiled.rest:
        yield ByCircuit(compiled, compiled.circuits, choices, wish)
        return
    with compiled.strict_solver() as solver:
        yield BySolver(compiled, solver, choices, wish)


def preference(variable: Variable, chosen: Scalar) -> list[int]:
    """Return indices of values, the one to be preferred to all others first."""
    indices: Sequence[int] = range(len(variable.values))
    if variable.is_ordered:
        aim = variable.index_of(chosen)
        return sorted(indices, key=lambda index: (abs(index - aim), index))
    if variable.option.kind is OptionKind.TEXT:
        # No preference is stated: the shortest text is the least surprising.
        texts = [str(value) for value in variable.values]
        indices = sorted(indices, key=lambda at: (len(texts[at]), texts[at]))
    default = variable.option.default
    first = [] if default is None else [variable.index_of(default)]
    return list(dict.fromkeys([*first, *indices]))
