"""What alone would make an order earlier: each tried by planning again, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.base.errors import NotFound
from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan, current_plan
from app.planning.risks import Risk, standings
from app.planning.words import local_words
from app.production.board import complete
from app.production.why import resource_name, step_name
from scheduling.reinsert import reinsert
from scheduling.relaxations import Help, find_help
from scheduling.reliefs import (
    DoElsewhere,
    Relaxation,
    ServeFirst,
    SupplyEarlier,
    WorkOvertime,
)

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Relief:
    """
    One thing that, changed alone, makes an order earlier.

    Parameters
    ----------
    resources, since, until
        Of overtime: it can be ordered as it stands here.
    broken
        Labels of other orders whose promise would be lost by it.
    """

    kind: str
    sentence: dict[str, str]
    earlier_min: int
    completion_at: datetime
    keeps_promise: bool
    broken: tuple[str, ...]
    resources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


def helps_of(session: Session, clock: Clock, site: str, job: str) -> tuple[Relief, ...]:
    """
    Try what may help an order, the greatest gain first.

    Raises
    ------
    NotFound
        When the site has no such job.
    """
    now = clock()
    plan = current_plan(session, site, now)
    found = {one.entry.demand.id: one for one in standings(plan, now)}
    if job not in found:
        raise NotFound("unknown_reservation", "There is no such job here.")
    if found[job].risk is Risk.UNPLANNED:
        return ()
    key = ("helps", job)
    if key not in plan.memo:
        problem, schedule = complete(plan, now)
        helps = find_help(problem, schedule, job, resolve=reinsert)
        plan.memo[key] = tuple(_relief(plan, one) for one in helps)
    kept: tuple[Relief, ...] = plan.memo[key]
    return kept


def _relief(plan: CurrentPlan, one: Help) -> Relief:
    relaxation = one.relaxation
    hours = relaxation if isinstance(relaxation, WorkOvertime) else None
    return Relief(
        kind=_KINDS[type(relaxation)],
        sentence={name: _sentence(plan, relaxation, name) for name in LANGUAGES},
        earlier_min=one.gain_min,
        completion_at=instant_of(plan.origin, one.completion_min),
        keeps_promise=one.is_in_time,
        broken=tuple(sorted(plan.entries[job].label for job in one.broken)),
        resources=hours.resources if hours else (),
        since=instant_of(plan.origin, hours.since_min) if hours else None,
        until=instant_of(plan.origin, hours.until_min) if hours else None,
    )


_KINDS = {
    WorkOvertime: "overtime",
    DoElsewhere: "elsewhere",
    ServeFirst: "first",
    SupplyEarlier: "supply",
}


def _sentence(plan: CurrentPlan, relaxation: Relaxation, language: str) -> str:
    is_english = language == "en"
    match relaxation:
        case WorkOvertime():
            names = _names(plan, relaxation.resources, language)
            since = _at(plan, relaxation.since_min, language)
            until = _at(plan, relaxation.until_min, language)
            if is_english:
                return f"Overtime on {names}, {since} to {until}"
            return f"{names}加班：{since}至{until}"
        case DoElsewhere():
            entry = plan.entries[relaxation.job]
            step = step_name(entry, relaxation.operation)[language]
            names = _names(plan, relaxation.resources, language)
            return f"{step} on {names}" if is_english else f"{step}改由{names}加工"
        case ServeFirst():
            label = plan.entries[relaxation.job].label
            return f"{label} before the others" if is_english else f"优先安排 {label}"
        case SupplyEarlier():
            until = _at(plan, relaxation.until_min, language)
            material = _material(plan, relaxation.material, language)
            return (
                f"{material} delivered by {until}"
                if is_english
                else f"{material}提前至{until}到货"
            )
        case _:
            assert_never(relaxation)


def _names(plan: CurrentPlan, resources: tuple[str, ...], language: str) -> str:
    return " + ".join(resource_name(plan, name)[language] for name in resources)


def _at(plan: CurrentPlan, minute: int, language: str) -> str:
    return local_words(instant_of(plan.origin, minute), plan.site.tzinfo)[language]


def _material(plan: CurrentPlan, material: str, language: str) -> str:
    known = {one.id: one.name for one in plan.site.materials}
    return known[material][language] if material in known else material
