"""
Writing down what happened to a factory, and mending its plan in the same transaction.

Who is newly late by it gets the disturbance as the recorded cause: nothing else lets a
later plan move a promise that stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.errors import Conflicting, FieldProblem, Malformed, NotFound
from app.planning.current import CurrentPlan, forget_plan, plan_at
from app.planning.disturbances import COSTS_PROMISES, OF_RESOURCES, Kind
from app.planning.mend import Cause, mend
from app.planning.models import DisturbanceRow, ReservationRow, SiteRow
from app.planning.publish import Published
from app.planning.request import request_plan
from app.planning.risks import Risk, standings
from app.planning.sites import head_of, lock_site

MAY_CHANGE = 0.25
"""
Share of the operations that a run after a disturbance moves at most.

The floor has read its lists: a plan that is a little better and all different is worse.
"""

LEAST = 20
"""Operations that it may move in any case: a quarter of a small shop is nothing."""

HEAVIEST = 100
"""Weight of the most urgent order; an ordinary one has 1."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """
    What somebody says that happened.

    Parameters
    ----------
    resources
        What is down, away or at work over hours; of the kinds that concern resources.
    jobs
        Reservations that wait for material, become urgent or are cancelled.
    since_at, until_at
        The time it concerns; for late material ``until_at`` is when it comes.
    weight
        How much a rush order counts beside others from now on.
    reason
        Why, in words.
    by
        Who says it.
    may_change
        Share of the operations that the run afterwards may move, 0 to 1.
    """

    kind: Kind
    reason: str
    by: str
    resources: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    since_at: datetime | None = None
    until_at: datetime | None = None
    weight: int = 10
    may_change: float = MAY_CHANGE


@dataclass(frozen=True, slots=True)
class Recorded:
    """
    A disturbance with what came of it at once.

    Parameters
    ----------
    task
        Id of the run that makes the best of it.
    late
        Labels of the orders that are newly late by it.
    published
        The mended plan; None where nothing had to move, or nothing could.
    """

    id: str
    number: int
    task: str
    late: tuple[str, ...] = ()
    published: Published | None = field(default=None)


def record(session: Session, site: str, said: Disturbance, now: datetime) -> Recorded:
    """
    Write a disturbance down; the plan follows at once.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    Malformed
        With everything that is wrong with it.
    """
    row = lock_site(session, site)
    before = plan_at(session, head_of(row), now)
    problems = tuple(_problems(before, said, now))
    if problems:
        raise Malformed(problems)
    late_before = late_by_now(before, now)
    found = write_down(session, row, said, now)
    _tell_reservations(session, row, said)
    forget_plan(session, row.id)
    after = plan_at(session, head_of(row), now)
    late = (
        late_by_now(after, now) - late_before if said.kind in COSTS_PROMISES else set()
    )
    cause = Cause(found.id, found.number, said.kind, said.resources, said.jobs)
    published = None
    if said.kind in COSTS_PROMISES:
        published = mend(session, row, before, cause, late=late, now=now)
    share = max(said.may_change, min(1.0, LEAST / max(1, len(after.planned))))
    task = request_plan(session, site, reason="disturbance", may_change=share)
    labels = tuple(sorted(after.entries[job].label for job in late))
    found.revision_id = published.revision_id if published else None
    found.effect = _effect(labels, published)
    session.flush()
    return Recorded(found.id, found.number, task, labels, published)


def end_disturbance(
    session: Session, site: str, number: int, *, by: str, now: datetime
) -> str:
    """
    Write down that it is over before its time, and want a plan.

    Returns
    -------
    str
        Id of the run that uses what is free again.

    Raises
    ------
    NotFound
        When the site has no disturbance of that number.
    Conflicting
        When it is over already.
    """
    row = lock_site(session, site)
    table = DisturbanceRow
    found = session.scalars(
        select(table).where(table.site_id == row.id, table.number == number)
    ).first()
    if found is None:
        sentence = f"The site has no disturbance {number}."
        raise NotFound("unknown_disturbance", sentence)
    is_over = found.until_at is None or found.until_at <= now
    if found.ended_at is not None or is_over or found.kind not in OF_RESOURCES:
        raise Conflicting("disturbance_over", "It is over already.")
    found.ended_at, found.ended_by = now, by
    row.change_number += 1
    session.flush()
    forget_plan(session, row.id)
    return request_plan(session, site, reason="disturbance")


def disturbances_of(
    session: Session, site_id: str, limit: int = 50
) -> list[DisturbanceRow]:
    """Disturbances of a site, the newest first."""
    row = DisturbanceRow
    statement = select(row).where(row.site_id == site_id)
    return list(session.scalars(statement.order_by(row.number.desc()).limit(limit)))


def late_by_now(plan: CurrentPlan, now: datetime, *, blamed: bool = False) -> set[str]:
    """
    Jobs that are late or have no place.

    Parameters
    ----------
    blamed
        Also those whose recorded cause says why.
    """
    return {
        one.entry.demand.id
        for one in standings(plan, now)
        if one.risk in {Risk.LATE, Risk.UNPLANNED}
        and (blamed or one.entry.disturbance is None)
    }


def write_down(
    session: Session, site: SiteRow, said: Disturbance, now: datetime
) -> DisturbanceRow:
    """Write the row alone; whoever does reads the site again and plans."""
    newest = select(func.max(DisturbanceRow.number)).where(
        DisturbanceRow.site_id == site.id
    )
    found = DisturbanceRow(
        site_id=site.id,
        number=(session.scalar(newest) or 0) + 1,
        kind=said.kind,
        resources=list(said.resources),
        jobs=list(said.jobs),
        since_at=said.since_at or now,
        until_at=said.until_at,
        weight=said.weight if said.kind is Kind.RUSH_ORDER else 0,
        reason=said.reason,
        by=said.by,
        at=now,
        effect={},
    )
    session.add(found)
    site.change_number += 1
    session.flush()
    return found


def _tell_reservations(session: Session, site: SiteRow, said: Disturbance) -> None:
    for job in said.jobs:
        row = session.get_one(ReservationRow, job)
        row.change_number = site.change_number
        if said.kind is Kind.LATE_MATERIAL and said.until_at is not None:
            row.release_at = said.until_at
        if said.kind is Kind.RUSH_ORDER:
            row.weight = said.weight
    session.flush()


def _effect(late: tuple[str, ...], published: Published | None) -> dict[str, Any]:
    if published is None:
        return {"late": list(late), "revision": None, "moved_operations": 0}
    moved = published.diff["moved_operations"]
    return {
        "late": list(late),
        "revision": published.number,
        "moved_operations": moved,
    }


def _problems(
    plan: CurrentPlan, said: Disturbance, now: datetime
) -> Iterator[FieldProblem]:
    if not said.reason.strip():
        yield _wrong("reason", "missing", "Say why: it is what a customer is told.")
    if said.kind in OF_RESOURCES:
        yield from _resource_problems(plan, said)
        yield from _time_problems(said, now)
    else:
        yield from _job_problems(plan, said)
    if said.kind is Kind.LATE_MATERIAL and (
        said.until_at is None or said.until_at <= now
    ):
        yield _wrong("until_at", "past", "Say when it comes: a time to come.")
    if said.kind is Kind.RUSH_ORDER and not 1 <= said.weight <= HEAVIEST:
        sentence = f"The weight is 1 to {HEAVIEST}."
        yield _wrong("weight", "range", sentence)


def _resource_problems(plan: CurrentPlan, said: Disturbance) -> Iterator[FieldProblem]:
    people = {person.id for person in plan.site.people}
    known = {
        Kind.BREAKDOWN: {machine.id for machine in plan.site.machines},
        Kind.ABSENCE: people,
    }.get(said.kind, {one.id for one in plan.shop.resources})
    if not said.resources:
        yield _wrong("resources", "missing", "Say which machine or person.")
    for name in said.resources:
        if name not in known:
            sentence = f"“{name}” is none of {', '.join(sorted(known))}."
            yield _wrong("resources", "unknown_id", sentence)


def _time_problems(said: Disturbance, now: datetime) -> Iterator[FieldProblem]:
    if said.until_at is None:
        yield _wrong("until_at", "missing", "Say until when.")
    elif said.until_at <= max(now, said.since_at or now):
        sentence = "It ends after it begins, and after now."
        yield _wrong("until_at", "order", sentence)


def _job_problems(plan: CurrentPlan, said: Disturbance) -> Iterator[FieldProblem]:
    if not said.jobs:
        yield _wrong("jobs", "missing", "Say which orders.")
    for job in said.jobs:
        if job not in plan.entries or plan.entries[job].state == "done":
            yield _wrong("jobs", "unknown_id", f"“{job}” is not being made here.")


def _wrong(path: str, code: str, sentence: str) -> FieldProblem:
    return FieldProblem(f"body.{path}", code, sentence)
