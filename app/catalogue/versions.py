"""Finding product versions and keeping the recent ones ready to answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.base.recent import Recent
from app.catalogue.loaded import LoadedVersion, load
from app.catalogue.models import DraftRow, ProductRow, VersionRow

# A compiled demo product takes a few megabytes; carts pin old versions for weeks.
_ready: Recent[str, LoadedVersion] = Recent(48)


def current_version(session: Session, slug: str) -> LoadedVersion:
    """
    Return the version that new visitors of a product get.

    Raises
    ------
    NotFound
        Where no product of that name was published.
    """
    version_id = session.scalar(
        select(VersionRow.id)
        .join(ProductRow, ProductRow.id == VersionRow.product_id)
        .where(ProductRow.slug == slug)
        .order_by(VersionRow.number.desc())
        .limit(1)
    )
    if version_id is None:
        raise NotFound("product_unknown", f"There is no product “{slug}”.")
    return get_version(session, version_id)


def get_version(session: Session, version_id: str) -> LoadedVersion:
    """
    Return one version by id; it answers the same for ever.

    Raises
    ------
    NotFound
        Where there is none of that id in this tenant.
    """
    found = session.execute(
        select(VersionRow.content_hash, VersionRow.number, ProductRow.slug)
        .join(ProductRow, ProductRow.id == VersionRow.product_id)
        .where(VersionRow.id == version_id)
    ).one_or_none()
    if found is None:
        raise NotFound("version_unknown", "That version of the product is not known.")

    def make() -> LoadedVersion:
        document = session.scalars(
            select(VersionRow.document).where(VersionRow.id == version_id)
        ).one()
        return load(
            version_id=version_id,
            slug=found.slug,
            number=found.number,
            document=document,
        )

    return _ready.get_or_make(version_id, make)


def get_draft(session: Session, slug: str) -> LoadedVersion:
    """
    Return the draft of a product as if it were published, to try it as a shopper.

    Raises
    ------
    NotFound
        Where there is no such product.
    ProductModelError
        While the draft is malformed.
    """
    draft = find_draft(session, slug)
    version_id = f"draft:{draft.product_id}:{draft.number}"
    return _ready.get_or_make(
        version_id,
        lambda: load(
            version_id=version_id, slug=slug, number=0, document=draft.document
        ),
    )


def find_draft(session: Session, slug: str) -> DraftRow:
    """Return the draft row of a product; ``NotFound`` where there is no product."""
    draft = session.scalar(
        select(DraftRow)
        .join(ProductRow, ProductRow.id == DraftRow.product_id)
        .where(ProductRow.slug == slug)
    )
    if draft is None:
        raise NotFound("product_unknown", f"There is no product “{slug}”.")
    return draft


def published_slugs(session: Session) -> list[str]:
    """Return the products a visitor can see, in the order of the catalogue."""
    published = select(VersionRow.product_id)
    rows = session.scalars(
        select(ProductRow.slug)
        .where(ProductRow.id.in_(published))
        .order_by(ProductRow.position, ProductRow.slug)
    )
    return list(rows)
