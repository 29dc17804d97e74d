"""A triangle mesh as exporters take it."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.uint32]
Side = Literal[1, -1]


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
    sides
        ``1`` is the mesh as it stands, ``-1`` its mirror image in x = 0: a part is
        one of them or both.
    """

    positions: Floats
    normals: Floats
    uvs: Floats
    triangles: Indices
    sides: tuple[Side, ...] = (1,)

    def whole(self) -> "Mesh":
        """Return the mesh with its mirror images written out."""
        if self.sides == (1,):
            return self
        images = [self._image(side) for side in self.sides]
        starts = [number * len(self.positions) for number in range(len(images))]
        return replace(
            self,
            positions=np.concatenate([image.positions for image in images]),
            normals=np.concatenate([image.normals for image in images]),
            uvs=np.concatenate([image.uvs for image in images]),
            triangles=np.concatenate(
                [
                    image.triangles + np.uint32(start)
                    for image, start in zip(images, starts, strict=True)
                ]
            ),
            sides=(1,),
        )

    def _image(self, side: Side) -> "Mesh":
        if side == 1:
            return self
        mirror = np.array([-1, 1, 1], np.float32)
        return replace(
            self,
            positions=self.positions * mirror,
            normals=self.normals * mirror,
            triangles=np.ascontiguousarray(self.triangles[:, ::-1]),
        )
