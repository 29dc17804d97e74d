"""
What a circuit answers: which values are possible, how many variants, at what cost.

Every question takes choices; options that the circuit does not cover are not looked
at. All answers are exact.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from configurator.compile.circuit import Array, Circuit
from configurator.compile.variables import Variable
from configurator.model import Configuration, Scalar


@dataclass(frozen=True)
class Circuits:
    """
    A circuit over the literals "option is value" of the options it covers.

    Parameters
    ----------
    variables
        By option id, in the order of their literals.
    engine
        Which compilers made it, for people.
    """

    circuit: Circuit
    variables: Mapping[str, Variable]
    engine: str

    @cached_property
    def first_literal(self) -> dict[str, int]:
        """First literal of each option; value ``i`` has literal ``first + i``."""
        found, at = {}, 0
        for name, variable in self.variables.items():
            found[name] = at
            at += len(variable.values)
        return found

    @cached_property
    def parents(self) -> tuple[Array, Array]:
        """The circuit read upward; see :meth:`Circuit.parents`."""
        return self.circuit.parents()

    def covers(self, option: str) -> bool:
        """Whether questions about ``option`` are answered here."""
        return option in self.variables

    def literal(self, option: str, value: Scalar) -> int:
        """Return the number of the literal "``option`` is ``value``"."""
        return self.first_literal[option] + self.variables[option].index_of(value)

    def span(self, option: str) -> slice:
        """Return where the literals of an option stand."""
        start = self.first_literal[option]
        return slice(start, start + len(self.variables[option].values))

    def allowed(self, choices: Configuration) -> Array:
        """Return 1 for every literal that ``choices`` do not exclude, else 0."""
        found = np.ones(self.circuit.leaves, dtype=np.uint8)
        for option, value in choices.items():
            if option in self.variables:
                span = self.span(option)
                found[span] = 0
                found[span.start + self.variables[option].index_of(value)] = 1
        return found

    def judge(self, choices: Configuration) -> tuple[bool, Array]:
        """
        Return whether some variant has ``choices``, and 1 for each possible literal.

        Notes
        -----
        Literals of a chosen option are judged with its own choice set aside.
        """
        return self.judge_allowed(self.allowed(choices))

    def judge_allowed(self, allowed: Array) -> tuple[bool, Array]:
        """Return the same for literals that are allowed, 1, or not, 0."""
        alive = self.alive(allowed)
        reached = np.zeros(self.circuit.size, dtype=np.uint8)
        _kernel().reach(*self.circuit.graph, alive, reached)
        return bool(alive[-1]), reached[: self.circuit.leaves]

    def possible(self, choices: Configuration) -> Array:
        """Return 1 for each literal that ``choices`` leave possible (see ``judge``)."""
        return self.judge(choices)[1]

    def holds(self, choices: Configuration) -> bool:
        """Whether some variant has ``choices``."""
        return bool(self.alive(self.allowed(choices))[-1])

    def alive(self, allowed: Array) -> Array:
        """Return by node whether something below it has allowed literals alone."""
        alive = np.zeros(self.circuit.size, dtype=np.uint8)
        alive[: self.circuit.leaves] = allowed
        _kernel().hold(*self.circuit.graph, alive)
        return alive

    def least(self, costs: Array, choices: Configuration) -> tuple[int | None, Array]:
        """
        Return the least cost of a variant, and that of one with each literal.

        Parameters
        ----------
        costs
            Whole number by literal, at least 0; the cost of a variant is their sum.

        Returns
        -------
        tuple
            ``None`` and costs of at least ``kernel.UNREACHABLE`` where nothing is
            possible; a chosen option's literals have its own choice set aside.
        """
        cost = self._cost(costs, self.allowed(choices))
        rest = np.zeros(self.circuit.size, dtype=np.int64)
        _kernel().around(*self.circuit.graph, cost, rest)
        total = int(cost[-1])
        unreachable = int(_kernel().UNREACHABLE)
        through = np.minimum(rest[: self.circuit.leaves] + costs, unreachable)
        return (None if total >= unreachable else total), through

    def best(self, costs: Array, choices: Configuration) -> dict[str, Scalar] | None:
        """Return a cheapest variant, ``None`` when there is none."""
        cost = self._cost(costs, self.allowed(choices))
        if cost[-1] >= _kernel().UNREACHABLE:
            return None
        chosen = np.zeros(self.circuit.size, dtype=np.uint8)
        _kernel().choose(*self.circuit.graph, cost, chosen)
        return self._variant(chosen[: self.circuit.leaves].nonzero()[0].tolist())

    def _cost(self, costs: Array, allowed: Array) -> Array:
        cost = np.zeros(self.circuit.size, dtype=np.int64)
        unreachable = _kernel().UNREACHABLE
        cost[: self.circuit.leaves] = np.where(allowed == 0, unreachable, costs)
        _kernel().least(*self.circuit.graph, cost)
        return cost

    def _walked(self, pick: Callable[[Sequence[int]], int]) -> dict[str, Scalar]:
        """Return the variant met on the way down where ``pick`` decides."""
        circuit = self.circuit
        literals, waiting = [], [circuit.size - 1]
        while waiting:
            node = waiting.pop()
            at = node - circuit.leaves
            if at < 0:
                literals.append(node)
                continue
            below = circuit.children[circuit.first[at] : circuit.first[at + 1]].tolist()
            waiting.extend(below if circuit.is_and[at] else [pick(below)])
        return self._variant(sorted(literals))

    def _variant(self, literals: Sequence[int]) -> dict[str, Scalar]:
        """Return the variant of one literal an option, in their order."""
        found = {}
        for literal in literals:
            name = self._option_of[literal]
            index = literal - self.first_literal[name]
            found[name] = self.variables[name].values[index]
        return found

    @cached_property
    def _option_of(self) -> list[str]:
        return [
            name for name, variable in self.variables.items() for _ in variable.values
        ]

    def count(self, choices: Configuration) -> int:
        """Return the exact number of variants that have ``choices``."""
        return self._numbers(choices)[-1]

    def counts(self, choices: Configuration) -> list[int]:
        """
        Return by literal the exact number of variants that have it and ``choices``.

        Notes
        -----
        A chosen option's literals have its own choice set aside.
        """
        circuit, found = self.circuit, self._numbers(choices)
        first, children = circuit.first.tolist(), circuit.children.tolist()
        through = [0] * circuit.size
        through[-1] = 1
        kinds = circuit.is_and.tolist()
        for at in range(len(kinds) - 1, -1, -1):
            here = through[circuit.leaves + at]
            if not here:
                continue
            below = children[first[at] : first[at + 1]]
            factors = _beside([found[child] for child in below]) if kinds[at] else None
            for place, child in enumerate(below):
                through[child] += here if factors is None else here * factors[place]
        return through[: circuit.leaves]

    @cached_property
    def _all(self) -> list[int]:
        return self._numbers_of(np.ones(self.circuit.leaves, dtype=np.uint8))

    def _numbers(self, choices: Configuration) -> list[int]:
        """Return by node how many variants of what is below it have ``choices``."""
        return self._numbers_of(self.allowed(choices)) if choices else self._all

    def _numbers_of(self, allowed: Array) -> list[int]:
        # Whole numbers of any length: some models have 10 to the 1,260 variants.
        circuit = self.circuit
        found: list[int] = allowed.tolist()
        first, children = circuit.first.tolist(), circuit.children.tolist()
        for at, is_and in enumerate(circuit.is_and.tolist()):
            below = children[first[at] : first[at + 1]]
            if is_and:
                total = 1
                for child in below:
                    if found[child] != 1:
                        total *= found[child]
            else:
                total = sum([found[child] for child in below])
            found.append(total)
        return found

    def sample(self, rng: random.Random, choices: Configuration) -> dict[str, Scalar]:
        """
        Return one of the variants that have ``choices``, each as likely as any other.

        Raises
        ------
        ValueError
            When there is none.
        """
        counted = self._numbers(choices)
        if not counted[-1]:
            raise ValueError("No variant has these choices.")

        def pick(members: Sequence[int]) -> int:
            at = rng.randrange(sum(counted[member] for member in members))
            for member in members:
                at -= counted[member]
                if at < 0:
                    return member
            raise AssertionError

        return self._walked(pick)


def _kernel() -> Any:
    # Imported late: numba takes most of a second, and pages that only read a model's
    # words must not wait for it.
    from configurator.compile import kernel  # noqa: PLC0415

    return kernel


def _beside(factors: Sequence[int]) -> list[int]:
    """Return, for each factor, the product of all others."""
    zeros = [at for at, factor in enumerate(factors) if not factor]
    found = [0] * len(factors)
    if len(zeros) > 1:
        return found
    product = math.prod(factor for factor in factors if factor)
    if zeros:
        found[zeros[0]] = product
        return found
    return [product // factor for factor in factors]
