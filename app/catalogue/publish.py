"""Publishing a draft: all checks first, then one immutable version."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.catalogue.loaded import LoadedVersion, load
from app.catalogue.makeable import Failure, failures
from app.catalogue.models import DraftRow, ProductRow, VersionRow
from configurator.complete import complete
from configurator.model import Problem, ProductModelError
from configurator.results import Conflict

_SAMPLES = 40


@dataclass(frozen=True)
class NotPublishable:
    """
    Why a draft stays a draft.

    Parameters
    ----------
    problems
        What is malformed in the document.
    conflict
        Why no variant exists at all.
    failures
        Valid variants that cannot be made: the rule that is missing forbids them.
    """

    problems: Sequence[Problem] = ()
    conflict: Conflict | None = None
    failures: Sequence[Failure] = ()


def publish(
    session: Session, draft: DraftRow, *, clock: Clock, user_id: str | None, note: str
) -> VersionRow | NotPublishable:
    """
    Make the draft the version that new visitors get.

    Carts and orders keep the version they were made with.
    """
    slug = session.scalars(
        select(ProductRow.slug).where(ProductRow.id == draft.product_id)
    ).one()
    judged = judge(slug, draft)
    if isinstance(judged, NotPublishable):
        return judged
    last = session.scalar(
        select(func.max(VersionRow.number)).where(
            VersionRow.product_id == draft.product_id
        )
    )
    version = VersionRow(
        product_id=draft.product_id,
        number=(last or 0) + 1,
        document=draft.document,
        content_hash=judged.content_hash,
        note=note,
        published_at=clock(),
        published_by=user_id,
    )
    session.add(version)
    session.flush()
    return version


def judge(slug: str, draft: DraftRow) -> LoadedVersion | NotPublishable:
    """Load the draft and return it, or everything that stands against it."""
    try:
        loaded = load(
            version_id=f"draft:{draft.product_id}:{draft.number}",
            slug=slug,
            number=0,
            document=draft.document,
        )
    except ProductModelError as error:
        return NotPublishable(problems=error.problems)
    completed = complete(loaded.compiled, {})
    if isinstance(completed, Conflict):
        return NotPublishable(conflict=completed)
    failed = failures(loaded, samples=_SAMPLES, seed=draft.number)
    return NotPublishable(failures=failed) if failed else loaded
