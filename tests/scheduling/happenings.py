"""Events at random: what a factory may have to live with, one after the other."""

from dataclasses import replace
from random import Random
from typing import Any

from scheduling.events import (
    Absence,
    Breakdown,
    Cancellation,
    Event,
    LateMaterial,
    OrderChange,
    Overtime,
    Progress,
    RushOrder,
    Scrap,
    Waiting,
)
from scheduling.problem import Problem
from scheduling.schedule import Schedule

KINDS = (
    "breakdown",
    "absence",
    "overtime",
    "scrap",
    "rush",
    "late_material",
    "change",
    "cancellation",
    "progress",
    "waiting",
)


def happening(
    problem: Problem, schedule: Schedule, at_min: int, number: int, random: Random
) -> Event:
    """Draw an event that fits a problem and its plan at a minute."""
    kinds = list(KINDS)
    random.shuffle(kinds)
    for kind in kinds:
        event = _draw(kind, problem, schedule, at_min, f"e{number}", random)
        if event is not None:
            return event
    raise AssertionError


def _draw(  # noqa: C901, PLR0911, PLR0917 - one branch for each kind of event
    kind: str,
    problem: Problem,
    schedule: Schedule,
    at_min: int,
    name: str,
    random: Random,
) -> Event | None:
    parts: dict[str, Any] = {"id": name, "at_min": at_min}
    begun = [
        one for _, one in sorted(schedule.assignments.items()) if one.start_min < at_min
    ]
    running = [one for one in begun if one.end_min > at_min]
    if kind in {"breakdown", "absence", "overtime"}:
        since = at_min + random.choice((0, 0, 60, 700))
        kinds: dict[str, type[Breakdown | Absence | Overtime]] = {
            "breakdown": Breakdown,
            "absence": Absence,
            "overtime": Overtime,
        }
        made = kinds[kind]
        return made(
            **parts,
            resource=random.choice(problem.resources).id,
            since_min=since,
            until_min=since + random.choice((30, 240, 900)),
        )
    if kind == "scrap" and begun:
        one = random.choice(begun)
        return Scrap(**parts, job=one.job, operation=one.operation)
    if kind in {"rush", "change", "cancellation"}:
        if not problem.jobs:
            return None
        job = random.choice(problem.jobs)
        due = at_min + random.randint(300, 4000)
        if kind == "cancellation":
            return Cancellation(**parts, job=job.id)
        if kind == "change":
            return OrderChange(**parts, job=replace(job, due_min=due))
        fresh = tuple(one for one in job.operations if "~" not in one.id)
        known = {one.id for one in fresh}
        if not all(known.issuperset(one.after) for one in fresh):
            return None
        if any(one.materials for one in fresh):
            return None
        rush = replace(job, id=f"rush_{name}", operations=fresh, release_min=0)
        return RushOrder(**parts, job=replace(rush, due_min=due, deadline_min=None))
    if kind == "late_material":
        coming = [
            (one.id, minute)
            for one in problem.materials
            for minute, _ in one.supply
            if minute >= at_min
        ]
        if not coming:
            return None
        material, due = random.choice(coming)
        until = due + random.randint(60, 1500)
        return LateMaterial(**parts, material=material, due_min=due, until_min=until)
    if kind == "progress" and running:
        one = random.choice(running)
        is_finished = random.random() < 0.4 and one.start_min < at_min
        end = at_min if is_finished else at_min + random.randint(1, 300)
        return Progress(
            **parts,
            job=one.job,
            operation=one.operation,
            resources=one.resources,
            start_min=one.start_min,
            end_min=end,
            is_finished=is_finished,
        )
    told = problem.fixed_by_key
    waiting = [one for one in running if one.key not in told]
    if kind == "waiting" and waiting:
        one = random.choice(waiting)
        return Waiting(**parts, job=one.job, operation=one.operation)
    return None
