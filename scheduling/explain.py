"""Why a job is late: the chain of operations, resources and calendars that binds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scheduling.measures import deliveries
from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey, Schedule
from scheduling.sentences import why_late

Cause: TypeAlias = Literal[
    "release", "fence", "before", "wait", "busy", "closed", "free"
]


@dataclass(frozen=True, slots=True)
class Link:
    """
    What keeps one operation from starting earlier.

    Parameters
    ----------
    job, operation
        The operation that waits.
    cause
        ``release`` of the job; freeze ``fence``; the operation ``before`` it;
        that one's ``wait`` (drying); a ``busy`` resource; a ``closed`` calendar;
        ``free``: nothing, the plan chose so.
    since_min, until_min
        From when it could have gone on, and when it starts. For ``before`` and
        ``busy`` the time of the other operation.
    resource
        Id of the resource that is busy or closed, else empty.
    other
        Key of the operation that it waits for, or ``None``.
    """

    job: str
    operation: str
    cause: Cause
    since_min: int
    until_min: int
    resource: str = ""
    other: OperationKey | None = None


@dataclass(frozen=True, slots=True)
class Lateness:
    """
    Why a job is completed when it is.

    Parameters
    ----------
    job
        Its id.
    late_min
        Minutes after what was wanted; 0 where it is in time.
    chain
        From its completion back to where the chain begins.
    sentences
        The same in words, by language (``en``, ``zh``).
    """

    job: str
    late_min: int
    chain: tuple[Link, ...]
    sentences: Mapping[str, str]


def explain_lateness(problem: Problem, schedule: Schedule, job_id: str) -> Lateness:
    """
    Follow what binds a job, from its last operation back to its beginning.

    Parameters
    ----------
    problem
        What was planned.
    schedule
        A plan of it.
    job_id
        The job to explain.
    """
    delivery = next(one for one in deliveries(problem, schedule) if one.job == job_id)
    operations = problem.operation_by_key
    last = max(
        schedule.of_job(job_id),
        key=lambda one: one.end_min + operations[one.key].wait_min,
    )
    chain: list[Link] = []
    seen: set[OperationKey] = set()
    one: Assignment | None = last
    while one is not None and one.key not in seen:
        seen.add(one.key)
        link = _binding(problem, schedule, one)
        chain.append(link)
        one = None if link.other is None else schedule.assignments[link.other]
    heaviest = max(chain, key=lambda link: link.until_min - link.since_min)
    sentences = why_late(
        job_id,
        delivery.tardiness_min,
        f"{heaviest.job}/{heaviest.operation}",
        heaviest.cause,
        heaviest.resource,
        heaviest.until_min - heaviest.since_min,
    )
    return Lateness(job_id, delivery.tardiness_min, tuple(chain), sentences)


def _binding(problem: Problem, schedule: Schedule, one: Assignment) -> Link:
    """Find what ends, or opens, just when an operation starts."""
    found = [
        link
        for link in (
            _before(problem, schedule, one),
            _busy(schedule, one),
            _closed(problem, one),
        )
        if link is not None
    ]
    exact = [link for link in found if link.until_min == one.start_min]
    if exact:
        return max(exact, key=lambda link: link.cause != "closed")
    job = problem.job_by_id[one.job]
    start = one.start_min
    if job.release_min >= start:
        return Link(*one.key, "release", job.release_min, start)
    if problem.horizon.freeze_min >= start:
        return Link(*one.key, "fence", 0, start)
    since = max((link.until_min for link in found), default=job.release_min)
    return Link(*one.key, "free", min(since, start), start)


def _before(problem: Problem, schedule: Schedule, one: Assignment) -> Link | None:
    """Describe the operation of the same job that is over last."""
    found: list[Link] = []
    for name in problem.operation_by_key[one.key].after:
        other = schedule.assignments[one.job, name]
        wait = problem.operation_by_key[other.key].wait_min
        over = other.end_min + wait
        cause: Cause = "wait" if wait else "before"
        since = other.end_min if wait else other.start_min
        found.append(Link(*one.key, cause, since, over, other=other.key))
    return max(found, key=lambda link: link.until_min, default=None)


def _busy(schedule: Schedule, one: Assignment) -> Link | None:
    """Describe what ends last on its resources before it."""
    found: list[Link] = []
    for resource in one.resources:
        for other in schedule.of_resource(resource):
            if other.end_min <= one.start_min and other.key != one.key:
                times = (other.start_min, other.end_min)
                found.append(Link(*one.key, "busy", *times, resource, other.key))
    return max(found, key=lambda link: link.until_min, default=None)


def _closed(problem: Problem, one: Assignment) -> Link | None:
    """Describe the closed time that ends when it starts."""
    for resource in one.resources:
        windows = problem.windows((resource,))
        if one.start_min in windows.starts:
            index = windows.starts.index(one.start_min)
            since = windows.ends[index - 1] if index else 0
            return Link(*one.key, "closed", since, one.start_min, resource)
    return None
