"""Trees of cuts: a piece more, a piece less."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: PLR0913, PLR0917
# mypy: disable-error-code="return-value"

import numpy as np

from models3d.nesting.kernel.compiled import compiled, inlined
from models3d.nesting.kernel.layout import (
    ACT,
    ACTIVE,
    AXIS,
    FIRST,
    FREE,
    HIGH,
    LEVEL,
    NEXT,
    PARENT,
    POS,
    PREV,
    PRICE,
    ROOT,
    SPARE,
    SX,
    SY,
    TURNED,
    WIDE,
    Chance,
    Rows,
    State,
    X,
    Y,
)


@inlined
def draw(chance: Chance, below: int) -> int:
    """Return a number below ``below`` (xorshift64*, the same on every machine)."""
    state = chance[0]
    state ^= state >> np.uint64(12)
    state ^= state << np.uint64(25)
    state ^= state >> np.uint64(27)
    chance[0] = state
    high = (state * np.uint64(2685821657736338717)) >> np.uint64(33)
    return np.int64(high % np.uint64(below))


@inlined
def activate(s: State, v: int) -> None:
    """Note a node among those that are in use."""
    end = s.shape[1] - 1
    s[ACT, s[ACTIVE, end]] = v
    s[POS, v] = s[ACTIVE, end]
    s[ACTIVE, end] += 1


@inlined
def rest(s: State, v: int) -> None:
    """Take a node from those that are in use."""
    end = s.shape[1] - 1
    s[ACTIVE, end] -= 1
    last = s[ACT, s[ACTIVE, end]]
    s[ACT, s[POS, v]] = last
    s[POS, last] = s[POS, v]
    s[POS, v] = -1


@inlined
def attach(s: State, v: int, p: int) -> None:
    """Make a node the first child of another."""
    first = s[FIRST, p]
    s[PARENT, v], s[PREV, v], s[NEXT, v] = p, -1, first
    if first >= 0:
        s[PREV, first] = v
    s[FIRST, p] = v
    s[LEVEL, v] = s[LEVEL, p] + 1
    s[AXIS, v] = 1 - s[AXIS, p]
    s[ROOT, v] = s[ROOT, p]


@inlined
def detach(s: State, v: int) -> None:
    """Take a node from its parent."""
    p, before, after = s[PARENT, v], s[PREV, v], s[NEXT, v]
    if before >= 0:
        s[NEXT, before] = after
    else:
        s[FIRST, p] = after
    if after >= 0:
        s[PREV, after] = before
    s[PARENT, v] = -1


@compiled
def resize(s: State, v: int) -> None:
    """Measure a node and all above it anew."""
    while v >= 0:
        total = 0
        most = 0
        along, across = (Y, X) if s[AXIS, v] == 0 else (X, Y)
        c = s[FIRST, v]
        while c >= 0:
            total += s[along, c]
            most = max(most, s[across, c])
            c = s[NEXT, c]
        s[along, v], s[across, v] = total, most
        v = s[PARENT, v]


@compiled
def loosen(s: State, root: int, wide: int, high: int) -> None:
    """Note for every node of a sheet how much it may grow."""
    s[SX, root], s[SY, root] = wide - s[X, root], high - s[Y, root]
    v = s[FIRST, root]
    while v >= 0:
        p = s[PARENT, v]
        if s[AXIS, p] == 0:
            s[SY, v] = s[SY, p]
            s[SX, v] = s[SX, p] + s[X, p] - s[X, v]
        else:
            s[SX, v] = s[SX, p]
            s[SY, v] = s[SY, p] + s[Y, p] - s[Y, v]
        if s[FIRST, v] >= 0:
            v = s[FIRST, v]
            continue
        while v != root and s[NEXT, v] < 0:
            v = s[PARENT, v]
        v = -1 if v == root else s[NEXT, v]


@compiled
def insert(s: State, pieces: Rows, sheets: Rows, i: int, v: int, turned: int) -> None:
    """Put a piece beside a leaf, or among the children of another node."""
    n = pieces.shape[0]
    s[X, i] = pieces[i, HIGH if turned else WIDE]
    s[Y, i] = pieces[i, WIDE if turned else HIGH]
    s[TURNED, i] = turned
    s[FIRST, i] = -1
    if v >= n:
        attach(s, i, v)
        grown = v
    else:
        end = s.shape[1] - 1
        s[SPARE, end] -= 1
        u = s[FREE, s[SPARE, end]]
        s[FIRST, u] = -1
        p = s[PARENT, v]
        detach(s, v)
        attach(s, u, p)
        attach(s, v, u)
        attach(s, i, u)
        activate(s, u)
        grown = u
    activate(s, i)
    resize(s, grown)
    root = s[ROOT, i]
    kind = s[TURNED, root]
    loosen(s, root, sheets[kind, WIDE], sheets[kind, HIGH])


@compiled
def remove(s: State, n: int, sheets: Rows, used: Rows, i: int) -> None:
    """Take a piece out; nodes that hold nothing, or one piece only, go with it."""
    end = s.shape[1] - 1
    root = s[ROOT, i]
    p = s[PARENT, i]
    detach(s, i)
    rest(s, i)
    while p != root and s[FIRST, p] < 0:
        above = s[PARENT, p]
        detach(s, p)
        rest(s, p)
        s[FREE, s[SPARE, end]] = p
        s[SPARE, end] += 1
        p = above
    only = s[FIRST, p]
    if p != root and only < n and s[NEXT, only] < 0:
        above = s[PARENT, p]
        detach(s, only)
        detach(s, p)
        rest(s, p)
        s[FREE, s[SPARE, end]] = p
        s[SPARE, end] += 1
        attach(s, only, above)
        p = above
    kind = s[TURNED, root]
    if s[FIRST, root] < 0:
        rest(s, root)
        used[-1] -= sheets[kind, PRICE]
        used[kind] -= 1
        return
    resize(s, p)
    loosen(s, root, sheets[kind, WIDE], sheets[kind, HIGH])
