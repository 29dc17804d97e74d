"""What the planner's page, the terminals and their API exchange."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

Names = dict[str, str]


class FloorCentre(BaseModel):
    """A work centre; it has a terminal and a job list."""

    id: str
    name: Names


class FloorSite(BaseModel):
    """A factory."""

    id: str
    name: Names
    zone: str = Field(description="IANA zone of its clocks.")
    work_centres: list[FloorCentre]


class FloorSites(BaseModel):
    """Every factory of the tenant."""

    sites: list[FloorSite]


class PlanWish(BaseModel):
    """How long the planner may think."""

    seconds: float = Field(8, ge=1, le=120)


class PlanTask(BaseModel):
    """The durable task that plans; read ``/api/tasks/<task>``."""

    task: str


class BoardQuery(BaseModel):
    """How far the board looks."""

    days: int = Field(14, ge=1, le=28)


class BoardBar(BaseModel):
    """One operation on one resource; its changeover lies at its beginning."""

    job: str
    operation: str
    name: Names
    label: str
    start_at: datetime
    end_at: datetime
    setup_min: int
    swatch: str = Field(description="Colour of its setup family, or empty.")
    risk: str = Field(description="fine, at_risk, late or unplanned")
    state: str = Field(description="waiting, running or done")
    is_frozen: bool
    is_held: bool = Field(description="Held for an order that is not yet paid.")


class BoardSpan(BaseModel):
    """A half-open interval."""

    start_at: datetime
    end_at: datetime


class BoardResource(BaseModel):
    """A row of the board."""

    id: str
    name: Names
    work_centre: str
    work_centre_name: Names
    capacity: int
    closed: list[BoardSpan]
    bars: list[BoardBar]


class BoardOrder(BaseModel):
    """An order item against its promise."""

    job: str
    label: str
    risk: str = Field(description="fine, at_risk, late or unplanned")
    promise_at: datetime
    completion_at: datetime | None
    slack: Names
    slack_min: int
    done: int = Field(description="Finished operations of all.")
    operations: int
    reason: Names = Field(description="Why it is late or at risk; empty where fine.")


class MovedJob(BaseModel):
    """What the last plan did to an order."""

    job: str
    label: str
    operations: int
    completion_shift_min: int = Field(description="Later is positive.")
    elsewhere: int = Field(description="Operations that changed machine or person.")
    late_min: int = Field(description="Minutes after its promise; 0 where it is kept.")
    why: str = Field(description="new, floor, disturbance, pushed or planned")


class BoardRevision(BaseModel):
    """The plan that stands."""

    number: int
    published_at: datetime
    reason: str
    disturbance: int | None = Field(description="Number of the one it was made for.")
    operations: int
    moved_operations: int
    moved_jobs: list[MovedJob]


class FloorProblem(BaseModel):
    """What an operator could not solve alone, while its operation is not finished."""

    id: str
    job: str
    operation: str
    label: str
    work_centre: str
    kind: str
    note: str
    at: datetime
    by: str


class PlanningBoard(BaseModel):
    """Everything the planner's page shows of a site."""

    site: str
    site_name: Names
    zone: str
    now: datetime
    frozen_until: datetime
    since: datetime
    until: datetime
    revision: BoardRevision | None
    resources: list[BoardResource]
    orders: list[BoardOrder]
    problems: list[FloorProblem]


class LateOrders(BaseModel):
    """Orders that are late, at risk or without a place."""

    orders: list[BoardOrder]


class FloorFigures(BaseModel):
    """Key figures of the next days; percentages 0 to 100. See docs/key-figures.md."""

    days: int
    orders: int
    late: int
    at_risk: int
    on_time_pct: int
    in_full_pct: int | None = Field(description="None where nothing is promised.")
    in_progress: int
    in_progress_average: float
    setup_pct: int
    utilisation_pct: dict[str, int]
    bottleneck: str
    energy_wh_per_piece: int | None = Field(description="None where none is known.")
    stock_turns: float | None = Field(description="None where nobody counts stock.")


class JobEntry(BaseModel):
    """One line of a job list."""

    position: int
    job: str
    operation: str
    operation_name: Names
    label: str
    quantity: int
    picture: str
    resources: list[str]
    resource_names: list[Names]
    start_at: datetime
    end_at: datetime
    setup_names: list[Names]
    swatch: str
    setup_min: int
    change: Names = Field(description="Changeover from what is on; empty when none.")
    readiness: str = Field(description="running, ready or blocked")
    waits_for: list[Names]
    promise_at: datetime
    risk: str
    slack: Names
    is_remake: bool


class JobListBody(BaseModel):
    """The sequence of a work centre, what runs included."""

    site: str
    site_name: Names
    zone: str
    work_centre: str
    work_centre_name: Names
    made_at: datetime
    jobs: list[JobEntry]


class JobFact(BaseModel):
    """One line of what was chosen; what is only wanted or not has no value."""

    name: str
    value: str


class JobMaterial(BaseModel):
    """What the whole job uses of one material."""

    material: str
    name: Names
    quantity: str
    unit: str


class JobStep(BaseModel):
    """One operation of a job's chain."""

    operation: str
    name: Names
    work_centre: str
    work_centre_name: Names
    state: str = Field(description="waiting, running or done")
    start_at: datetime | None
    end_at: datetime | None
    resource_names: list[Names]


class JobDetail(BaseModel):
    """A job as its traveller tells it."""

    job: str
    label: str
    quantity: int
    picture: str
    facts: list[JobFact]
    materials: list[JobMaterial]
    steps: list[JobStep]
    problems: list[FloorProblem]


_KEY = Field(min_length=8, max_length=80, pattern=r"^[\w.:-]+$")


class FloorReport(BaseModel):
    """What an operator says about an operation."""

    event: Literal["start", "finish", "scrap"]
    key: str = _KEY
    resource: str = Field("", max_length=60)
    scrapped: int = Field(1, ge=1, le=10_000)
    reason: str = Field("", max_length=500)


class ReportAnswer(BaseModel):
    """What became of a report."""

    state: str | None = Field(description="The operation's state, null when known.")
    is_known: bool = Field(description="It was said before; nothing was changed.")


class ProblemReport(BaseModel):
    """What keeps an operator from working."""

    kind: Literal["material", "machine", "drawing", "quality", "other"]
    note: str = Field("", max_length=500)
    key: str = _KEY
