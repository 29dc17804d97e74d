"""
How a site stands: the published plan, the reservations since, the floor's facts.

A promise is asked for at every click, so each process keeps what it last read, keyed
by the site's numbers, and follows later ones by reading only what changed. A
transaction that changes reservations reads for itself: what it sees may never be
committed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from app.db import after_commit
from app.planning.calendars import minute_of, origin_of
from app.planning.disturbances import Span, altered, spans_of
from app.planning.reservations import (
    Entry,
    Fact,
    Revised,
    read_changed,
    read_facts,
    read_living,
    read_revised,
)
from app.planning.site import Site
from app.planning.sites import SiteHead, load_site, site_head
from app.planning.translate import Shop, shop_of
from scheduling.problem import Job, OperationKey, Problem
from scheduling.schedule import Assignment

__all__ = [
    "CurrentPlan",
    "Entry",
    "Fact",
    "adopt_plan",
    "current_plan",
    "forget_plan",
    "plan_at",
    "read_plan",
]

FRESH = timedelta(minutes=15)
"""How long a reading is used: what is overdue by then has to be pushed."""

MANY = 1_000
"""Reservations from which on a report of the floor pushes others only when FRESH ends:
to push eighty thousand operations takes a second, and there is a report a minute."""

_OWN = "planning_own_plans"


@dataclass(frozen=True, slots=True)
class Change:
    """
    Places that one reservation gives up and takes, since the plan was last pushed.

    Parameters
    ----------
    before, job
        The job as it was and as it is; None where there is none.
    """

    id: str
    before: Job | None
    job: Job | None
    places: tuple[Assignment, ...]


@dataclass(frozen=True)
class CurrentPlan:
    """
    A site at one moment.

    Parameters
    ----------
    origin
        Minute 0 of everything in it.
    shop
        Resources and calendars as they are, disturbances worked in.
    sound
        The same as the site's document has them.
    entries
        Reservations by job id: committed, held and not expired, done a short while ago.
    planned
        A place for each of their operations that has one, without the floor's facts.
    facts
        Reports of the floor by operation.
    valid_until
        When a held reservation expires, the day ends or the reading is old.
    memo
        What was worked out from this reading, by whoever did.
    read_until
        When it has to be read again, whatever happens meanwhile.
    spans
        Disturbances that are worked into ``shop``.
    revised
        Places of the published revision.
    """

    site: Site
    head: SiteHead
    origin: datetime
    shop: Shop
    sound: Shop
    entries: Mapping[str, Entry]
    planned: Mapping[OperationKey, Assignment]
    facts: Mapping[OperationKey, Fact]
    valid_until: datetime
    read_until: datetime
    spans: tuple[Span, ...]
    revised: Revised = field(repr=False)
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def minute(self, instant: datetime) -> int:
        """Minutes from the origin to an instant."""
        return minute_of(self.origin, instant)

    def problem(
        self, *, freeze_min: int = 0, fixed: Iterable[Assignment] = ()
    ) -> Problem:
        """
        Build the solver's problem.

        Parameters
        ----------
        freeze_min
            Minute of the horizon before which nothing starts that is not fixed.
        fixed
            Assignments that stand as they are.
        """
        problem = Problem(
            horizon=replace(self.shop.horizon, freeze_min=freeze_min),
            calendars=self.sound.calendars,
            resources=self.sound.resources,
            setups=self.shop.setups,
            jobs=tuple(entry.job for entry in self.entries.values()),
            fixed=tuple(fixed),
        )
        if self.shop is self.sound:
            return problem
        # What is down for weeks may leave a job no room: an answer, not a fault.
        return problem.altered(
            calendars=self.shop.calendars, resources=self.shop.resources
        )

    @property
    def empty_shop(self) -> Problem:
        """The solver's problem without a job: it knows the calendars."""
        if "shop" not in self.memo:
            self.memo["shop"] = replace(self, entries={}).problem()
        found: Problem = self.memo["shop"]
        return found

    @property
    def standing_problem(self) -> Problem:
        """
        The solver's problem, its jobs not inspected again.

        Each was inspected when it was promised; ten thousand of them take seconds.
        """
        jobs = tuple(entry.job for entry in self.entries.values())
        return self.empty_shop.altered(jobs=jobs)


_cache: dict[str, CurrentPlan] = {}
_cache_lock = Lock()


