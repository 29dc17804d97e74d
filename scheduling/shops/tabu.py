"""
Tabu search along a critical path: one move a round, the best that is not forbidden.

References
----------
M. Mastrolilli, L. M. Gambardella, doi:10.1002/(SICI)1099-1425(200001/02)3:1<3::AID-
JOS32>3.0.CO;2-Y (insertion on any machine); C. Y. Zhang et al., "A tabu search
algorithm with a new neighborhood structure for the job shop scheduling problem",
Computers & Operations Research 34(11), 2007, doi:10.1016/j.cor.2005.12.002 (N7).
"""

from __future__ import annotations

from numba import int64, njit, uint64, void

from scheduling.shops.arrays import (
    MEMORY,
    SHOP,
    STATE,
    TURNED_SLOTS,
    Memory,
    Shop,
    State,
)
from scheduling.shops.estimate import first_place, last_place, later, sooner
from scheduling.shops.graph import move

ROUND, BEST, BEST_ROUND, NOW, TURNED, MOVED, WIDTH = 0, 1, 2, 3, 4, 5, 6
_HASH = TURNED_SLOTS - 1
_FAR = 1 << 60
REACH = 40


@njit(int64(MEMORY, int64), cache=True, nogil=True)
def draw(memory: Memory, below: int) -> int:
    """Return a number by chance from 0 to ``below`` - 1 (xorshift64*)."""
    word = memory.chance[0]
    word ^= word >> uint64(12)
    word ^= word << uint64(25)
    word ^= word >> uint64(27)
    memory.chance[0] = word
    high: int = int64((word * uint64(0x2545F4914F6CDD1D)) >> uint64(33))
    return high % below


@njit(int64(SHOP, STATE, MEMORY), cache=True, nogil=True)
def critical_path(shop: Shop, state: State, memory: Memory) -> int:
    """Write a critical path, drawn by chance, from its end; return its length."""
    head, duration = state.head, state.duration
    none = len(state.order)
    longest = memory.numbers[NOW]
    one = none
    found = 0
    for machine in range(len(state.held)):
        many = state.held[machine]
        if many:
            last = state.sequence[machine, many - 1]
            if head[last] + duration[last] == longest:
                found += 1
                if found == 1 or draw(memory, found) == 0:
                    one = last
    length = 0
    while one < none:
        memory.path[length] = one
        length += 1
        start = head[one]
        left, prior = state.previous[one], shop.before[one]
        is_left = left < none and head[left] + duration[left] == start
        is_prior = prior < none and head[prior] + duration[prior] == start
        if is_left and is_prior:
            one = left if draw(memory, 2) else prior
        elif is_left:
            one = left
        elif is_prior:
            one = prior
        else:
            one = none
    return length


@njit(void(STATE, MEMORY, int64), cache=True, nogil=True)
def find_shared(state: State, memory: Memory, length: int) -> None:
    """
    Say of each operation of the path whether every critical path goes through it.

    Notes
    -----
    A critical path fills the time from 0 to the makespan without a gap, so an operation
    is on all of them unless another critical one is under way at the same time.
    """
    head, tail, duration = state.head, state.tail, state.duration
    longest = memory.numbers[NOW]
    path, shared, marked = memory.path, memory.shared, state.marked
    for index in range(length):
        shared[index] = 1
        marked[path[index]] = 1
    for one in range(len(state.order)):
        if head[one] + duration[one] + tail[one] == longest and not marked[one]:
            low, high = 0, length - 1  # the first that starts before one ends
            end = head[one] + duration[one]
            while low < high:
                middle = (low + high) >> 1
                if head[path[middle]] < end:
                    high = middle
                else:
                    low = middle + 1
            while low < length:
                other = path[low]
                if head[other] + duration[other] <= head[one]:
                    break
                shared[low] = 0
                low += 1
    for index in range(length):
        marked[path[index]] = 0


@njit(int64(int64, int64), cache=True, nogil=True)
def pair(first: int, second: int) -> int:
    """Slot of a pair of operations in the memory of turned pairs."""
    return (first * 2654435761 + second * 40503) & _HASH


