"""Sawn legs: tapered, and leaning with level ends."""

from collections.abc import Mapping

import numpy as np

from models3d.assembly import Scalar, Triple
from models3d.mesh import Mesh
from models3d.meshes.primitives import (
    BOX_NORMALS,
    BOX_TRIANGLES,
    EASE_MM,
    as_mesh,
    boxes,
)


def tapered(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """Return a square leg that narrows to the share ``foot`` of its width."""
    foot = float(arguments.get("foot", 0.6))
    points, uvs = boxes(np.array([size_dmm]), "y", EASE_MM)
    shape = points[0].copy()
    height = size_dmm[1] / 10
    share = foot + (1 - foot) * (shape[:, 1] / height + 0.5)
    shape[:, [0, 2]] *= share[:, None]
    return as_mesh(shape, BOX_NORMALS, uvs[0], BOX_TRIANGLES)


def leaning(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """Return a leg ``wide`` mm wide in z that leans from the front foot to the back."""
    wide = float(arguments.get("wide", 60))
    width, height, reach = size_dmm
    points, uvs = boxes(np.array([(width, height, round(wide * 10))]), "y", EASE_MM)
    shape = points[0].copy()
    # The widest points of an eased leg lie just above the floor and below the top.
    slope = (reach / 10 - wide) / (height / 10 - 2 * EASE_MM)
    shape[:, 2] -= shape[:, 1] * slope
    normals = BOX_NORMALS.copy()
    normals[:, 1] += normals[:, 2] * slope
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return as_mesh(shape, normals, uvs[0], BOX_TRIANGLES)
