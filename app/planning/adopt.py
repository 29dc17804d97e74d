"""Making a what-if plan come true, by the same door as every other plan."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.base.errors import Conflicting
from app.planning.branch import Change, What, load_change
from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan, forget_plan, plan_at
from app.planning.disturb import Disturbance, late_by_now, write_down
from app.planning.disturbances import Kind
from app.planning.draft import draft_of
from app.planning.models import ScenarioRow, SiteRow
from app.planning.publish import Kept, Published, Stale, publish
from app.planning.scenarios import State
from app.planning.sites import head_of, lock_site
from app.planning.translate import load_assignments
from scheduling.problem import ProblemError
from scheduling.schedule import Assignment, Schedule

_KINDS = {
    What.OVERTIME: Kind.OVERTIME,
    What.CLOSED: Kind.CLOSED,
    What.FEWER_MACHINES: Kind.CLOSED,
}


def adopt_scenario(
    session: Session, row: ScenarioRow, *, by: str, now: datetime
) -> Published:
    """
    Publish the plan of a what-if; its hours are recorded as ordered.

    Orders that were only thought of are left out, and their places stay free.

    Raises
    ------
    Conflicting
        When it is not solved, needs a machine that is not there, would break a promise
        that stands, or no longer fits what happened since.
    """
    if row.state != State.SOLVED:
        raise Conflicting("scenario_not_solved", "Solve it first.")
    changes = [load_change(change) for change in row.changes]
    _must_be_real(changes)
    site = lock_site(session, session.get_one(SiteRow, row.site_id).code)
    before = plan_at(session, head_of(site), now)
    late_before = late_by_now(before, now, blamed=True)
    for said in _orders(changes, row, before, by):
        write_down(session, site, said, now)
    forget_plan(session, site.id)
    plan = plan_at(session, head_of(site), now)
    published = _publish(session, row, plan, now)
    site_after = plan_at(session, head_of(site), now)
    lost = late_by_now(site_after, now, blamed=True) - late_before
    if lost:
        labels = ", ".join(sorted(site_after.entries[job].label for job in lost))
        sentence = f"It would break what was promised: {labels}."
        raise Conflicting("scenario_breaks_promises", sentence)
    row.state, row.closed_at, row.closed_by = State.ADOPTED, now, by
    session.flush()
    return published


def _must_be_real(changes: list[Change]) -> None:
    if any(change.what is What.MORE_MACHINES for change in changes):
        sentence = "It needs a machine that is not there: bring it into the site first."
        raise Conflicting("scenario_not_real", sentence)
    if any(change.what is What.WITHOUT_ORDERS for change in changes):
        sentence = "It leaves orders out that are being made: cancel them first."
        raise Conflicting("scenario_not_real", sentence)


def _orders(
    changes: list[Change], row: ScenarioRow, plan: CurrentPlan, by: str
) -> Iterator[Disturbance]:
    """Yield what has to be ordered for it: overtime, and what is closed."""
    for change in changes:
        if change.what in _KINDS:
            yield Disturbance(
                kind=_KINDS[change.what],
                reason=f"What-if: {row.name}",
                by=by,
                resources=change.resources,
                since_at=change.since_at,
                until_at=change.until_at or _end(plan),
            )


def _end(plan: CurrentPlan) -> datetime:
    return instant_of(plan.origin, plan.shop.horizon.length_min)


def _publish(
    session: Session, row: ScenarioRow, plan: CurrentPlan, now: datetime
) -> Published:
    try:
        draft = draft_of(plan, now, seconds=0)
    except ProblemError as error:
        raise Conflicting("scenario_stale", str(error)) from error
    stored = datetime.fromisoformat(row.result["origin_at"])
    places = load_assignments(row.result["assignments"], stored, plan.origin)
    schedule = Schedule.of(_known(places, plan))
    match publish(session, draft, schedule, now=now, reason="scenario"):
        case Published() as published:
            return published
        case Kept(labels=labels):
            sentence = f"It would break what was promised: {', '.join(labels)}."
            raise Conflicting("scenario_breaks_promises", sentence)
        case Stale(reason=reason):
            sentence = f"Much happened since it was solved: solve it again. ({reason})"
            raise Conflicting("scenario_stale", sentence)


def _known(places: Iterator[Assignment], plan: CurrentPlan) -> Iterator[Assignment]:
    return (one for one in places if one.job in plan.entries)
