"""Things that could be otherwise for an order: overtime, another way, first, supply."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from scheduling.binding import Link
from scheduling.changes import opened, with_delivery, with_job
from scheduling.explain import Lateness
from scheduling.measures import DAY_MIN
from scheduling.problem import Problem
from scheduling.standing import Standing
from scheduling.windows import intersect

LONGEST_MIN = 240
"""Overtime that is tried where a calendar offers none: half a shift."""

Words: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOvertime:
    """
    Some resources also work in ``[since_min, until_min)``.

    Parameters
    ----------
    resources
        Ids: the one that binds, and those that work with it and are closed then.
    since_min, until_min
        When.
    is_offered
        Whether the calendars say that it is possible.
    """

    resources: tuple[str, ...]
    since_min: int
    until_min: int
    is_offered: bool

    @property
    def words(self) -> Words:
        """What it is, by language."""
        names = " + ".join(self.resources)
        span = f"{self.since_min}-{self.until_min}"
        return {
            "en": f"overtime on {names} in minutes {span}",
            "zh": f"{names} 在第 {span} 分钟加班",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DoElsewhere:
    """
    An operation is done on other resources: another machine, another site.

    Parameters
    ----------
    job, operation
        The operation.
    resources
        An alternative of it that the plan does not take.
    """

    job: str
    operation: str
    resources: tuple[str, ...]

    @property
    def words(self) -> Words:
        """What it is, by language."""
        names = " + ".join(self.resources)
        return {
            "en": f"doing {self.job}/{self.operation} on {names}",
            "zh": f"{self.job}/{self.operation} 改由 {names} 加工",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeFirst:
    """
    A job goes before those that it waits for.

    Parameters
    ----------
    job
        Its id; its weight becomes the greatest of all.
    """

    job: str

    @property
    def words(self) -> Words:
        """What it is, by language."""
        return {"en": f"giving {self.job} priority", "zh": f"优先安排 {self.job}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyEarlier:
    """
    A delivery comes earlier.

    Parameters
    ----------
    material, due_min
        Which delivery.
    until_min
        When it would come.
    """

    material: str
    due_min: int
    until_min: int

    @property
    def words(self) -> Words:
        """What it is, by language."""
        due, until = self.due_min, self.until_min
        return {
            "en": f"{self.material} at minute {until} instead of {due}",
            "zh": f"{self.material} 由第 {due} 分钟提前到第 {until} 分钟",
        }


Relaxation: TypeAlias = WorkOvertime | DoElsewhere | ServeFirst | SupplyEarlier
"""One thing that could be otherwise."""


def relaxed(problem: Problem, relaxation: Relaxation) -> Problem:
    """
    Return the problem in which one thing is otherwise.

    Parameters
    ----------
    problem
        The factory as it is.
    relaxation
        What would be otherwise.
    """
    match relaxation:
        case WorkOvertime():
            for name in relaxation.resources:
                span = (relaxation.since_min, relaxation.until_min)
                problem = opened(problem, name, *span)
            return problem
        case DoElsewhere():
            return _elsewhere(problem, relaxation)
        case ServeFirst():
            job = problem.job_by_id[relaxation.job]
            most = max(one.weight for one in problem.jobs)
            return with_job(problem, replace(job, weight=most + 1))
        case SupplyEarlier():
            material = problem.material_by_id[relaxation.material]
            amount = sum(n for at, n in material.supply if at == relaxation.due_min)
            return with_delivery(
                problem, material.id, relaxation.due_min, amount, relaxation.until_min
            )
        case _:
            assert_never(relaxation)


def _elsewhere(problem: Problem, relaxation: DoElsewhere) -> Problem:
    job = problem.job_by_id[relaxation.job]
    operations = tuple(
        replace(
            one,
            alternatives=tuple(
                way for way in one.alternatives if way.resources == relaxation.resources
            ),
        )
        if one.id == relaxation.operation
        else one
        for one in job.operations
    )
    return with_job(problem, replace(job, operations=operations))


def candidates(standing: Standing, told: Lateness) -> tuple[Relaxation, ...]:
    """
    List what may help a job, after what binds it: the heaviest link first.

    Parameters
    ----------
    standing
        The plan.
    told
        Why the job is completed when it is.
    """
    found: dict[Relaxation, None] = {}
    links = sorted(told.chain, key=lambda one: one.since_min - one.until_min)
    for link in links:
        found.update(dict.fromkeys(_of_link(standing, told, link)))
    if any(link.job != told.job for link in told.chain):
        found[ServeFirst(job=told.job)] = None
    for link in links:
        if link.job == told.job:
            found.update(dict.fromkeys(_elsewheres(standing, link)))
    return tuple(found)


def _of_link(standing: Standing, told: Lateness, link: Link) -> Iterator[Relaxation]:
    if link.cause == "material":
        yield SupplyEarlier(
            material=link.resource, due_min=link.until_min, until_min=link.since_min
        )
    elif link.cause == "closed":
        yield from _overtime(standing, link, link.since_min, link.until_min)
    elif link.cause in {"busy", "setup", "before"}:
        first = min(one.since_min for one in told.chain)
        since = max(0, first, link.until_min - DAY_MIN)
        yield from _overtime(standing, link, since, link.until_min)


def _overtime(
    standing: Standing, link: Link, since: int, until: int
) -> Iterator[Relaxation]:
    """Yield overtime between two minutes: what is offered, else a closed time."""
    problem = standing.problem
    place = standing.at((link.job, link.operation))
    if place is None:
        return
    name = link.resource or place.resources[0]
    calendar = problem.calendar_by_id[problem.resource_by_id[name].calendar]
    offers = intersect(calendar.overtime, [(since, until)])
    spans = offers[-2:] or _shut(problem, name, since, until)[-1:]
    for start, end in spans:
        together = tuple(
            other
            for other in place.resources
            if problem.windows((other,)).worked_min(start, end) < end - start
        )
        yield WorkOvertime(
            resources=together or (name,),
            since_min=start,
            until_min=end,
            is_offered=bool(offers),
        )


def _shut(problem: Problem, name: str, since: int, until: int) -> list[tuple[int, int]]:
    """List when a resource is closed, at most half a shift after each closing."""
    windows = problem.windows((name,))
    edges = [0, *_edges(windows.starts, windows.ends), problem.horizon.length_min]
    gaps = [
        (start, min(end, start + LONGEST_MIN))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
    ]
    return intersect(gaps, [(since, until)])


def _edges(starts: list[int], ends: list[int]) -> Iterator[int]:
    for start, end in zip(starts, ends, strict=True):
        yield start
        yield end


def _elsewheres(standing: Standing, link: Link) -> Iterator[Relaxation]:
    key = (link.job, link.operation)
    place = standing.at(key)
    problem = standing.problem
    if place is None or key in problem.fixed_by_key:
        return
    for way in problem.operation_by_key[key].alternatives:
        if way.resources != place.resources:
            yield DoElsewhere(
                job=link.job, operation=link.operation, resources=way.resources
            )
