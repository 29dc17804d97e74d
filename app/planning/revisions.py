"""Published plans as they were written down."""

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from app.base.errors import NotFound
from app.planning.models import PlanRevisionRow

_LISTED = (
    PlanRevisionRow.number,
    PlanRevisionRow.published_at,
    PlanRevisionRow.reason,
    PlanRevisionRow.diff,
    PlanRevisionRow.history,
)


def revisions_of(
    session: Session, site_id: str, limit: int = 50
) -> list[PlanRevisionRow]:
    """List the published plans of a site, the newest first, without their places."""
    row = PlanRevisionRow
    statement = select(row).where(row.site_id == site_id).options(load_only(*_LISTED))
    return list(session.scalars(statement.order_by(row.number.desc()).limit(limit)))


def revision_of(session: Session, site_id: str, number: int) -> PlanRevisionRow:
    """
    One published plan of a site.

    Raises
    ------
    NotFound
        When the site has no plan of that number.
    """
    row = PlanRevisionRow
    found = session.scalars(
        select(row).where(row.site_id == site_id, row.number == number)
    ).first()
    if found is None:
        raise NotFound("unknown_revision", f"The site has no plan {number}.")
    return found
