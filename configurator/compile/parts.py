"""A connected part of a model, as the compilers of circuits take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from configurator.compile.clauses import TRUE
from configurator.compile.variables import Variable
from configurator.expressions import syntax
from configurator.model import Table


@dataclass(frozen=True, slots=True)
class Part:
    """
    Options that relations connect.

    Parameters
    ----------
    relations
        Tables, and inlined rules.
    names
        Of the relations.
    """

    variables: tuple[Variable, ...]
    relations: tuple[Table | syntax.Node, ...]
    names: tuple[str, ...]

    @property
    def sizes(self) -> dict[str, int]:
        """Number of values by option."""
        return {v.option.id: len(v.values) for v in self.variables}


ClausesOf = Callable[[Part], list[tuple[int, ...]]]
"""
Gives a part's clauses without selectors, their auxiliary variables functionally
determined by the options.
"""


def definitions_of(
    variables: Iterable[Variable], definitions: Iterable[Sequence[int]]
) -> list[tuple[int, ...]]:
    """
    Return what defines some options and the auxiliary variables made of them.

    Parameters
    ----------
    definitions
        Clauses of the whole model that no rule switches on, in the order in which
        they were made: an auxiliary variable comes after its inputs.
    """
    inside = {abs(lit) for v in variables for lit in v.literals} - {TRUE}
    found = []
    for clause in definitions:
        if any(abs(literal) in inside for literal in clause):
            inside.update(map(abs, clause))
            found.append(tuple(clause))
    return found
