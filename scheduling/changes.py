"""Changes to a factory: each function returns the problem as it would be then."""

from collections.abc import Iterable
from dataclasses import replace

from scheduling.problem import Calendar, Job, Problem
from scheduling.windows import Interval, intersect, joined

_END = 10**12
"""Minute after every horizon."""


def closed(problem: Problem, resource: str, since: int, until: int) -> Problem:
    """
    Return the problem in which a resource does nothing in ``[since, until)``.

    Parameters
    ----------
    problem
        The factory.
    resource
        Id of what is down or away; others with the same calendar go on.
    since, until
        When, in minutes.
    """
    still = [(-_END, since), (until, _END)]
    calendar = _calendar_of(problem, resource)
    return _with_open(problem, resource, intersect(calendar.open, still))


def opened(problem: Problem, resource: str, since: int, until: int) -> Problem:
    """
    Return the problem in which a resource also works in ``[since, until)``.

    Parameters
    ----------
    problem
        The factory.
    resource
        Id of what works overtime.
    since, until
        When, in minutes; what is open already stays so.
    """
    spans = sorted([*_calendar_of(problem, resource).open, (since, until)])
    merged: list[Interval] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return _with_open(problem, resource, joined(merged))


def _calendar_of(problem: Problem, resource: str) -> Calendar:
    return problem.calendar_by_id[problem.resource_by_id[resource].calendar]


def _with_open(problem: Problem, resource: str, spans: list[Interval]) -> Problem:
    """Give one resource its own calendar; possible overtime stays where it is shut."""
    shared = _calendar_of(problem, resource)
    users = [one.id for one in problem.resources if one.calendar == shared.id]
    own_id = shared.id if users == [resource] else _new_id(problem, resource)
    overtime = tuple(intersect(shared.overtime, _gaps(spans)))
    own = Calendar(own_id, tuple(spans), overtime)
    others = tuple(one for one in problem.calendars if one.id != own_id)
    resources = tuple(
        replace(one, calendar=own_id) if one.id == resource else one
        for one in problem.resources
    )
    return problem.altered(calendars=(*others, own), resources=resources)


def _gaps(spans: list[Interval]) -> list[Interval]:
    edges = [-_END, *(edge for span in spans for edge in span), _END]
    return [
        (start, end)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
    ]


def _new_id(problem: Problem, resource: str) -> str:
    name = f"{resource}'s own"
    while name in problem.calendar_by_id:
        name += "+"
    return name


def with_job(problem: Problem, job: Job) -> Problem:
    """Return the problem with one job more, or in the place of the one of its id."""
    if job.id not in problem.job_by_id:
        return problem.altered(jobs=(*problem.jobs, job))
    jobs = tuple(job if one.id == job.id else one for one in problem.jobs)
    return problem.altered(jobs=jobs)


def without_jobs(problem: Problem, ids: Iterable[str]) -> Problem:
    """Return the problem without these jobs, nor what is fixed of them."""
    gone = frozenset(ids)
    return problem.altered(
        jobs=tuple(one for one in problem.jobs if one.id not in gone),
        fixed=tuple(one for one in problem.fixed if one.job not in gone),
    )


def with_delivery(
    problem: Problem, material: str, due_min: int, quantity: int, until_min: int | None
) -> Problem:
    """
    Return the problem in which a part of a delivery comes at another time.

    Parameters
    ----------
    problem
        The factory.
    material, due_min
        Which delivery.
    quantity
        How much of it, at most all.
    until_min
        When it comes instead; ``None``: not at all.
    """
    supply: dict[int, int] = {}
    for minute, amount in problem.material_by_id[material].supply:
        supply[minute] = supply.get(minute, 0) + amount
    supply[due_min] -= quantity
    if until_min is not None:
        supply[until_min] = supply.get(until_min, 0) + quantity
    rows = tuple(sorted((m, amount) for m, amount in supply.items() if amount))
    materials = tuple(
        replace(one, supply=rows) if one.id == material else one
        for one in problem.materials
    )
    return problem.altered(materials=materials)
