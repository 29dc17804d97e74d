"""Publishing a draft: all checks first, then one immutable version."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.catalogue.artefacts import keep_artefact, period_key
from app.catalogue.cases import failing
from app.catalogue.loaded import LoadedVersion, WrittenVersion, read
from app.catalogue.makeable import Failure, failures
from app.catalogue.models import DraftRow, ProductRow, VersionRow
from app.db.session import database_of
from configurator.complete import complete
from configurator.model import Problem, ProductModelError
from configurator.results import Conflict
from configurator.rule_tests import RuleTestResult

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
    tests
        Rule tests that fail.
    """

    problems: Sequence[Problem] = ()
    conflict: Conflict | None = None
    failures: Sequence[Failure] = ()
    tests: Sequence[RuleTestResult] = ()


@dataclass(frozen=True)
class Publishable:
    """A draft that nothing stands against, by the periods in which it will answer."""

    written: WrittenVersion
    periods: dict[str, LoadedVersion]


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
    judged = judge(slug, draft, clock().date())
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
        content_hash=judged.written.content_hash,
        note=note,
        published_at=clock(),
        published_by=user_id,
        artefacts=_artefacts(session, judged),
    )
    session.add(version)
    session.flush()
    return version


def _artefacts(session: Session, judged: Publishable) -> dict[str, str]:
    """Keep what was compiled, so that no other process compiles it again."""
    files = database_of(session).files
    if files is None:
        return {}
    return {
        period: keep_artefact(files, loaded.compiled)
        for period, loaded in judged.periods.items()
    }


def judge(slug: str, draft: DraftRow, today: date) -> Publishable | NotPublishable:
    """Load the draft for today and later, or return all that stands against it."""
    try:
        written = read(
            version_id=f"draft:{draft.product_id}:{draft.number}",
            slug=slug,
            number=0,
            document=draft.document,
        )
        loaded = {
            period_key(written.period(day)): written.load(day)
            for day in _days(written, today)
        }
    except ProductModelError as error:
        return NotPublishable(problems=error.problems)
    for version in loaded.values():
        refusal = _refusal(version, seed=draft.number)
        if refusal is not None:
            return refusal
    return Publishable(written, loaded)


def _days(written: WrittenVersion, today: date) -> Iterator[date]:
    """Yield a day of each period that is still to be answered for."""
    yield today
    yield from (first for first in written.periods if first > today)


def _refusal(version: LoadedVersion, *, seed: int) -> NotPublishable | None:
    completed = complete(version.compiled, {})
    if isinstance(completed, Conflict):
        return NotPublishable(conflict=completed)
    tests = failing(version)
    if tests:
        return NotPublishable(tests=tests)
    failed = failures(version, samples=_SAMPLES, seed=seed)
    return NotPublishable(failures=failed) if failed else None
