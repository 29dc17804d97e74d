"""Where a piece costs least, and sheets to begin."""

# Compiled loops over arrays: a call or an object would cost, records have no types.
# ruff: noqa: PLR0913, PLR0917
# mypy: disable-error-code="no-any-return"

import numpy as np

from models3d.nesting.kernel.compiled import compiled
from models3d.nesting.kernel.layout import (
    ACT,
    ACTIVE,
    AXIS,
    FIRST,
    HIGH,
    LEVEL,
    MAY_TURN,
    PARENT,
    POS,
    PRICE,
    ROOT,
    STOCK,
    SX,
    SY,
    TURNED,
    WIDE,
    Chance,
    Reals,
    Rows,
    State,
    X,
    Y,
)
from models3d.nesting.kernel.tree import activate, draw, insert

_EITHER_FIRST = 2


@compiled
def growth(s: State, sheets: Rows, v: int, w: int, h: int, weights: Reals) -> float:
    """Return what a piece beside ``v`` costs: area by which the nodes above grow."""
    old_x, old_y = s[X, v], s[Y, v]
    if s[AXIS, v] == 0:
        new_x, new_y = max(old_x, w), old_y + h
    else:
        new_x, new_y = old_x + w, max(old_y, h)
    cost = 0.0
    while True:
        p = s[PARENT, v]
        if p < 0:
            # What a root grows by is taken from the sheet in its whole width.
            kind = s[TURNED, v]
            if s[AXIS, v] == 0:
                return cost + weights[0] * (new_y - old_y) * sheets[kind, WIDE]
            return cost + weights[0] * (new_x - old_x) * sheets[kind, HIGH]
        level = min(s[LEVEL, v], 3)
        cost += weights[level] * (float(new_x) * new_y - float(old_x) * old_y)
        grown_x, grown_y = new_x - old_x, new_y - old_y
        old_x, old_y = s[X, p], s[Y, p]
        if s[AXIS, p] == 0:
            new_y = old_y + grown_y
            new_x = max(old_x, s[X, v] + grown_x)
        else:
            new_x = old_x + grown_x
            new_y = max(old_y, s[Y, v] + grown_y)
        if new_x == old_x and new_y == old_y:
            return cost
        v = p


@compiled
def place(
    s: State,
    pieces: Rows,
    sheets: Rows,
    i: int,
    stages: int,
    weights: Reals,
    blink: int,
    chance: Chance,
) -> bool:
    """Put a piece where it costs least; False where no open sheet has room."""
    n = pieces.shape[0]
    end = s.shape[1] - 1
    best, best_v, best_turned = np.inf, -1, 0
    for turned in range(2 if pieces[i, MAY_TURN] else 1):
        w = pieces[i, HIGH if turned else WIDE]
        h = pieces[i, WIDE if turned else HIGH]
        for k in range(s[ACTIVE, end]):
            v = s[ACT, k]
            if s[AXIS, v] == 0:
                if h > s[SY, v] or w > s[X, v] + s[SX, v]:
                    continue
            elif w > s[SX, v] or h > s[Y, v] + s[SY, v]:
                continue
            if v < n and s[LEVEL, v] >= stages:
                continue
            if draw(chance, 1000) < blink:
                continue
            cost = growth(s, sheets, v, w, h, weights)
            if cost < best:
                best, best_v, best_turned = cost, v, turned
    if best_v < 0:
        return False
    insert(s, pieces, sheets, i, best_v, best_turned)
    return True


@compiled
def open_sheet(
    s: State,
    pieces: Rows,
    sheets: Rows,
    used: Rows,
    i: int,
    first: int,
    budget: int,
    chance: Chance,
) -> bool:
    """Begin a sheet with a piece; False where none may be had for what is left."""
    n = pieces.shape[0]
    kinds = sheets.shape[0]
    chosen, best, turn = -1, np.inf, 0
    for kind in range(kinds):
        if used[kind] >= sheets[kind, STOCK]:
            continue
        if used[-1] + sheets[kind, PRICE] > budget:
            continue
        fits = (
            pieces[i, WIDE] <= sheets[kind, WIDE]
            and pieces[i, HIGH] <= sheets[kind, HIGH]
        )
        fits_turned = (
            pieces[i, MAY_TURN]
            and pieces[i, HIGH] <= sheets[kind, WIDE]
            and pieces[i, WIDE] <= sheets[kind, HIGH]
        )
        if not fits and not fits_turned:
            continue
        # By price for area, shaken so that every kind has its turn.
        worth = (
            sheets[kind, PRICE]
            / (float(sheets[kind, WIDE]) * sheets[kind, HIGH])
            * (500 + draw(chance, 1000))
        )
        if worth < best:
            best, chosen = worth, kind
            turn = 1 if not fits or (fits_turned and draw(chance, 2)) else 0
    if chosen < 0:
        return False
    root = n
    while s[POS, root] >= 0:
        root += 1
    s[PARENT, root], s[FIRST, root], s[ROOT, root] = -1, -1, root
    s[LEVEL, root], s[TURNED, root] = 0, chosen
    s[AXIS, root] = draw(chance, 2) if first == _EITHER_FIRST else first
    s[X, root] = s[Y, root] = 0
    activate(s, root)
    used[-1] += sheets[chosen, PRICE]
    used[chosen] += 1
    insert(s, pieces, sheets, i, root, turn)
    return True
