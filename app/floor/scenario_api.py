"""The what-if API: branch, change, solve, compare, adopt or drop."""

from sqlalchemy.orm import Session

from app.base.http import Api
from app.floor.planner_api import instant, name_of
from app.floor.planner_schemas import TaskStarted
from app.floor.scenario_schemas import (
    Adopted,
    Scenario,
    ScenarioChange,
    ScenarioChanges,
    ScenarioResult,
    ScenarioRun,
    Scenarios,
    ScenarioWish,
)
from app.identity.access import Role
from app.identity.context import Context
from app.planning.adopt import adopt_scenario
from app.planning.branch import Change, What, load_change
from app.planning.current import plan_at
from app.planning.models import ScenarioRow, SiteRow
from app.planning.scenarios import (
    change_scenario,
    drop_scenario,
    open_scenario,
    scenario_of,
    scenarios_of,
    solve_scenario,
    state_of,
)
from app.planning.site import Site
from app.planning.sites import head_of, site_head

scenario_api = Api("scenarios", prefix="/api/floor")

_ONE = "/scenarios/<scenario_id>"


@scenario_api.get(
    "/sites/<site>/scenarios", role=Role.PLANNER, summary="What-if plans of a site"
)
def scenarios(context: Context, site: str) -> Scenarios:
    """List the what-if plans that were not dropped, the newest first."""
    head = site_head(context.session, site)
    rows = scenarios_of(context.session, head.id)
    return Scenarios(scenarios=[_present(context.session, row) for row in rows])


@scenario_api.post(
    "/sites/<site>/scenarios", role=Role.PLANNER, summary="Branch the published plan"
)
def open_(context: Context, site: str, body: ScenarioWish) -> Scenario:
    """Open a what-if plan with nothing different in it yet."""
    now, by = context.clock(), name_of(context)
    row = open_scenario(context.session, site, body.name, by=by, now=now)
    return _present(context.session, row)


@scenario_api.get(_ONE, role=Role.PLANNER, summary="A what-if plan")
def scenario(context: Context, scenario_id: str) -> Scenario:
    """Answer its changes and, once it is solved, how it compares."""
    return _present(context.session, scenario_of(context.session, scenario_id))


@scenario_api.put(f"{_ONE}/changes", role=Role.PLANNER, summary="What is different")
def change(context: Context, scenario_id: str, body: ScenarioChanges) -> Scenario:
    """Say what is different; everything wrong with it is told at once."""
    row = scenario_of(context.session, scenario_id)
    head = head_of(context.session.get_one(SiteRow, row.site_id))
    plan = plan_at(context.session, head, context.clock())
    changes = [_change(plan.site, one) for one in body.changes]
    change_scenario(context.session, row, plan, changes)
    return _present(context.session, row)


@scenario_api.post(f"{_ONE}/solve", role=Role.PLANNER, summary="Solve it")
def solve(context: Context, scenario_id: str, body: ScenarioRun) -> TaskStarted:
    """Want it solved; nothing is published by it."""
    row = scenario_of(context.session, scenario_id)
    task = solve_scenario(context.session, row, seconds=body.seconds)
    return TaskStarted(task=task)


@scenario_api.post(f"{_ONE}/adopt", role=Role.PLANNER, summary="Let it come true")
def adopt(context: Context, scenario_id: str) -> Adopted:
    """Order its hours and publish its plan, by the checks that every plan passes."""
    row = scenario_of(context.session, scenario_id)
    now, by = context.clock(), name_of(context)
    published = adopt_scenario(context.session, row, by=by, now=now)
    moved = int(published.diff["moved_operations"])
    return Adopted(revision=published.number, moved_operations=moved)


@scenario_api.delete(_ONE, role=Role.PLANNER, summary="Drop it")
def drop(context: Context, scenario_id: str) -> Scenario:
    """Close it; nothing of it comes true."""
    row = scenario_of(context.session, scenario_id)
    drop_scenario(row, by=name_of(context), now=context.clock())
    context.session.flush()
    return _present(context.session, row)


def _change(site: Site, one: ScenarioChange) -> Change:
    return Change(
        what=What(one.what),
        resources=tuple(dict.fromkeys(one.resources)),
        jobs=tuple(dict.fromkeys(one.jobs)),
        since_at=instant(site, one.since),
        until_at=instant(site, one.until),
        count=one.count,
    )


def _present(session: Session, row: ScenarioRow) -> Scenario:
    is_solved = "before" in row.result
    return Scenario(
        id=row.id,
        name=row.name,
        state=state_of(session, row).value,
        changes=[_told(load_change(change)) for change in row.changes],
        task=row.task_id,
        created_at=row.created_at,
        by=row.by,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        sentences=row.result.get("sentences", {}),
        result=ScenarioResult.model_validate(row.result) if is_solved else None,
    )


def _told(change: Change) -> ScenarioChange:
    return ScenarioChange.model_validate(
        {
            "what": change.what.value,
            "resources": list(change.resources),
            "jobs": list(change.jobs),
            "since": change.since_at,
            "until": change.until_at,
            "count": change.count,
        }
    )
