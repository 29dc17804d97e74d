"""Reading products, drafts and versions for lists and pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.models import DraftRow, ProductRow, VersionRow
from app.catalogue.scalars import content_hash


@dataclass(frozen=True)
class ProductState:
    """A product with its draft and its newest version, if there is one."""

    slug: str
    draft: DraftRow
    version: VersionRow | None

    @property
    def is_changed(self) -> bool:
        """Whether the draft says anything else than the version."""
        if self.version is None:
            return True
        return content_hash(self.draft.document) != self.version.content_hash

    @property
    def name(self) -> dict[str, Any]:
        """Name of the product, by language, as the draft has it."""
        name: dict[str, Any] = self.draft.document["name"]
        return name


def product_states(session: Session) -> list[ProductState]:
    """Return every product of the tenant in the order of the catalogue."""
    newest = (
        select(VersionRow.product_id, func.max(VersionRow.number).label("number"))
        .group_by(VersionRow.product_id)
        .subquery()
    )
    rows = session.execute(
        select(ProductRow.slug, DraftRow, VersionRow)
        .join(DraftRow, DraftRow.product_id == ProductRow.id)
        .outerjoin(newest, newest.c.product_id == ProductRow.id)
        .outerjoin(
            VersionRow,
            (VersionRow.product_id == ProductRow.id)
            & (VersionRow.number == newest.c.number),
        )
        .order_by(ProductRow.position, ProductRow.slug)
    )
    return [ProductState(slug, draft, version) for slug, draft, version in rows]


@dataclass(frozen=True)
class VersionLine:
    """A published version in a product's history."""

    id: str
    number: int
    note: str
    published_at: datetime


def versions_of(session: Session, slug: str) -> list[VersionLine]:
    """Return the published versions of a product, newest first."""
    rows = session.execute(
        select(
            VersionRow.id, VersionRow.number, VersionRow.note, VersionRow.published_at
        )
        .join(ProductRow, ProductRow.id == VersionRow.product_id)
        .where(ProductRow.slug == slug)
        .order_by(VersionRow.number.desc())
    )
    return [VersionLine(*row) for row in rows]
