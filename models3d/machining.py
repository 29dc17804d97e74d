"""Where cuts are: on a mirror image, in the part, in the product."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from models3d.assembly import Part, Triple
from models3d.cuts import Face, Groove, Holes, Machining, Pair
from models3d.rotation import matrix

_IN_FACE: dict[str, Pair] = {"x": (1, 2), "y": (0, 2), "z": (0, 1)}
_OPPOSITE = {"-": "+", "+": "-"}


def in_face(face: Face) -> Pair:
    """Return the two axes that lie in a face."""
    return _IN_FACE[face[1]]


def hole_count(items: Iterable[Machining]) -> int:
    """Return how many holes are drilled."""
    return sum(item.count for item in items if isinstance(item, Holes))


def mirrored_face(face: Face, axis: int) -> Face:
    """Return the face that a face becomes in a mirror image along an axis."""
    if "xyz".index(face[1]) != axis:
        return face
    return f"{_OPPOSITE[face[0]]}{face[1]}"  # type: ignore[return-value]  # a face by its two letters


def mirrored(item: Machining, axis: int, size: Triple) -> Machining:
    """Return the same cut in the part's mirror image along an axis."""
    across = "xyz".index(item.face[1])
    if across == axis:
        return replace(item, face=mirrored_face(item.face, axis))
    which = _IN_FACE[item.face[1]].index(axis)
    if isinstance(item, Groove):
        low = size[axis] - item.low_dmm[which] - item.size_dmm[which]
        return replace(item, low_dmm=_with(item.low_dmm, which, low))
    at = _with(item.at_dmm, which, size[axis] - item.at_dmm[which])
    step = _with(item.step_dmm, which, -item.step_dmm[which])
    return replace(item, at_dmm=at, step_dmm=step)


def _with(pair: Pair, which: int, value: int) -> Pair:
    return (value, pair[1]) if which == 0 else (pair[0], value)


def on_part(part: Part, face: Face, at: Pair, depth: int = 0) -> Triple:
    """Return a point on a face, or below it, in the part's coordinates."""
    point = [0, 0, 0]
    across = "xyz".index(face[1])
    point[across] = depth if face[0] == "-" else part.size_dmm[across] - depth
    for axis, value in zip(_IN_FACE[face[1]], at, strict=True):
        point[axis] = value
    return point[0], point[1], point[2]


def in_product(part: Part, point: Triple) -> tuple[float, float, float]:
    """Return a point of a part where it is in the product, its turn included."""
    low = part.place.low_dmm
    if not any(part.place.turn_mdeg):
        return low[0] + point[0], low[1] + point[1], low[2] + point[2]
    half = np.array(part.size_dmm) / 2
    turned = matrix(part.place.turn_mdeg) @ (np.array(point) - half)
    x, y, z = (float(value) for value in turned + half + np.array(low))
    return x, y, z


def cut_box(part: Part, groove: Groove) -> tuple[Triple, Triple]:
    """Return the corners of what a groove takes out of a part, in its coordinates."""
    first = on_part(part, groove.face, groove.low_dmm)
    far = (
        groove.low_dmm[0] + groove.size_dmm[0],
        groove.low_dmm[1] + groove.size_dmm[1],
    )
    second = on_part(part, groove.face, far, groove.depth_dmm)
    low = [min(a, b) for a, b in zip(first, second, strict=True)]
    high = [max(a, b) for a, b in zip(first, second, strict=True)]
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])
