"""The outbox: what is still to be done outside of the transaction that wanted it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.ids import new_id
from app.db import Base, Json, TenantOwned


class TaskRow(TenantOwned, Base):
    """
    One durable task; the row is the truth, a broker's message only wakes a worker.

    ``state`` is one of waiting, running, done, dead, cancelled. ``fence`` grows with
    each lease: a worker that lost its lease cannot finish any more.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key", name="uq_task_key"),
        Index("ix_task_due", "state", "due_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    progress_share: Mapped[float] = mapped_column(default=0.0)
    progress_text: Mapped[str] = mapped_column(Text, default="")
    progress_number: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)
    error: Mapped[str] = mapped_column(Text, default="")
    is_cancel_wanted: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
