"""What-if plans as rows: branched, changed, solved, adopted or dropped."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Conflicting, FieldProblem, Malformed, NotFound
from app.outbox import enqueue
from app.outbox.models import TaskRow
from app.planning.branch import Change, What, dump_change
from app.planning.current import CurrentPlan, current_plan
from app.planning.models import ScenarioRow

SOLVE = "planning.scenario"
SECONDS = 8.0
MOST_CHANGES = 40


class State(StrEnum):
    """Where a what-if plan is in its life."""

    DRAFT = "draft"
    SOLVING = "solving"
    SOLVED = "solved"
    ADOPTED = "adopted"
    DROPPED = "dropped"


OPEN = frozenset({State.DRAFT, State.SOLVED})
"""States in which its changes may be changed and it may be solved."""


def open_scenario(
    session: Session, site: str, name: str, *, by: str, now: datetime
) -> ScenarioRow:
    """
    Branch the published plan of a site.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    plan = current_plan(session, site, now)
    row = ScenarioRow(
        site_id=plan.head.id,
        name=name.strip() or "?",
        state=State.DRAFT,
        changes=[],
        revision_id=plan.head.revision_id,
        result={},
        created_at=now,
        by=by,
    )
    session.add(row)
    session.flush()
    return row


def scenario_of(session: Session, scenario_id: str) -> ScenarioRow:
    """
    Return a what-if plan.

    Raises
    ------
    NotFound
        When the tenant has no such what-if plan.
    """
    row = session.get(ScenarioRow, scenario_id)
    if row is None:
        raise NotFound("unknown_scenario", "There is no such what-if plan.")
    return row


def scenarios_of(session: Session, site_id: str, limit: int = 30) -> list[ScenarioRow]:
    """List a site's what-if plans that were not dropped, the newest first."""
    row = ScenarioRow
    statement = select(row).where(row.site_id == site_id, row.state != State.DROPPED)
    return list(session.scalars(statement.order_by(row.created_at.desc()).limit(limit)))


def change_scenario(
    session: Session, row: ScenarioRow, plan: CurrentPlan, changes: Iterable[Change]
) -> None:
    """
    Say what is different in it; its result, if any, no longer is one.

    Raises
    ------
    Malformed
        With everything that is wrong with the changes.
    Conflicting
        When it is being solved, or closed.
    """
    _must_be_open(session, row)
    changes = tuple(changes)
    problems = tuple(_problems(plan, changes))
    if problems:
        raise Malformed(problems)
    row.changes = [dump_change(change) for change in changes]
    row.state = State.DRAFT
    row.result = {}
    session.flush()


def solve_scenario(session: Session, row: ScenarioRow, *, seconds: float) -> str:
    """
    Want it solved.

    Returns
    -------
    str
        Id of the task that does it.

    Raises
    ------
    Conflicting
        When it is being solved, or closed.
    """
    _must_be_open(session, row)
    payload = {"scenario": row.id, "seconds": seconds}
    row.task_id = enqueue(session, SOLVE, payload)
    row.state = State.SOLVING
    session.flush()
    return row.task_id


def drop_scenario(row: ScenarioRow, *, by: str, now: datetime) -> None:
    """
    Close it; nothing of it comes true.

    Raises
    ------
    Conflicting
        When it was adopted already.
    """
    if row.state == State.ADOPTED:
        raise Conflicting("scenario_closed", "It was adopted already.")
    row.state = State.DROPPED
    row.closed_at, row.closed_by = now, by


def state_of(session: Session, row: ScenarioRow) -> State:
    """State of a what-if plan; one whose task was given up is a draft again."""
    if row.state == State.SOLVING:
        task = session.get(TaskRow, row.task_id)
        if task is None or task.state in {"dead", "cancelled"}:
            return State.DRAFT
    return State(row.state)


def _must_be_open(session: Session, row: ScenarioRow) -> None:
    state = state_of(session, row)
    if state is State.SOLVING:
        raise Conflicting("scenario_busy", "It is being solved; cancel that first.")
    if state not in OPEN:
        raise Conflicting("scenario_closed", "It is closed: open another one.")


def _problems(plan: CurrentPlan, changes: tuple[Change, ...]) -> Iterator[FieldProblem]:
    if len(changes) > MOST_CHANGES:
        sentence = f"{MOST_CHANGES} changes are the most."
        yield FieldProblem("body.changes", "too_many", sentence)
    for index, change in enumerate(changes):
        for field, code, sentence in _wrong(plan, change):
            yield FieldProblem(f"body.changes.{index}.{field}", code, sentence)


def _wrong(plan: CurrentPlan, change: Change) -> Iterator[tuple[str, str, str]]:
    is_about_orders = change.what in {What.MORE_ORDERS, What.WITHOUT_ORDERS}
    if is_about_orders:
        if not change.jobs:
            yield "jobs", "missing", "Say which orders."
        for job in change.jobs:
            if job not in plan.entries:
                yield "jobs", "unknown_id", f"“{job}” is not being made here."
    else:
        known = {one.id for one in plan.shop.resources}
        if not change.resources:
            yield "resources", "missing", "Say which machines or people."
        for name in change.resources:
            if name not in known:
                yield "resources", "unknown_id", f"“{name}” is not at this site."
    if change.what in {What.OVERTIME, What.CLOSED}:
        yield from _wrong_hours(change)


def _wrong_hours(change: Change) -> Iterator[tuple[str, str, str]]:
    if change.since_at is None:
        yield "since", "missing", "Say from when."
    if change.until_at is None:
        yield "until", "missing", "Say until when."
    elif change.since_at is not None and change.until_at <= change.since_at:
        yield "until", "order", "It ends after it begins."
