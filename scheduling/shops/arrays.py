"""
A plain job shop and one of its solutions as flat arrays for compiled loops.

Operations are numbered job by job from 0, so that the neighbours within a job are
``before`` and ``after``. The number ``n`` of operations itself stands for "none": every
array by operation has one entry more, which says duration 0, head 0 and tail 0.

A solution is a disjunctive graph: the chains of the jobs and those of the machines. The
head of an operation is its earliest start, the tail what must still follow its end, so
head + duration + tail is the longest way through it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import float64, int32, int64, types, uint64

Array = np.ndarray[Any, np.dtype[Any]]


class Shop(NamedTuple):
    """
    What does not change during a search.

    Parameters
    ----------
    before, after
        Neighbours within the job, ``n`` where there is none.
    first_way
        Ways of operation ``o`` are those from ``first_way[o]`` to
        ``first_way[o + 1]``.
    way_machine, way_duration
        By way; an operation has at most one way on a machine.
    """

    before: Array
    after: Array
    first_way: Array
    way_machine: Array
    way_duration: Array


class State(NamedTuple):
    """
    One solution, with everything that its evaluation keeps up to date.

    Parameters
    ----------
    machine, duration
        Where each operation is done, and how long that takes.
    sequence, held, place
        Operations of each machine in order, how many, and the index of each.
    previous, following
        Neighbours on the machine, ``n`` where there is none.
    head, tail
        Earliest start, and what follows the end at least.
    order, rank
        An order in which every operation stands after what it waits for, and the
        index of each in it.
    marked, spare
        Scratch.
    """

    machine: Array
    duration: Array
    sequence: Array
    held: Array
    place: Array
    previous: Array
    following: Array
    head: Array
    tail: Array
    order: Array
    rank: Array
    marked: Array
    spare: Array


class Memory(NamedTuple):
    """
    What a tabu search remembers beside its solution.

    Parameters
    ----------
    moved
        By operation and machine, the round until which it may not return there:
        two-dimensional.
    turned
        By a hash of a pair of operations, the round until which the first may not
        come before the second again.
    numbers
        Round, best makespan, round of the best, makespan now, least rounds that a
        turned pair and a left machine stay forbidden, ways to look at in a round.
    chance
        State of the random numbers.
    path
        Scratch: the critical path.
    shared
        Scratch, by index of the path: whether all critical paths go through it.
    best_machine, best_key
        The best solution: machines, and keys that tell the order (see ``keep``).
    """

    moved: Array
    turned: Array
    numbers: Array
    chance: Array
    path: Array
    shared: Array
    best_machine: Array
    best_key: Array


_ROW = int32[::1]
_GRID = int32[:, ::1]
# numba builds its types untyped.
SHOP = types.NamedUniTuple(_ROW, 5, Shop)  # type: ignore[no-untyped-call]
STATE = types.NamedTuple(  # type: ignore[no-untyped-call]
    (_ROW, _ROW, _GRID, _ROW, _ROW, *(_ROW,) * 8),
    State,
)
MEMORY = types.NamedTuple(  # type: ignore[no-untyped-call]
    (_GRID, _ROW, int64[::1], uint64[::1], _ROW, _ROW, _ROW, float64[::1]), Memory
)

TURNED_SLOTS = 1 << 18
"""Pairs that a search can remember; two pairs may share one, which forbids more."""


def blank_state(shop: Shop, machines: int) -> State:
    """Return a state with room for every operation, and nothing in it."""
    many = len(shop.before) - 1
    room = int(np.bincount(shop.way_machine, minlength=1).max()) if many else 0

    def row(fill: int = 0) -> Array:
        return np.full(many + 1, fill, np.int32)

    return State(
        machine=row(),
        duration=row(),
        sequence=np.zeros((machines, max(1, room)), np.int32),
        held=np.zeros(machines, np.int32),
        place=row(),
        previous=row(many),
        following=row(many),
        head=row(),
        tail=row(),
        order=np.zeros(many, np.int32),
        rank=row(),
        marked=row(),
        spare=row(),
    )


def blank_memory(shop: Shop, machines: int, seed: int) -> Memory:
    """Return a memory that knows nothing, with its own random numbers."""
    many = len(shop.before)
    # xorshift may not begin at 0; seeds that lie together are spread
    word = (seed * 0x9E3779B97F4A7C15 + 0x5851F42D4C957F2D) % (1 << 64) or 1
    return Memory(
        moved=np.zeros((many, machines), np.int32),
        turned=np.zeros(TURNED_SLOTS, np.int32),
        numbers=np.zeros(8, np.int64),
        chance=np.array([word], np.uint64),
        path=np.zeros(many, np.int32),
        shared=np.zeros(many, np.int32),
        best_machine=np.zeros(many, np.int32),
        best_key=np.zeros(many, np.float64),
    )
