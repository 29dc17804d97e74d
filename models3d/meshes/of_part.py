"""The mesh of any part."""

from models3d.assembly import (
    BoxShape,
    MeshShape,
    Part,
    ProfileShape,
    RodShape,
    TurnedShape,
)
from models3d.generators import generate_mesh
from models3d.mesh import Mesh
from models3d.meshes import primitives


def mesh_of(part: Part) -> Mesh:
    """
    Mesh of the part about the centre of its box, in mm, before it is turned.

    Notes
    -----
    Square tubes are drawn as closed bars: their ends carry caps.
    """
    match part.shape:
        case BoxShape():
            return primitives.box(part.size_dmm, part.grain)
        case ProfileShape(along, "round_tube"):
            return primitives.rod(part.size_dmm, along)
        case ProfileShape(along):
            return primitives.box(part.size_dmm, along)
        case RodShape(along):
            return primitives.rod(part.size_dmm, along)
        case TurnedShape(outline):
            return primitives.turned(part.size_dmm, outline)
        case MeshShape() as shape:
            return generate_mesh(shape, part.size_dmm)
