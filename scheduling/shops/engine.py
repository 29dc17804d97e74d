"""One searcher: a solution in work, its memory, and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduling.shops.arrays import Array, blank_memory, blank_state
from scheduling.shops.construct import RULES, dispatch
from scheduling.shops.graph import link
from scheduling.shops.instance import ShopInstance
from scheduling.shops.relink import rebuild, relink
from scheduling.shops.tabu import (
    BEST,
    MOVED,
    NOW,
    TURNED,
    WIDTH,
    keep,
    search,
)

TURNED_ROUNDS = 8
MOVED_ROUNDS = 6
"""Least rounds that a turned pair, and a left machine, stay forbidden; at most twice.

Chosen on six instances of four sets with two seeds; 4 and 20 were clearly worse."""

WAYS_A_ROUND = 1000
"""Ways to other machines looked at in a round, about; 60 were clearly worse."""


@dataclass(frozen=True, eq=False)
class Elite:
    """
    A good solution, ready to be relinked with others.

    Parameters
    ----------
    makespan
        Its last completion.
    machine, key
        By operation: where it is done, and a key that orders each machine.
    """

    makespan: int
    machine: Array
    key: Array

    def is_like(self, other: Elite) -> bool:
        """Whether the two are hardly apart: same makespan, machines and times."""
        if self.makespan != other.makespan:
            return False
        elsewhere = float(np.mean(self.machine != other.machine))
        shift = float(np.mean(np.abs(self.key - other.key))) / max(1, self.makespan)
        return elsewhere + shift < 0.01


class Engine:
    """
    A searcher with a state of its own; one thread uses it.

    Parameters
    ----------
    instance
        The shop.
    seed
        Of its choices by chance.
    """

    def __init__(self, instance: ShopInstance, seed: int) -> None:
        self._shop = instance.arrays
        self._state = blank_state(self._shop, instance.machines)
        self._memory = blank_memory(self._shop, instance.machines, seed)
        self._memory.numbers[TURNED] = TURNED_ROUNDS
        self._memory.numbers[MOVED] = MOVED_ROUNDS
        self._memory.numbers[WIDTH] = WAYS_A_ROUND

    def construct(self, rule: int, chance: float = 0.0) -> int:
        """Begin with the solution of a dispatching rule; return its makespan."""
        weights = RULES[rule].copy()
        weights[-1] = chance
        dispatch(self._shop, self._state, self._memory, weights)
        return self._begin(link(self._shop, self._state))

    def rebuild(self, elite: Elite) -> int:
        """Begin with a solution; return its makespan, -1 where it makes a circle."""
        found = rebuild(self._shop, self._state, elite.machine, elite.key)
        return self._begin(found)

    def between(self, one: Elite, goal: Elite, share: float) -> int:
        """Begin with a solution ``share`` of the way from one to another."""
        machine, key = goal.machine, goal.key
        found = relink(
            self._shop,
            self._state,
            self._memory,
            one.machine,
            one.key,
            machine,
            key,
            share,
        )
        return self._begin(found)

    def _begin(self, makespan: int) -> int:
        if makespan >= 0:
            self._memory.numbers[NOW] = makespan
            keep(self._state, self._memory)
        return makespan

    def search(self, rounds: int, patience: int) -> int:
        """Go on with tabu search; return the rounds made, fewer once it is stuck."""
        made: int = search(self._shop, self._state, self._memory, rounds, patience)
        return made

    @property
    def best(self) -> int:
        """Best makespan since this solution was begun."""
        return int(self._memory.numbers[BEST])

    def elite(self) -> Elite:
        """Best solution since this one was begun."""
        memory = self._memory
        return Elite(self.best, memory.best_machine.copy(), memory.best_key.copy())

    def times(self, elite: Elite) -> tuple[list[int], list[int]]:
        """Tell the starts and machines of a solution, by operation."""
        rebuild(self._shop, self._state, elite.machine, elite.key)
        starts: list[int] = self._state.head[:-1].tolist()
        machines: list[int] = self._state.machine[:-1].tolist()
        return starts, machines

    def elite_of(self, starts: list[int], machines: list[int]) -> Elite:
        """Return the solution of these starts and machines, its makespan unknown."""
        key = np.array([*starts, 0], np.float64)
        # what takes no time comes before what starts with it, in the job's order
        key += np.arange(len(key)) / (2.0 * len(key))
        return Elite(-1, np.array([*machines, 0], np.int32), key)
