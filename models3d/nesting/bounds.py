"""How many sheets no plan can do without."""

from collections.abc import Iterator
from math import ceil

import numpy as np
from numpy.typing import NDArray

from models3d.nesting.problem import Problem

_Sizes = NDArray[np.int64]
_MAX_STEPS = 150
"""Thresholds that are tried along a side; more of them hardly ever prove more."""
_ROUNDINGS = 30


def area_bound(problem: Problem) -> int:
    """
    Return how many sheets the area alone asks for.

    Notes
    -----
    With several sizes the largest fill up first, as many as there are. Kerf counts: a
    piece and the cut behind it take room together (``lower_bound`` says why).
    """
    kerf = problem.cutting.kerf
    wanted = sum(
        (piece.width + kerf) * (piece.height + kerf) * piece.count
        for piece in problem.pieces
    )
    sheets = 0
    rooms = sorted(
        ((_room(problem, n), problem.sheets[n].count) for n in _kinds(problem)),
        key=lambda room: -room[0],
    )
    for area, count in rooms:
        needed = -(-wanted // area)
        if count is None or needed <= count:
            return sheets + needed
        sheets, wanted = sheets + count, wanted - count * area
    return sheets


def cost_bound(problem: Problem) -> int:
    """Return what the cheapest sheets for the pieces' area cost at least."""
    kerf = problem.cutting.kerf
    wanted = float(
        sum(
            (piece.width + kerf) * (piece.height + kerf) * piece.count
            for piece in problem.pieces
        )
    )
    cost = 0.0
    kinds = sorted(
        (problem.sheets[n].cost / _room(problem, n), n) for n in _kinds(problem)
    )
    for rate, n in kinds:
        count = problem.sheets[n].count
        area = wanted if count is None else min(wanted, count * _room(problem, n))
        cost, wanted = cost + rate * area, wanted - area
    return ceil(cost * (1 - 1e-12))


def lower_bound(problem: Problem) -> int:
    """
    Return a number of sheets that no plan can go below.

    Notes
    -----
    A dual feasible function keeps the sum of any sizes that fit beside one another
    within the side they fit on; so the products of a function of the widths and one
    of the heights add up to no more than a sheet's (see References). Enlarging pieces
    and sheets by the kerf makes sizes that are cut from one side add up exactly.

    With several sizes, or where pieces may turn, the area bound stands alone.

    References
    ----------
    Fekete and Schepers, "New classes of fast lower bounds for bin packing problems",
    doi:10.1007/s101070100243; Carlier, Clautiaux and Moukrim, "New reduction
    procedures and lower bounds for the two-dimensional bin packing problem with fixed
    orientation", doi:10.1016/j.cor.2005.08.012.
    """
    bound = area_bound(problem)
    if len(problem.sheets) > 1 or any(piece.may_turn for piece in problem.pieces):
        return bound
    kerf = problem.cutting.kerf
    wide, high = (side + kerf for side in problem.usable(problem.sheets[0]))
    widths = np.array([piece.width + kerf for piece in problem.pieces], dtype=np.int64)
    heights = np.array([p.height + kerf for p in problem.pieces], dtype=np.int64)
    counts = np.array([float(piece.count) for piece in problem.pieces])
    by_width = np.array(list(_functions(widths, wide)))
    by_height = np.array(list(_functions(heights, high)))
    sums = (by_width * counts) @ by_height.T
    # Sums of fractions: what rounding may have added proves nothing.
    return max(bound, ceil(float(sums.max()) - 1e-6))


def _functions(sizes: _Sizes, side: int) -> Iterator[NDArray[np.float64]]:
    """Yield dual feasible functions of the sizes, each as shares of the side."""
    yield sizes / side
    steps = np.unique(np.concatenate([sizes, side - sizes]))
    steps = steps[(steps > 0) & (2 * steps <= side)]
    if len(steps) > _MAX_STEPS:
        steps = steps[np.linspace(0, len(steps) - 1, _MAX_STEPS).astype(np.int64)]
    for step in steps.tolist():
        yield np.where(sizes > side - step, side, np.where(sizes < step, 0, sizes)) / (
            side
        )
        whole = side // step
        large = 2 * (whole - (side - sizes) // step)
        half = np.where(2 * sizes == side, whole, 2 * (sizes // step))
        yield np.where(2 * sizes > side, large, half) / (2 * whole)
    for k in range(1, _ROUNDINGS):
        scaled = (k + 1) * sizes
        yield np.where(scaled % side == 0, k * sizes / side, scaled // side) / k


def _kinds(problem: Problem) -> list[int]:
    return [
        n
        for n, sheet in enumerate(problem.sheets)
        if sheet.count != 0 and min(problem.usable(sheet)) > 0
    ]


def _room(problem: Problem, kind: int) -> int:
    wide, high = problem.usable(problem.sheets[kind])
    return (wide + problem.cutting.kerf) * (high + problem.cutting.kerf)
