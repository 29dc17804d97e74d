"""
How a site stands now, remembered by each process.

A promise is asked for at every click, so a process keeps what it last read, keyed by
the site's numbers, and follows later ones by reading only what changed. A transaction
that changes reservations reads for itself: what it sees may never be committed.
"""

from datetime import datetime
from threading import Lock

from sqlalchemy.orm import Session

from app.db import after_commit
from app.planning.follow import follow
from app.planning.reading import CurrentPlan, read_plan
from app.planning.reservations import Entry, Fact
from app.planning.sites import SiteHead, site_head

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

_OWN = "planning_own_plans"

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
    """Return what this process last read of a site."""
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
