"""The planner's durable tasks: solve a site, watch it after floor events, tidy up."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.outbox import Work, durable_task, enqueue
from app.planning.current import forget_plan, plan_at
from app.planning.draft import Draft, draft_of
from app.planning.listener import Listener
from app.planning.models import ReservationRow, SiteRow
from app.planning.publish import Kept, Published, Stale, publish
from app.planning.request import SECONDS, SOLVE, request_plan
from app.planning.risks import newly_late
from app.planning.scenario_task import solve_scenario
from app.planning.sites import head_of, lock_site
from app.planning.solving import solve_draft
from app.planning.states import Event, State, after
from scheduling.problem import ProblemError
from scheduling.schedule import Infeasible, Outcome

__all__ = ["solve_scenario", "solve_site", "tidy_sites", "watch_site"]

ROUNDS = 3
"""How often a run starts again because the site changed under it."""


@dataclass(frozen=True)
class _Busy:
    """Another planner has the site until then."""

    until: datetime


@durable_task(SOLVE, lease_s=180, max_attempts=4)
def solve_site(work: Work) -> None:
    """Plan a site: read, solve without a transaction, publish by compare and swap."""
    site = str(work.payload["site"])
    for _ in range(ROUNDS):
        with work.begin() as session:
            draft = _take(session, work, site)
            if isinstance(draft, _Busy):
                payload = dict(work.payload)
                key = f"{SOLVE}:after:{work.task_id}"
                enqueue(session, SOLVE, payload, key=key, due_at=draft.until)
                work.finish(session, _no("Another planner is at work."))
                return
            if isinstance(draft, ProblemError):
                _give_back(session, site)
                work.finish(session, _no(str(draft)))
                return
        listener = Listener(work, time.monotonic)
        answer = _solve(work, draft, listener)
        with work.begin() as session:
            result = _settle(session, work, draft, answer, listener)
            if result is not None:
                _give_back(session, site)
                work.finish(session, result)
                return
    with work.begin() as session:
        _give_back(session, site)
        work.finish(session, _no("The site kept changing; plan again."))


def _take(session: Session, work: Work, site: str) -> Draft | _Busy | ProblemError:
    """Take the site's lease and read it."""
    now = work.services.clock()
    row = lock_site(session, site)
    is_taken = row.planner is not None and row.planner != work.task_id
    if is_taken and row.planner_until is not None and row.planner_until > now:
        return _Busy(row.planner_until)
    seconds = float(work.payload.get("seconds", SECONDS))
    row.planner = work.task_id
    row.planner_until = now + timedelta(seconds=seconds + 60)
    plan = plan_at(session, head_of(row), now)
    try:
        return draft_of(plan, now, seconds=seconds)
    except ProblemError as error:
        return error


def _give_back(session: Session, site: str) -> None:
    row = lock_site(session, site)
    row.planner = None
    row.planner_until = None


def _solve(work: Work, draft: Draft, listener: Listener) -> Outcome | Infeasible:
    return solve_draft(
        draft,
        seconds=float(work.payload.get("seconds", SECONDS)),
        iterations=work.payload.get("iterations"),
        seed=int(work.payload.get("seed", 1)),
        on_progress=listener.progress,
        is_cancelled=listener.cancelled,
        may_change=work.payload.get("may_change"),
    )


def _settle(
    session: Session,
    work: Work,
    draft: Draft,
    answer: Outcome | Infeasible,
    listener: Listener,
) -> dict[str, Any] | None:
    """Publish an answer and say what came of it; None to start again."""
    if listener.is_cancelled:
        return _no("Cancelled; the plan before stands.")
    if isinstance(answer, Infeasible):
        return {"published": False, "sentences": dict(answer.sentences)}
    outcome = publish(
        session,
        draft,
        answer.schedule,
        now=work.services.clock(),
        reason=str(work.payload.get("reason", "asked")),
        history=answer.history,
    )
    match outcome:
        case Published():
            return {
                "published": True,
                "revision": outcome.number,
                "broken": outcome.broken,
                "moved_operations": outcome.diff["moved_operations"],
            }
        case Kept():
            return _no("The plan that stands keeps more promises.")
        case Stale():
            return None


def _no(sentence: str) -> dict[str, Any]:
    return {"published": False, "sentences": {"en": sentence}}


@durable_task("planning.watch")
def watch_site(work: Work) -> None:
    """After a report from the floor: plan again where a promise is lost by it."""
    site = str(work.payload["site"])
    with work.begin() as session:
        now = work.services.clock()
        plan = plan_at(session, head_of(lock_site(session, site)), now)
        late = newly_late(plan, now)
        if late:
            request_plan(session, site, reason="floor")
        work.finish(session, {"late": late})


@durable_task("planning.tidy", every_s=300)
def tidy_sites(work: Work) -> None:
    """Give expired holds back for good."""
    with work.begin() as session:
        released = [
            _expire(session, site, work.services.clock())
            for site in session.scalars(select(SiteRow).order_by(SiteRow.code))
        ]
        work.finish(session, {"released": sum(released)})


def _expire(session: Session, site: SiteRow, now: datetime) -> int:
    lock_site(session, site.code)
    row = ReservationRow
    expired = session.scalars(
        select(row).where(
            row.site_id == site.id, row.state == State.HELD, row.expires_at <= now
        )
    ).all()
    for one in expired:
        one.state = str(after(one.state, Event.EXPIRE))
    if expired:
        site.change_number += 1
        session.flush()
        forget_plan(session, site.id)
    return len(expired)
