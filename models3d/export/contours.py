"""
Outlines of the region where a field on a grid of pixels is positive.

References
----------
W. E. Lorensen, H. E. Cline, Marching cubes (1987), in the plane; D. H. Douglas,
T. K. Peucker, Algorithms for the reduction of the number of points (1973).
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

# Sides of a cell, clockwise: top, right, bottom, left; corner k begins side k.
_CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))


def _passages() -> list[list[tuple[int, int]]]:
    """Return sides where the outline enters and leaves, by which corners are inside."""
    table = []
    for code in range(16):
        inside = [bool(code >> corner & 1) for corner in range(4)]
        entries = [k for k in range(4) if not inside[k] and inside[(k + 1) % 4]]
        pairs = []
        for entry in entries:
            leave = next(
                side % 4
                for side in range(entry + 1, entry + 5)
                if inside[side % 4] and not inside[(side + 1) % 4]
            )
            pairs.append((leave, entry))
        table.append(pairs)
    return table


_PASSAGES = _passages()


def outlines(field: Reals, tolerance: float, least_area: float) -> list[Reals]:
    """
    Return closed outlines as (n, 2) points (x, y), where pixel (0, 0) is at (0, 0).

    Parameters
    ----------
    tolerance
        How far a simplified outline may run beside the exact one, in pixels.
    least_area
        Smaller islands and holes are left out, in square pixels.
    """
    padded = np.pad(field, 1, constant_values=-1.0)
    starts, ends = _steps(padded > 0)
    following = dict(zip(starts.tolist(), ends.tolist(), strict=True))
    loops = []
    while following:
        first, side = following.popitem()
        loop = [first]
        while side != first:
            loop.append(side)
            side = following.pop(side)
        points = _crossings(padded, np.array(loop)) - 1
        if abs(_area(points)) >= least_area:
            loops.append(points)
    return [loop for loop in _simplified(loops, tolerance) if len(loop) > 2]


def _steps(inside: npt.NDArray[np.bool_]) -> tuple[Whole, Whole]:
    """Return where each piece of outline begins and ends: numbers of grid lines."""
    height, width = inside.shape
    code = np.zeros((height - 1, width - 1), np.int64)
    for k, (y, x) in enumerate(_CORNERS):
        code += inside[y : height - 1 + y, x : width - 1 + x] * (1 << k)
    rows, columns = np.nonzero((code > 0) & (code < 15))
    codes = code[rows, columns]
    starts, ends = [], []
    for number in range(1, 15):
        here = codes == number
        base = (rows[here] * width + columns[here]) * 2
        sides = (base, base + 3, base + 2 * width, base + 1)
        for leave, entry in _PASSAGES[number]:
            starts.append(sides[leave])
            ends.append(sides[entry])
    return np.concatenate(starts), np.concatenate(ends)


def _crossings(field: Reals, sides: Whole) -> Reals:
    """Return where the field is 0 on grid lines: even ones run right, odd ones down."""
    spots, is_down = sides // 2, sides % 2
    y, x = spots // field.shape[1], spots % field.shape[1]
    here, there = field[y, x], field[y + is_down, x + 1 - is_down]
    share = here / (here - there)
    return np.stack([x + share * (1 - is_down), y + share * is_down], axis=1)


def _area(points: Reals) -> float:
    x, y = points.T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def _simplified(loops: list[Reals], tolerance: float) -> list[Reals]:
    """
    Keep the points that each loop needs, beginning at two far ones.

    Notes
    -----
    Every stretch of every loop is halved at its farthest point at once, until none
    runs farther beside its chord than ``tolerance``.
    """
    if not loops:
        return []
    line = np.concatenate([np.concatenate([loop, loop[:1]]) for loop in loops])
    starts = np.cumsum([0, *(len(loop) + 1 for loop in loops)])
    keep = np.zeros(len(line), bool)
    keep[starts[:-1]] = keep[starts[1:] - 1] = True
    far = [int(np.abs(loop - loop[0]).sum(axis=1).argmax()) for loop in loops]
    keep[starts[:-1] + far] = True
    while True:
        worst = _farthest(line, np.flatnonzero(keep), tolerance)
        if not len(worst):
            break
        keep[worst] = True
    return [
        line[start : end - 1][keep[start : end - 1]]
        for start, end in pairwise(starts.tolist())
    ]


def _farthest(line: Reals, kept: Whole, tolerance: float) -> Whole:
    """Return the farthest point of each stretch that strays from its chord."""
    lengths = np.diff(kept)
    begin = np.repeat(line[kept[:-1]], lengths, axis=0)
    along = np.repeat(np.diff(line[kept], axis=0), lengths, axis=0)
    away = line[:-1] - begin
    size = np.hypot(along[:, 0], along[:, 1])
    beside = np.abs(away[:, 0] * along[:, 1] - away[:, 1] * along[:, 0])
    beside = beside / np.maximum(size, 1e-9)
    most = np.maximum.reduceat(beside, kept[:-1])
    is_worst = (beside == np.repeat(most, lengths)) & (beside > tolerance)
    spots = np.flatnonzero(is_worst)
    _, first = np.unique(np.searchsorted(kept, spots, side="right"), return_index=True)
    return np.asarray(spots[first])
