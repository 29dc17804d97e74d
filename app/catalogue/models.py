"""Products, the draft somebody edits, and the versions that orders pin."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.ids import new_id
from app.db import Base, TenantOwned


class ProductRow(TenantOwned, Base):
    """A product of the catalogue; what it may be stands in its versions."""

    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("tenant_id", "slug", name="uq_product_slug"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    created_at: Mapped[datetime]


class DraftRow(TenantOwned, Base):
    """
    The editable document of a product.

    ``number`` grows with each edit: an edit that was based on an older one is refused,
    so that two merchandisers do not overwrite each other.
    """

    __tablename__ = "product_draft"

    product_id: Mapped[str] = mapped_column(ForeignKey("product.id"), primary_key=True)
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    edited_at: Mapped[datetime]
    edited_by: Mapped[str | None] = mapped_column(String(36))


class VersionRow(TenantOwned, Base):
    """
    A published product model, immutable: orders and carts pin it.

    The highest ``number`` of a product is what new visitors get. ``artefacts`` names
    the file of the compiled model by the first day of each period of effectiveness,
    which is empty for the first one.
    """

    __tablename__ = "product_version"
    __table_args__ = (
        UniqueConstraint("product_id", "number", name="uq_product_version_number"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    product_id: Mapped[str] = mapped_column(ForeignKey("product.id"), index=True)
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(500), default="")
    published_at: Mapped[datetime]
    published_by: Mapped[str | None] = mapped_column(String(36))
    artefacts: Mapped[dict[str, Any] | None]


class MaterialRow(TenantOwned, Base):
    """
    A material of the tenant: how it looks and how it is bought.

    ``texture_file`` is the picture's name in the file store, None for a plain colour.
    """

    __tablename__ = "material"
    __table_args__ = (UniqueConstraint("tenant_id", "slug", name="uq_material_slug"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60))
    document: Mapped[dict[str, Any]]
    texture_file: Mapped[str | None] = mapped_column(String(80))
