"""Table tops: a contour with eased edges, and bevelled underneath where wanted."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models3d.assembly import Scalar, Triple
from models3d.mesh import Mesh
from models3d.meshes.primitives import EASE_MM, as_mesh

Points = npt.NDArray[np.float64]
_CORNER_STEPS = 8
_OVAL_STEPS = 72


def top(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """
    Return a horizontal board with the contour of its arguments.

    Parameters
    ----------
    arguments
        ``contour`` is ``rectangle``, ``rounded`` or ``oval``; ``radius`` in mm of
        rounded corners; ``bevel`` in mm is how far the underside draws back.
    """
    width, thick, depth = (length / 10 for length in size_dmm)
    bevel = float(arguments.get("bevel", 0))
    radius = {"rectangle": 3.0, "rounded": float(arguments.get("radius", 60))}
    contour = str(arguments["contour"])
    if contour == "oval":
        plan, away = _oval(width, depth)
    else:
        plan, away = _rounded(width, depth, radius[contour])
    half = thick / 2
    rim = -half + EASE_MM if bevel == 0 else half - max(thick * 0.45, 8.0)
    heights = ((half, EASE_MM), (half - EASE_MM, 0.0), (rim, 0.0))
    low = max(bevel, EASE_MM)
    return _stack(plan, away, (*heights, (-half, low)), depth)


def _oval(width: float, depth: float) -> tuple[Points, Points]:
    angle = np.linspace(0, 2 * np.pi, _OVAL_STEPS, endpoint=False)
    plan = np.stack([np.cos(angle) * width / 2, np.sin(angle) * depth / 2], axis=1)
    away = np.stack([np.cos(angle) * depth, np.sin(angle) * width], axis=1)
    return plan, away / np.linalg.norm(away, axis=1, keepdims=True)


def _rounded(width: float, depth: float, radius: float) -> tuple[Points, Points]:
    radius = min(radius, width / 2, depth / 2)
    plan, away = [], []
    for quarter in range(4):
        turn = np.linspace(0, np.pi / 2, _CORNER_STEPS) + quarter * np.pi / 2
        normal = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        sign = np.sign(normal[_CORNER_STEPS // 2])
        centre = sign * [width / 2 - radius, depth / 2 - radius]
        plan.append(centre + radius * normal)
        away.append(normal)
    return np.concatenate(plan), np.concatenate(away)


def _stack(
    plan: Points, away: Points, heights: tuple[tuple[float, float], ...], depth: float
) -> Mesh:
    """Return rings of the plan at (height, inset), closed by a top and an underside."""
    count = len(plan)
    rings = [
        np.insert(plan - inset * away, 1, height, axis=1) for height, inset in heights
    ]
    points: list[Points] = []
    normals: list[Points] = []
    triangles: list[npt.NDArray[np.int64]] = []
    for upper, lower in pairwise(rings):
        out, up = _slope(upper, lower, away)
        base = sum(len(ring) for ring in points)
        points += [upper, lower]
        side = np.insert(away * out, 1, up, axis=1)
        normals += [side, side]
        here = np.arange(count)
        there = (here + 1) % count
        a, b, c, d = (
            base + here,
            base + there,
            base + count + here,
            base + count + there,
        )
        triangles += [np.stack([a, b, c], axis=1), np.stack([b, d, c], axis=1)]
    for ring, up in ((rings[0], 1.0), (rings[-1], -1.0)):
        base = sum(len(ring) for ring in points)
        points.append(ring)
        normals.append(np.tile([0.0, up, 0.0], (count, 1)))
        fan = np.arange(1, count - 1)
        corners = [np.full_like(fan, base), base + fan + 1, base + fan]
        triangles.append(np.stack(corners if up > 0 else corners[::-1], axis=1))
    places = np.concatenate(points)
    uvs = (places[:, [0, 2]] + [0, depth / 2]) / 1000
    return as_mesh(places, np.concatenate(normals), uvs, np.concatenate(triangles))


def _slope(upper: Points, lower: Points, away: Points) -> tuple[float, float]:
    """Return the (outward, upward) normal of the band between two rings."""
    drawn_in = ((upper - lower)[:, [0, 2]] * away).sum(axis=1)[0]
    drop = upper[0, 1] - lower[0, 1]
    size = float(np.hypot(drawn_in, drop))
    return float(drop) / size, float(-drawn_in) / size
