"""A machine that is down for four hours in a large plan; for :mod:`alone`."""

import time
from dataclasses import dataclass
from typing import Any

from scheduling.events import Breakdown
from scheduling.instances.factories import generate
from scheduling.measures import objective_of
from scheduling.problem import Problem
from scheduling.replan import Replan, replan
from scheduling.schedule import (
    DELIVERY,
    Assignment,
    Infeasible,
    Objective,
    OperationKey,
    Schedule,
)
from scheduling.solve import solve
from scheduling.verify import verify
from tests.bench.schedule.planning import warm

DOWN_MIN = 240
TIMES_MIN = (300, 1560)
"""Monday at 16:00, Tuesday at 13:00: minute 0 is a Monday at 11:00."""

FREE = (
    "weighted_tardiness_min",
    *(one for one in DELIVERY if one not in {"weighted_tardiness_min", "moved_min"}),
)
"""
What a free replan minimises: what it is compared by, first. With promises first it
would pay for them in tardiness and be an easy rival.
"""


@dataclass(frozen=True, slots=True)
class Incident:
    """
    A machine that breaks.

    Parameters
    ----------
    machine
        Its id.
    at_min
        Since when it is down, and known to be.
    """

    machine: str
    at_min: int

    @property
    def down(self) -> tuple[int, int]:
        """When it is down, half-open."""
        return self.at_min, self.at_min + DOWN_MIN

    def event(self) -> Breakdown:
        """Return it as a replanner is told of it."""
        since, until = self.down
        return Breakdown(
            id="down",
            at_min=since,
            resource=self.machine,
            since_min=since,
            until_min=until,
        )


def main(
    *,
    kind: str,
    orders: int,
    load: float,
    seed: int,
    before_s: float,
    seconds: float,
    workers: int,
) -> dict[str, Any]:
    """Return how plans were repaired, improved, and what a free replan would do."""
    warm()
    warm_replanning()
    problem = generate(kind, orders, load, seed)
    published = solve(problem, seconds=before_s, seed=seed, workers=workers)
    if isinstance(published, Infeasible):
        return {"is_planned": False, "why": published.sentence, "incidents": []}
    plan = published.schedule
    found = [
        _followed((problem, plan), one, seed=seed, seconds=seconds, workers=workers)
        for one in incidents(problem, plan)
    ]
    refused = [one["why"] for one in found if one["why"]]
    return {
        "is_planned": bool(found) and not refused,
        "why": refused[0] if refused else "" if found else "no machine is at work",
        "operations": len(plan.assignments),
        "incidents": found,
    }


def _followed(
    published: tuple[Problem, Schedule],
    incident: Incident,
    *,
    seed: int,
    seconds: float,
    workers: int,
) -> dict[str, Any]:
    """Return what one breakdown costs with little movement, and with any."""
    problem, plan = published
    event = incident.event()
    watch = Watch()
    found = replan(problem, plan, event, seconds=seconds, seed=seed, on_progress=watch)
    improve_s, improve_cpu_s = watch.elapsed_s(), watch.elapsed_cpu_s()
    if not isinstance(found, Replan):
        return {"why": found.sentence}
    after, mended, better = found.problem, found.repaired, found.schedule
    # from the repaired plan: what cannot be kept of a plan costs the solver all of it
    free = solve(
        after, seconds=seconds, seed=seed, workers=workers, start=mended, profile=FREE
    )
    if isinstance(free, Infeasible):
        return {"why": free.sentence}
    plans = (mended, better, free.schedule)
    violations = [one for each in plans for one in verify(after, each)]
    machine, down = incident.machine, incident.down
    return {
        "why": violations[0].sentence if violations else "",
        "machine": machine,
        "at_min": incident.at_min,
        "repair_s": watch.repaired_s,
        "repair_cpu_s": watch.repaired_cpu_s,
        "improve_s": improve_s,
        "improve_cpu_s": improve_cpu_s,
        "repair_moved": len(moved(plan, mended)),
        "frozen_moved": len(frozen_moved(after, plan, better)),
        "unaffected_share": unaffected_share(plan, better, machine, down),
        "free_moved_share": len(moved(plan, free.schedule)) / len(plan.assignments),
        "before_tardiness": tardiness(problem, plan),
        "repair_tardiness": tardiness(after, mended),
        "tardiness": tardiness(after, better),
        "free_tardiness": tardiness(after, free.schedule),
        "operation_worth": operation_worth(problem),
    }


