"""Solving a what-if plan: branch, solve without a transaction, weigh, keep."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.outbox import Work, durable_task
from app.planning.branch import branch, load_change
from app.planning.current import CurrentPlan, plan_at
from app.planning.draft import Draft, draft_of
from app.planning.listener import Listener
from app.planning.models import ScenarioRow, SiteRow
from app.planning.scenarios import SECONDS, SOLVE, State
from app.planning.sites import head_of
from app.planning.solving import solve_draft
from app.planning.translate import dump_assignments
from app.planning.weigh import changes_between, figures_of, planned_as
from scheduling.problem import ProblemError
from scheduling.schedule import Infeasible, Outcome


@dataclass(frozen=True)
class _Branched:
    """A published plan, its branch, and the solver's task."""

    plan: CurrentPlan
    draft: Draft
    now: datetime
    revision: int


@durable_task(SOLVE, lease_s=180, max_attempts=2)
def solve_scenario(work: Work) -> None:
    """Solve a branch of the published plan; nothing is published by it."""
    scenario = str(work.payload["scenario"])
    with work.begin() as session:
        found = _read(session, work, scenario)
        if isinstance(found, str):
            _end(session, work, scenario, State.DRAFT, {"en": found})
            return
    listener = Listener(work, time.monotonic)
    answer = solve_draft(
        found.draft,
        seconds=float(work.payload.get("seconds", SECONDS)),
        iterations=work.payload.get("iterations"),
        seed=1,
        on_progress=listener.progress,
        is_cancelled=listener.cancelled,
    )
    with work.begin() as session:
        _settle(session, work, scenario, found, answer, listener)


def _read(session: Session, work: Work, scenario: str) -> _Branched | str:
    row = session.get_one(ScenarioRow, scenario)
    if row.state != State.SOLVING or row.task_id != work.task_id:
        return "It was closed."
    now = work.services.clock()
    site = session.get_one(SiteRow, row.site_id)
    plan = plan_at(session, head_of(site), now)
    changes = [load_change(change) for change in row.changes]
    try:
        branched = branch(plan, changes, now)
        draft = draft_of(branched, now, seconds=0)
    except ProblemError as error:
        return str(error)
    return _Branched(plan, draft, now, site.change_number)


def _settle(  # noqa: PLR0913, PLR0917 - what was asked, what came of it
    session: Session,
    work: Work,
    scenario: str,
    found: _Branched,
    answer: Outcome | Infeasible,
    listener: Listener,
) -> None:
    if listener.is_cancelled:
        _end(session, work, scenario, State.DRAFT, {"en": "Cancelled."})
        return
    if isinstance(answer, Infeasible):
        _end(session, work, scenario, State.DRAFT, dict(answer.sentences))
        return
    result = weighed(found.plan, found.draft.plan, answer, found.now)
    row = session.get_one(ScenarioRow, scenario)
    if row.task_id == work.task_id and row.state == State.SOLVING:
        row.result, row.state = result, State.SOLVED
    work.finish(session, {"solved": True})


def weighed(
    plan: CurrentPlan, branched: CurrentPlan, answer: Outcome, now: datetime
) -> dict[str, Any]:
    """Put a branch's plan beside the published one, as JSON values."""
    after = planned_as(branched, answer.schedule)
    return {
        "at": now.isoformat(),
        "origin_at": plan.origin.isoformat(),
        "before": figures_of(plan, now),
        "after": figures_of(after, now),
        **changes_between(plan, after, now),
        "stages": list(dict.fromkeys(step.stage for step in answer.history)),
        "assignments": dump_assignments(answer.schedule.assignments.values()),
    }


def _end(
    session: Session,
    work: Work,
    scenario: str,
    state: State,
    sentences: dict[str, str],
) -> None:
    row = session.get_one(ScenarioRow, scenario)
    if row.task_id == work.task_id and row.state == State.SOLVING:
        row.state, row.result = state, {"sentences": sentences}
    work.finish(session, {"solved": False, "sentences": sentences})
