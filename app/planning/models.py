"""Tables: sites, numbered reservations, plan revisions, facts of the floor."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.ids import new_id
from app.db import Base, Json, TenantOwned


class SiteRow(TenantOwned, Base):
    """
    A factory with the two numbers that everything about its plan hangs on.

    ``number`` counts imports of the document. ``change_number`` grows with every hold,
    commitment, release and floor event: who publishes compares it. The row is the lock
    that makes reservations of one site follow each other.
    """

    __tablename__ = "site"
    __table_args__ = (UniqueConstraint("tenant_id", "code", name="uq_site_code"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(60))
    number: Mapped[int] = mapped_column(default=1)
    document: Mapped[dict[str, Any]] = mapped_column(Json)
    change_number: Mapped[int] = mapped_column(default=0)
    reservation_number: Mapped[int] = mapped_column(default=0)
    revision_id: Mapped[str | None] = mapped_column(String(36))
    planner: Mapped[str | None] = mapped_column(String(36))
    planner_until: Mapped[datetime | None]


class ReservationRow(TenantOwned, Base):
    """
    Capacity reserved for one order item: the job of the solver has its id.

    ``state`` is one of held, committed, done, released; ``change_number`` is the
    site's at its last change. ``assignments`` is the concrete place it was given when
    it was made, in minutes from ``origin_at``, and ``placed_number`` the site's change
    number then: a plan revision of the same or a later one overrules it.
    ``allocation`` says which sites could have made it, by when and at what cost.
    ``disturbance`` is set when something that was recorded made the promise impossible.
    """

    __tablename__ = "reservation"
    __table_args__ = (
        UniqueConstraint("site_id", "number", name="uq_reservation_number"),
        Index("ix_reservation_site_state", "site_id", "state"),
        Index("ix_reservation_site_change", "site_id", "change_number"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"))
    number: Mapped[int]
    change_number: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    reference: Mapped[str] = mapped_column(String(80), index=True)
    label: Mapped[str] = mapped_column(String(200))
    routing: Mapped[list[Any]] = mapped_column(Json)
    quantity: Mapped[int]
    weight: Mapped[int] = mapped_column(default=1)
    release_at: Mapped[datetime]
    promise_at: Mapped[datetime]
    origin_at: Mapped[datetime]
    assignments: Mapped[list[Any]] = mapped_column(Json)
    placed_number: Mapped[int]
    allocation: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disturbance: Mapped[dict[str, Any] | None] = mapped_column(Json)
    finished_at: Mapped[datetime | None]


class OperationFactRow(TenantOwned, Base):
    """What the floor reported of one operation: it stands, whatever a plan says."""

    __tablename__ = "operation_fact"

    reservation_id: Mapped[str] = mapped_column(
        ForeignKey("reservation.id"), primary_key=True
    )
    operation: Mapped[str] = mapped_column(String(80), primary_key=True)
    resources: Mapped[list[Any]] = mapped_column(Json)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    setup_min: Mapped[int] = mapped_column(default=0)


class PlanRevisionRow(TenantOwned, Base):
    """
    One published plan; never changed after it was written.

    ``change_number`` is the site's when it was published: what is numbered higher is
    not in it.
    """

    __tablename__ = "plan_revision"
    __table_args__ = (
        UniqueConstraint("site_id", "number", name="uq_plan_revision_number"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"))
    number: Mapped[int]
    site_number: Mapped[int]
    change_number: Mapped[int]
    origin_at: Mapped[datetime]
    published_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(40))
    assignments: Mapped[list[Any]] = mapped_column(Json)
    objective: Mapped[dict[str, Any]] = mapped_column(Json)
    history: Mapped[list[Any]] = mapped_column(Json)
    diff: Mapped[dict[str, Any]] = mapped_column(Json)


class DisturbanceRow(TenantOwned, Base):
    """
    Something that happened to a factory and changes its plan; never changed itself.

    ``kind`` is a word of :class:`app.planning.disturbances.Kind`. ``since_at`` and
    ``until_at`` are the time it concerns: down, away, at work over hours, or from when
    a late material is there. It ends early by ``ended_at``: the machine runs again.
    """

    __tablename__ = "disturbance"
    __table_args__ = (
        UniqueConstraint("site_id", "number", name="uq_disturbance_number"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    resources: Mapped[list[Any]] = mapped_column(Json)
    jobs: Mapped[list[Any]] = mapped_column(Json)
    since_at: Mapped[datetime | None]
    until_at: Mapped[datetime | None]
    weight: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(500))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(String(200), default="")
    revision_id: Mapped[str | None] = mapped_column(String(36))
    effect: Mapped[dict[str, Any]] = mapped_column(Json)


class ScenarioRow(TenantOwned, Base):
    """
    A branch of the published plan: what would be if.

    ``state`` is one of draft, solving, solved, adopted, dropped. ``result`` holds the
    key figures of both plans, what is gained and lost, and the plan itself.
    """

    __tablename__ = "plan_scenario"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12))
    changes: Mapped[list[Any]] = mapped_column(Json)
    task_id: Mapped[str | None] = mapped_column(String(36))
    revision_id: Mapped[str | None] = mapped_column(String(36))
    result: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")
