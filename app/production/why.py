"""Why an order is completed when it is: the chain that binds it, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.base.errors import NotFound
from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan, Entry, current_plan
from app.planning.risks import Risk, Standing, standings
from app.planning.site import Text
from app.planning.words import local_words, slack_words
from app.production.board import CAUSES, UNPLANNED, explained
from scheduling.binding import Link
from scheduling.sentences import span_words

BIND = {
    "release": (
        "{op} may start from {until}: it was released then",
        "{op}自{until}起方可开工（下达时间）",
    ),
    "fence": (
        "{op} may not start before {until}: what is nearer is frozen",
        "{op}在{until}之前处于冻结期，不得开工",
    ),
    "before": (
        "{op} waits for {other}, done {until}",
        "{op}等待{other}于{until}完成",
    ),
    "wait": (
        "{op} waits until {until}: {other} has to dry or set",
        "{op}等待至{until}：{other}后需干燥或固化",
    ),
    "transport": (
        "{op} waits until {until}: {other} is on its way from another hall",
        "{op}等待至{until}：{other}的工件正在车间之间转运",
    ),
    "batch": (
        "{op} waits for the load of {resource}, ready {until}",
        "{op}等待{resource}同炉工件于{until}到齐",
    ),
    "material": (
        "{op} waits for material until {until}",
        "{op}等待物料至{until}",
    ),
    "setup": (
        "{op} waits for the changeover of {resource} until {until}",
        "{op}等待{resource}换型至{until}",
    ),
    "max_wait": (
        "{op} starts {until} so that what follows is not too late after it",
        "{op}于{until}开工，以便下一道工序及时衔接",
    ),
    "busy": (
        "{op} waits for {resource}, busy with {other} until {until}",
        "{op}等待{resource}：{other}占用至{until}",
    ),
    "closed": (
        "{op} waits for {resource}, closed until {until}",
        "{op}等待{resource}于{until}开班",
    ),
    "free": (
        "{op} starts {until} by choice of the plan",
        "{op}由计划安排于{until}开工",
    ),
}
"""What binds an operation, English and Chinese; other causes only wait."""


@dataclass(frozen=True, slots=True)
class Bond:
    """
    What keeps one operation from starting earlier, in words.

    Parameters
    ----------
    since, until
        From when it could have gone on, and when it starts.
    """

    job: str
    operation: str
    label: str
    name: Text
    cause: str
    since: datetime
    until: datetime
    minutes: int
    sentence: Text


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why an order is completed when it is.

    Parameters
    ----------
    cause
        The recorded disturbance in words, empty where there is none.
    sentence
        What binds it most.
    chain
        From its completion back to where the chain begins.
    """

    standing: Standing
    slack: Text
    cause: Text
    sentence: Text
    chain: tuple[Bond, ...]


def reason_of(session: Session, clock: Clock, site: str, job: str) -> Reason:
    """
    Follow what binds an order, from its completion back.

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
    standing = found[job]
    cause = CAUSES.get((standing.entry.disturbance or {}).get("kind", ""), {})
    slack = slack_words(standing.slack_min)
    if standing.risk is Risk.UNPLANNED:
        return Reason(standing, slack, cause, UNPLANNED, ())
    told = explained(plan, standing.entry, now)
    chain = tuple(_bond(plan, link) for link in told.chain)
    heaviest = max(chain, key=lambda bond: bond.minutes)
    return Reason(standing, slack, cause, _most(heaviest), chain)


def _bond(plan: CurrentPlan, link: Link) -> Bond:
    entry = plan.entries[link.job]
    name = step_name(entry, link.operation)
    since = instant_of(plan.origin, link.since_min)
    until = instant_of(plan.origin, link.until_min)
    at = local_words(until, plan.site.tzinfo)
    sentence = {
        language: _words(link, language).format(
            op=f"{entry.label}, {name[language]}",
            other=_other(plan, link, language),
            resource=resource_name(plan, link.resource)[language],
            until=at[language],
        )
        for language in ("en", "zh")
    }
    minutes = link.until_min - link.since_min
    return Bond(
        link.job,
        link.operation,
        entry.label,
        name,
        link.cause,
        since,
        until,
        minutes,
        sentence,
    )


def _words(link: Link, language: str) -> str:
    pair = BIND.get(link.cause, ("{op} waits until {until}", "{op}等待至{until}"))
    return pair[0] if language == "en" else pair[1]


def _other(plan: CurrentPlan, link: Link, language: str) -> str:
    if link.other is None:
        return ""
    job, operation = link.other
    entry = plan.entries[job]
    name = step_name(entry, operation)[language]
    return name if job == link.job else f"{entry.label}, {name}"


def step_name(entry: Entry, operation: str) -> Text:
    """Name of an operation of a job, by language."""
    for step in entry.demand.routing.operations:
        if step.id == operation:
            return step.name
    return {"en": operation, "zh": operation}


def resource_name(plan: CurrentPlan, resource: str) -> Text:
    """Name of a machine or person; its id where the site does not name it."""
    known = {"en": resource, "zh": resource}
    return plan.site.name_by_resource.get(resource, known)


def _most(bond: Bond) -> dict[str, str]:
    span: dict[str, Any] = span_words(bond.minutes)
    return {
        "en": f"What binds it most: {bond.sentence['en']} ({span['en']}).",
        "zh": f"最主要的约束：{bond.sentence['zh']}（{span['zh']}）。",
    }
