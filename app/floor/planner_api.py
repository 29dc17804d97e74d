"""The planner's API: what happened, why an order is late, which plans there were."""

from datetime import UTC, datetime

from app.base.errors import Forbidden
from app.base.http import Api
from app.floor import present_planner as present
from app.floor.cancelling import cancel_jobs
from app.floor.planner_schemas import (
    DisturbanceAnswer,
    Disturbances,
    DisturbanceWish,
    Helps,
    Relief,
    RevisionDetail,
    Revisions,
    TaskStarted,
    Why,
)
from app.identity.access import Role
from app.identity.context import Context
from app.planning.current import current_plan
from app.planning.disturb import Disturbance, disturbances_of, end_disturbance, record
from app.planning.disturbances import Kind
from app.planning.revisions import revision_of, revisions_of
from app.planning.site import Site
from app.planning.sites import load_site, site_head
from app.production.helps import helps_of
from app.production.why import reason_of

planner_api = Api("planner", prefix="/api/floor")

_SITE = "/sites/<site>"

TOLD_BY_OPERATORS = frozenset({Kind.BREAKDOWN, Kind.ABSENCE})
"""What somebody at a machine may record; the rest is the planner's to decide."""


@planner_api.post(
    f"{_SITE}/disturbances",
    role=Role.OPERATOR,
    summary="Record what happened; the plan follows",
)
def record_disturbance(
    context: Context, site: str, body: DisturbanceWish
) -> DisturbanceAnswer:
    """Write a disturbance down, mend the plan at once and want a better one."""
    kind = Kind(body.kind)
    if kind not in TOLD_BY_OPERATORS and not context.may(Role.PLANNER):
        raise Forbidden("role_missing", "Only a planner may decide this.")
    found = load_site(context.session, site_head(context.session, site))
    said = Disturbance(
        kind=kind,
        reason=body.reason,
        by=name_of(context),
        resources=tuple(dict.fromkeys(body.resources)),
        jobs=tuple(dict.fromkeys(body.jobs)),
        since_at=instant(found, body.since),
        until_at=instant(found, body.until),
        weight=body.weight,
        may_change=body.may_change_pct / 100,
    )
    recorded = record(context.session, site, said, context.clock())
    if kind is Kind.CANCELLATION:
        cancel_jobs(context, said.jobs, said.reason)
    return present.recorded(recorded)


@planner_api.get(
    f"{_SITE}/disturbances", role=Role.PLANNER, summary="What happened to a factory"
)
def disturbances(context: Context, site: str) -> Disturbances:
    """List what was recorded, the newest first."""
    now = context.clock()
    plan = current_plan(context.session, site, now)
    rows = disturbances_of(context.session, plan.head.id)
    lines = [present.disturbance(context.session, plan, row, now) for row in rows]
    return Disturbances(disturbances=lines)


@planner_api.post(
    f"{_SITE}/disturbances/<int:number>/end",
    role=Role.PLANNER,
    summary="It is over before its time",
)
def end(context: Context, site: str, number: int) -> TaskStarted:
    """Write down that a machine runs or somebody is there again, and plan."""
    by, now = name_of(context), context.clock()
    return TaskStarted(
        task=end_disturbance(context.session, site, number, by=by, now=now)
    )


@planner_api.get(
    f"{_SITE}/orders/<reservation_id>/why",
    role=Role.PLANNER,
    summary="Why an order is completed when it is",
)
def why(context: Context, site: str, reservation_id: str) -> Why:
    """Answer the chain that binds an order, and what alone would help."""
    found = reason_of(context.session, context.clock, site, reservation_id)
    return present.why(found, context.clock())


@planner_api.get(
    f"{_SITE}/orders/<reservation_id>/helps",
    role=Role.PLANNER,
    summary="What alone would make an order earlier",
)
def helps(context: Context, site: str, reservation_id: str) -> Helps:
    """Try overtime, other machines, priority and supply, each by planning again."""
    found = helps_of(context.session, context.clock, site, reservation_id)
    return Helps(
        helps=[Relief.model_validate(one, from_attributes=True) for one in found]
    )


@planner_api.get(
    f"{_SITE}/revisions", role=Role.PLANNER, summary="Published plans of a site"
)
def revisions(context: Context, site: str) -> Revisions:
    """List what was published, the newest first."""
    head = site_head(context.session, site)
    rows = revisions_of(context.session, head.id)
    lines = [present.revision_line(row, head.revision_id) for row in rows]
    return Revisions(revisions=lines)


@planner_api.get(
    f"{_SITE}/revisions/<int:number>",
    role=Role.PLANNER,
    summary="What a plan moved, by how much and why",
)
def revision(context: Context, site: str, number: int) -> RevisionDetail:
    """Answer one published plan."""
    now = context.clock()
    plan = current_plan(context.session, site, now)
    row = revision_of(context.session, plan.head.id, number)
    return present.revision(context.session, plan, row, now)


def name_of(context: Context) -> str:
    """Name of who asks, as it is written down."""
    return context.user.name if context.user else ""


def instant(site: Site, at: datetime | None) -> datetime | None:
    """Read a time; one without an offset is by the site's clock."""
    if at is None:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=site.tzinfo)
    return at.astimezone(UTC)
