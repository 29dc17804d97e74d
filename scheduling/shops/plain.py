"""Which problems are plain job shops, and the way there and back."""

from __future__ import annotations

from dataclasses import dataclass

from scheduling.jobs import Job, Operation
from scheduling.problem import Problem
from scheduling.schedule import Assignment, Schedule
from scheduling.shops.instance import ShopInstance


@dataclass(frozen=True)
class PlainShop:
    """
    A shop with the names that its machines, jobs and operations have outside.

    Parameters
    ----------
    instance
        The shop by numbers.
    machines
        Resource ids by number.
    operations
        Job and operation ids, in the order of the instance's operations.
    """

    instance: ShopInstance
    machines: tuple[str, ...]
    operations: tuple[tuple[str, str], ...]

    def schedule(self, starts: list[int], machines: list[int]) -> Schedule:
        """Name the starts and machines of a solution."""
        found: list[Assignment] = []
        at = 0
        for job in self.instance.jobs:
            for ways in job:
                long = min(d for machine, d in ways if machine == machines[at])
                key = self.operations[at]
                name = self.machines[machines[at]]
                start = starts[at]
                found.append(Assignment(*key, (name,), start, start + long))
                at += 1
        return Schedule.of(found)


def named_by_number(instance: ShopInstance) -> PlainShop:
    """Return the shop whose names are its numbers, as a benchmark file has them."""
    return PlainShop(
        instance,
        tuple(str(number) for number in range(instance.machines)),
        tuple((str(job), str(index)) for job, index in instance.keys),
    )


def plain_shop(problem: Problem) -> PlainShop | None:
    """
    Return the problem as a plain job shop, ``None`` where it is more than one.

    Notes
    -----
    Plain: jobs are chains without waits, materials, families or release dates; each way
    holds one machine of capacity 1 that works throughout the horizon at the one site;
    nothing is fixed or frozen.
    """
    if problem.fixed or problem.horizon.freeze_min:
        return None
    number_of: dict[str, int] = {}
    jobs: list[tuple[tuple[tuple[int, int], ...], ...]] = []
    keys: list[tuple[str, str]] = []
    for job in problem.jobs:
        chain = None if job.release_min else _chain(job)
        if chain is None:
            return None
        own: list[tuple[tuple[int, int], ...]] = []
        for one in chain:
            ways = _ways(problem, one, number_of)
            if ways is None:
                return None
            own.append(ways)
            keys.append((job.id, one.id))
        jobs.append(tuple(own))
    if len({problem.resource_by_id[name].site for name in number_of}) > 1:
        return None
    instance = ShopInstance(len(number_of), tuple(jobs))
    return PlainShop(instance, tuple(number_of), tuple(keys))


def _chain(job: Job) -> list[Operation] | None:
    """Return the operations one after the other; ``None`` unless it is one chain."""
    follower: dict[str | None, Operation] = {}
    for one in job.operations:
        is_plain = not (one.wait_min or one.materials or one.setup)
        if not is_plain or one.max_wait_min is not None or len(one.after) > 1:
            return None
        follower[one.after[0] if one.after else None] = one
    chain: list[Operation] = []
    at: str | None = None
    while at in follower:
        chain.append(follower[at])
        at = chain[-1].id
    return chain if len(chain) == len(job.operations) else None


def _ways(
    problem: Problem, one: Operation, number_of: dict[str, int]
) -> tuple[tuple[int, int], ...] | None:
    found: list[tuple[int, int]] = []
    for way in one.alternatives:
        if len(way.resources) > 1:
            return None
        (name,) = way.resources
        if name not in number_of:
            if not _is_plain(problem, name):
                return None
            number_of[name] = len(number_of)
        found.append((number_of[name], way.duration_min))
    return tuple(found)


def _is_plain(problem: Problem, name: str) -> bool:
    machine = problem.resource_by_id[name]
    if machine.capacity > 1 or machine.batching is not None:
        return False
    hours = problem.calendar_by_id[machine.calendar].open
    covers = [o for o in hours if o[0] <= 0 and o[1] >= problem.horizon.length_min]
    return bool(covers)
