"""A branch of a site's plan: the same factory with other hours, machines or orders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from app.planning.current import CurrentPlan, Entry
from app.planning.disturbances import Span, altered
from app.planning.site import Machine, Person, Site
from app.planning.translate import job_of, shop_of
from scheduling.problem import Job


class What(StrEnum):
    """What can be different in a branch."""

    OVERTIME = "overtime"
    CLOSED = "closed"
    MORE_MACHINES = "more_machines"
    FEWER_MACHINES = "fewer_machines"
    MORE_ORDERS = "more_orders"
    WITHOUT_ORDERS = "without_orders"


@dataclass(frozen=True, slots=True)
class Change:
    """
    One difference of a branch.

    Parameters
    ----------
    resources
        Machines and people it concerns.
    jobs
        Orders that are copied or left out.
    since_at, until_at
        Hours; for more orders ``until_at`` is when they are wanted.
    count
        Twins of each machine, or copies of each order.
    """

    what: What
    resources: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    since_at: datetime | None = None
    until_at: datetime | None = None
    count: int = 1


def dump_change(change: Change) -> dict[str, Any]:
    """Write a change as JSON values."""
    return {
        "what": change.what.value,
        "resources": list(change.resources),
        "jobs": list(change.jobs),
        "since_at": _text(change.since_at),
        "until_at": _text(change.until_at),
        "count": change.count,
    }


def load_change(row: Mapping[str, Any]) -> Change:
    """Read what :func:`dump_change` wrote."""
    return Change(
        What(row["what"]),
        tuple(row["resources"]),
        tuple(row["jobs"]),
        _instant(row["since_at"]),
        _instant(row["until_at"]),
        row["count"],
    )


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def branch(plan: CurrentPlan, changes: Iterable[Change], now: datetime) -> CurrentPlan:
    """
    Plan of the factory as it would be.

    Parameters
    ----------
    plan
        As it is; nothing in it is changed.
    changes
        What is different. Places on what is gone are found anew by whoever plans.
    now
        Copies of orders come in at this moment.
    """
    changes = tuple(changes)
    site = plan.site
    for change in changes:
        if change.what is What.MORE_MACHINES:
            site = _with_twins(site, change)
    sound = shop_of(site, plan.origin, freeze_min=0)
    spans = (*plan.spans, *(s for c in changes for s in _spans(plan, c, now)))
    gone = {job for c in changes if c.what is What.WITHOUT_ORDERS for job in c.jobs} - {
        job for job, _ in plan.facts
    }
    entries = {
        job: _again(site, plan, entry) if site is not plan.site else entry
        for job, entry in plan.entries.items()
        if job not in gone
    }
    for number, change in enumerate(changes, 1):
        if change.what is What.MORE_ORDERS:
            entries |= _copies(site, plan, change, number, now)
    return replace(
        plan,
        site=site,
        sound=sound,
        shop=altered(sound, spans, plan.origin) if spans else sound,
        spans=spans,
        entries=entries,
        planned={key: one for key, one in plan.planned.items() if key[0] in entries},
        memo={},
    )


def _spans(plan: CurrentPlan, change: Change, now: datetime) -> Iterable[Span]:
    end = plan.origin + timedelta(minutes=plan.shop.horizon.length_min)
    since, until = change.since_at or now, change.until_at or end
    if change.what is What.FEWER_MACHINES:
        yield Span(change.resources, is_open=False, since_at=since, until_at=end)
    elif change.what in {What.OVERTIME, What.CLOSED}:
        is_open = change.what is What.OVERTIME
        yield Span(change.resources, is_open, since, until)


def _with_twins(site: Site, change: Change) -> Site:
    numbers = range(2, change.count + 2)
    wanted = set(change.resources)
    machines = [
        _twin(one, n) for n in numbers for one in site.machines if one.id in wanted
    ]
    people = [_twin(one, n) for n in numbers for one in site.people if one.id in wanted]
    return replace(
        site,
        machines=(*site.machines, *machines),
        people=(*site.people, *people),
    )


Twin = TypeVar("Twin", Machine, Person)


def _twin(one: Twin, number: int) -> Twin:
    name = {language: f"{text} #{number}" for language, text in one.name.items()}
    return replace(one, id=twin_id(one.id, number), name=name)


def twin_id(resource: str, number: int) -> str:
    """Id of a machine that is not there: no document can have it."""
    return f"{resource}#{number}"


def _again(site: Site, plan: CurrentPlan, entry: Entry) -> Entry:
    """Let an order use the machines of another site document."""
    job = job_of(site, entry.demand, plan.origin)
    return replace(entry, job=job) if isinstance(job, Job) else entry


def _copies(
    site: Site, plan: CurrentPlan, change: Change, number: int, now: datetime
) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for like in change.jobs:
        for index in range(1, change.count + 1):
            name = f"what-if-{number}-{index}-{like}"
            copy = _copy(site, plan, plan.entries[like], name, change.until_at, now)
            found[name] = replace(copy, label=f"{copy.label} +{index}")
    return found


def _copy(  # noqa: PLR0913, PLR0917 - a copy differs in exactly these
    site: Site,
    plan: CurrentPlan,
    entry: Entry,
    name: str,
    due: datetime | None,
    now: datetime,
) -> Entry:
    promise_at = due or entry.demand.promise_at
    demand = replace(entry.demand, id=name, release_at=now, promise_at=promise_at)
    copy = _again(site, plan, replace(entry, demand=demand))
    return replace(copy, reference=name, expires_at=None, disturbance=None)
