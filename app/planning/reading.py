"""A site at one moment, read from the database: what a promise depends on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.base.collecting import not_collecting
from app.planning.calendars import minute_of, origin_of
from app.planning.disturbances import Span, altered, spans_of
from app.planning.reservations import (
    Entry,
    Fact,
    Revised,
    read_facts,
    read_living,
    read_revised,
)
from app.planning.site import Site
from app.planning.sites import SiteHead, load_site
from app.planning.translate import Shop, shop_of
from scheduling.problem import OperationKey, Problem
from scheduling.schedule import Assignment

FRESH = timedelta(minutes=15)
"""How long a reading is used: what is overdue by then has to be pushed."""


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
            transports=self.shop.transports,
            materials=self.shop.materials,
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


def read_plan(session: Session, head: SiteHead, now: datetime) -> CurrentPlan:
    """Read a site's plan afresh."""
    with not_collecting():
        return _read(session, head, now)


def _read(session: Session, head: SiteHead, now: datetime) -> CurrentPlan:
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
    return replace(plan, valid_until=next_expiry(plan))


def next_expiry(plan: CurrentPlan) -> datetime:
    """When a hold ends or the reading is too old, whichever comes first."""
    expiries = (e.expires_at for e in plan.entries.values())
    return min([plan.read_until, *(at for at in expiries if at is not None)])
