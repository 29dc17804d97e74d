"""
Publishing a plan: compare, insert what came meanwhile, judge, swap.

One short transaction behind the site's row. A plan that would break a promise which
stands today is not published; one that cannot keep a promise which is lost already
records the loss.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.outbox import enqueue
from app.planning.current import CurrentPlan, Entry, forget_plan, plan_at
from app.planning.diff import Cause, Change, diff_of
from app.planning.draft import Draft, standing
from app.planning.models import PlanRevisionRow, ReservationRow, SiteRow
from app.planning.room import fence_min, outlook
from app.planning.sites import head_of, lock_site
from app.planning.slide import Outlook, outlook_of
from app.planning.translate import dump_assignments, load_assignments
from scheduling.measures import completion_min, objective_of
from scheduling.problem import Assignment
from scheduling.promise import Capacity, NoPromise
from scheduling.schedule import Schedule, Step
from scheduling.verify import verify

TELL = "production.tell_published"
"""Task of the package above: whoever wants to hear of a new plan is told."""


@dataclass(frozen=True, slots=True)
class Published:
    """A new revision; ``broken`` counts promises that it cannot keep."""

    revision_id: str
    number: int
    broken: int
    diff: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stale:
    """The site changed so much while it was being planned that it must be redone."""

    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The plan that stands is better for somebody who was promised something."""

    labels: tuple[str, ...]


def publish(  # noqa: PLR0913 - what is published, and what is written down about it
    session: Session,
    draft: Draft,
    schedule: Schedule,
    *,
    now: datetime,
    reason: str,
    history: Iterable[Step] = (),
    cause: tuple[Cause, CurrentPlan] | None = None,
) -> Published | Stale | Kept:
    """
    Swap a plan in, if it still fits what stands now.

    Parameters
    ----------
    draft
        What the plan was made from.
    schedule
        The solver's answer, in minutes from the draft's origin.
    reason
        Stable word: asked, planner, floor, disturbance, scenario.
    cause
        The disturbance it is made for, and how the site stood before it.
    """
    row = lock_site(session, draft.plan.site.id)
    plan = plan_at(session, head_of(row), now)
    merged = _merge(plan, draft, schedule, now)
    if isinstance(merged, Stale):
        return merged
    _, before = outlook(plan, now)
    lost = _lost(plan, merged)
    kept_before = lost.keys() - _lost(plan, before.schedule).keys()
    if kept_before:
        return Kept(tuple(sorted(plan.entries[job].label for job in kept_before)))
    _record(session, plan, lost, now)
    _forgive(session, plan, merged)
    problem = plan.problem()
    revision = PlanRevisionRow(
        site_id=row.id,
        number=_next_number(session, row),
        site_number=row.number,
        change_number=row.change_number,
        origin_at=plan.origin,
        published_at=now,
        reason=reason,
        assignments=dump_assignments(merged.assignments.values()),
        objective=asdict(objective_of(problem, merged, before.schedule)),
        history=[_step(step) for step in history],
        diff=diff_of(_change(plan, before.schedule, merged, cause, now)),
    )
    session.add(revision)
    session.flush()
    row.revision_id = revision.id
    session.flush()
    forget_plan(session, row.id)
    payload = {"revision": revision.id}
    enqueue(session, TELL, payload, key=f"{TELL}:{revision.id}")
    return Published(revision.id, revision.number, len(lost), revision.diff)


def _change(
    plan: CurrentPlan,
    pushed: Schedule,
    merged: Schedule,
    cause: tuple[Cause, CurrentPlan] | None,
    now: datetime,
) -> Change:
    if cause is None:
        return Change(plan, plan.planned, pushed, pushed, merged)
    told, standing_before = cause
    floor = outlook(standing_before, now)[1].schedule
    return Change(plan, plan.planned, floor, pushed, merged, told)


