"""Which parts would be in the same place."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from models3d.assembly import MeshShape, Part
from models3d.cuts import Groove, Machining
from models3d.findings import Overlap
from models3d.machining import cut_box
from models3d.rotation import matrix

TOLERANCE_DMM = 1
"""Depth to which two parts may reach into one another: 0.1 mm."""

Floats = npt.NDArray[np.float64]


def box_around(part: Part) -> tuple[Floats, Floats, bool]:
    """Return centre, half size of the upright box around it, and if it is turned."""
    half = np.array(part.size_dmm) / 2
    centre = np.array(part.place.low_dmm) + half
    is_turned = any(part.place.turn_mdeg)
    if is_turned:
        half = np.abs(matrix(part.place.turn_mdeg)) @ half
    return centre, half, is_turned


def overlaps(
    parts: Sequence[Part],
    cuts_of: Callable[[Part], Sequence[Machining]],
) -> Iterator[Overlap]:
    """
    Yield every two parts that would be in the same place.

    Parameters
    ----------
    cuts_of
        What is taken out of a part: what sits in a groove is in nobody's way.
    """
    solid = [part for part in parts if _is_solid(part)]
    if not solid:
        return
    boxes = [box_around(part) for part in solid]
    centres = np.array([box[0] for box in boxes])
    halves = np.array([box[1] for box in boxes])
    distance = np.abs(centres[:, None] - centres[None])
    depth = (halves[:, None] + halves[None] - distance).min(axis=2)
    pairs = np.argwhere(np.triu(depth > TOLERANCE_DMM, k=1))
    for i, j in pairs:
        first, second = solid[i], solid[j]
        found = float(depth[i, j])
        if boxes[i][2] or boxes[j][2]:
            found = _turned_depth(first, second)
        elif _is_let_in(first, second, cuts_of):
            continue
        if found > TOLERANCE_DMM:
            yield Overlap(first.id, second.id, round(found))


def _is_solid(part: Part) -> bool:
    return not isinstance(part.shape, MeshShape) or part.shape.is_solid


def _turned_depth(first: Part, second: Part) -> float:
    """Return how deep two turned boxes reach into one another; negative if apart."""
    turns = matrix(first.place.turn_mdeg), matrix(second.place.turn_mdeg)
    halves = np.array(first.size_dmm) / 2, np.array(second.size_dmm) / 2
    centres = (
        np.array(first.place.low_dmm) + halves[0],
        np.array(second.place.low_dmm) + halves[1],
    )
    axes = [*turns[0].T, *turns[1].T]
    for a in turns[0].T:
        for b in turns[1].T:
            cross = np.cross(a, b)
            length = float(np.linalg.norm(cross))
            if length > 1e-6:
                axes.append(cross / length)
    return min(_depth_along(axis, centres, turns, halves) for axis in axes)


def _depth_along(
    axis: Floats,
    centres: tuple[Floats, Floats],
    turns: tuple[Floats, Floats],
    halves: tuple[Floats, Floats],
) -> float:
    reach = sum(
        float(np.abs(turn.T @ axis) @ half)
        for turn, half in zip(turns, halves, strict=True)
    )
    return reach - abs(float((centres[0] - centres[1]) @ axis))


def _is_let_in(
    first: Part, second: Part, cuts_of: Callable[[Part], Sequence[Machining]]
) -> bool:
    return _sits_in(first, second, cuts_of(second)) or _sits_in(
        second, first, cuts_of(first)
    )


def _sits_in(part: Part, other: Part, cuts: Sequence[Machining]) -> bool:
    """Whether the other part was cut away where the first one reaches into it."""
    if not cuts:
        return False
    low, size = other.place.low_dmm, other.size_dmm
    begin, length = part.place.low_dmm, part.size_dmm
    first = [max(0, begin[a] - low[a]) for a in range(3)]
    last = [min(size[a], begin[a] + length[a] - low[a]) for a in range(3)]
    for cut in cuts:
        if not isinstance(cut, Groove):
            continue
        cut_low, cut_high = cut_box(other, cut)
        if all(
            cut_low[a] - TOLERANCE_DMM <= first[a]
            and last[a] <= cut_high[a] + TOLERANCE_DMM
            for a in range(3)
        ):
            return True
    return False
