"""A connected part of a model, as the compilers of circuits take it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
