"""Shapes: from a part's formulas to what is made, and their volumes."""

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np

from models3d.assembly import (
    BoxShape,
    MeshShape,
    Part,
    ProfileShape,
    RodShape,
    Shape,
    Triple,
    TurnedShape,
)
from models3d.frames import Names
from models3d.generators import generate_mesh
from models3d.specs import PartSpec

_BOX = BoxShape()


def shape_of(spec: PartSpec, names: Names) -> Shape:
    """Return the shape of a part for one configuration."""
    details = spec.shape
    match spec.kind:
        case "panel" if not details.generator:
            return _BOX
        case "rod":
            return RodShape(details.along or "x")
        case "profile":
            wall = details.wall.dmm(names) if details.wall else 0
            return ProfileShape(details.along or "x", details.section, wall)
        case "turned":
            return TurnedShape(details.outline)
        case "mesh" | "panel":
            return MeshShape(
                details.generator,
                tuple(
                    (name, formula.scalar(names))
                    for name, formula in sorted((details.arguments or {}).items())
                ),
                details.is_solid,
            )


def length_axis(shape: Shape) -> int:
    """Axis along which a bar is cut to length."""
    match shape:
        case RodShape(along) | ProfileShape(along):
            return "xyz".index(along)
        case _:
            return 1


def volume_mm3(part: Part) -> float:
    """Volume of the solid; 0 for cloth."""
    x, y, z = (length / 10 for length in part.size_dmm)
    match part.shape:
        case BoxShape():
            return x * y * z
        case RodShape():
            return math.pi / 4 * x * y * z
        case ProfileShape() as profile:
            return _profile_volume(profile, part.size_dmm)
        case TurnedShape(outline):
            return math.pi / 4 * x * z * y * _turned_share(outline)
        case MeshShape(is_solid=True) as shape:
            return _mesh_volume(shape, part.size_dmm)
        case MeshShape():
            return 0.0


def _profile_volume(profile: ProfileShape, size: Triple) -> float:
    along = length_axis(profile)
    length = size[along] / 10
    a, b = (size[axis] / 10 for axis in range(3) if axis != along)
    wall = profile.wall_dmm / 10
    match profile.section:
        case "square":
            return length * a * b
        case "tube":
            return length * (a * b - (a - 2 * wall) * (b - 2 * wall))
        case "round_tube":
            return length * math.pi / 4 * (a * b - (a - 2 * wall) * (b - 2 * wall))
        case "angle":
            return length * (a * b - (a - wall) * (b - wall))


def _turned_share(outline: tuple[tuple[int, int], ...]) -> float:
    """Share of the enclosing cylinder that a body of revolution fills."""
    share = 0.0
    for (low, r), (high, s) in pairwise(outline):
        share += (high - low) / 1000 * (r * r + r * s + s * s) / 3e6
    return share


@lru_cache(maxsize=512)
def _mesh_volume(shape: MeshShape, size: Triple) -> float:
    mesh = generate_mesh(shape, size)
    corners = mesh.positions[mesh.triangles].astype("float64")
    crosses = np.cross(corners[:, 1], corners[:, 2])
    return float((corners[:, 0] * crosses).sum() / 6)
