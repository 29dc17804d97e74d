"""Reservations and what the floor reported of them, read from their rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session

from app.planning.models import OperationFactRow, PlanRevisionRow, ReservationRow
from app.planning.routings import load_routing
from app.planning.site import Site
from app.planning.sites import SiteHead
from app.planning.translate import Demand, job_of, load_assignments
from scheduling.problem import Job, OperationKey
from scheduling.schedule import Assignment

REMEMBERED = timedelta(days=3)
"""How long finished work stays in sight: it tells which family a machine has on."""

_R = ReservationRow
# Columns, not entities: a full order book is ten thousand of them.
_COLUMNS = (
    *(_R.id, _R.number, _R.change_number, _R.placed_number, _R.state, _R.reference),
    *(_R.label, _R.routing, _R.quantity, _R.weight, _R.release_at, _R.promise_at),
    *(_R.origin_at, _R.assignments, _R.expires_at, _R.disturbance, _R.finished_at),
)


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
class Read:
    """
    A reservation with the places that it was given when it was made.

    Parameters
    ----------
    placed_number
        The site's change number then: a plan revision of a lower one does not know
        them, one of a higher overrules them.
    """

    entry: Entry
    places: tuple[Assignment, ...]
    placed_number: int


@dataclass(frozen=True)
class Revised:
    """Places of the published revision, and what it knows of."""

    places: Mapping[str, tuple[Assignment, ...]]
    change_number: int

    def overrule(self, read: Read) -> Iterator[Assignment]:
        """Yield where the operations of a reservation are now."""
        if read.placed_number > self.change_number:
            return iter(read.places)
        own = {one.key: one for one in read.places}
        own.update((one.key, one) for one in self.places.get(read.entry.demand.id, ()))
        return iter(own.values())


NEVER_PUBLISHED = Revised({}, -1)


def living(now: datetime) -> ColumnElement[bool]:
    """Whether a reservation is to be seen: firm, held still, or done a while ago."""
    held = (_R.state == "held") & (_R.expires_at > now)
    done = (_R.state == "done") & (_R.finished_at > now - REMEMBERED)
    return or_(_R.state == "committed", held, done)


def read_living(
    session: Session, site_id: str, site: Site, origin: datetime, now: datetime
) -> list[Read]:
    """Every living reservation of a site, in the order of their numbers."""
    statement = select(*_COLUMNS).where(_R.site_id == site_id, living(now))
    rows = session.execute(statement.order_by(_R.number))
    return [read for row in rows if (read := _read(site, row, origin)) is not None]


def read_changed(
    session: Session, head: SiteHead, site: Site, origin: datetime, now: datetime
) -> dict[str, Read | None]:
    """Reservations changed since the numbers of ``head``; None for those gone."""
    statement = select(*_COLUMNS, living(now)).where(
        _R.site_id == head.id, _R.change_number > head.change_number
    )
    return {
        row.id: _read(site, row, origin) if row[-1] else None
        for row in session.execute(statement)
    }


def _read(site: Site, row: Row[Any], origin: datetime) -> Read | None:
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
    entry = Entry(
        demand=demand,
        job=job,
        number=row.number,
        state=row.state,
        reference=row.reference,
        label=row.label,
        expires_at=row.expires_at if row.state == "held" else None,
        disturbance=row.disturbance,
    )
    places = load_assignments(row.assignments, row.origin_at, origin)
    return Read(entry, tuple(places), row.placed_number)


def read_revised(session: Session, head: SiteHead, origin: datetime) -> Revised:
    """Places of the published revision, by job."""
    if head.revision_id is None:
        return NEVER_PUBLISHED
    row = session.get_one(PlanRevisionRow, head.revision_id)
    by_job: dict[str, list[Assignment]] = {}
    for one in load_assignments(row.assignments, row.origin_at, origin):
        by_job.setdefault(one.job, []).append(one)
    places = {job: tuple(own) for job, own in by_job.items()}
    return Revised(places, row.change_number)


def read_facts(
    session: Session, site_id: str, jobs: Iterable[str] | None, now: datetime
) -> dict[OperationKey, Fact]:
    """
    Read the reports of the floor, by operation.

    Parameters
    ----------
    jobs
        Whose; None for those of every living reservation of the site.
    """
    row = OperationFactRow
    columns = (
        *(row.reservation_id, row.operation, row.resources),
        *(row.started_at, row.finished_at, row.setup_min),
    )
    statement = select(*columns)
    if jobs is None:
        statement = statement.join(_R, _R.id == row.reservation_id).where(
            _R.site_id == site_id, living(now)
        )
    else:
        statement = statement.where(row.reservation_id.in_(list(jobs)))
    return {
        (job, operation): Fact(job, operation, tuple(resources), *times)
        for job, operation, resources, *times in session.execute(statement)
    }