@njit(void(STATE, MEMORY), cache=True, nogil=True)
def keep(state: State, memory: Memory) -> None:
    """
    Copy the solution as the best: its machines, and a key by operation.

    Notes
    -----
    The key is the middle of the time in which an operation may move, twice, with the
    rank as a fraction. It grows along every chain of the graph, so any weighted mean of
    the keys of two solutions orders a solution again, and what both agree on it keeps.
    """
    none = len(state.order)
    numbers = memory.numbers
    numbers[BEST] = numbers[NOW]
    numbers[BEST_ROUND] = numbers[ROUND]
    for one in range(none):
        memory.best_machine[one] = state.machine[one]
        memory.best_key[one] = (
            state.head[one]
            - state.tail[one]
            - state.duration[one]
            + state.rank[one] / (2.0 * none)
        )


@njit(int64(SHOP, STATE, MEMORY, int64, int64), cache=True, nogil=True)
def search(  # noqa: C901, PLR0912, PLR0915 as functions it took 2.5 times as long
    shop: Shop, state: State, memory: Memory, rounds: int, patience: int
) -> int:
    """
    Make up to ``rounds`` moves; stop after ``patience`` rounds without a better best.

    Returns
    -------
    int
        The rounds made.
    """
    none = len(state.order)
    numbers = memory.numbers
    head, tail, duration = state.head, state.tail, state.duration
    path = memory.path
    done = 0
    while done < rounds:
        if numbers[ROUND] - numbers[BEST_ROUND] > patience:
            break
        done += 1
        numbers[ROUND] += 1
        now = numbers[ROUND]
        length = critical_path(shop, state, memory)
        find_shared(state, memory, length)
        best_value = _FAR
        best_ties = 0
        best_one = -1
        best_machine = 0
        best_duration = 0
        best_at = 0
        other_seen = 0
        other_one = -1
        other_machine = 0
        other_duration = 0
        other_at = 0
        ways = 0
        for index in range(length):
            one = path[index]
            ways += shop.first_way[one + 1] - shop.first_way[one] - 1
        # of very many ways only some are looked at, other ones each round
        stride = 1 + ways // numbers[WIDTH]
        offset = draw(memory, stride) if stride > 1 else 0
        low = 0
        while low < length:  # a block of the path: low is its last operation
            machine = state.machine[path[low]]
            high = low
            while high + 1 < length and state.previous[path[high]] == path[high + 1]:
                high += 1
            block_first = int64(state.place[path[high]])
            block_last = int64(state.place[path[low]])
            row = state.sequence[machine]
            for index in range(low, high + 1):
                one = path[index]
                at = int64(state.place[one])
                floor = 0 if memory.shared[index] else numbers[NOW]
                # within the block
                if at < block_last:
                    then = shop.after[one]
                    bar = int64(tail[then])
                    top = min(block_last, at + REACH)
                    while top > at and (
                        row[top] == then
                        or (then < none and tail[row[top]] + duration[row[top]] <= bar)
                    ):
                        top -= 1
                    bottom = top
                    if at == block_first:
                        bottom = at + 1
                    to = top
                    while to >= bottom and to > at:
                        value = later(shop, state, one, to)
                        value = (max(value, floor) << 32) + value
                        forbidden = (
                            memory.turned[pair(row[to], one)] > now
                            or memory.turned[pair(row[at + 1], one)] > now
                        )
                        if forbidden and (value >> 32) >= numbers[BEST]:
                            other_seen += 1
                            if draw(memory, other_seen) == 0:
                                other_one = one
                                other_machine = machine
                                other_duration = duration[one]
                                other_at = to
                        elif value <= best_value:
                            if value < best_value:
                                best_ties = 0
                            best_ties += 1
                            if best_ties == 1 or draw(memory, best_ties) == 0:
                                best_value = value
                                best_one = one
                                best_machine = machine
                                best_duration = duration[one]
                                best_at = to
                        to -= 1
                if at > block_first:
                    prior = shop.before[one]
                    bar = int64(head[prior])
                    bottom = max(block_first, at - REACH)
                    while bottom < at and (
                        row[bottom] == prior
                        or (
                            prior < none
                            and head[row[bottom]] + duration[row[bottom]] <= bar
                        )
                    ):
                        bottom += 1
                    top = bottom
                    if at == block_last:
                        top = at - 2  # the swap is seen from the other side
                    to = bottom
                    while to <= top and to < at:
                        value = sooner(shop, state, one, to)
                        value = (max(value, floor) << 32) + value
                        forbidden = (
                            memory.turned[pair(one, row[to])] > now
                            or memory.turned[pair(one, row[at - 1])] > now
                        )
                        if forbidden and (value >> 32) >= numbers[BEST]:
                            other_seen += 1
                            if draw(memory, other_seen) == 0:
                                other_one = one
                                other_machine = machine
                                other_duration = duration[one]
                                other_at = to
                        elif value <= best_value:
                            if value < best_value:
                                best_ties = 0
                            best_ties += 1
                            if best_ties == 1 or draw(memory, best_ties) == 0:
                                best_value = value
                                best_one = one
                                best_machine = machine
                                best_duration = duration[one]
                                best_at = to
                        to += 1
                if (index + offset) % stride:
                    continue
                # to other machines
                prior, then = shop.before[one], shop.after[one]
                ready = int64(head[prior] + duration[prior])
                rest = int64(tail[then] + duration[then])
                left, right = state.previous[one], state.following[one]
                floor = max(
                    floor,
                    int64(head[left] + duration[left] + duration[right] + tail[right]),
                )
                for way in range(shop.first_way[one], shop.first_way[one + 1]):
                    other = shop.way_machine[way]
                    if other == machine:
                        continue
                    long = shop.way_duration[way]
                    least = ready + long + rest
                    least = (max(least, floor) << 32) + least
                    forbidden = memory.moved[one, other] > now
                    if least > best_value and not forbidden:
                        continue
                    first = first_place(shop, state, one, other)
                    last = max(first, last_place(shop, state, one, other))
                    goal = state.sequence[other]
                    for to in range(first, last + 1):
                        start = ready
                        if to > 0:
                            left = goal[to - 1]
                            start = max(start, int64(head[left] + duration[left]))
                        follow = rest
                        if to < state.held[other]:
                            right = goal[to]
                            follow = max(follow, int64(tail[right] + duration[right]))
                        value = start + long + follow
                        value = (max(value, floor) << 32) + value
                        if forbidden and (value >> 32) >= numbers[BEST]:
                            other_seen += 1
                            if draw(memory, other_seen) == 0:
                                other_one = one
                                other_machine = other
                                other_duration = long
                                other_at = to
                        elif value <= best_value:
                            if value < best_value:
                                best_ties = 0
                            best_ties += 1
                            if best_ties == 1 or draw(memory, best_ties) == 0:
                                best_value = value
                                best_one = one
                                best_machine = other
                                best_duration = long
                                best_at = to
            low = high + 1
        if best_one < 0:
            best_one = other_one
            best_machine = other_machine
            best_duration = other_duration
            best_at = other_at
        if best_one < 0 and stride > 1:
            continue  # other ways will be looked at
        if best_one < 0:
            # every move is closed: a single job or one machine each; nothing to do
            numbers[BEST_ROUND] = now - patience - 1
            break
        old_machine = state.machine[best_one]
        if old_machine == best_machine:
            tenure = numbers[TURNED] + draw(memory, numbers[TURNED])
            row = state.sequence[old_machine]
            at = int64(state.place[best_one])
            for index in range(at + 1, best_at + 1):
                memory.turned[pair(best_one, row[index])] = now + tenure
            for index in range(best_at, at):
                memory.turned[pair(row[index], best_one)] = now + tenure
        else:
            tenure = numbers[MOVED] + draw(memory, numbers[MOVED])
            memory.moved[best_one, old_machine] = now + tenure
        made = move(shop, state, best_one, best_machine, best_duration, best_at)
        if made < 0:
            continue
        numbers[NOW] = made
        if made < numbers[BEST]:
            keep(state, memory)
    return done
