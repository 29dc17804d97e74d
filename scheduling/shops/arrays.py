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
    duration_on
        By operation and machine, -1 where it cannot be done: two-dimensional.
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
    sequence, count, place
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
    count: Array
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
        By operation and machine, the round until which it may not return there.
    turned
        By a hash of a pair of operations, the round until which the first may not
        come before the second again.
    numbers
        Round, best makespan, round of the best, makespan now, tenure.
    chance
        State of the random numbers.
    path
        Scratch: the critical path.
    best_machine, best_key
        The best solution: machines, and keys that tell the order (see ``keep``).
    """

    moved: Array
    turned: Array
    numbers: Array
    chance: Array
    path: Array
    best_machine: Array
    best_key: Array


_ROW = int32[::1]
_GRID = int32[:, ::1]
SHOP = types.NamedUniTuple(_ROW, 5, Shop)
STATE = types.NamedTuple(
    (_ROW, _ROW, _GRID, _ROW, _ROW, *(_ROW,) * 8),
    State,
)
MEMORY = types.NamedTuple(
    (_GRID, _ROW, int64[::1], uint64[::1], _ROW, _ROW, float64[::1]), Memory
)
