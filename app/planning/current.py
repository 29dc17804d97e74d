"""
How a site stands: the published plan, the reservations since, the floor's facts.

A promise is asked for at every click, so each process keeps what it last read, keyed
by the site's numbers. A transaction that changes reservations reads for itself: what
it sees may never be committed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.db import after_commit
from app.planning.calendars import minute_of, origin_of
from app.planning.models import OperationFactRow, PlanRevisionRow, ReservationRow
from app.planning.routings import load_routing
from app.planning.site import Site
from app.planning.sites import SiteHead, load_site, site_head
from app.planning.translate import Demand, Shop, job_of, load_assignments, shop_of
from scheduling.problem import Job, OperationKey, Problem
from scheduling.schedule import Assignment

REMEMBERED = timedelta(days=3)
"""How long finished work stays in sight: it tells which family a machine has on."""

FRESH = timedelta(minutes=15)
"""How long a reading is used: what is overdue by then has to be pushed."""

_OWN = "planning_own_plans"


@dataclass(frozen=True)
class Entry:
    """One living reservation, as the plan sees it."""

    demand: Demand
    job: Job
    number: int
    state: str
    reference: str
    label: str
    expires_at: datetime | None
    disturbance: Mapping[str, Any] | None


@dataclass(frozen=True)
class Fact:
    """What the floor reported of one operation."""

    job: str
    operation: str
    resources: tuple[str, ...]
    started_at: datetime
    finished_at: datetime | None
    setup_min: int


@dataclass(frozen=True)
class CurrentPlan:
    """
    A site at one moment.

    Parameters
    ----------
    origin
        Minute 0 of everything in it.
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
    """

    site: Site
    head: SiteHead
    origin: datetime
    shop: Shop
    entries: Mapping[str, Entry]
    planned: Mapping[OperationKey, Assignment]
    facts: Mapping[OperationKey, Fact]
    valid_until: datetime
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
        return Problem(
            horizon=replace(self.shop.horizon, freeze_min=freeze_min),
            calendars=self.shop.calendars,
            resources=self.shop.resources,
            setups=self.shop.setups,
            jobs=tuple(entry.job for entry in self.entries.values()),
            fixed=tuple(fixed),
        )


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
    known = own.get(head.id) or _cached(head.id)
    if known is not None and known.head == head and now < known.valid_until:
        return known
    fresh = read_plan(session, head, now)
    if head.id in own:
        own[head.id] = fresh
    else:
        _remember(fresh)
    return fresh


def _cached(site_id: str) -> CurrentPlan | None:
    with _cache_lock:
        return _cache.get(site_id)


def _remember(plan: CurrentPlan) -> None:
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
    after_commit(session, lambda: _remember(plan))


def read_plan(session: Session, head: SiteHead, now: datetime) -> CurrentPlan:
    """Read a site's plan afresh."""
    site = load_site(session, head)
    origin = origin_of(site, now)
    rows = _living(session, head.id, now)
    entries = {
        row.id: entry
        for row in rows
        if (entry := _entry(site, row, origin)) is not None
    }
    planned = _own_places(rows, origin) | _revised_places(session, head, origin)
    expiries = [e.expires_at for e in entries.values() if e.expires_at is not None]
    return CurrentPlan(
        site=site,
        head=head,
        origin=origin,
        shop=shop_of(site, origin, freeze_min=0),
        entries=entries,
        planned={key: one for key, one in planned.items() if key[0] in entries},
        facts=_facts(session, entries),
        valid_until=min([*expiries, origin + timedelta(days=1), now + FRESH]),
    )


def _living(session: Session, site_id: str, now: datetime) -> list[ReservationRow]:
    row = ReservationRow
    held = (row.state == "held") & (row.expires_at > now)
    done = (row.state == "done") & (row.finished_at > now - REMEMBERED)
    statement = select(row).where(
        row.site_id == site_id, or_(row.state == "committed", held, done)
    )
    return list(session.scalars(statement.order_by(row.number)))


def _entry(site: Site, row: ReservationRow, origin: datetime) -> Entry | None:
    demand = Demand(
        row.id,
        load_routing(row.routing),
        row.quantity,
        row.release_at,
        row.promise_at,
        row.weight,
    )
    job = job_of(site, demand, origin)
    if not isinstance(job, Job):
        # The site lost a work centre since: the planner sees it as an unplanned order.
        return None
    return Entry(
        demand=demand,
        job=job,
        number=row.number,
        state=row.state,
        reference=row.reference,
        label=row.label,
        expires_at=row.expires_at if row.state == "held" else None,
        disturbance=row.disturbance,
    )


def _own_places(
    rows: Iterable[ReservationRow], origin: datetime
) -> dict[OperationKey, Assignment]:
    return {
        one.key: one
        for row in rows
        for one in load_assignments(row.assignments, row.origin_at, origin)
    }


def _revised_places(
    session: Session, head: SiteHead, origin: datetime
) -> dict[OperationKey, Assignment]:
    if head.revision_id is None:
        return {}
    row = session.get_one(PlanRevisionRow, head.revision_id)
    places = load_assignments(row.assignments, row.origin_at, origin)
    return {one.key: one for one in places}


def _facts(session: Session, entries: Mapping[str, Entry]) -> dict[OperationKey, Fact]:
    if not entries:
        return {}
    row = OperationFactRow
    some = session.scalars(select(row).where(row.reservation_id.in_(entries)))
    return {
        (fact.reservation_id, fact.operation): Fact(
            fact.reservation_id,
            fact.operation,
            tuple(fact.resources),
            fact.started_at,
            fact.finished_at,
            fact.setup_min,
        )
        for fact in some
    }
