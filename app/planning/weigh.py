"""Two plans of one factory beside each other: key figures, promises gained and lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.planning.calendars import instant_of
from app.planning.current import CurrentPlan
from app.planning.risks import Risk, Standing, standings
from app.planning.room import outlook
from scheduling.measures import loads, objective_of
from scheduling.schedule import Assignment, Schedule

DAYS = 14
"""How far utilisation looks."""


def planned_as(plan: CurrentPlan, schedule: Schedule) -> CurrentPlan:
    """Plan as if a schedule of it were published."""
    return replace(plan, planned=dict(schedule.assignments), memo={})


def figures_of(plan: CurrentPlan, now: datetime) -> dict[str, Any]:
    """Key figures of a plan as JSON values; minutes, percentages, watt-hours."""
    problem, seen = outlook(plan, now)
    found = standings(plan, now)
    living = [one for one in found if one.entry.state != "done"]
    late = [one for one in living if one.risk in {Risk.LATE, Risk.UNPLANNED}]
    placed = _placed(found)
    jobs = [job for job in problem.jobs if job.id in placed]
    schedule = Schedule.of(
        one for one in seen.schedule.assignments.values() if one.job in placed
    )
    worth = objective_of(problem.altered(jobs=tuple(jobs), fixed=()), schedule)
    usage, setup, worked = _usage(plan, now)
    machines = [one.id for one in plan.site.machines]
    bottleneck = max(machines, key=lambda one: usage.get(one, 0))
    return {
        "orders": len(living),
        "late": len(late),
        "on_time_pct": _pct(len(living) - len(late), len(living)) if living else 100,
        "weighted_tardiness_min": worth.weighted_tardiness_min,
        "setup_min": worth.setup_min,
        "setup_pct": _pct(setup, worked),
        "in_progress_min": worth.in_progress_min,
        "energy_wh": worth.energy_wh,
        "bottleneck": bottleneck,
        "bottleneck_pct": usage.get(bottleneck, 0),
        "last_end_at": instant_of(plan.origin, worth.makespan_min).isoformat(),
    }


def _placed(found: tuple[Standing, ...]) -> set[str]:
    return {one.entry.demand.id for one in found if one.risk is not Risk.UNPLANNED}


def _usage(plan: CurrentPlan, now: datetime) -> tuple[dict[str, int], int, int]:
    problem, seen = outlook(plan, now)
    opened: dict[str, int] = {}
    worked: dict[str, int] = {}
    setup = 0
    for load in loads(problem, seen.schedule):
        if load.day < DAYS:
            opened[load.resource] = opened.get(load.resource, 0) + load.open_min
            worked[load.resource] = worked.get(load.resource, 0) + load.work_min
            setup += load.setup_min
    usage = {one: _pct(worked[one], opened[one]) for one in opened}
    return usage, setup, sum(worked.values())


def _pct(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def changes_between(
    before: CurrentPlan, after: CurrentPlan, now: datetime
) -> dict[str, Any]:
    """Promises that the other plan keeps or breaks, and how much it moves."""
    then = {one.entry.demand.id: one for one in standings(before, now)}
    gained: list[dict[str, Any]] = []
    broken: list[dict[str, Any]] = []
    extra: list[dict[str, Any]] = []
    for one in standings(after, now):
        was = then.get(one.entry.demand.id)
        if was is None:
            extra.append(_line(one, None))
        elif _is_late(was) and not _is_late(one):
            gained.append(_line(one, was))
        elif _is_late(one) and not _is_late(was):
            broken.append(_line(one, was))
    here = outlook(before, now)[1].schedule.assignments
    there = outlook(after, now)[1].schedule.assignments
    moved = sum(
        key in here and (here[key].start_min, here[key].resources) != _at(one)
        for key, one in there.items()
    )
    return {"gained": gained, "broken": broken, "extra": extra, "moved": moved}


def _at(one: Assignment) -> tuple[int, tuple[str, ...]]:
    return one.start_min, one.resources


def _is_late(one: Standing) -> bool:
    return one.risk in {Risk.LATE, Risk.UNPLANNED}


def _line(one: Standing, was: Standing | None) -> dict[str, Any]:
    done: Mapping[str, Any] = {
        "job": one.entry.demand.id,
        "label": one.entry.label,
        "slack_min": one.slack_min,
        "is_late": _is_late(one),
        "completion_at": _text(one.completion_at),
    }
    return {**done, "was_slack_min": was.slack_min if was else None}


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
