"""
The loops over a circuit's arrays, compiled by numba and cached beside this file.

A circuit is a directed acyclic graph whose nodes come children first; its first
``leaves`` nodes are literals. Node ``n`` has the children
``children[first[n]:first[n + 1]]`` and is a conjunction or a disjunction. Every pass is
linear in the number of edges; the passes downward are derivatives of the circuit's
polynomial, which is why a literal is judged with its own option's choice set aside.

References
----------
A. Darwiche, "A differential approach to inference in Bayesian networks", J. ACM 50(3),
2003, doi:10.1145/765568.765570.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, np.dtype[Any]]

UNREACHABLE = np.int64(1) << np.int64(60)
"""Cost of what cannot be; two of them still fit into 64 bits."""

_GRAPH = "int32[::1], int32[::1], uint8[::1]"


@njit(f"void({_GRAPH}, uint8[::1])", cache=True, nogil=True)
def hold(
    first: Array,
    children: Array,
    is_and: Array,
    alive: Array,
) -> None:
    """Fill ``alive`` upward: its leaves say which literals are allowed."""
    leaves = len(alive) - len(is_and)
    for at in range(len(is_and)):
        wanted = is_and[at]
        found = wanted
        for edge in range(first[at], first[at + 1]):
            if alive[children[edge]] != wanted:
                found = 1 - wanted
                break
        alive[leaves + at] = found


@njit(f"void({_GRAPH}, uint8[::1], uint8[::1])", cache=True, nogil=True)
def reach(  # noqa: C901 one loop, where a call would cost
    first: Array,
    children: Array,
    is_and: Array,
    alive: Array,
    reached: Array,
) -> None:
    """Fill ``reached`` downward from the last node: what some variant goes through."""
    leaves = len(alive) - len(is_and)
    reached[len(reached) - 1] = 1
    for at in range(len(is_and) - 1, -1, -1):
        if not reached[leaves + at]:
            continue
        start, end = first[at], first[at + 1]
        if not is_and[at]:
            for edge in range(start, end):
                reached[children[edge]] = 1
            continue
        if alive[leaves + at]:
            for edge in range(start, end):
                reached[children[edge]] = 1
            continue
        dead = 0
        only = 0
        for edge in range(start, end):
            if not alive[children[edge]]:
                dead += 1
                only = children[edge]
                if dead > 1:
                    break
        if dead == 1:
            reached[only] = 1


@njit(f"void({_GRAPH}, int64[::1])", cache=True, nogil=True)
def least(
    first: Array,
    children: Array,
    is_and: Array,
    cost: Array,
) -> None:
    """Fill ``cost`` upward: the least sum of the leaves' costs below each node."""
    leaves = len(cost) - len(is_and)
    for at in range(len(is_and)):
        if is_and[at]:
            total = np.int64(0)
            for edge in range(first[at], first[at + 1]):
                total += cost[children[edge]]
                if total >= UNREACHABLE:
                    total = UNREACHABLE
                    break
        else:
            total = UNREACHABLE
            for edge in range(first[at], first[at + 1]):
                total = min(total, cost[children[edge]])
        cost[leaves + at] = total


@njit(f"void({_GRAPH}, int64[::1], int64[::1])", cache=True, nogil=True)
def around(  # noqa: C901 one loop, where a call would cost
    first: Array,
    children: Array,
    is_and: Array,
    cost: Array,
    rest: Array,
) -> None:
    """Fill ``rest`` downward: the least cost of everything beside each node."""
    leaves = len(cost) - len(is_and)
    rest[:] = UNREACHABLE
    rest[len(rest) - 1] = 0
    for at in range(len(is_and) - 1, -1, -1):
        here = rest[leaves + at]
        if here >= UNREACHABLE:
            continue
        start, end = first[at], first[at + 1]
        if not is_and[at]:
            for edge in range(start, end):
                child = children[edge]
                rest[child] = min(rest[child], here)
            continue
        total = np.int64(0)
        dead = 0
        only = 0
        for edge in range(start, end):
            child = children[edge]
            if cost[child] >= UNREACHABLE:
                dead += 1
                only = child
                if dead > 1:
                    break
            else:
                total += cost[child]
        if dead == 1:
            rest[only] = min(rest[only], here + total)
        elif dead == 0:
            for edge in range(start, end):
                child = children[edge]
                rest[child] = min(rest[child], here + total - cost[child])


@njit(f"void({_GRAPH}, uint8[::1], int32[::1])", cache=True, nogil=True)
def count_alive(
    first: Array, children: Array, is_and: Array, alive: Array, left: Array
) -> None:
    """Fill ``left`` with the number of living children of each inner node."""
    for at in range(len(is_and)):
        for edge in range(first[at], first[at + 1]):
            left[at] += alive[children[edge]]


@njit(
    "boolean(uint8[::1], int32[::1], int32[::1], uint8[::1], int32[::1], int32[::1],"
    " int64, int64, int64)",
    cache=True,
    nogil=True,
)
def narrow(  # noqa: C901, PLR0913, PLR0917 one loop over arrays, where a call would cost
    is_and: Array,
    first_above: Array,
    above: Array,
    alive: Array,
    left: Array,
    dying: Array,
    start: int,
    end: int,
    kept: int,
) -> bool:
    """
    Forbid the literals from ``start`` to ``end`` except ``kept``, if a variant is left.

    Only what dies of it is visited. Where the last node would die, everything is as
    before and the answer is no.
    """
    if not alive[kept]:
        return False
    leaves = len(alive) - len(is_and)
    root = len(alive) - 1
    told = 0
    for literal in range(start, end):
        if literal != kept and alive[literal]:
            alive[literal] = 0
            dying[told] = literal
            told += 1
    seen = 0
    while seen < told and alive[root]:
        node = dying[seen]
        seen += 1
        for edge in range(first_above[node], first_above[node + 1]):
            parent = above[edge]
            at = parent - leaves
            left[at] -= 1
            if alive[parent] and (is_and[at] or not left[at]):
                alive[parent] = 0
                dying[told] = parent
                told += 1
    if alive[root]:
        return True
    for place in range(told):
        node = dying[place]
        alive[node] = 1
        if place < seen:
            for edge in range(first_above[node], first_above[node + 1]):
                left[above[edge] - leaves] += 1
    return False


@njit(f"void({_GRAPH}, int64[::1], uint8[::1])", cache=True, nogil=True)
def choose(
    first: Array, children: Array, is_and: Array, cost: Array, chosen: Array
) -> None:
    """Fill ``chosen`` downward with a way of the least cost, lower nodes first."""
    leaves = len(cost) - len(is_and)
    chosen[len(chosen) - 1] = 1
    for at in range(len(is_and) - 1, -1, -1):
        if not chosen[leaves + at]:
            continue
        best = children[first[at]]
        for edge in range(first[at], first[at + 1]):
            child = children[edge]
            if is_and[at]:
                chosen[child] = 1
            elif cost[child] < cost[best] or (
                cost[child] == cost[best] and child < best
            ):
                best = child
        if not is_and[at]:
            chosen[best] = 1
