"""Bringing a product folder in: everything is checked, then product and draft exist."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.catalogue.document import read_document
from app.catalogue.models import DraftRow, ProductRow, VersionRow
from app.catalogue.publish import NotPublishable, publish
from configurator.formats.folder import read_folder


@dataclass(frozen=True)
class Imported:
    """A product that came in; ``version`` is set when it was published too."""

    slug: str
    version: VersionRow | NotPublishable | None


def import_product(
    session: Session,
    files: Mapping[str, bytes],
    *,
    clock: Clock,
    publishes: bool,
    user_id: str | None = None,
) -> Imported:
    """
    Make a product of a folder, or replace the draft of the one with its id.

    Parameters
    ----------
    files
        Content by path inside the folder.
    publishes
        Also publish the draft; what stands against it is in the result.

    Raises
    ------
    ProductModelError
        With every problem, by file and line; nothing is kept.
    """
    document, positions = read_folder(files)
    read_document(document, positions)
    draft = _draft_of(session, document["id"], clock)
    draft.document = document
    draft.number += 1
    draft.edited_at = clock()
    draft.edited_by = user_id
    session.flush()
    version = None
    if publishes:
        version = publish(session, draft, clock=clock, user_id=user_id, note="Imported")
    return Imported(document["id"], version)


def _draft_of(session: Session, slug: str, clock: Clock) -> DraftRow:
    product = session.scalar(select(ProductRow).where(ProductRow.slug == slug))
    if product is None:
        last = session.scalar(select(func.max(ProductRow.position)))
        product = ProductRow(slug=slug, position=(last or 0) + 1, created_at=clock())
        session.add(product)
        session.flush()
    draft = session.get(DraftRow, product.id)
    if draft is None:
        draft = DraftRow(
            product_id=product.id, number=0, document={}, edited_at=clock()
        )
        session.add(draft)
    return draft
