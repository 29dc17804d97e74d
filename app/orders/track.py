"""How far the workshop is with an order: real reports, in the customer's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orders.cart import items_of
from app.orders.history import apply
from app.orders.models import OrderItemRow, OrderRow
from app.orders.states import Event
from app.planning.models import OperationFactRow
from app.planning.site import Site
from app.planning.sites import load_site, site_head


@dataclass(frozen=True)
class Stage:
    """
    One kind of work on a piece.

    Parameters
    ----------
    name
        What is true when it is done ("lacquered"), by language.
    done, of
        Operations finished, and how many there are.
    at
        When the last report of it came.
    """

    name: Mapping[str, str]
    done: int
    of: int
    has_begun: bool
    at: datetime | None

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left."""
        return self.done == self.of


def stages_of(session: Session, item: OrderItemRow) -> tuple[Stage, ...]:
    """Return the work on a piece in the order it is done, with the floor's reports."""
    site = load_site(session, site_head(session, item.site))
    facts = _facts(session, item)
    by_centre: dict[str, list[str]] = {}
    for step in item.routing:
        by_centre.setdefault(step["work_centre"], []).append(step["id"])
    return tuple(
        _stage(site, centre, [facts.get(name) for name in names])
        for centre, names in by_centre.items()
    )


def _stage(site: Site, centre: str, facts: Iterable[OperationFactRow | None]) -> Stage:
    reports = list(facts)
    finished = [f.finished_at for f in reports if f and f.finished_at]
    times = [f.finished_at or f.started_at for f in reports if f]
    return Stage(
        name=site.work_centre_by_id[centre].stage,
        done=len(finished),
        of=len(reports),
        has_begun=bool(times),
        at=max(times, default=None),
    )


def _facts(session: Session, item: OrderItemRow) -> dict[str, OperationFactRow]:
    if item.reservation_id is None:
        return {}
    rows = session.scalars(
        select(OperationFactRow).where(
            OperationFactRow.reservation_id == item.reservation_id
        )
    )
    return {row.operation: row for row in rows}


def follow(session: Session, order: OrderRow, now: datetime) -> None:
    """Move an order as far as the floor's reports say."""
    facts = [(item, _facts(session, item)) for item in items_of(session, order.id)]
    if not any(reports for _, reports in facts):
        return
    apply(session, order, Event.START, at=now, by="floor")
    if all(_is_finished(item, reports) for item, reports in facts):
        apply(session, order, Event.PACK, at=now, by="floor")


def _is_finished(item: OrderItemRow, facts: Mapping[str, OperationFactRow]) -> bool:
    return all(
        step["id"] in facts and facts[step["id"]].finished_at is not None
        for step in item.routing
    )
