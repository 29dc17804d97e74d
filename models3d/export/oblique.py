"""Parts as shaded polygons, from the back to the front, seen from the right."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models3d.assembly import Assembly, BoxShape, MeshShape, Part, ProfileShape
from models3d.meshes.of_part import mesh_of
from models3d.rotation import matrix

_AZIMUTH, _ELEVATION = math.radians(32), math.radians(13)
_SIN_A, _COS_A = math.sin(_AZIMUTH), math.cos(_AZIMUTH)
_SIN_E, _COS_E = math.sin(_ELEVATION), math.cos(_ELEVATION)
EYE = np.array([_SIN_A * _COS_E, _SIN_E, _COS_A * _COS_E])
RIGHT = np.array([_COS_A, 0.0, -_SIN_A])
UP = np.array([-_SIN_A * _SIN_E, _COS_E, -_COS_A * _SIN_E])
_LIGHT_STEP = 0.04
SUN = np.array([-0.25, 0.75, 0.6])

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A polygon of a part in the plane of the picture, and how light it is."""

    part: Part
    points: tuple[Point, ...]
    light: float


def project(point: Sequence[float]) -> Point:
    """Return where a point of the assembly stands in the picture, in 0.1 mm."""
    x, y, z = point
    return (
        x * _COS_A - z * _SIN_A,
        -x * _SIN_A * _SIN_E + y * _COS_E - z * _COS_A * _SIN_E,
    )


def faces_of(assembly: Assembly) -> tuple[Face, ...]:
    """Return every visible face, the farthest first."""
    return tuple(face for part in _ordered(assembly.parts) for face in _faces(part))


def _ordered(parts: Sequence[Part]) -> list[Part]:
    """
    Return parts so that none stands behind one drawn before it.

    Notes
    -----
    A box lies behind another when it ends, on some axis, before the other begins.
    Rings of parts, each behind the next, are broken at the farthest.
    """
    if not parts:
        return []
    boxes = [_box(part) for part in parts]
    low = np.array([box[0] for box in boxes])
    high = np.array([box[1] for box in boxes])
    ends_before = np.any(high[:, None] <= low[None] + 1, axis=2)
    behind = np.array(ends_before & ~ends_before.T)
    depth = ((low + high) / 2) @ EYE
    waiting = behind.sum(axis=0)
    left = set(range(len(parts)))
    order = []
    while left:
        free = [i for i in left if waiting[i] == 0] or list(left)
        chosen = min(free, key=lambda i: (depth[i], i))
        order.append(parts[chosen])
        left.discard(chosen)
        waiting = waiting - behind[chosen]
    return order


def _box(part: Part) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the corners of the upright box around a part, turned or not."""
    half = np.array(part.size_dmm) / 2
    centre = np.array(part.place.low_dmm) + half
    if any(part.place.turn_mdeg):
        half = np.abs(matrix(part.place.turn_mdeg)) @ half
    return centre - half, centre + half


def _faces(part: Part) -> Iterator[Face]:
    match part.shape:
        case BoxShape() | ProfileShape(section="square" | "tube" | "angle"):
            yield from _box_faces(part)
        case _:
            yield from _mesh_faces(part)


def _box_faces(part: Part) -> Iterator[Face]:
    half = np.array(part.size_dmm) / 2
    centre = np.array(part.place.low_dmm) + half
    turn = matrix(part.place.turn_mdeg)
    for axis in range(3):
        for side in (1, -1):
            normal = turn[:, axis] * side
            if normal @ EYE <= 1e-9:
                continue
            a, b = (
                turn[:, axis - 2] * half[axis - 2],
                turn[:, axis - 1] * half[axis - 1],
            )
            middle = centre + normal * half[axis]
            corners = (middle + a + b, middle - a + b, middle - a - b, middle + a - b)
            points = tuple(project(corner) for corner in corners)
            yield Face(part, points, _light(normal))


def _light(normal: npt.NDArray[np.float64]) -> float:
    """Return the light on a face: soft from above and in front."""
    return round(0.84 + 0.24 * float(normal @ SUN), 3)


def _mesh_faces(part: Part) -> Iterator[Face]:
    mesh = mesh_of(part).whole()
    turn = matrix(part.place.turn_mdeg)
    centre = np.array(part.place.low_dmm) + np.array(part.size_dmm) / 2
    points = mesh.positions.astype(float) * 10 @ turn.T + centre
    corners = points[mesh.triangles]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    lengths = np.linalg.norm(normals, axis=1)
    seen = (normals @ EYE > 1e-9 * lengths) & (lengths > 0)
    corners, normals = corners[seen], normals[seen] / lengths[seen][:, None]
    flat = np.stack([corners @ RIGHT, corners @ UP], axis=2)
    lights = 0.84 + 0.24 * normals @ SUN
    levels = np.round(lights / _LIGHT_STEP).astype(int)
    # Solid parts hardly hide themselves: by shade, they take a fifth of the text.
    is_soft = isinstance(part.shape, MeshShape) and not part.shape.is_solid
    order = (corners @ EYE).mean(axis=1) if is_soft else levels
    for index in np.argsort(order, kind="stable"):
        triangle = tuple((float(x), float(y)) for x, y in flat[index])
        yield Face(part, triangle, round(int(levels[index]) * _LIGHT_STEP, 2))
