"""Ruin and recreate towards plans that cost less than the best."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: C901, PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

import numpy as np

from models3d.nesting.kernel.compiled import compiled
from models3d.nesting.kernel.layout import (
    ACT,
    ACTIVE,
    AREA,
    FIRST,
    HIGH,
    LEVEL,
    NEXT,
    PARENT,
    POS,
    ROOT,
    WIDE,
    Chance,
    Reals,
    Rows,
    State,
)
from models3d.nesting.kernel.places import open_sheet, place
from models3d.nesting.kernel.tree import draw, remove


@compiled
def recreate(
    s: State,
    pieces: Rows,
    sheets: Rows,
    used: Rows,
    blink: int,
    noise: int,
    stages: int,
    first: int,
    budget: int,
    chance: Chance,
    ramp: Reals,
) -> float:
    """Put back what lies outside; return the area that found no place."""
    n = pieces.shape[0]
    out = np.zeros(n, dtype=np.int64)
    keys = np.zeros(n, dtype=np.float64)
    count = 0
    rule = draw(chance, 8)
    for i in range(n):
        if s[PARENT, i] >= 0:
            continue
        w, h = float(pieces[i, WIDE]), float(pieces[i, HIGH])
        if rule < 3:
            key = w * h
        elif rule == 3:
            key = h
        elif rule == 4:
            key = w
        elif rule == 5:
            key = max(w, h)
        elif rule == 6:
            key = w + h
        else:
            key = 1.0
        key *= 1.0 + noise * draw(chance, 1000) / 1_000_000.0
        k = count
        while k > 0 and keys[k - 1] < key:
            keys[k], out[k] = keys[k - 1], out[k - 1]
            k -= 1
        keys[k], out[k] = key, i
        count += 1
    weights = np.ones(4)
    weights[0] = ramp[draw(chance, ramp.shape[0])]
    left = 0.0
    for k in range(count):
        i = out[k]
        if place(s, pieces, sheets, i, stages, weights, blink, chance):
            continue
        if open_sheet(s, pieces, sheets, used, i, first, budget, chance):
            continue
        left += pieces[i, AREA]
    return left


@compiled
def take_under(s: State, n: int, sheets: Rows, used: Rows, v: int, taken: Rows) -> None:
    """Take out every piece under a node."""
    if v < n:
        remove(s, n, sheets, used, v)
        return
    count = 0
    u = v
    while True:
        if s[FIRST, u] >= 0:
            u = s[FIRST, u]
            continue
        taken[count] = u
        count += 1
        while u != v and s[NEXT, u] < 0:
            u = s[PARENT, u]
        if u == v:
            break
        u = s[NEXT, u]
    for k in range(count):
        remove(s, n, sheets, used, taken[k])


@compiled
def ruin(
    s: State, n: int, sheets: Rows, used: Rows, size: int, chance: Chance, taken: Rows
) -> None:
    """Take pieces out of a few sheets: all of one, or a branch here and there."""
    end = s.shape[1] - 1
    for _ in range(1 + draw(chance, size)):
        if s[ACTIVE, end] == 0:
            return
        root = s[ROOT, s[ACT, draw(chance, s[ACTIVE, end])]]
        if draw(chance, 4) == 0:
            take_under(s, n, sheets, used, root, taken)
            continue
        for _ in range(1 + draw(chance, 3)):
            v = root
            depth = 1 + draw(chance, 3)
            while depth > 0 and s[FIRST, v] >= 0:
                c = s[FIRST, v]
                children = 0
                while c >= 0:
                    children += 1
                    c = s[NEXT, c]
                skip = draw(chance, children)
                v = s[FIRST, v]
                for _ in range(skip):
                    v = s[NEXT, v]
                depth -= 1
            take_under(s, n, sheets, used, v, taken)
            if s[POS, root] < 0:
                break


@compiled
def drop(
    s: State,
    pieces: Rows,
    sheets: Rows,
    used: Rows,
    budget: int,
    taken: Rows,
    chance: Chance,
) -> None:
    """Give up the sheets that hold least until the rest costs no more than may be."""
    n = pieces.shape[0]
    held = np.zeros(s.shape[1], dtype=np.float64)
    while used[-1] > budget:
        held[:] = 0.0
        for i in range(n):
            if s[PARENT, i] >= 0:
                held[s[ROOT, i]] += pieces[i, AREA]
        least, chosen = np.inf, -1
        for root in range(n, s.shape[1] - 1):
            if held[root] > 0 and s[LEVEL, root] == 0:
                worth = held[root] * (900 + draw(chance, 200))
                if worth < least:
                    least, chosen = worth, root
        take_under(s, n, sheets, used, chosen, taken)


@compiled
def search(
    s: State,
    best: State,
    pieces: Rows,
    sheets: Rows,
    used: Rows,
    best_used: Rows,
    past: Reals,
    goal: Rows,
    setting: Rows,
    iterations: int,
    chance: Chance,
    ramp: Reals,
) -> int:
    """
    Ruin and recreate; return the iterations done.

    ``best`` is a whole plan after the first success, or the nearest to one before.
    """
    n = pieces.shape[0]
    stages, first, size, blink = setting[0], setting[1], setting[2], setting[3]
    noise = setting[4]
    taken = np.zeros(n, dtype=np.int64)
    trial, trial_used = s.copy(), used.copy()
    # past: how much the plan leaves out now, at best, then the history.
    length = past.shape[0] - 3
    for done in range(iterations):
        if goal[1] <= goal[0]:
            return done
        budget = goal[1] - 1
        ruin(trial, n, sheets, trial_used, size, chance, taken)
        left = recreate(
            trial,
            pieces,
            sheets,
            trial_used,
            blink,
            noise,
            stages,
            first,
            budget,
            chance,
            ramp,
        )
        slot = 3 + int(past[2]) % length
        past[2] += 1
        if left <= past[0] or left <= past[slot]:
            s[:] = trial
            used[:] = trial_used
            past[0] = left
            if left == 0.0:
                best[:] = s
                best_used[:] = used
                goal[1] = used[-1]
                drop(s, pieces, sheets, used, goal[1] - 1, taken, chance)
                left = 0.0
                for i in range(n):
                    if s[PARENT, i] < 0:
                        left += pieces[i, AREA]
                past[:] = left
                past[2] = 0
                trial[:] = s
                trial_used[:] = used
        else:
            trial[:] = s
            trial_used[:] = used
        past[slot] = min(past[slot], past[0])
    return iterations
