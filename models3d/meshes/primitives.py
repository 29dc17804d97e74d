"""Meshes of the plain kinds of parts: boards with eased edges, bars, turned bodies."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models3d.assembly import Axis, Triple
from models3d.mesh import Mesh

EASE_MM = 1.2
"""Radius of the eased edge of a board, drawn as a chamfer with rounded light."""
SEGMENTS = 24

Doubles = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def _box_template() -> tuple[Doubles, Doubles, Integers]:
    """Signs and normals of 24 corners, four a face, and the 44 triangles."""
    signs: list[list[float]] = []
    normals: list[list[float]] = []
    index: dict[tuple[int, tuple[int, ...]], int] = {}
    for axis in range(3):
        for side in (-1, 1):
            for a in (-1, 1):
                for b in (-1, 1):
                    corner = [0, 0, 0]
                    corner[axis], corner[axis - 2], corner[axis - 1] = side, a, b
                    normal = [0.0, 0.0, 0.0]
                    normal[axis] = float(side)
                    index[axis, tuple(corner)] = len(signs)
                    signs.append([float(c) for c in corner])
                    normals.append(normal)
    triangles = _faces(index) + _chamfers(index) + _corners(index)
    points, away = np.array(signs), np.array(normals)
    return points, away, _outward(np.array(triangles), points, away)


def _faces(index: dict[tuple[int, tuple[int, ...]], int]) -> list[list[int]]:
    triangles = []
    for axis in range(3):
        for side in (-1, 1):
            face = [
                index[key] for key in index if key[0] == axis and key[1][axis] == side
            ]
            triangles += [[face[0], face[1], face[3]], [face[0], face[3], face[2]]]
    return triangles


def _chamfers(index: dict[tuple[int, tuple[int, ...]], int]) -> list[list[int]]:
    triangles = []
    for along in range(3):
        a, b = (axis for axis in range(3) if axis != along)
        for sa in (-1, 1):
            for sb in (-1, 1):
                ends = []
                for end in (-1, 1):
                    corner = [0, 0, 0]
                    corner[along], corner[a], corner[b] = end, sa, sb
                    ends.append(tuple(corner))
                quad = [index[axis, end] for end in ends for axis in (a, b)]
                triangles += [[quad[0], quad[1], quad[3]], [quad[0], quad[3], quad[2]]]
    return triangles


def _corners(index: dict[tuple[int, tuple[int, ...]], int]) -> list[list[int]]:
    corners = {corner for _, corner in index}
    return [[index[axis, corner] for axis in range(3)] for corner in sorted(corners)]


def _outward(triangles: Integers, signs: Doubles, normals: Doubles) -> Integers:
    """Turn every triangle so that it is seen from outside."""
    inset = signs * (1 - 0.2 * (1 - np.abs(normals)))
    corners = inset[triangles]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    inside = (face * corners.mean(axis=1)).sum(axis=1) < 0
    triangles[inside] = triangles[inside][:, ::-1]
    return triangles


_SIGNS, BOX_NORMALS, BOX_TRIANGLES = _box_template()
_FREE = 1 - np.abs(BOX_NORMALS)


def _uv_axes(grain: Axis | None) -> Integers:
    """Axis of u and of v at each of the 24 corners."""
    preferred = [1, 0, 2] if grain is None else ["xyz".index(grain), 1, 0, 2]
    rows = []
    for normal in np.abs(BOX_NORMALS).argmax(axis=1):
        order = [axis for axis in dict.fromkeys(preferred) if axis != normal]
        rows.append(order[:2])
    return np.array(rows)


_UV_AXES: dict[Axis | None, Integers] = {
    grain: _uv_axes(grain) for grain in (None, "x", "y", "z")
}
_ROWS = np.arange(24)[:, None]


def boxes(
    sizes_dmm: npt.NDArray[np.int64], grain: Axis | None, ease_mm: float = EASE_MM
) -> tuple[Doubles, Doubles]:
    """
    Corners and texture coordinates of many boards at once.

    Parameters
    ----------
    sizes_dmm
        (m, 3) sizes.

    Returns
    -------
    tuple
        (m, 24, 3) in mm about the centre, (m, 24, 2) in metres; normals and triangles
        are ``BOX_NORMALS`` and ``BOX_TRIANGLES`` for every board.
    """
    half = sizes_dmm[:, None, :] / 20
    ease = np.minimum(ease_mm, half.min(axis=2, keepdims=True) / 2)
    points = _SIGNS * (half - ease * _FREE)
    axes = _UV_AXES[grain]
    uvs = (points + half)[:, _ROWS, axes] / 1000
    return points, uvs


@lru_cache(maxsize=512)
def box(size_dmm: Triple, grain: Axis | None = None, ease_mm: float = EASE_MM) -> Mesh:
    """One board with eased edges."""
    points, uvs = boxes(np.array([size_dmm]), grain, ease_mm)
    return as_mesh(points[0], BOX_NORMALS, uvs[0], BOX_TRIANGLES)


@lru_cache(maxsize=256)
def rod(size_dmm: Triple, along: Axis) -> Mesh:
    """Return A round bar with eased ends."""
    axis = "xyz".index(along)
    length = size_dmm[axis] / 10
    a, b = (size_dmm[other] / 20 for other in range(3) if other != axis)
    ease = min(EASE_MM / min(a, b), 0.5)
    step = EASE_MM if length > 4 * EASE_MM else length / 4
    rings = [(0.0, 0.0), (0.0, 1 - ease), (step, 1.0)]
    rings += [(length - height, radius) for height, radius in reversed(rings)]
    mesh = revolve(rings, length, (a, b))
    return turned_to(mesh, axis)


@lru_cache(maxsize=256)
def turned(size_dmm: Triple, outline: tuple[tuple[int, int], ...]) -> Mesh:
    """Return A body of revolution about y with closed ends."""
    length = size_dmm[1] / 10
    rings = [(height * length / 1000, radius / 1000) for height, radius in outline]
    rings = [(0.0, 0.0), *rings, (length, 0.0)]
    return revolve(rings, length, (size_dmm[0] / 20, size_dmm[2] / 20))


def revolve(
    rings: list[tuple[float, float]], length: float, radii: tuple[float, float]
) -> Mesh:
    """
    Body of revolution about y through rings of (height in mm, share of the radius).

    Notes
    -----
    Each band between two rings has vertices of its own where the outline bends by
    more than 40 degrees, so that shoulders stay sharp and bellies stay round.
    """
    bands = [pair for pair in pairwise(rings) if pair[0] != pair[1]]
    slopes = [_slope(low, high, min(radii)) for low, high in bands]
    angle = np.linspace(0, 2 * np.pi, SEGMENTS + 1)
    cos, sin = np.cos(angle), np.sin(angle)
    points: list[Doubles] = []
    normals: list[Doubles] = []
    uvs: list[Doubles] = []
    triangles: list[Integers] = []
    for number, ((y0, r0), (y1, r1)) in enumerate(bands):
        below = _blend(slopes, number, number - 1)
        above = _blend(slopes, number, number + 1)
        base = len(points) * (SEGMENTS + 1)
        for y, r, (out, up) in ((y0, r0, below), (y1, r1, above)):
            x, z = r * radii[0] * cos, r * radii[1] * sin
            points.append(np.stack([x, np.full_like(x, y - length / 2), z], axis=1))
            away = np.stack([out * cos, np.full_like(x, up), out * sin], axis=1)
            normals.append(away)
            around = angle * max(radii) / 1000
            uvs.append(np.stack([np.full_like(x, y / 1000), around], axis=1))
        triangles.append(_band(base, r0 > 0, r1 > 0))
    return as_mesh(
        np.concatenate(points),
        np.concatenate(normals),
        np.concatenate(uvs),
        np.concatenate(triangles),
    )


def _slope(
    low: tuple[float, float], high: tuple[float, float], radius: float
) -> tuple[float, float]:
    """Return normal (outwards, upwards) of a band."""
    out, up = high[0] - low[0], (low[1] - high[1]) * radius
    size = float(np.hypot(out, up)) or 1.0
    return out / size, up / size


def _blend(
    slopes: list[tuple[float, float]], here: int, there: int
) -> tuple[float, float]:
    """Return normal at the seam of two bands: shared where they meet smoothly."""
    out, up = slopes[here]
    if not 0 <= there < len(slopes):
        return out, up
    other_out, other_up = slopes[there]
    if out * other_out + up * other_up < 0.766:
        return out, up
    size = float(np.hypot(out + other_out, up + other_up))
    return (out + other_out) / size, (up + other_up) / size


def _band(base: int, is_open_below: bool, is_open_above: bool) -> Integers:  # noqa: FBT001 - both ends of one band
    low = base + np.arange(SEGMENTS)
    high = low + SEGMENTS + 1
    parts = []
    if is_open_below:
        parts.append(np.stack([low, high, low + 1], axis=1))
    if is_open_above:
        parts.append(np.stack([low + 1, high, high + 1], axis=1))
    return np.concatenate(parts)


def turned_to(mesh: Mesh, axis: int) -> Mesh:
    """Return the mesh, made along y, laid along ``axis`` by turning the axes round."""
    if axis == 1:
        return mesh
    order = [1, 2, 0] if axis == 0 else [2, 0, 1]
    return Mesh(
        np.ascontiguousarray(mesh.positions[:, order]),
        np.ascontiguousarray(mesh.normals[:, order]),
        mesh.uvs,
        mesh.triangles,
    )


def as_mesh(
    points: Doubles, normals: Doubles, uvs: Doubles, triangles: Integers
) -> Mesh:
    """Return A Mesh in the types that exporters write."""
    return Mesh(
        points.astype(np.float32),
        normals.astype(np.float32),
        uvs.astype(np.float32),
        triangles.astype(np.uint32),
    )
