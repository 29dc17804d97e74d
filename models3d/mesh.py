"""A triangle mesh as exporters take it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Mesh:
    """
    Triangles with normals and texture coordinates.

    Parameters
    ----------
    positions
        (n, 3) in millimetres. The origin is the centre of the part's box, unturned:
        the same mesh serves every part of the same shape and size.
    normals
        (n, 3) of unit length, pointing out.
    uvs
        (n, 2) in metres on the material, u along the grain or warp.
    triangles
        (m, 3) indices, counter-clockwise seen from outside.
    """

    positions: Floats
    normals: Floats
    uvs: Floats
    triangles: Indices
