"""Key figures of a plan within a window, as ``docs/key-figures.md`` defines them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from scheduling.jobs import Job
from scheduling.measures import completion_min
from scheduling.problem import Problem
from scheduling.schedule import Assignment, Schedule
from scheduling.shop import Material

YEAR_MIN = 365 * 1440
"""Minutes of a year, over which stock turns are counted."""


@dataclass(frozen=True, slots=True)
class Span:
    """
    Part of the horizon that figures are about.

    Parameters
    ----------
    since_min, until_min
        Half-open.
    """

    since_min: int
    until_min: int

    def has(self, at: int) -> bool:
        """Whether a minute lies in it."""
        return self.since_min <= at < self.until_min

    @property
    def length_min(self) -> int:
        """How long it is."""
        return self.until_min - self.since_min


@dataclass(frozen=True, slots=True)
class Ratio:
    """
    A figure with what it was made of, so that figures of sites can be added up.

    Parameters
    ----------
    part, whole
        What is divided by what.
    """

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Part over whole; ``None`` where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None


def on_time_in_full(
    problem: Problem,
    schedule: Schedule,
    span: Span,
    order_of: Callable[[Job], str] = lambda job: job.id,
) -> Ratio:
    """
    Orders promised within a span, and those of them that are kept.

    Parameters
    ----------
    problem, schedule
        What was planned, and how. A job that is not wholly planned is not in full.
    span
        The latest promise of an order decides whether it is counted. Jobs without a
        promise are not.
    order_of
        Name of the order that a job belongs to: it is kept when all its jobs are.
    """
    promised: dict[str, int] = {}
    kept: dict[str, bool] = {}
    for job in problem.jobs:
        if job.promise_min is None:
            continue
        order = order_of(job)
        done = _completion_min(job, schedule)
        is_kept = done is not None and done <= job.promise_min
        promised[order] = max(job.promise_min, promised.get(order, job.promise_min))
        kept[order] = is_kept and kept.get(order, True)
    counted = [order for order, at in promised.items() if span.has(at)]
    return Ratio(sum(kept[order] for order in counted), len(counted))


def _completion_min(job: Job, schedule: Schedule) -> int | None:
    own: dict[str, Assignment] = {}
    for operation in job.operations:
        one = schedule.assignments.get((job.id, operation.id))
        if one is None:
            return None
        own[operation.id] = one
    return completion_min(job, own)


def work_in_progress(problem: Problem, schedule: Schedule, span: Span) -> Ratio:
    """Jobs that have started and are not completed, on average over a span."""
    total = 0
    for job in problem.jobs:
        done = _completion_min(job, schedule)
        if done is not None:
            own = (schedule.assignments[job.id, one.id] for one in job.operations)
            begun = max(min(one.start_min for one in own), span.since_min)
            total += max(0, min(done, span.until_min) - begun)
    return Ratio(total, span.length_min)


def utilisation(
    problem: Problem, schedule: Schedule, span: Span
) -> Mapping[str, Ratio]:
    """Working minutes of each resource, changeover included, of its open ones."""
    worked = dict.fromkeys(problem.resource_by_id, 0)
    for one in _intervals(problem, schedule):
        minutes = _worked(problem, one, span.since_min, span.until_min)
        for name in one.resources:
            worked[name] += minutes
    return {
        one.id: Ratio(
            worked[one.id],
            problem.windows((one.id,)).worked_min(span.since_min, span.until_min)
            * one.capacity,
        )
        for one in problem.resources
    }


def setup_share(problem: Problem, schedule: Schedule, span: Span) -> Ratio:
    """Changeover minutes of all working minutes, those of a batch once."""
    setup = work = 0
    for one in _intervals(problem, schedule):
        work += _worked(problem, one, span.since_min, span.until_min)
        # the changeover is the first work of the interval
        until = _worked(problem, one, one.start_min, span.until_min)
        since = _worked(problem, one, one.start_min, span.since_min)
        setup += min(one.setup_min, until) - min(one.setup_min, since)
    return Ratio(setup, work)


def _intervals(problem: Problem, schedule: Schedule) -> list[Assignment]:
    """List the assignments, one for each batch."""
    found: dict[object, Assignment] = {}
    for key, one in schedule.assignments.items():
        oven = problem.batching_resource(one.resources)
        found[key if oven is None else (oven, one.start_min)] = one
    return list(found.values())


def _worked(problem: Problem, one: Assignment, since: int, until: int) -> int:
    start, end = max(one.start_min, since), min(one.end_min, until)
    if start >= end:
        return 0
    return problem.windows(one.resources).worked_min(start, end)


def _one_piece(_job: Job) -> int:
    return 1


def energy_per_piece(
    problem: Problem,
    schedule: Schedule,
    span: Span,
    pieces_of: Callable[[Job], int] = _one_piece,
) -> Ratio:
    """
    Watt-hours of the jobs completed within a span, and their good pieces.

    Parameters
    ----------
    problem, schedule
        What was planned, and how.
    span
        The completion of a job decides whether it is counted, with all its energy.
    pieces_of
        Good pieces of a job; 0 for one that was given up. What is made again after
        scrap is energy of the job and no further piece.
    """
    energy = pieces = 0
    for job in problem.jobs:
        done = _completion_min(job, schedule)
        if done is None or not span.has(done):
            continue
        pieces += pieces_of(job)
        for operation in job.operations:
            held = schedule.assignments[job.id, operation.id].resources
            ways = (way for way in operation.alternatives if way.resources == held)
            energy += next((way.energy_wh for way in ways), 0)
    return Ratio(energy, pieces)


def stock_turns(
    problem: Problem, schedule: Schedule, span: Span
) -> Mapping[str, Ratio]:
    """By material: what a year would take at this pace, of the average stock."""
    return {one.id: _turns(problem, schedule, span, one) for one in problem.materials}


def _turns(
    problem: Problem, schedule: Schedule, span: Span, material: Material
) -> Ratio:
    changes = list(material.supply)
    taken = 0
    for key, one in schedule.assignments.items():
        quantity = problem.operation_by_key[key].materials.get(material.id, 0)
        if quantity and one.start_min >= 0:  # what was taken before is not in stock
            changes.append((one.start_min, -quantity))
            taken += quantity * span.has(one.start_min)
    before = [quantity for at, quantity in changes if at <= span.since_min]
    stock = material.stock + sum(before)
    later = sorted((at, q) for at, q in changes if span.since_min < at < span.until_min)
    marks = [(span.since_min, stock), *later, (span.until_min, 0)]
    stock = stock_minutes = 0
    for (at, quantity), (until, _) in pairwise(marks):
        stock += quantity
        stock_minutes += stock * (until - at)
    return Ratio(taken * YEAR_MIN, max(0, stock_minutes))
