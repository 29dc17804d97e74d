"""
Soft meshes of a GLB in whole numbers: a third of the bytes, drawn from both faces.

Positions and texture coordinates are whole 0.1 mm, so that pieces which share a seam
share its points; the node's scale makes them metres. Boards and hardware keep floats:
normals of a byte would ripple in the reflection of a lacquer.

References
----------
Khronos Group, KHR_mesh_quantization.
"""

from typing import Any

import numpy as np

from models3d.assembly import MeshShape, Part
from models3d.export.buffers import Buffers
from models3d.mesh import Mesh

EXTENSION = "KHR_mesh_quantization"
_METRES_PER_STEP = 1e-4
_STEPS_PER_MM = 10
_LARGEST = 32767

Primitive = dict[str, Any]
Node = dict[str, Any]


def is_cloth(part: Part) -> bool:
    """Whether the part is a soft mesh."""
    return isinstance(part.shape, MeshShape) and not part.shape.is_solid


class Cloth:
    """
    Writes soft meshes into the buffers of one file.

    Notes
    -----
    Left and right of a pair have one mesh; so have the halves of a symmetrical piece.
    """

    def __init__(self, buffers: Buffers) -> None:
        self._buffers = buffers
        self._known: dict[tuple[bytes, ...], Primitive] = {}

    def primitive(self, mesh: Mesh, *, is_textured: bool) -> Primitive:
        """Return ``attributes`` and ``indices``; equal meshes have the same."""
        points = np.rint(mesh.positions * (_STEPS_PER_MM / steps_of(mesh)))
        whole = points.astype(np.int16)
        pairs = np.rint(mesh.uvs * 1000 * _STEPS_PER_MM).astype(np.int16)
        key = (whole.tobytes(), mesh.triangles.tobytes(), bytes([is_textured]))
        known = self._known.get(key)
        if known is None:
            attributes = {
                "POSITION": self._buffers.whole_vectors(whole),
                "NORMAL": self._buffers.directions(mesh.normals),
            }
            if is_textured:
                attributes["TEXCOORD_0"] = self._buffers.whole_pairs(pairs)
            indices = self._buffers.triangles(mesh.triangles, len(whole))
            known = self._known[key] = {"attributes": attributes, "indices": indices}
        return known


def steps_of(mesh: Mesh) -> int:
    """Return how many 0.1 mm a whole number stands for: 1 below three metres."""
    reach = float(np.abs(mesh.positions).max(initial=0)) * _STEPS_PER_MM
    return 1 + int(reach / _LARGEST)


def scale_of(mesh: Mesh) -> list[float]:
    """Return the scale of the node that carries the mesh's first side."""
    metres = _METRES_PER_STEP * steps_of(mesh)
    return [mesh.sides[0] * metres, metres, metres]
