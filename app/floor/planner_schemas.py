"""What the planner's tools exchange: disturbances, reasons, revisions."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.floor.schemas import MovedJob, Names

_WHEN = "Without an offset it is the site's own clock."


class DisturbanceWish(BaseModel):
    """What happened to a factory."""

    kind: Literal[
        "breakdown",
        "absence",
        "overtime",
        "late_material",
        "rush_order",
        "cancellation",
    ]
    reason: str = Field(max_length=500, description="Why, in words.")
    resources: list[str] = Field([], max_length=50)
    jobs: list[str] = Field([], max_length=50, description="Ids of jobs.")
    since: datetime | None = Field(None, description=f"Now when not given. {_WHEN}")
    until: datetime | None = Field(None, description=_WHEN)
    weight: int = Field(10, description="Of a rush order; an ordinary one has 1.")
    may_change_pct: int = Field(
        25,
        ge=0,
        le=100,
        description="How many of the operations the run afterwards may move.",
    )


class DisturbanceAnswer(BaseModel):
    """What came of it at once; the task makes the best of it."""

    number: int
    task: str
    late: list[str] = Field(description="Orders that are newly late by it.")
    revision: int | None = Field(description="The mended plan, if one was needed.")
    moved_operations: int


class DisturbanceLine(BaseModel):
    """A disturbance as it was recorded."""

    number: int
    kind: str
    resources: list[str]
    resource_names: list[Names]
    jobs: list[str]
    labels: list[str]
    since: datetime | None
    until: datetime | None
    weight: int
    reason: str
    by: str
    at: datetime
    ended_at: datetime | None
    ended_by: str
    is_active: bool
    late: list[str]
    revision: int | None
    moved_operations: int


class Disturbances(BaseModel):
    """Disturbances of a site, the newest first."""

    disturbances: list[DisturbanceLine]


class TaskStarted(BaseModel):
    """The durable task that follows; read ``/api/tasks/<task>``."""

    task: str


class WhyLink(BaseModel):
    """What keeps one operation from starting earlier."""

    job: str
    operation: str
    label: str
    name: Names
    cause: str = Field(
        description="release, fence, before, wait, transport, batch, material, busy,"
        " setup, max_wait, closed or free"
    )
    since: datetime
    until: datetime
    minutes: int
    sentence: Names


class Relief(BaseModel):
    """One thing that, changed alone, makes the order earlier; proven by planning so."""

    kind: str = Field(description="overtime, elsewhere, first or supply")
    sentence: Names
    earlier_min: int
    completion_at: datetime
    keeps_promise: bool
    broken: list[str] = Field(description="Other orders whose promise it would cost.")
    resources: list[str] = Field(description="Of overtime, which can be ordered so.")
    since: datetime | None
    until: datetime | None


class Helps(BaseModel):
    """What alone would make an order earlier, the greatest gain first."""

    helps: list[Relief]


class Why(BaseModel):
    """Why an order is completed when it is, from its completion back."""

    job: str
    label: str
    promise_at: datetime
    completion_at: datetime | None
    slack: Names
    slack_min: int
    cause: Names = Field(description="The recorded disturbance; empty where none.")
    sentence: Names
    chain: list[WhyLink]


class RevisionLine(BaseModel):
    """One published plan."""

    number: int
    published_at: datetime
    reason: str
    disturbance: int | None
    operations: int
    moved_operations: int
    is_current: bool
    stages: list[str] = Field(description="What the solver went through, in order.")


class Revisions(BaseModel):
    """Published plans of a site, the newest first."""

    revisions: list[RevisionLine]


class RevisionStep(BaseModel):
    """What one stage of the solver reached."""

    at_s: float
    stage: str
    objective: dict[str, int]


class RevisionDetail(BaseModel):
    """A published plan: what it moved, by how much, why, and how it was found."""

    revision: RevisionLine
    cause: DisturbanceLine | None
    objective: dict[str, int]
    history: list[RevisionStep]
    moved_jobs: list[MovedJob]
