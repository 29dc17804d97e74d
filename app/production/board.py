"""The planning board as data: resources, bars, closed time, late orders, figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan, Entry, current_plan
from app.planning.models import PlanRevisionRow
from app.planning.risks import Risk, Standing, standings
from app.planning.room import fence_min, outlook
from app.planning.site import Text
from app.planning.words import slack_words
from app.production.dispatch import swatch_of
from app.production.states import State
from scheduling.explain import Lateness, explain_lateness
from scheduling.problem import Assignment, Problem
from scheduling.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Bar:
    """
    One operation on one resource.

    Parameters
    ----------
    setup_min
        Changeover at its beginning.
    swatch
        Colour of its setup family, empty where it has none.
    is_frozen
        Whether no plan may move it.
    """

    reservation_id: str
    operation: str
    operation_name: Text
    label: str
    resource: str
    start_at: datetime
    end_at: datetime
    setup_min: int
    swatch: str
    risk: Risk
    state: State
    is_frozen: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A resource with its closed time and its bars."""

    id: str
    name: Text
    work_centre: str
    work_centre_name: Text
    capacity: int
    closed: tuple[tuple[datetime, datetime], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """
    One order item against its promise.

    Parameters
    ----------
    done, operations
        Finished operations of all.
    reason
        Why it is late or at risk, by language; empty where it is fine.
    """

    reservation_id: str
    reference: str
    label: str
    risk: Risk
    promise_at: datetime
    completion_at: datetime | None
    slack: Text
    slack_min: int
    done: int
    operations: int
    reason: Mapping[str, str]
    disturbance: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Revision:
    """What was published, when and why."""

    number: int
    published_at: datetime
    reason: str
    objective: Mapping[str, Any]
    diff: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the planner's page shows of a site."""

    site: str
    site_name: Text
    zone: str
    now: datetime
    frozen_until: datetime
    since: datetime
    until: datetime
    revision: Revision | None
    rows: tuple[BoardRow, ...]
    orders: tuple[OrderLine, ...]


def board(session: Session, clock: Clock, site: str, *, days: int = 14) -> Board:
    """
    Planning board of a site from the start of its day on.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    now = clock()
    plan = current_plan(session, site, now)
    length_min = days * 24 * 60
    return Board(
        site=site,
        site_name=plan.site.name,
        zone=plan.site.zone,
        now=now,
        frozen_until=instant_of(plan.origin, fence_min(plan, now)),
        since=plan.origin,
        until=plan.origin + timedelta(minutes=length_min),
        revision=_revision(session, plan.head.revision_id),
        rows=tuple(_rows(plan, now, length_min)),
        orders=order_lines(plan, now),
    )


def _revision(session: Session, revision_id: str | None) -> Revision | None:
    if revision_id is None:
        return None
    row = session.get_one(PlanRevisionRow, revision_id)
    return Revision(row.number, row.published_at, row.reason, row.objective, row.diff)


def _rows(plan: CurrentPlan, now: datetime, length_min: int) -> list[BoardRow]:
    bars: dict[str, list[Bar]] = {}
    risks = {one.entry.demand.id: one.risk for one in standings(plan, now)}
    for one in outlook(plan, now)[1].schedule.assignments.values():
        if one.end_min > 0 and one.start_min < length_min:
            for resource in one.resources:
                bar = _bar(plan, one, resource, risks[one.job], now)
                bars.setdefault(resource, []).append(bar)
    windows = {calendar.id: calendar.open for calendar in plan.shop.calendars}
    return [
        BoardRow(
            id=resource.id,
            name=plan.site.name_by_resource[resource.id],
            work_centre=resource.work_centre,
            work_centre_name=_centre_name(plan, resource.work_centre),
            capacity=resource.capacity,
            closed=_closed(plan, windows[resource.calendar], length_min),
            bars=tuple(sorted(bars.get(resource.id, ()), key=lambda b: b.start_at)),
        )
        for resource in plan.shop.resources
    ]


def _centre_name(plan: CurrentPlan, work_centre: str) -> Text:
    centre = plan.site.work_centre_by_id.get(work_centre)
    return centre.name if centre else {"en": "People", "zh": "人员"}


def _bar(
    plan: CurrentPlan, one: Assignment, resource: str, risk: Risk, now: datetime
) -> Bar:
    entry = plan.entries[one.job]
    step = next(s for s in entry.demand.routing.operations if s.id == one.operation)
    fact = plan.facts.get(one.key)
    state = State.WAITING
    if fact is not None:
        state = State.RUNNING if fact.finished_at is None else State.DONE
    return Bar(
        reservation_id=one.job,
        operation=one.operation,
        operation_name=step.name,
        label=entry.label,
        resource=resource,
        start_at=instant_of(plan.origin, one.start_min),
        end_at=instant_of(plan.origin, one.end_min),
        setup_min=one.setup_min,
        swatch=swatch_of(plan.site, step.setup),
        risk=risk,
        state=state,
        is_frozen=one.start_min < fence_min(plan, now),
        is_held=entry.state == "held",
    )


def _closed(
    plan: CurrentPlan, windows: tuple[tuple[int, int], ...], length_min: int
) -> tuple[tuple[datetime, datetime], ...]:
    edges = [0]
    for start, end in windows:
        edges += [start, end]
    edges.append(max(length_min, edges[-1]))
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple(
        (instant_of(plan.origin, a), instant_of(plan.origin, min(b, length_min)))
        for a, b in pairs
        if a < b and a < length_min
    )


def order_lines(plan: CurrentPlan, now: datetime) -> tuple[OrderLine, ...]:
    """Orders that are being made, the most urgent first."""
    lines = [
        _order_line(plan, one, now)
        for one in standings(plan, now)
        if one.entry.state != "done"
    ]
    return tuple(sorted(lines, key=lambda line: (line.slack_min, line.label)))


def _order_line(plan: CurrentPlan, one: Standing, now: datetime) -> OrderLine:
    entry = one.entry
    return OrderLine(
        reservation_id=entry.demand.id,
        reference=entry.reference,
        label=entry.label,
        risk=one.risk,
        promise_at=entry.demand.promise_at or now,
        completion_at=one.completion_at,
        slack=slack_words(one.slack_min),
        slack_min=one.slack_min,
        done=sum(
            key[0] == entry.demand.id and fact.finished_at is not None
            for key, fact in plan.facts.items()
        ),
        operations=len(entry.job.operations),
        reason=_reason(plan, one, now),
        disturbance=entry.disturbance,
    )


CAUSES = {
    "breakdown": {"en": "A machine broke down.", "zh": "设备发生故障。"},
    "absence": {"en": "Somebody is away.", "zh": "有人员缺勤。"},
    "late_material": {"en": "Its material comes late.", "zh": "物料晚到。"},
    "scrap": {"en": "Pieces were scrapped.", "zh": "有工件报废。"},
    "behind": {"en": "The workshop is behind its plan.", "zh": "车间进度落后于计划。"},
    "no_room": {
        "en": "There was no room before its date when it came in.",
        "zh": "接单时交期前已无产能。",
    },
}
UNPLANNED = {
    "en": "It has no place in the plan: plan again.",
    "zh": "尚未排入计划，请重新排产。",
}


def _reason(plan: CurrentPlan, one: Standing, now: datetime) -> dict[str, str]:
    """Say the recorded cause, then what binds it in the plan as it stands."""
    if one.risk is Risk.FINE:
        return {}
    if one.risk is Risk.UNPLANNED:
        return UNPLANNED
    cause = (one.entry.disturbance or {}).get("kind")
    binding = _binding(plan, one.entry, now)
    if cause not in CAUSES:
        return binding
    return {
        language: " ".join((CAUSES[cause][language], binding[language]))
        for language in ("en", "zh")
    }


def _binding(plan: CurrentPlan, entry: Entry, now: datetime) -> dict[str, str]:
    """Say what binds a job, in names instead of ids."""
    return {
        language: _named(plan, sentence, language)
        for language, sentence in explained(plan, entry, now).sentences.items()
    }


def explained(plan: CurrentPlan, entry: Entry, now: datetime) -> Lateness:
    """Explain a job that has a place, in the solver's ids; once per reading."""
    key = ("explained", entry.demand.id)
    if key not in plan.memo:
        problem, schedule = complete(plan, now)
        plan.memo[key] = explain_lateness(problem, schedule, entry.demand.id)
    found: Lateness = plan.memo[key]
    return found


def complete(plan: CurrentPlan, now: datetime) -> tuple[Problem, Schedule]:
    """Jobs that have all of their places, as a problem and its plan."""
    key = ("complete",)
    if key not in plan.memo:
        schedule = _complete(plan, now)
        jobs = {job for job, _ in schedule.assignments}
        facts = outlook(plan, now)[1].facts.values()
        fixed = [fact for fact in facts if fact.job in jobs]
        placed = {job: entry for job, entry in plan.entries.items() if job in jobs}
        shown = replace(plan, entries=placed, memo={})
        plan.memo[key] = (shown.problem(fixed=fixed), schedule)
    found: tuple[Problem, Schedule] = plan.memo[key]
    return found


def _complete(plan: CurrentPlan, now: datetime) -> Schedule:
    """Places of the jobs that have all of theirs."""
    schedule = outlook(plan, now)[1].schedule
    whole = {
        one.entry.demand.id
        for one in standings(plan, now)
        if one.risk is not Risk.UNPLANNED
    }
    return Schedule.of(
        one for key, one in schedule.assignments.items() if key[0] in whole
    )


def _named(plan: CurrentPlan, sentence: str, language: str) -> str:
    for job, entry in plan.entries.items():
        if job in sentence:
            for step in entry.demand.routing.operations:
                words = f"{entry.label}, {step.name[language]}"
                sentence = re.sub(rf"{job}/{re.escape(step.id)}(?!~)", words, sentence)
            sentence = sentence.replace(job, entry.label)
    for resource, name in plan.site.name_by_resource.items():
        sentence = re.sub(rf"\b{resource}\b", name[language], sentence)
    return sentence


def late_orders(session: Session, clock: Clock, site: str) -> tuple[OrderLine, ...]:
    """Orders that are late, at risk or without a place, with the reason in words."""
    now = clock()
    lines = order_lines(current_plan(session, site, now), now)
    return tuple(line for line in lines if line.risk is not Risk.FINE)
