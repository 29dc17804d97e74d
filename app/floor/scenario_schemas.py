"""What a what-if plan's page exchanges."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

_WHEN = "Without an offset it is the site's own clock."


class ScenarioWish(BaseModel):
    """A new branch of the published plan."""

    name: str = Field(min_length=1, max_length=120)


class ScenarioChange(BaseModel):
    """One thing that is different in it."""

    what: Literal[
        "overtime",
        "closed",
        "more_machines",
        "fewer_machines",
        "more_orders",
        "without_orders",
    ]
    resources: list[str] = Field([], max_length=50)
    jobs: list[str] = Field([], max_length=200)
    since: datetime | None = Field(None, description=_WHEN)
    until: datetime | None = Field(
        None, description=f"Of more orders: when they are wanted. {_WHEN}"
    )
    count: int = Field(1, ge=1, le=20, description="Twins, or copies of each order.")


class ScenarioChanges(BaseModel):
    """All of them; they take the place of what was said before."""

    changes: list[ScenarioChange]


class ScenarioRun(BaseModel):
    """How long the solver may think."""

    seconds: float = Field(8, ge=1, le=120)


class ScenarioFigures(BaseModel):
    """Key figures of one of the two plans."""

    orders: int
    late: int
    on_time_pct: int
    weighted_tardiness_min: int
    setup_min: int
    setup_pct: int
    in_progress_min: int
    energy_wh: int
    bottleneck: str
    bottleneck_pct: int
    last_end_at: datetime


class ScenarioOrder(BaseModel):
    """An order that stands otherwise in the other plan."""

    job: str
    label: str
    slack_min: int
    was_slack_min: int | None
    is_late: bool
    completion_at: datetime | None


class ScenarioResult(BaseModel):
    """The branch beside the published plan."""

    at: datetime
    before: ScenarioFigures
    after: ScenarioFigures
    gained: list[ScenarioOrder] = Field(description="In time only in the branch.")
    broken: list[ScenarioOrder] = Field(description="Late only in the branch.")
    extra: list[ScenarioOrder] = Field(description="Orders that are only thought of.")
    moved: int = Field(description="Operations that are elsewhere.")
    stages: list[str]


class Scenario(BaseModel):
    """A what-if plan."""

    id: str
    name: str
    state: str = Field(description="draft, solving, solved, adopted or dropped")
    changes: list[ScenarioChange]
    task: str | None
    created_at: datetime
    by: str
    closed_at: datetime | None
    closed_by: str
    sentences: dict[str, str] = Field(description="Why it has no result, by language.")
    result: ScenarioResult | None


class Scenarios(BaseModel):
    """What-if plans of a site, the newest first."""

    scenarios: list[Scenario]


class Adopted(BaseModel):
    """The revision that a what-if plan became."""

    revision: int
    moved_operations: int
