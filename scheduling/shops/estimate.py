"""
What a move would cost, without making it.

A move within a machine is estimated by new heads and tails along the part of the
sequence that it turns round; a move to another machine by the longest way through the
operation at its new place. Both take what lies outside as it is, so they are estimates:
the truth is computed when the move is made.

References
----------
E. Balas, A. Vazacopoulos, "Guided local search with shifting bottleneck for job shop
scheduling", Management Science 44(2), 1998, doi:10.1287/mnsc.44.2.262.
M. Mastrolilli, L. M. Gambardella, "Effective neighbourhood functions for the flexible
job shop problem", J. Scheduling 3(1), 2000,
doi:10.1002/(SICI)1099-1425(200001/02)3:1<3::AID-JOS32>3.0.CO;2-Y.
"""

from __future__ import annotations

from numba import int32, int64, njit

from scheduling.shops.arrays import SHOP, STATE, Shop, State


@njit(int64(SHOP, STATE, int32, int64), cache=True, nogil=True)
def later(shop: Shop, state: State, one: int, to: int) -> int:
    """Longest way through the part turned when ``one`` goes behind index ``to``."""
    before, after = shop.before, shop.after
    head, tail, duration = state.head, state.tail, state.duration
    row = state.sequence[state.machine[one]]
    at = state.place[one]
    left = state.previous[one]
    end = int64(head[left] + duration[left])
    for index in range(at + 1, to + 1):
        other = row[index]
        prior = before[other]
        start = max(int64(head[prior] + duration[prior]), end)
        state.spare[index] = start
        end = start + duration[other]
    prior, then = before[one], after[one]
    start = max(int64(head[prior] + duration[prior]), end)
    right = state.following[row[to]]
    rest = max(int64(tail[then] + duration[then]), int64(tail[right] + duration[right]))
    longest = start + duration[one] + rest
    rest += duration[one]
    for index in range(to, at, -1):
        other = row[index]
        then = after[other]
        rest = max(int64(tail[then] + duration[then]), rest) + duration[other]
        longest = max(longest, state.spare[index] + rest)
    made: int = int64(longest)
    return made


@njit(int64(SHOP, STATE, int32, int64), cache=True, nogil=True)
def sooner(shop: Shop, state: State, one: int, to: int) -> int:
    """Longest way through the part turned when ``one`` goes before index ``to``."""
    before, after = shop.before, shop.after
    head, tail, duration = state.head, state.tail, state.duration
    row = state.sequence[state.machine[one]]
    at = state.place[one]
    right = state.following[one]
    rest = int64(tail[right] + duration[right])
    for index in range(at - 1, to - 1, -1):
        other = row[index]
        then = after[other]
        rest = max(int64(tail[then] + duration[then]), rest)
        state.spare[index] = rest
        rest += duration[other]
    prior, then = before[one], after[one]
    rest = max(int64(tail[then] + duration[then]), rest)
    left = state.previous[row[to]]
    end = max(int64(head[prior] + duration[prior]), int64(head[left] + duration[left]))
    end += duration[one]
    longest = end + rest
    for index in range(to, at):
        other = row[index]
        prior = before[other]
        end = max(int64(head[prior] + duration[prior]), end) + duration[other]
        longest = max(longest, end + state.spare[index])
    made: int = int64(longest)
    return made


@njit(int64(SHOP, STATE, int32, int32), cache=True, nogil=True)
def first_place(shop: Shop, state: State, one: int, machine: int) -> int:
    """
    First index of another machine's sequence where ``one`` may go in.

    Notes
    -----
    From it to :func:`last_place` lie an optimal place and only places that make no
    circle (theorem of Mastrolilli and Gambardella): behind everything that ends before
    ``one`` is ready, and before everything that must be followed by less than it. First
    after last: any place between serves, and ``one`` then waits for nobody.
    """
    head, duration = state.head, state.duration
    row = state.sequence[machine]
    prior = shop.before[one]
    ready = head[prior] + duration[prior]
    low, high = 0, state.held[machine]
    while low < high:
        middle = (low + high) >> 1
        other = row[middle]
        if head[other] + duration[other] > ready:
            high = middle
        else:
            low = middle + 1
    found: int = low
    return found


@njit(int64(SHOP, STATE, int32, int32), cache=True, nogil=True)
def last_place(shop: Shop, state: State, one: int, machine: int) -> int:
    """Last index of another machine's sequence where ``one`` may go in."""
    tail, duration = state.tail, state.duration
    row = state.sequence[machine]
    then = shop.after[one]
    rest = tail[then] + duration[then]
    low, high = 0, state.held[machine]
    while low < high:
        middle = (low + high) >> 1
        other = row[middle]
        if tail[other] + duration[other] > rest:
            low = middle + 1
        else:
            high = middle
    found: int = low
    return found
