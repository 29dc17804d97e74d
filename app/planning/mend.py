"""
Mending a plan at once: what still holds stays, what cannot goes to the next place.

Two ways are tried: everybody carries on and what is late pushes what follows, or what
cannot stay is put elsewhere and nothing else moves. The better one is published.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.planning.current import CurrentPlan, forget_plan, plan_at
from app.planning.diff import Cause
from app.planning.draft import Draft, draft_of
from app.planning.models import ReservationRow, SiteRow
from app.planning.publish import Published, publish
from app.planning.sites import head_of
from scheduling.measures import objective_of
from scheduling.problem import ProblemError
from scheduling.schedule import DELIVERY, Infeasible, Schedule
from scheduling.verify import verify

__all__ = ["Cause", "mend"]


def mend(  # noqa: PLR0913 - who is late by what, and when, are told apart
    session: Session,
    site: SiteRow,
    before: CurrentPlan,
    cause: Cause,
    *,
    late: Collection[str],
    now: datetime,
) -> Published | None:
    """
    Publish the plan that follows a disturbance with the least movement.

    Parameters
    ----------
    site
        Its row, locked.
    before
        How it stood just before the disturbance.
    cause
        The disturbance, as the diff tells of it.
    late
        Jobs that carrying on would make late: the disturbance is their cause.

    Returns
    -------
    Published | None
        None where no plan follows from it alone: a plan run has to find one.
    """
    _blame(session, site, cause, late, now)
    plan = plan_at(session, head_of(site), now)
    try:
        draft = draft_of(plan, now, seconds=0)
    except ProblemError:
        return None
    planned = Schedule(dict(plan.planned))
    ways = sorted(
        _ways(draft, planned),
        key=lambda way: objective_of(draft.problem, way, planned).key(DELIVERY),
    )
    for way in ways:
        outcome = publish(
            session, draft, way, now=now, reason="disturbance", cause=(cause, before)
        )
        if isinstance(outcome, Published):
            return outcome
    return None


def _ways(draft: Draft, planned: Schedule) -> Iterator[Schedule]:
    """Yield whole plans that the judge passes."""
    # Loaded at the start of who serves: a command that mends nothing does without.
    from scheduling.replan import repair  # noqa: PLC0415 - see above

    keys = draft.problem.operation_by_key.keys()
    if keys <= draft.start.assignments.keys() and not verify(
        draft.problem, draft.start
    ):
        yield draft.start
    repaired = repair(draft.problem, planned)
    if not isinstance(repaired, Infeasible) and not verify(draft.problem, repaired):
        yield repaired


def _blame(
    session: Session,
    site: SiteRow,
    cause: Cause,
    late: Collection[str],
    now: datetime,
) -> None:
    for job in late:
        row = session.get_one(ReservationRow, job)
        row.disturbance = {
            "kind": cause.kind,
            "disturbance": cause.number,
            "at": now.isoformat(),
        }
        row.change_number = site.change_number
    if late:
        session.flush()
        forget_plan(session, site.id)
