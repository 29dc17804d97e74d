"""
Few variants in which every pair of values appears that can appear at all.

Two options that never met are where a product surprises; pairs are met long before
variants are. Numbers count with their least and greatest valid value, texts not at all.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from configurator.answer import answer
from configurator.compile import CompiledModel
from configurator.model import Configuration, Scalar
from configurator.results import OptionAnswer, Status
from configurator.statements import Statements

__all__ = ["Pairwise", "TooManyValuesError", "pairwise"]

MAX_VALUES = 1_000
"""Pairs of so many values are kept as one table of a few megabytes."""

Pair = tuple[str, Scalar]


class TooManyValuesError(ValueError):
    """The options have too many values together for their pairs to be listed."""


@dataclass(frozen=True, slots=True)
class Pairwise:
    """
    Variants that cover all pairs of values of different options.

    Parameters
    ----------
    covered, impossible
        How many pairs appear, and how many no variant has although it has each value.
    """

    configurations: tuple[Configuration, ...]
    covered: int
    impossible: int


def pairwise(
    compiled: CompiledModel,
    rng: random.Random,
    options: Collection[str] | None = None,
) -> Pairwise:
    """
    Return variants that cover every possible pair of values; none without variants.

    Parameters
    ----------
    options
        Whose values are paired; all when ``None``.

    Raises
    ------
    TooManyValuesError
        When more than ``MAX_VALUES`` values would be paired.

    Notes
    -----
    Greedy: each variant starts with a pair not met yet and, of what is possible
    beside it, prefers values by how many pairs they would meet.
    """
    found = answer(compiled, {})
    if found.conflict is not None:
        return Pairwise((), 0, 0)
    values = [
        (name, value)
        for name, option in found.options.items()
        if options is None or name in options
        for value in _values(option)
    ]
    if len(values) > MAX_VALUES:
        raise TooManyValuesError(f"{len(values)} values are too many to be paired.")
    with Statements(compiled) as statements:
        return _Cover(statements, values, rng).covered()


def _values(option: OptionAnswer) -> list[Scalar]:
    if option.minimum is not None and option.maximum is not None:
        return list(dict.fromkeys((option.minimum, option.maximum)))
    return [v for v, status in option.values.items() if status is not Status.BLOCKED]


class _Cover:
    def __init__(
        self, statements: Statements, values: Sequence[Pair], rng: random.Random
    ) -> None:
        self.statements = statements
        self.compiled = statements.compiled
        self.values = values
        self.rng = rng
        self.place = {pair: at for at, pair in enumerate(values)}
        owners = {name: at for at, name in enumerate(dict(values))}
        self.owner = np.array([owners[name] for name, _ in values], dtype=np.int64)

    def covered(self) -> Pairwise:
        """Return the cover, with what it covers."""
        different = self.owner[:, None] != self.owner[None, :]
        open_pairs = self._possible(different)
        total = int(np.count_nonzero(open_pairs)) // 2
        impossible = int(np.count_nonzero(different)) // 2 - total
        configurations: list[Configuration] = []
        while open_pairs.any():
            first = self._heaviest(np.count_nonzero(open_pairs, axis=1))
            second = self._heaviest(
                np.where(open_pairs[first], np.count_nonzero(open_pairs, axis=1), 0)
            )
            variant = self._variant(open_pairs, first, second)
            configurations.append(variant)
            met = self._places(variant)
            if not {first, second} <= set(met):
                raise AssertionError(f"{variant} lacks what was asked for.")
            open_pairs[np.ix_(met, met)] = False
        if not configurations:
            self.statements.can(())
            configurations.append(self.statements.variant())
        return Pairwise(tuple(configurations), total, impossible)

    def _heaviest(self, weights: NDArray[np.int64]) -> int:
        best = np.flatnonzero(weights == weights.max())
        return int(best[self.rng.randrange(len(best))])

    def _places(self, variant: Configuration) -> list[int]:
        found = (self.place.get(pair) for pair in variant.items())
        return [at for at in found if at is not None]

    def _possible(self, different: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which pairs of values some variant has."""
        circuits = self.compiled.circuits
        found = different.copy()
        names = [name for name, _ in self.values]
        inside = [at for at, name in enumerate(names) if name not in self.compiled.rest]
        outside = [at for at, name in enumerate(names) if name in self.compiled.rest]
        if circuits is not None:
            literals = [circuits.literal(*self.values[at]) for at in inside]
            for at in inside:
                possible = circuits.possible(dict([self.values[at]]))[literals]
                found[at, inside] &= possible.astype(np.bool_)
        # No relation connects what a circuit covers with what it does not.
        chosen = [self.compiled.chosen(*self.values[at]) for at in outside]
        pairs = [(i, j) for j in range(len(outside)) for i in range(j)]
        pairs = [p for p in pairs if different[outside[p[0]], outside[p[1]]]]
        asked = self.statements.possible([(*chosen[i], *chosen[j]) for i, j in pairs])
        for (i, j), is_possible in zip(pairs, asked, strict=True):
            found[outside[i], outside[j]] = found[outside[j], outside[i]] = is_possible
        return found

    def _variant(
        self, open_pairs: NDArray[np.bool_], first: int, second: int
    ) -> Configuration:
        """Return a variant with two values that meets many open pairs beside them."""
        picked = [first, second]
        choices = dict(self.values[at] for at in picked)
        weights = np.count_nonzero(open_pairs, axis=1)
        # Pairs with what is already there are met for certain, others perhaps.
        weights = weights + len(self.values) * open_pairs[picked].sum(axis=0)
        variant = self._preferred(choices, weights)
        met = self._places(variant)
        return self._preferred(choices, open_pairs[met].sum(axis=0))

    def _preferred(
        self, choices: Configuration, weights: NDArray[np.int64]
    ) -> dict[str, Scalar]:
        """Return a variant with ``choices`` that has values of great weight."""
        variant: dict[str, Scalar] = {}
        circuits = self.compiled.circuits
        if circuits is not None:
            most = int(weights.max())
            costs = np.full(circuits.circuit.leaves, most, dtype=np.int64)
            for pair, weight in zip(self.values, weights.tolist(), strict=True):
                if circuits.covers(pair[0]):
                    costs[circuits.literal(*pair)] = most - weight
            variant.update(circuits.best(costs, choices) or {})
        rest = self.compiled.rest
        if rest:
            inside = [at for at, (name, _) in enumerate(self.values) if name in rest]
            inside.sort(key=lambda at: int(weights[at]))
            wanted = [self.compiled.chosen(*self.values[at]) for at in inside]
            self.statements.prefer(literal for one in wanted for literal in one)
            own = {name: value for name, value in choices.items() if name in rest}
            self.statements.can(self.compiled.all_chosen(own))
            variant.update(self.statements.variant(rest))
        return {name: variant[name] for name in self.compiled.variables}
