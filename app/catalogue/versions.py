"""Finding product versions and keeping the recent ones ready to answer."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.base.recent import Recent
from app.catalogue.artefacts import compiler, period_key
from app.catalogue.loaded import LoadedVersion, WrittenVersion, read
from app.catalogue.models import DraftRow, ProductRow, VersionRow
from app.db.session import database_of

# A compiled demo product takes a few megabytes; carts pin old versions for weeks.
_ready: Recent[tuple[str, str], LoadedVersion] = Recent(48)
_written: Recent[str, WrittenVersion] = Recent(48)


def current_version(session: Session, slug: str) -> LoadedVersion:
    """
    Return the version that new visitors of a product get today.

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


def find_version(session: Session, slug: str, number: int) -> LoadedVersion | None:
    """Return a product's version of that number as it holds today, if there is one."""
    version_id = session.scalar(
        select(VersionRow.id)
        .join(ProductRow, ProductRow.id == VersionRow.product_id)
        .where(ProductRow.slug == slug, VersionRow.number == number)
    )
    return None if version_id is None else get_version(session, version_id)


def get_version(
    session: Session, version_id: str, day: date | None = None
) -> LoadedVersion:
    """
    Return one version by id as it holds on ``day``; today, when none is given.

    Raises
    ------
    NotFound
        Where there is none of that id in this tenant.
    """
    return _loaded(session, version_id, day or _today(session))


def get_version_as_written(session: Session, version_id: str) -> LoadedVersion:
    """
    Return one version by id without looking at dates; it answers the same for ever.

    For what was ordered or drawn on another day: everything that was offered once is
    known, whether or not it still is.

    Raises
    ------
    NotFound
        Where there is none of that id in this tenant.
    """
    return _loaded(session, version_id, None)


def _loaded(session: Session, version_id: str, day: date | None) -> LoadedVersion:
    found = session.execute(
        select(
            VersionRow.content_hash,
            VersionRow.number,
            VersionRow.artefacts,
            ProductRow.slug,
        )
        .join(ProductRow, ProductRow.id == VersionRow.product_id)
        .where(VersionRow.id == version_id)
    ).one_or_none()
    if found is None:
        raise NotFound("version_unknown", "That version of the product is not known.")

    def make() -> WrittenVersion:
        document = session.scalars(
            select(VersionRow.document).where(VersionRow.id == version_id)
        ).one()
        return read(
            version_id=version_id,
            slug=found.slug,
            number=found.number,
            document=document,
        )

    written = _written.get_or_make(version_id, make)
    period = _period(written, day)
    name = (found.artefacts or {}).get(period)
    compiled = compiler(database_of(session).files, name)
    return _ready.get_or_make((version_id, period), lambda: written.load(day, compiled))


def _period(written: WrittenVersion, day: date | None) -> str:
    """Return what keeps a version's periods apart; undated ones have only one."""
    if day is None and written.periods:
        return "as written"
    return period_key(None if day is None else written.period(day))


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
    written = _written.get_or_make(
        version_id,
        lambda: read(
            version_id=version_id, slug=slug, number=0, document=draft.document
        ),
    )
    day = _today(session)
    return _ready.get_or_make(
        (version_id, _period(written, day)), lambda: written.load(day)
    )


def _today(session: Session) -> date:
    """Return the day, in UTC, whose prices and rules a visitor gets."""
    return database_of(session).clock().date()


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
