"""A machine that is down for four hours in a large plan; for :mod:`alone`."""

import time
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

AT_MIN, DOWN_MIN = 300, 240
FREE = tuple(term for term in DELIVERY if term != "moved_min")


def main(
    *,
    orders: int,
    load: float,
    seed: int,
    before_s: float,
    seconds: float,
    workers: int,
) -> dict[str, Any]:
    """Return how the plan was repaired, improved, and what a free replan would do."""
    warm()
    warm_replanning()
    problem = generate("furniture", orders, load, seed)
    published = solve(problem, seconds=before_s, seed=seed, workers=workers)
    if isinstance(published, Infeasible):
        return {"is_planned": False, "why": published.sentence}
    plan = published.schedule
    machine = busiest(problem, plan)
    event = _down(machine)
    watch = Watch()
    found = replan(problem, plan, event, seconds=seconds, seed=seed, on_progress=watch)
    improve_s = watch.elapsed_s()
    if not isinstance(found, Replan):
        return {"is_planned": False, "why": found.sentence}
    after, mended, better = found.problem, found.repaired, found.schedule
    free = solve(
        after,
        seconds=seconds,
        seed=seed,
        workers=workers,
        start=mended,
        profile=FREE,
    )
    if isinstance(free, Infeasible):
        return {"is_planned": False, "why": free.sentence}
    plans = (mended, better, free.schedule)
    violations = [one for each in plans for one in verify(after, each)]
    down = (AT_MIN, AT_MIN + DOWN_MIN)
    return {
        "is_planned": not violations,
        "why": violations[0].sentence if violations else "",
        "operations": len(plan.assignments),
        "machine": machine,
        "repair_s": watch.repaired_s,
        "repair_cpu_s": watch.repaired_cpu_s,
        "improve_s": improve_s,
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

    def __call__(self, _share: float, _objective: Objective, _stage: str) -> None:
        if self.repaired_s is None:
            self.repaired_s = self.elapsed_s()
            self.repaired_cpu_s = time.process_time() - self._began_cpu


def warm_replanning() -> None:
    """Let the compiled loops of repairs be loaded before anything is timed."""
    problem = generate("furniture", 12, 0.8, 1)
    published = solve(problem, seconds=0, seed=1, workers=1)
    if not isinstance(published, Infeasible):
        machine = busiest(problem, published.schedule)
        replan(problem, published.schedule, _down(machine), seconds=0.2, seed=1)


def _down(machine: str) -> Breakdown:
    return Breakdown(
        id="down",
        at_min=AT_MIN,
        resource=machine,
        since_min=AT_MIN,
        until_min=AT_MIN + DOWN_MIN,
    )


def busiest(problem: Problem, plan: Schedule) -> str:
    """Return the spray booth that is held longest while it would be down."""
    held: dict[str, int] = {}
    for one in plan.assignments.values():
        name = one.resources[0]
        if problem.resource_by_id[name].work_centre == "spray_booth":
            overlap = min(one.end_min, AT_MIN + DOWN_MIN) - max(one.start_min, AT_MIN)
            held[name] = held.get(name, 0) + max(0, overlap)
    return max(held, key=lambda name: (held[name], name))


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
