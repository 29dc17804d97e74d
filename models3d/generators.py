"""
The table of mesh generators that a part tree may name.

A generator is called with the part's size and the arguments of its ``MeshShape`` and
returns a Mesh. It is imported when it is first needed, so that reading a tree loads
no mesh library.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module

from models3d.assembly import MeshShape, Scalar, Triple
from models3d.mesh import Mesh

Generator = Callable[[Triple, Mapping[str, Scalar]], Mesh]

GENERATORS: Mapping[str, str] = {
    "handle_bow": "models3d.meshes.handles:bow",
    "handle_knob": "models3d.meshes.handles:knob",
    "handle_bar": "models3d.meshes.handles:bar",
    "handle_leather": "models3d.meshes.handles:leather",
    "table_top": "models3d.meshes.tops:top",
    "leg_tapered": "models3d.meshes.legs:tapered",
    "leg_leaning": "models3d.meshes.legs:leaning",
    "garment": "models3d.apparel.garment:generate",
}
"""Name in the tree -> ``module:function``."""


@lru_cache(maxsize=512)
def generate_mesh(shape: MeshShape, size_dmm: Triple) -> Mesh:
    """Mesh of ``shape`` in a box of ``size_dmm``, the same object for equal input."""
    module, _, function = GENERATORS[shape.generator].partition(":")
    generator: Generator = getattr(import_module(module), function)
    return generator(size_dmm, dict(shape.arguments))
