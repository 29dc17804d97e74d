"""Tables: every report of the floor as it came, and who is told of new plans."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.ids import new_id
from app.db import Base, Json, TenantOwned


class OperationEventRow(TenantOwned, Base):
    """
    One report about one operation; never changed.

    ``key`` is chosen by the terminal: a report that is sent twice, because the answer
    was lost, counts once.
    """

    __tablename__ = "operation_event"
    __table_args__ = (UniqueConstraint("tenant_id", "key", name="uq_operation_event"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(80))
    reservation_id: Mapped[str] = mapped_column(
        ForeignKey("reservation.id"), index=True
    )
    operation: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    resources: Mapped[list[Any]] = mapped_column(Json, default=list)
    scrapped: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")


class WebhookEndpointRow(TenantOwned, Base):
    """
    An address that is told of every published plan.

    ``secret`` signs; ``secret_before`` signs too until ``rotated_at`` is a day ago.
    A removed one keeps its row: its audit names it.
    """

    __tablename__ = "webhook_endpoint"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    url: Mapped[str] = mapped_column(String(500))
    note: Mapped[str] = mapped_column(String(200))
    secret: Mapped[str] = mapped_column(String(120))
    secret_before: Mapped[str] = mapped_column(String(120), default="")
    rotated_at: Mapped[datetime | None]
    is_paused: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class WebhookEventRow(TenantOwned, Base):
    """What happened to an endpoint: who changed it, what it was sent and answered."""

    __tablename__ = "webhook_event"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    endpoint_id: Mapped[str] = mapped_column(
        ForeignKey("webhook_endpoint.id"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    status: Mapped[int] = mapped_column(default=0)
    detail: Mapped[str] = mapped_column(Text, default="")