class Watch:
    """Knows when the plan was repaired."""

    def __init__(self) -> None:
        self._began_s = time.perf_counter()
        self._began_cpu = time.process_time()
        self.repaired_s: float | None = None
        self.repaired_cpu_s: float | None = None

    def elapsed_s(self) -> float:
        return time.perf_counter() - self._began_s

    def elapsed_cpu_s(self) -> float:
        return time.process_time() - self._began_cpu

    def __call__(self, _share: float, _objective: Objective, _stage: str) -> None:
        if self.repaired_s is None:
            self.repaired_s = self.elapsed_s()
            self.repaired_cpu_s = self.elapsed_cpu_s()


def warm_replanning() -> None:
    """Let the compiled loops of repairs be loaded before anything is timed."""
    problem = generate("furniture", 12, 0.8, 1)
    published = solve(problem, seconds=0, seed=1, workers=1)
    if not isinstance(published, Infeasible):
        plan = published.schedule
        for one in incidents(problem, plan)[:1]:
            replan(problem, plan, one.event(), seconds=0.2, seed=1)


def incidents(problem: Problem, plan: Schedule) -> list[Incident]:
    """
    Return breakdowns of the busiest machine, at two times, and of a middling one.

    Notes
    -----
    Busy is who is held long while it would be down; of each work centre the busiest
    machine counts.
    """
    first, later = TIMES_MIN
    now, then = busiest(problem, plan, first), busiest(problem, plan, later)
    found = (
        [Incident(now[0], first), Incident(now[len(now) // 2], first)] if now else []
    )
    return [*found, *(Incident(name, later) for name in then[:1])]


def busiest(problem: Problem, plan: Schedule, at_min: int) -> list[str]:
    """Return the busiest machine of each work centre while it would be down."""
    held: dict[str, int] = {}
    for one in plan.assignments.values():
        overlap = min(one.end_min, at_min + DOWN_MIN) - max(one.start_min, at_min)
        if overlap > 0:
            name = one.resources[0]
            held[name] = held.get(name, 0) + overlap
    machines: dict[str, str] = {}
    order = sorted(held, key=lambda name: (-held[name], name))
    for name in order:
        machines.setdefault(problem.resource_by_id[name].work_centre, name)
    return list(machines.values())


def is_moved(was: Assignment, now: Assignment) -> bool:
    """Whether an operation starts at another time or is done by something else."""
    return (was.start_min, was.resources) != (now.start_min, now.resources)


def moved(before: Schedule, after: Schedule) -> set[OperationKey]:
    """Return what moved between two plans of the same operations."""
    new = after.assignments
    return {key for key, was in before.assignments.items() if is_moved(was, new[key])}


def frozen_moved(after: Problem, before: Schedule, now: Schedule) -> set[OperationKey]:
    """Return what was to start before the fence, stays possible, and still moved."""
    fence = after.horizon.freeze_min
    lost = {
        one.key
        for one in before.assignments.values()
        if one.start_min < fence and one.key not in after.fixed_by_key
    }
    return {
        key
        for key in moved(before, now)
        if before.assignments[key].start_min < fence and key not in lost
    }


def unaffected_share(
    before: Schedule, after: Schedule, machine: str, down: tuple[int, int]
) -> float:
    """
    Return which part of the unaffected operations moved, in per cent.

    Notes
    -----
    Affected is every operation of a job that has one on the machine while it is down;
    whoever is only pushed aside counts as unaffected.
    """
    hit = {
        one.job
        for one in before.assignments.values()
        if machine in one.resources
        and one.start_min < down[1]
        and one.end_min > down[0]
    }
    others = [key for key in before.assignments if key[0] not in hit]
    gone = moved(before, after)
    return 100 * sum(key in gone for key in others) / len(others)


def tardiness(problem: Problem, plan: Schedule) -> int:
    """Return the weighted tardiness of a plan."""
    return objective_of(problem, plan).weighted_tardiness_min


def operation_worth(problem: Problem) -> float:
    """Return minutes times weight of an average operation."""
    lengths = [
        job.weight * min(way.duration_min for way in one.alternatives)
        for job in problem.jobs
        for one in job.operations
    ]
    return sum(lengths) / len(lengths)
