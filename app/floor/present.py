"""Turning planning's and production's answers into what the floor's API says."""

from collections.abc import Mapping
from typing import Any

from app.floor.schemas import (
    BoardBar,
    BoardOrder,
    BoardResource,
    BoardRevision,
    BoardSpan,
    FloorCentre,
    FloorProblem,
    FloorSite,
    JobEntry,
    JobListBody,
    MovedJob,
    Names,
    PlanningBoard,
)
from app.planning.site import Site, Text
from app.production.board import Bar, Board, BoardRow, OrderLine, Revision
from app.production.dispatch import JobLine, JobList

LANGUAGES = ("en", "zh")


def site_line(site: Site) -> FloorSite:
    """Return a factory with its work centres in the order of the work."""
    return FloorSite(
        id=site.id,
        name=dict(site.name),
        zone=site.zone,
        work_centres=[
            FloorCentre(id=one.id, name=dict(one.name)) for one in site.work_centres
        ],
    )


def board_body(board: Board, problems: list[FloorProblem]) -> PlanningBoard:
    """Return the board with the problems told on it."""
    return PlanningBoard(
        site=board.site,
        site_name=dict(board.site_name),
        zone=board.zone,
        now=board.now,
        frozen_until=board.frozen_until,
        since=board.since,
        until=board.until,
        revision=_revision(board.revision) if board.revision else None,
        resources=[_resource(row) for row in board.rows],
        orders=[order_line(line) for line in board.orders],
        problems=problems,
    )


def _revision(revision: Revision) -> BoardRevision:
    return BoardRevision(
        number=revision.number,
        published_at=revision.published_at,
        reason=revision.reason,
        disturbance=revision.diff.get("disturbance"),
        operations=revision.diff.get("operations", 0),
        moved_operations=revision.diff.get("moved_operations", 0),
        moved_jobs=moved_jobs(revision.diff),
    )


def moved_jobs(diff: Mapping[str, Any]) -> list[MovedJob]:
    """Return what a plan did to each order; older diffs say less."""
    return [
        MovedJob(
            job=one["reservation"],
            label=one["label"],
            operations=one["operations"],
            completion_shift_min=one["completion_shift_min"],
            elsewhere=one.get("elsewhere", 0),
            late_min=one.get("late_min", 0),
            why=one["why"],
        )
        for one in diff.get("moved_jobs", ())
    ]


def _resource(row: BoardRow) -> BoardResource:
    return BoardResource(
        id=row.id,
        name=dict(row.name),
        work_centre=row.work_centre,
        work_centre_name=dict(row.work_centre_name),
        capacity=row.capacity,
        closed=[BoardSpan(start_at=start, end_at=end) for start, end in row.closed],
        bars=[_bar(bar) for bar in row.bars],
    )


def _bar(bar: Bar) -> BoardBar:
    return BoardBar(
        job=bar.reservation_id,
        operation=bar.operation,
        name=dict(bar.operation_name),
        label=bar.label,
        start_at=bar.start_at,
        end_at=bar.end_at,
        setup_min=bar.setup_min,
        swatch=bar.swatch,
        risk=bar.risk.value,
        state=bar.state.value,
        is_frozen=bar.is_frozen,
        is_held=bar.is_held,
    )


def order_line(line: OrderLine) -> BoardOrder:
    """Return an order item against its promise."""
    return BoardOrder(
        job=line.reservation_id,
        label=line.label,
        risk=line.risk.value,
        promise_at=line.promise_at,
        completion_at=line.completion_at,
        slack=dict(line.slack),
        slack_min=line.slack_min,
        done=line.done,
        operations=line.operations,
        reason=dict(line.reason),
    )


def job_list_body(jobs: JobList, site: Site) -> JobListBody:
    """Return a job list; changeovers in the names of their families."""
    names = {family.id: family.name for one in site.setups for family in one.families}
    return JobListBody(
        site=jobs.site,
        site_name=dict(jobs.site_name),
        zone=jobs.zone,
        work_centre=jobs.work_centre,
        work_centre_name=dict(jobs.work_centre_name),
        made_at=jobs.made_at,
        jobs=[_job(line, names) for line in jobs.lines],
    )


def _job(line: JobLine, family_names: Mapping[str, Text]) -> JobEntry:
    return JobEntry(
        position=line.position,
        job=line.reservation_id,
        operation=line.operation,
        operation_name=dict(line.operation_name),
        label=line.label,
        quantity=line.quantity,
        picture=line.picture,
        resources=list(line.resources),
        resource_names=[dict(name) for name in line.resource_names],
        start_at=line.start_at,
        end_at=line.end_at,
        setup_names=[dict(name) for name in line.setup_names.values()],
        swatch=line.swatch,
        setup_min=line.setup_min,
        change=_change(line.change, family_names),
        readiness=line.readiness.value,
        waits_for=[dict(name) for name in line.waits_for],
        promise_at=line.promise_at,
        risk=line.risk.value,
        slack=dict(line.slack),
        is_remake=line.is_remake,
    )


def _change(change: str, family_names: Mapping[str, Text]) -> Names:
    """Write ``white_lacquer > black_lacquer`` in words, by language."""
    if not change:
        return {}

    def named(family: str, language: str) -> str:
        return family_names.get(family, {}).get(language, family)

    return {
        language: ", ".join(
            " → ".join(named(family, language) for family in one.split(" > "))
            for one in change.split(", ")
        )
        for language in LANGUAGES
    }
