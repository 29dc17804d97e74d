"""
Reservations of capacity: hold while it is being paid, commit when it is, release.

All three take the site's row first, so that reservations of one site follow each
other; a held one occupies concrete places, so that nothing is sold twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.base.clock import Clock
from app.base.errors import NotFound
from app.base.ids import new_id
from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan, Entry, adopt_plan, forget_plan, plan_at
from app.planning.models import ReservationRow, SiteRow
from app.planning.room import NoPromise, Room, find_room, with_room
from app.planning.routings import dump_routing, load_routing
from app.planning.sites import head_of, lock_site
from app.planning.states import Event, State, Verdict, after
from app.planning.translate import Demand, dump_assignments
from configurator.results import Routing
from scheduling.problem import Job


@dataclass(frozen=True, slots=True)
class Order:
    """
    What a reservation is for.

    Parameters
    ----------
    reference
        The order item's id: production reports by it.
    label
        What people read on a job list, such as ``LO-1042/1 Wardrobe Linden``.
    weight
        How much its promise counts beside others.
    allocation
        Why this site makes it, as JSON values; kept with the reservation.
    """

    site: str
    routing: Routing
    quantity: int
    reference: str
    label: str
    weight: int = 1
    allocation: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reserved:
    """
    Capacity that is ours.

    Parameters
    ----------
    id
        Name of the reservation.
    number
        Its place in the row of the site's reservations.
    ready_at
        The date that is kept from now on.
    expires_at
        When it is given back unless it is committed; None once it is.
    """

    id: str
    number: int
    ready_at: datetime
    completion_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class TooLate:
    """The floor has begun: the reservation can no longer be given back."""

    sentences: dict[str, str]


def hold(
    session: Session, clock: Clock, order: Order, *, expires_at: datetime
) -> Reserved | NoPromise:
    """
    Take the earliest room for an order item until ``expires_at``.

    Raises
    ------
    NotFound
        When the tenant has no such site.
    """
    now = clock()
    row = lock_site(session, order.site)
    plan = plan_at(session, head_of(row), now)
    demand = Demand(new_id(), order.routing, order.quantity, now, None, order.weight)
    room = find_room(plan, demand, now)
    if isinstance(room, NoPromise):
        return room
    entry = _entry(order, demand, room, State.HELD, expires_at)
    return _reserve(session, row, plan, entry, room, order, now)


def accept(
    session: Session, clock: Clock, order: Order, *, promise_at: datetime
) -> Reserved | NoPromise:
    """
    Commit a demand whose date was promised elsewhere (an import, a remake).

    It gets the earliest room there is, which may be after its promise: the next plan
    makes the best of all of them.
    """
    now = clock()
    row = lock_site(session, order.site)
    plan = plan_at(session, head_of(row), now)
    demand = Demand(
        new_id(), order.routing, order.quantity, now, promise_at, order.weight
    )
    room = find_room(plan, demand, now)
    if isinstance(room, NoPromise):
        return room
    room = replace(room, ready_at=promise_at)
    entry = _entry(order, demand, room, State.COMMITTED, None)
    return _reserve(session, row, plan, entry, room, order, now)


def _entry(
    order: Order,
    demand: Demand,
    room: Room,
    state: State,
    expires_at: datetime | None,
) -> Entry:
    promised = replace(demand, promise_at=room.ready_at)
    return Entry(
        demand=promised,
        job=room.job,
        number=0,
        state=state,
        reference=order.reference,
        label=order.label,
        expires_at=expires_at,
        disturbance=None,
    )


def _reserve(  # noqa: PLR0913, PLR0917 - one reservation is made of exactly these
    session: Session,
    site: SiteRow,
    plan: CurrentPlan,
    entry: Entry,
    room: Room,
    order: Order,
    now: datetime,
) -> Reserved:
    site.reservation_number += 1
    site.change_number += 1
    demand = entry.demand
    row = ReservationRow(
        id=demand.id,
        site_id=site.id,
        number=site.reservation_number,
        change_number=site.change_number,
        state=entry.state,
        reference=entry.reference,
        label=entry.label,
        routing=dump_routing(demand.routing),
        quantity=demand.quantity,
        weight=demand.weight,
        release_at=demand.release_at,
        promise_at=room.ready_at,
        origin_at=plan.origin,
        assignments=dump_assignments(room.assignments),
        placed_number=site.change_number,
        allocation=dict(order.allocation),
        expires_at=entry.expires_at,
        created_at=now,
    )
    session.add(row)
    session.flush()
    numbered = replace(entry, number=row.number, job=_promised(plan, entry, room))
    adopt_plan(session, with_room(plan, head_of(site), numbered, room, now))
    return _reserved(row)


def _promised(plan: CurrentPlan, entry: Entry, room: Room) -> Job:
    promise_min = plan.minute(room.ready_at)
    return replace(entry.job, due_min=promise_min, deadline_min=promise_min)


def commit(session: Session, clock: Clock, reservation_id: str) -> Reserved | NoPromise:
    """
    Make a held reservation firm; doing it twice is doing it once.

    A hold that expired meanwhile looks for room again: if its date can still be kept
    it is, otherwise the answer says why and nothing is committed.

    Raises
    ------
    NotFound
        When the tenant has no such reservation.
    """
    now = clock()
    row, site = _locked(session, reservation_id)
    has_expired = row.expires_at is not None and row.expires_at <= now
    match Verdict.RETRIED if has_expired else after(row.state, Event.COMMIT):
        case State.COMMITTED:
            _move(session, site, row, State.COMMITTED)
        case Verdict.RETRIED:
            found = _find_again(session, site, row, now)
            if isinstance(found, NoPromise):
                return found
        case _:  # it is firm already
            pass
    return _reserved(row)


def _find_again(
    session: Session, site: SiteRow, row: ReservationRow, now: datetime
) -> NoPromise | None:
    plan = plan_at(session, head_of(site), now)
    routing = load_routing(row.routing)
    demand = Demand(row.id, routing, row.quantity, now, row.promise_at, row.weight)
    room = find_room(plan, demand, now)
    if isinstance(room, NoPromise):
        return room
    if room.completion_at > row.promise_at:
        return NoPromise(room.resource, room.explanation)
    row.assignments = dump_assignments(room.assignments)
    row.origin_at = plan.origin
    row.placed_number = site.change_number + 1
    _move(session, site, row, State.COMMITTED)
    return None


def release(session: Session, clock: Clock, reservation_id: str) -> State | TooLate:
    """
    Give a reservation's capacity back; doing it twice is doing it once.

    Raises
    ------
    NotFound
        When the tenant has no such reservation.
    """
    row, site = _locked(session, reservation_id)
    verdict = after(row.state, Event.RELEASE)
    if verdict is Verdict.IGNORED:
        return State.RELEASED
    plan = plan_at(session, head_of(site), clock())
    has_begun = any(job == row.id for job, _ in plan.facts)
    if verdict is Verdict.REFUSED or has_begun:
        return TooLate(
            {
                "en": "The workshop has begun with it; it can no longer be changed.",
                "zh": "车间已开始制作，无法再更改。",
            }
        )
    _move(session, site, row, State.RELEASED)
    return State.RELEASED


def _locked(session: Session, reservation_id: str) -> tuple[ReservationRow, SiteRow]:
    row = session.get(ReservationRow, reservation_id)
    if row is None:
        raise NotFound("unknown_reservation", "There is no such reservation.")
    site = lock_site(session, session.get_one(SiteRow, row.site_id).code)
    # Read again behind the lock: somebody may have committed it while we waited.
    session.refresh(row)
    return row, site


def _move(session: Session, site: SiteRow, row: ReservationRow, state: State) -> None:
    site.change_number += 1
    row.change_number = site.change_number
    row.state = state
    row.expires_at = None
    session.flush()
    forget_plan(session, site.id)


def _reserved(row: ReservationRow) -> Reserved:
    completion_min = max(end for *_, end, _ in row.assignments)
    completion_at = instant_of(row.origin_at, completion_min)
    return Reserved(row.id, row.number, row.promise_at, completion_at, row.expires_at)