def current_plan(session: Session, code: str, now: datetime) -> CurrentPlan:
    """
    How a site stands now, from memory where nothing changed.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    return plan_at(session, site_head(session, code), now)


def plan_at(session: Session, head: SiteHead, now: datetime) -> CurrentPlan:
    """How a site stands at these numbers."""
    own = session.info.get(_OWN, {})
    known = own.get(head.id) or remembered(head.id)
    if known is not None and known.head == head and now < known.valid_until:
        return known
    followed = None if known is None else follow(session, known, head, now)
    fresh = followed or read_plan(session, head, now)
    if head.id in own:
        own[head.id] = fresh
    else:
        remember(fresh)
    return fresh


def remembered(site_id: str) -> CurrentPlan | None:
    """What this process last read of a site."""
    with _cache_lock:
        return _cache.get(site_id)


def remember(plan: CurrentPlan) -> None:
    """Keep a reading for the requests to come."""
    with _cache_lock:
        _cache[plan.head.id] = plan


def forget_plan(session: Session, site_id: str) -> None:
    """Note that this transaction changes a site in a way that has to be read again."""
    session.info.setdefault(_OWN, {})[site_id] = None


def adopt_plan(session: Session, plan: CurrentPlan) -> None:
    """
    Use a plan that this transaction made by changing the site.

    Others get it once the transaction is committed: until then it may never be true.
    """
    session.info.setdefault(_OWN, {})[plan.head.id] = plan
    after_commit(session, lambda: remember(plan))


def read_plan(session: Session, head: SiteHead, now: datetime) -> CurrentPlan:
    """Read a site's plan afresh."""
    site = load_site(session, head)
    origin = origin_of(site, now)
    reads = read_living(session, head.id, site, origin, now)
    revised = read_revised(session, head, origin)
    sound = shop_of(site, origin, freeze_min=0)
    spans = spans_of(session, head.id, origin)
    plan = CurrentPlan(
        site=site,
        head=head,
        origin=origin,
        shop=altered(sound, spans, origin) if spans else sound,
        sound=sound,
        entries={read.entry.demand.id: read.entry for read in reads},
        planned={one.key: one for read in reads for one in revised.overrule(read)},
        facts=read_facts(session, head.id, None, now),
        valid_until=now,
        read_until=min(origin + timedelta(days=1), now + FRESH),
        spans=spans,
        revised=revised,
    )
    return replace(plan, valid_until=_next_expiry(plan))


def _next_expiry(plan: CurrentPlan) -> datetime:
    expiries = (e.expires_at for e in plan.entries.values())
    return min([plan.read_until, *(at for at in expiries if at is not None)])


def follow(
    session: Session,
    plan: CurrentPlan,
    head: SiteHead,
    now: datetime,
    *,
    may_lag: bool = False,
) -> CurrentPlan | None:
    """
    Bring a reading up to later numbers; None where it has to be read again.

    Parameters
    ----------
    may_lag
        Follow also where the revision is another or the reading is old.
    """
    is_same = (head.number, head.revision_id) == (
        plan.head.number,
        plan.head.revision_id,
    )
    if not may_lag and (not is_same or now >= plan.read_until):
        return None
    if spans_of(session, head.id, plan.origin) != plan.spans:
        return None
    changed = read_changed(session, plan.head, plan.site, plan.origin, now)
    for job, entry in plan.entries.items():
        if entry.expires_at is not None and entry.expires_at <= now:
            changed.setdefault(job, None)
    facts = read_facts(session, head.id, changed, now) if changed else {}
    known = {key: fact for key, fact in plan.facts.items() if key[0] in changed}
    if facts != known and len(plan.entries) < MANY:
        return None
    changes = _changes(plan, changed)
    if any(job in changes for job, _ in (*facts, *known)):
        return None
    entries = dict(plan.entries)
    planned = dict(plan.planned)
    for job, read in changed.items():
        entries.pop(job, None)
        if read is not None:
            entries[job] = read.entry
    for change in changes.values():
        for operation in change.before.operations if change.before else ():
            planned.pop((change.id, operation.id), None)
        planned.update((one.key, one) for one in change.places)
    followed = replace(
        plan,
        head=replace(plan.head, change_number=head.change_number),
        entries=entries,
        planned=planned,
        facts={k: f for k, f in plan.facts.items() if k[0] not in changed} | facts,
        memo=_memo(plan, tuple(changes.values())),
    )
    return replace(followed, valid_until=_next_expiry(followed))
