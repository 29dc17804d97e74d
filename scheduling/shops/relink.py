"""
Solutions from keys: rebuilt, or taken from between two others.

References
----------
F. Glover, M. Laguna, R. Marti, "Fundamentals of scatter search and path relinking",
Control and Cybernetics 29(3), 2000; for flexible job shops M. A. Gonzalez, C. R. Vela,
R. Varela, "Scatter search with path relinking for the flexible job shop scheduling
problem", European J. Operational Research 245(1), 2015, doi:10.1016/j.ejor.2015.02.052.
"""

from __future__ import annotations

import numpy as np
from numba import float64, int32, int64, njit

from scheduling.shops.arrays import MEMORY, SHOP, STATE, Array, Memory, Shop, State
from scheduling.shops.graph import link
from scheduling.shops.tabu import draw


@njit(int64(SHOP, STATE, int32[::1], float64[::1]), cache=True, nogil=True)
def rebuild(shop: Shop, state: State, machine: Array, key: Array) -> int:
    """Make the solution of these machines and keys; return its makespan."""
    none = len(state.order)
    state.held[:] = 0
    for one in np.argsort(key[:none], kind="mergesort"):
        on = machine[one]
        for way in range(shop.first_way[one], shop.first_way[one + 1]):
            if shop.way_machine[way] == on:
                state.duration[one] = shop.way_duration[way]
        state.machine[one] = on
        state.sequence[on, state.held[on]] = one
        state.held[on] += 1
    return link(shop, state)


@njit(
    int64(
        SHOP,
        STATE,
        MEMORY,
        int32[::1],
        float64[::1],
        int32[::1],
        float64[::1],
        float64,
    ),
    cache=True,
    nogil=True,
)
def relink(  # noqa: PLR0913, PLR0917 two solutions, each of two arrays
    shop: Shop,
    state: State,
    memory: Memory,
    machine: Array,
    key: Array,
    goal_machine: Array,
    goal_key: Array,
    share: float,
) -> int:
    """Make a solution that is ``share`` of the way to a goal; return its makespan."""
    none = len(state.order)
    mixed = np.zeros(none + 1, np.int32)
    between = np.zeros(none + 1, np.float64)
    for one in range(none):
        far = draw(memory, 1 << 20) < share * (1 << 20)
        mixed[one] = goal_machine[one] if far else machine[one]
        between[one] = (1.0 - share) * key[one] + share * goal_key[one]
    return rebuild(shop, state, mixed, between)
