"""The date that can be told: earliest completion that leaves every promise standing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.base.recent import Recent
from app.planning.ahead import plan_for_quote
from app.planning.room import NoPromise, Room, fence_min, find_room
from app.planning.routings import signature
from app.planning.sites import load_site, site_heads
from app.planning.translate import Demand, can_make
from configurator.results import Routing

__all__ = ["NoPromise", "PromiseDate", "makers", "promise"]

ASKED = "?"
"""Id of the job that is only asked about."""

# A page asks for some twenty; a kilobyte each.
_TOLD_PER_PLAN = 2_000


@dataclass(frozen=True, slots=True)
class PromiseDate:
    """
    A date that may be told to a customer.

    Parameters
    ----------
    ready_at
        When the carrier can collect, safety margin included; aware UTC.
    completion_at
        When the last operation would end.
    completion_min
        The same in minutes from the plan's origin.
    resource
        What it waits for longest; empty where it waits for nothing.
    explanation
        Why it takes so long, by language.
    """

    ready_at: datetime
    completion_at: datetime
    completion_min: int
    resource: str
    explanation: dict[str, str]


def promise(
    session: Session, clock: Clock, site: str, routing: Routing, quantity: int
) -> PromiseDate | NoPromise:
    """
    Earliest date for a routing in the free capacity of the published plan.

    Parameters
    ----------
    session
        May be read-only.
    site
        Code of the factory that makes it.
    routing
        Operations of one piece.
    quantity
        Pieces that are made together.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    now = clock()
    plan = plan_for_quote(session, site, now)
    told: Recent[Any, PromiseDate | NoPromise]
    told = plan.memo.setdefault("told", Recent(_TOLD_PER_PLAN))
    # Two variants with the same operations share an answer until the plan changes.
    key = (signature(routing, quantity), fence_min(plan, now))
    demand = Demand(ASKED, routing, quantity, now)
    return told.get_or_make(key, lambda: _told(find_room(plan, demand, now)))


def makers(session: Session, routing: Routing) -> tuple[str, ...]:
    """Codes of the tenant's sites that have all that a routing asks for."""
    heads = site_heads(session)
    return tuple(
        code
        for code, head in heads.items()
        if can_make(load_site(session, head), routing)
    )


def _told(room: Room | NoPromise) -> PromiseDate | NoPromise:
    if isinstance(room, NoPromise):
        return room
    return PromiseDate(
        ready_at=room.ready_at,
        completion_at=room.completion_at,
        completion_min=room.completion_min,
        resource=room.resource,
        explanation=room.explanation,
    )
