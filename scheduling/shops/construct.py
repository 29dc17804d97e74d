"""
First solutions: operations put at the end of a machine one by one.

The next operation and its machine are the pair of least score among the next
operations of all jobs. A score weighs start, completion, the work that the job still
has, the extra time against the quickest way, and chance: the classical dispatching
rules are corners of it.

References
----------
R. Haupt, "A survey of priority rule-based scheduling", OR Spektrum 11, 1989,
doi:10.1007/BF01721162.
"""

from __future__ import annotations

import numpy as np
from numba import float64, int64, njit, void

from scheduling.shops.arrays import MEMORY, SHOP, STATE, Array, Memory, Shop, State
from scheduling.shops.tabu import draw

RULES = np.array(
    [
        # start, completion, work remaining, extra duration, chance
        [0.0, 1.0, 0.0, 0.0, 0.0],  # earliest completion
        [0.0, 1.0, 0.3, 0.3, 0.0],
        [1.0, 0.0, 0.5, 0.5, 0.0],  # earliest start, then most work remaining
        [0.0, 1.0, 1.0, 1.0, 0.0],
        [0.0, 0.01, 1.0, 0.1, 0.0],  # most work remaining
        [1.0, 0.0, 0.0, 1.0, 0.0],
        [0.0, 1.0, 0.5, 2.0, 0.0],
        [0.5, 0.5, 0.2, 4.0, 0.0],
    ]
)


@njit(void(SHOP, STATE, MEMORY, float64[::1]), cache=True, nogil=True)
def dispatch(shop: Shop, state: State, memory: Memory, rule: Array) -> None:
    """Fill ``machine``, ``duration``, ``sequence`` and ``held`` by a rule."""
    none = len(state.order)
    machines = len(state.held)
    free = np.zeros(machines, np.int64)
    work = np.zeros(none + 1, np.int64)
    ready = np.zeros(none + 1, np.int64)
    next_of = np.zeros(none, np.int64)
    jobs = int64(0)
    for one in range(none - 1, -1, -1):
        work[one] = shop.way_duration[shop.first_way[one]] + work[shop.after[one]]
        if shop.before[one] == none:
            next_of[jobs] = one
            jobs += 1
    scale = 1.0
    for one in range(none):
        scale += shop.way_duration[shop.first_way[one]]
    scale = scale / max(1, none)
    state.held[:] = 0
    while jobs > 0:
        best = np.inf
        best_job = -1
        best_way = -1
        for job in range(jobs):
            one = next_of[job]
            shift = 0.0
            if rule[4] > 0.0:
                shift = rule[4] * scale * draw(memory, 1024) / 1024.0
            shift -= rule[2] * work[one]
            quickest = shop.way_duration[shop.first_way[one]]
            for way in range(shop.first_way[one], shop.first_way[one + 1]):
                long = shop.way_duration[way]
                start = max(ready[one], free[shop.way_machine[way]])
                score = (
                    rule[0] * start
                    + rule[1] * (start + long)
                    + rule[3] * (long - quickest)
                    + shift
                )
                if score < best:
                    best = score
                    best_job = job
                    best_way = way
        one = next_of[best_job]
        machine = shop.way_machine[best_way]
        long = shop.way_duration[best_way]
        end = max(ready[one], free[machine]) + long
        free[machine] = end
        state.machine[one] = machine
        state.duration[one] = long
        state.sequence[machine, state.held[machine]] = one
        state.held[machine] += 1
        then = shop.after[one]
        if then < none:
            ready[then] = end
            next_of[best_job] = then
        else:
            jobs -= 1
            next_of[best_job] = next_of[jobs]
