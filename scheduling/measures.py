"""Key figures of a schedule: completions, tardiness, changeovers, load."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduling.changeovers import changeovers, setup_min
from scheduling.jobs import Job, Operation
from scheduling.problem import Problem
from scheduling.schedule import Assignment, Objective, Schedule

DAY_MIN = 1440
"""Minutes of a day; also what changing the resource counts as movement."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """
    When one job is completed and what that means.

    Parameters
    ----------
    job
        Its id.
    completion_min
        Its last end, waits included.
    tardiness_min
        Minutes after the due date (else the deadline), never negative.
    breaks_promise
        Whether it ends after its deadline, or its due date where it has none.
    """

    job: str
    completion_min: int
    tardiness_min: int
    breaks_promise: bool


@dataclass(frozen=True, slots=True)
class Load:
    """
    Use of one resource within one day of the horizon.

    Parameters
    ----------
    resource
        Its id.
    day
        0 is the day that begins at the origin.
    open_min
        Minutes its calendar is open, times its capacity.
    work_min
        Working minutes planned, changeover included.
    setup_min
        Changeover among them, counted on the day it begins.
    """

    resource: str
    day: int
    open_min: int
    work_min: int
    setup_min: int

    @property
    def utilisation_share(self) -> float:
        """Work over open time, 0 to 1; 0 on a day that is closed."""
        return self.work_min / self.open_min if self.open_min else 0.0


def completion_min(job: Job, own: Mapping[str, Assignment]) -> int:
    """Last end of a job, waits included, given its assignments by operation id."""
    return max(own[one.id].end_min + one.wait_min for one in job.operations)


def deliveries(problem: Problem, schedule: Schedule) -> tuple[Delivery, ...]:
    """Completion and lateness of every job, in the problem's order."""
    by_job = _by_job(schedule.assignments.values())
    return tuple(_delivery(job, by_job[job.id]) for job in problem.jobs)


def _by_job(assignments: Iterable[Assignment]) -> dict[str, dict[str, Assignment]]:
    by_job: dict[str, dict[str, Assignment]] = {}
    for one in assignments:
        by_job.setdefault(one.job, {})[one.operation] = one
    return by_job


def _delivery(job: Job, own: Mapping[str, Assignment]) -> Delivery:
    done = completion_min(job, own)
    wanted, promised = job.wanted_min, job.promise_min
    late = 0 if wanted is None else max(0, done - wanted)
    return Delivery(job.id, done, late, promised is not None and done > promised)


def objective_of(
    problem: Problem, schedule: Schedule, start: Schedule | None = None
) -> Objective:
    """
    Worth of a complete schedule, term by term.

    Parameters
    ----------
    problem
        What was planned.
    schedule
        The plan.
    start
        An earlier plan; movement is counted against it.
    """
    broken = tardiness = progress = last = moved = energy = 0
    for job in problem.jobs:
        own = {one.id: schedule.assignments[job.id, one.id] for one in job.operations}
        delivery = _delivery(job, own)
        broken += job.weight * delivery.breaks_promise
        tardiness += job.weight * delivery.tardiness_min
        first = min(one.start_min for one in own.values())
        progress += delivery.completion_min - first
        last = max(last, delivery.completion_min)
        energy += sum(_energy_wh(one, own[one.id]) for one in job.operations)
        if start is not None:
            moved += sum(moved_min(one, start) for one in own.values())
    return Objective(
        broken_promises=broken,
        weighted_tardiness_min=tardiness,
        moved_min=moved,
        setup_min=setup_min(problem, schedule),
        setup_cost=sum(change.cost for change in changeovers(problem, schedule)),
        in_progress_min=progress,
        energy_wh=energy,
        makespan_min=last,
    )


def _energy_wh(operation: Operation, one: Assignment) -> int:
    """Watt-hours of the way that was taken; none of a fact by a way not listed."""
    for way in operation.alternatives:
        if way.resources == one.resources:
            return way.energy_wh
    return 0


def moved_min(one: Assignment, start: Schedule | None) -> int:
    """How far an assignment is from where an earlier schedule had it."""
    before = None if start is None else start.assignments.get(one.key)
    if before is None:
        return 0
    elsewhere = DAY_MIN if before.resources != one.resources else 0
    return abs(one.start_min - before.start_min) + elsewhere


def loads(problem: Problem, schedule: Schedule) -> tuple[Load, ...]:
    """Load of every resource on every day of the horizon; a batch counts once."""
    days = -(-problem.horizon.length_min // DAY_MIN)
    work = {one.id: [0] * days for one in problem.resources}
    setup = {one.id: [0] * days for one in problem.resources}
    seen: set[tuple[str, int]] = set()
    for one in schedule.assignments.values():
        oven = problem.batching_resource(one.resources)
        if oven is not None:
            if (oven, one.start_min) in seen:
                continue
            seen.add((oven, one.start_min))
        windows = problem.windows(one.resources)
        first, last = one.start_min // DAY_MIN, (one.end_min - 1) // DAY_MIN
        for day in range(max(0, first), min(days, last + 1)):
            since = max(one.start_min, day * DAY_MIN)
            until = min(one.end_min, (day + 1) * DAY_MIN)
            worked = windows.worked_min(since, until)
            for name in one.resources:
                work[name][day] += worked
        for name in one.resources if 0 <= first < days else ():
            setup[name][first] += one.setup_min
    found: list[Load] = []
    for resource in problem.resources:
        own = problem.windows((resource.id,))
        for day in range(days):
            open_min = own.worked_min(day * DAY_MIN, (day + 1) * DAY_MIN)
            found.append(
                Load(
                    resource.id,
                    day,
                    open_min * resource.capacity,
                    work[resource.id][day],
                    setup[resource.id][day],
                )
            )
    return tuple(found)