def _merge(
    plan: CurrentPlan, draft: Draft, schedule: Schedule, now: datetime
) -> Schedule | Stale:
    """Bring a draft's answer to what stands now: facts, releases, new reservations."""
    rows = dump_assignments(schedule.assignments.values())
    moved = load_assignments(rows, draft.plan.origin, plan.origin)
    places = {one.key: one for one in moved if one.job in plan.entries}
    problem = plan.problem()
    current = replace(plan, planned=places, memo={})
    seen = outlook_of(current, problem, plan.minute(now))
    fence = fence_min(plan, now)
    newer = {job for job, _ in seen.homeless}
    capacity = Capacity.of(problem, seen.schedule)
    added: list[Assignment] = []
    for entry in sorted((plan.entries[job] for job in newer), key=_number):
        if any(key[0] == entry.demand.id for key in seen.schedule.assignments):
            return Stale(f"{entry.label} was begun while the plan was made.")
        answer = capacity.insert(entry.job, fence)
        if isinstance(answer, NoPromise):
            return Stale(answer.sentence)
        if _breaks(entry, answer.completion_min) and entry.disturbance is None:
            return Stale(f"{entry.label} came meanwhile and would be late.")
        capacity = capacity.holding(entry.job, answer.assignments)
        added += answer.assignments
    merged = Schedule.of((*seen.schedule.assignments.values(), *added))
    return _judged(plan, seen, merged, fence)


def _number(entry: Entry) -> int:
    return entry.number


def _judged(
    plan: CurrentPlan, seen: Outlook, merged: Schedule, fence: int
) -> Schedule | Stale:
    fixed = standing(seen, fence)
    violations = verify(plan.problem(freeze_min=fence, fixed=fixed.values()), merged)
    if violations:
        return Stale(violations[0].sentence)
    return merged


def _breaks(entry: Entry, completion: int) -> bool:
    promised = entry.job.promise_min
    return promised is not None and completion > promised


def _lost(plan: CurrentPlan, schedule: Schedule) -> dict[str, int]:
    """Jobs that end after their promise without a recorded cause, and by how much."""
    lost: dict[str, int] = {}
    for job, entry in plan.entries.items():
        own = {one.operation: one for one in schedule.of_job(job)}
        if entry.disturbance is not None or len(own) < len(entry.job.operations):
            continue
        end = completion_min(entry.job, own)
        if _breaks(entry, end):
            lost[job] = end
    return lost


def _record(
    session: Session, plan: CurrentPlan, lost: dict[str, int], now: datetime
) -> None:
    """Write down why a promise is lost: a later plan must not be blamed for it."""
    for job, end in lost.items():
        entry = plan.entries[job]
        promised = entry.job.promise_min or 0
        behind = any(fact.job == job for fact in plan.facts.values()) or _is_overdue(
            plan, job, now
        )
        row = session.get_one(ReservationRow, job)
        row.disturbance = {
            "kind": "behind" if behind else "no_room",
            "at": now.isoformat(),
            "late_min": end - promised,
        }


def _forgive(session: Session, plan: CurrentPlan, schedule: Schedule) -> None:
    """Let a promise stand again that a disturbance broke and this plan keeps."""
    for job, entry in plan.entries.items():
        if "disturbance" not in (entry.disturbance or {}):
            continue
        own = {one.operation: one for one in schedule.of_job(job)}
        is_whole = len(own) == len(entry.job.operations)
        if is_whole and not _breaks(entry, completion_min(entry.job, own)):
            session.get_one(ReservationRow, job).disturbance = None


def _is_overdue(plan: CurrentPlan, job: str, now: datetime) -> bool:
    minute = plan.minute(now)
    return any(
        key[0] == job and key not in plan.facts and one.start_min < minute
        for key, one in plan.planned.items()
    )


def _next_number(session: Session, row: SiteRow) -> int:
    newest = select(func.max(PlanRevisionRow.number)).where(
        PlanRevisionRow.site_id == row.id
    )
    return (session.scalar(newest) or 0) + 1


def _step(step: Step) -> dict[str, Any]:
    return {
        "at_s": round(step.at_s, 3),
        "stage": step.stage,
        "objective": asdict(step.objective),
    }
