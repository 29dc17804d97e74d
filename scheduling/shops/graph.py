"""
The disjunctive graph of a solution: built, evaluated and changed by one operation.

Heads are computed along an order of the operations that respects the graph, tails
against it. A move changes that order only between the places it touches, and only what
stands behind (before) them gets a new head (tail).

References
----------
D. J. Pearce, P. H. J. Kelly, "A dynamic topological sort algorithm for directed acyclic
graphs", ACM J. Exp. Algorithmics 11, 2007, doi:10.1145/1187436.1210590.
"""

from __future__ import annotations

from numba import boolean, int32, int64, njit, void

from scheduling.shops.arrays import SHOP, STATE, Shop, State


@njit(int64(SHOP, STATE, int64), cache=True, nogil=True)
def sweep_heads(shop: Shop, state: State, since: int) -> int:
    """Compute the heads from an index of the order on; return the makespan."""
    order, head, duration = state.order, state.head, state.duration
    before, previous = shop.before, state.previous
    for index in range(since, len(order)):
        one = order[index]
        by_job, by_machine = before[one], previous[one]
        head[one] = max(
            head[by_job] + duration[by_job], head[by_machine] + duration[by_machine]
        )
    longest = 0
    for machine in range(len(state.held)):
        many = state.held[machine]
        if many:
            last = state.sequence[machine, many - 1]
            longest = max(longest, head[last] + duration[last])
    return longest


@njit(void(SHOP, STATE, int64), cache=True, nogil=True)
def sweep_tails(shop: Shop, state: State, until: int) -> None:
    """Compute the tails from an index of the order back to its beginning."""
    order, tail, duration = state.order, state.tail, state.duration
    after, following = shop.after, state.following
    for index in range(until, -1, -1):
        one = order[index]
        by_job, by_machine = after[one], following[one]
        tail[one] = max(
            tail[by_job] + duration[by_job], tail[by_machine] + duration[by_machine]
        )


@njit(int64(SHOP, STATE), cache=True, nogil=True)
def link(shop: Shop, state: State) -> int:  # noqa: C901 inner loops: calls would cost
    """
    Evaluate a solution whose machines, durations and sequences are set.

    Returns
    -------
    int
        Its makespan; -1 where it goes round in a circle.
    """
    many = len(state.order)
    for machine in range(len(state.held)):
        last = many
        for index in range(state.held[machine]):
            one = state.sequence[machine, index]
            state.place[one] = index
            state.previous[one] = last
            if last < many:
                state.following[last] = one
            last = one
        if last < many:
            state.following[last] = many
    filled = 0
    for one in range(many):
        waits = (shop.before[one] < many) + (state.previous[one] < many)
        state.marked[one] = waits
        if waits == 0:
            state.order[filled] = one
            filled += 1
    index = 0
    while index < filled:
        one = state.order[index]
        state.rank[one] = index
        index += 1
        for then in (shop.after[one], state.following[one]):
            if then < many:
                state.marked[then] -= 1
                if state.marked[then] == 0:
                    state.order[filled] = then
                    filled += 1
    state.marked[:] = 0
    if filled < many:
        return -1
    sweep_tails(shop, state, many - 1)
    return sweep_heads(shop, state, 0)


@njit(void(STATE, int32), cache=True, nogil=True)
def take_out(state: State, one: int) -> None:
    """Unlink an operation from the sequence of its machine."""
    none = len(state.order)
    machine = state.machine[one]
    state.held[machine] -= 1
    for index in range(state.place[one], state.held[machine]):
        then = state.sequence[machine, index + 1]
        state.sequence[machine, index] = then
        state.place[then] = index
    left, right = state.previous[one], state.following[one]
    if left < none:
        state.following[left] = right
    if right < none:
        state.previous[right] = left


@njit(void(STATE, int32, int32, int32, int32), cache=True, nogil=True)
def put_in(state: State, one: int, machine: int, duration: int, at: int) -> None:
    """Link an operation into the sequence of a machine at an index."""
    none = len(state.order)
    for index in range(state.held[machine], at, -1):
        then = state.sequence[machine, index - 1]
        state.sequence[machine, index] = then
        state.place[then] = index
    state.held[machine] += 1
    state.sequence[machine, at] = one
    state.place[one] = at
    left = state.sequence[machine, at - 1] if at > 0 else none
    right = state.sequence[machine, at + 1] if at + 1 < state.held[machine] else none
    state.previous[one] = left
    state.following[one] = right
    if left < none:
        state.following[left] = one
    if right < none:
        state.previous[right] = one
    state.machine[one] = machine
    state.duration[one] = duration


@njit(boolean(SHOP, STATE, int32, int64, int64), cache=True, nogil=True)
def _reorder(shop: Shop, state: State, one: int, since: int, until: int) -> bool:
    """Bring ``one`` and what waits for it behind the rest; False: it is a circle."""
    none = len(state.order)
    order, rank, marked, spare = state.order, state.rank, state.marked, state.spare
    left, right = state.previous[one], state.following[one]
    by_job, then_job = shop.before[one], shop.after[one]
    kept = since
    waiting = 0
    for index in range(since, until + 1):
        other = order[index]
        if other == one:
            continue
        if (
            other in (right, then_job)
            or marked[shop.before[other]]
            or marked[state.previous[other]]
        ):
            marked[other] = 1
            spare[waiting] = other
            waiting += 1
        else:
            spare[none - 1 - (kept - since)] = other
            kept += 1
    is_circle = bool(marked[left] or marked[by_job])
    for index in range(waiting):
        marked[spare[index]] = 0
    if is_circle:
        return False
    for index in range(kept - since):
        other = spare[none - 1 - index]
        order[since + index] = other
        rank[other] = since + index
    order[kept] = one
    rank[one] = kept
    for index in range(waiting):
        other = spare[index]
        order[kept + 1 + index] = other
        rank[other] = kept + 1 + index
    return True


@njit(int64(SHOP, STATE, int32, int32, int32, int32), cache=True, nogil=True)
def move(  # noqa: PLR0913, PLR0917 where it goes, in numbers
    shop: Shop, state: State, one: int, machine: int, duration: int, at: int
) -> int:
    """
    Move an operation to an index of a machine's sequence (itself taken out).

    Returns
    -------
    int
        The makespan then; -1 where it would go round in a circle: then nothing has
        changed.
    """
    none = len(state.order)
    old_machine, old_duration = state.machine[one], state.duration[one]
    old_place, old_rank = state.place[one], int64(state.rank[one])
    take_out(state, one)
    put_in(state, one, machine, duration, at)
    since = old_rank
    until = old_rank
    for other in (shop.before[one], state.previous[one]):
        if other < none:
            until = max(until, int64(state.rank[other]))
    for other in (shop.after[one], state.following[one]):
        if other < none:
            since = min(since, int64(state.rank[other]))
    if not _reorder(shop, state, one, since, until):
        take_out(state, one)
        put_in(state, one, old_machine, old_duration, old_place)
        return -1
    sweep_tails(shop, state, until)
    return sweep_heads(shop, state, since)
