"""Pictures of a variant: the 3D model, and a drawing for pages without 3D."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import MaterialRow
from app.catalogue.specify import Specification
from models3d.assembly import Material
from models3d.export.gltf import write_glb
from models3d.export.svg import elevation
from models3d.materials import read_materials

Materials = Mapping[str, Material]


def tenant_materials(session: Session) -> Materials:
    """Return the tenant's materials; a texture is a name in the file store."""
    rows = session.scalars(select(MaterialRow)).all()
    materials = read_materials([row.document for row in rows])
    return {
        row.slug: replace(materials[row.slug], texture=row.texture_file) for row in rows
    }


def model_glb(specification: Specification, materials: Materials) -> bytes:
    """Write the 3D model as a binary glTF; the same variant gives the same bytes."""
    return write_glb(specification.assembly, materials, texture_base="/files/")


def drawing_svg(specification: Specification, materials: Materials) -> str:
    """Draw the variant as an SVG."""
    return elevation(specification.assembly, materials)
