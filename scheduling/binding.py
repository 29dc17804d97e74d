"""What keeps one operation from starting earlier, feature by feature."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scheduling.schedule import Assignment, OperationKey
from scheduling.standing import Standing

Cause: TypeAlias = Literal[
    "release",
    "fence",
    "before",
    "wait",
    "transport",
    "batch",
    "material",
    "busy",
    "setup",
    "max_wait",
    "closed",
    "free",
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
        ``release`` of the job; freeze ``fence``; the operation ``before`` it; that
        one's ``wait`` (drying); ``transport`` from another site; another member of
        its ``batch`` that was not ready; ``material`` that was not there; a ``busy``
        resource; the changeover (``setup``) at its own beginning; ``max_wait``: what
        follows could only start late, and must start soon after it; a ``closed``
        calendar; ``free``: nothing, the plan chose so.
    since_min, until_min
        From when it could have gone on, and when it starts. For ``before`` and
        ``busy`` the time of the other operation; for ``setup`` the changeover.
    resource
        Id of the resource that is busy, changed over or closed, or of the material,
        else empty.
    other
        Key of the operation that it waits for; of a ``closed`` calendar, what kept
        it from being done before the calendar closed; or ``None``.
    """

    job: str
    operation: str
    cause: Cause
    since_min: int
    until_min: int
    resource: str = ""
    other: OperationKey | None = None


def binding(standing: Standing, one: Assignment) -> Link:
    """
    Find what ends, or opens, just when an operation starts.

    Parameters
    ----------
    standing
        The plan.
    one
        The operation where it stands.
    """
    found = [*_of_itself(standing, one), *_of_resources(standing, one)]
    exact = [link for link in found if link.until_min == one.start_min]
    tight = _max_wait(standing, one)
    if exact:
        return exact[0]
    closed = _closed(standing, one, found)
    if closed is not None:
        return closed
    if tight is not None:
        return tight
    together = _batch(standing, one)
    if together is not None:
        return together
    since = max((link.until_min for link in found), default=0)
    return Link(*one.key, "free", min(since, one.start_min), one.start_min)


def changeover(standing: Standing, one: Assignment) -> Link | None:
    """Describe the changeover at the beginning of an operation, if it has one."""
    if one.setup_min <= 0:
        return None
    windows = standing.problem.windows(one.resources)
    place = windows.paused(max(0, one.start_min), one.setup_min)
    over = one.start_min + one.setup_min if place is None else place[1]
    known = standing.problem.resource_by_id
    names = [name for name in one.resources if known[name].setups]
    name = names[0] if names else one.resources[0]
    return Link(*one.key, "setup", one.start_min, min(over, one.end_min), name)


def _of_itself(standing: Standing, one: Assignment) -> Iterator[Link]:
    """Yield what an operation must wait for whatever the resources do."""
    problem = standing.problem
    before = list(_before(standing, one))
    if before:
        yield max(before, key=lambda link: link.until_min)
    yield from _materials(standing, one)
    release = problem.job_by_id[one.job].release_min
    if release > 0:
        yield Link(*one.key, "release", 0, release)
    if problem.horizon.freeze_min > 0:
        yield Link(*one.key, "fence", 0, problem.horizon.freeze_min)


def _before(standing: Standing, one: Assignment) -> Iterator[Link]:
    problem = standing.problem
    here = problem.site_of(one.resources)
    for name in problem.operation_by_key[one.key].after:
        other = standing.at((one.job, name))
        if other is None:
            continue
        wait = problem.operation_by_key[other.key].wait_min
        there = problem.site_of(other.resources)
        way = problem.transport_min.get((there, here), 0) if there != here else 0
        dried = other.end_min + wait
        cause: Cause = "transport" if way else "wait" if wait else "before"
        since = dried if way else other.end_min if wait else other.start_min
        yield Link(*one.key, cause, since, dried + way, other=other.key)


def _materials(standing: Standing, one: Assignment) -> Iterator[Link]:
    """Yield deliveries without which there would not have been enough."""
    problem = standing.problem
    for name, quantity in problem.operation_by_key[one.key].materials.items():
        material = problem.material_by_id[name]
        times = [at for at, _ in material.supply]
        last = bisect_right(times, one.start_min) - 1
        if last < 0:
            continue
        there = material.stock + sum(some for _, some in material.supply[:last])
        others = standing.taken_by(name, one.start_min) - quantity
        if there - others < quantity:
            yield Link(*one.key, "material", 0, times[last], name)


def _of_resources(standing: Standing, one: Assignment) -> Iterator[Link]:
    """Yield what ended last on each of the resources, the latest first."""
    found: list[Link] = []
    for resource in one.resources:
        other = standing.ending_by(resource, one.start_min)
        if other is not None and other.key != one.key:
            times = (other.start_min, other.end_min)
            found.append(Link(*one.key, "busy", *times, resource, other.key))
    yield from sorted(found, key=lambda link: -link.until_min)


def _closed(standing: Standing, one: Assignment, found: list[Link]) -> Link | None:
    """Describe the closed time that ends when it starts."""
    problem = standing.problem
    windows = problem.windows(one.resources)
    index = bisect_right(windows.starts, one.start_min) - 1
    if index < 0 or windows.starts[index] != one.start_min:
        return None
    since = windows.ends[index - 1] if index else 0
    shut = [
        name
        for name in one.resources
        if not problem.windows((name,)).worked_min(one.start_min - 1, one.start_min)
    ]
    name = shut[0] if shut else one.resources[0]
    # what ended after the calendar opened last left no room before it closed
    earlier = max(found, key=lambda link: link.until_min, default=None)
    opened = windows.starts[index - 1] if index else 0
    other = None
    if earlier is not None and earlier.until_min > opened:
        other = earlier.other
        since = max(since, min(earlier.until_min, one.start_min))
    return Link(*one.key, "closed", since, one.start_min, name, other)


def _max_wait(standing: Standing, one: Assignment) -> Link | None:
    """Describe what follows as late as it may, which keeps this from being early."""
    problem = standing.problem
    limit = problem.operation_by_key[one.key].max_wait_min
    if limit is None:
        return None
    here = problem.site_of(one.resources)
    for operation in problem.job_by_id[one.job].operations:
        after = standing.at((one.job, operation.id))
        if after is None or one.operation not in operation.after:
            continue
        there = problem.site_of(after.resources)
        way = problem.transport_min.get((here, there), 0) if there != here else 0
        if after.start_min == one.end_min + limit + way:
            times = (one.end_min, after.start_min)
            return Link(*one.key, "max_wait", *times, other=after.key)
    return None


def _batch(standing: Standing, one: Assignment) -> Link | None:
    """Describe another member of its batch that could not start earlier."""
    oven = standing.problem.batching_resource(one.resources)
    if oven is None:
        return None
    own = [link.until_min for link in _of_itself(standing, one)]
    since = max(own, default=0)
    for other in standing.between(oven, one.start_min, one.start_min + 1):
        if other.key == one.key or other.start_min != one.start_min:
            continue
        for link in _of_itself(standing, other):
            if link.until_min == one.start_min:
                times = (min(since, one.start_min), one.start_min)
                return Link(*one.key, "batch", *times, oven, other.key)
    return None
