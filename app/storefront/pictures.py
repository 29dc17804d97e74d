"""
Addresses of a variant's pictures, and the pictures.

The address carries version and configuration, so that any process can draw it; the
hash in its name is checked, and makes it one that browsers may keep for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.base.recent import Recent
from app.catalogue.loaded import LoadedVersion
from app.catalogue.picture import drawing_svg, model_glb, tenant_materials
from app.catalogue.specify import Specification, specify
from app.catalogue.versions import get_draft, get_version_as_written
from app.identity.context import Context
from app.storefront.schemas import ModelView
from app.storefront.share import read_choices, write_choices
from configurator.model import Scalar

# A drawing is some 20 KB and a model 60 KB: a few megabytes for what is asked again.
_recent: Recent[tuple[str, str, str], bytes] = Recent(128)


def picture_url(
    version: LoadedVersion,
    configuration_hash: str,
    configuration: Mapping[str, Scalar],
    suffix: str,
) -> str:
    """Return the address of a variant's ``glb`` or ``svg``."""
    query = f"v={version.id}&p={version.slug}&c={write_choices(configuration)}"
    return f"/api/shop/models/{configuration_hash}.{suffix}?{query}"


def model_view(specification: Specification) -> ModelView:
    """Return where both pictures of a variant lie."""
    glb, svg = (
        picture_url(
            specification.version,
            specification.configuration_hash,
            specification.configuration,
            suffix,
        )
        for suffix in ("glb", "svg")
    )
    return ModelView(hash=specification.configuration_hash, glb=glb, poster=svg)


@dataclass(frozen=True)
class PictureAddress:
    """What the address of a picture says."""

    configuration_hash: str
    suffix: str
    slug: str
    version_id: str
    configuration: str


def draw(context: Context, address: PictureAddress) -> bytes:
    """
    Return the picture behind an address.

    Raises
    ------
    NotFound
        For an address that we did not write.
    """
    key = (context.tenant.id, address.configuration_hash, address.suffix)
    return _recent.get_or_make(key, lambda: _draw(context.session, address))


def _draw(session: Session, address: PictureAddress) -> bytes:
    is_draft = address.version_id.startswith("draft:")
    version = (
        get_draft(session, address.slug)
        if is_draft
        else get_version_as_written(session, address.version_id)
    )
    choices = read_choices(version.model, address.configuration).choices
    found = specify(version, choices, currency=version.document["currencies"][0])
    if (
        not isinstance(found, Specification)
        or found.configuration_hash != address.configuration_hash
    ):
        raise NotFound("picture_unknown", "There is no such picture.")
    materials = tenant_materials(session)
    if address.suffix == "glb":
        return model_glb(found, materials)
    return drawing_svg(found, materials).encode()
