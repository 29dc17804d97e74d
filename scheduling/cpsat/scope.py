"""What an exact model decides and what stays around it: plain data, no solver."""

from collections.abc import Collection
from dataclasses import dataclass, field

from scheduling.jobs import Alternative, Job, Operation
from scheduling.measures import DAY_MIN
from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey
from scheduling.standing import Standing


@dataclass(frozen=True, slots=True)
class Piece:
    """
    One free operation.

    Parameters
    ----------
    key, job, operation
        Its name and what it is.
    ways
        Alternatives that may be taken.
    ready_min, latest_min
        It starts no earlier and ends no later, for whatever stays where it is.
    now
        Where it stands in the plan that is to be improved; ``None`` where there is
        no plan yet.
    """

    key: OperationKey
    job: Job
    operation: Operation
    ways: tuple[Alternative, ...]
    ready_min: int
    latest_min: int
    now: Assignment | None


@dataclass(slots=True)
class Scope:
    """
    Free operations among others that stay.

    Parameters
    ----------
    problem
        The whole problem.
    standing
        What is planned, the free ones where they are now; they do not count as held.
    since_min, until_min
        Everything free is placed between these.
    pieces
        Free operations in order of precedence.
    """

    problem: Problem
    standing: Standing
    since_min: int
    until_min: int
    pieces: list[Piece] = field(default_factory=list)
    free: frozenset[OperationKey] = frozenset()

    @property
    def jobs(self) -> list[Job]:
        """Jobs with a free operation, in order of the pieces."""
        return list({one.job.id: one.job for one in self.pieces}.values())

    def staying(self, resource: str) -> list[Assignment]:
        """List what else holds a resource between the scope's ends, by start."""
        found = self.standing.between(resource, self.since_min, self.until_min)
        return [one for one in found if one.key not in self.free]

    def stays_at(self, key: OperationKey) -> Assignment | None:
        """Where an operation stays; ``None`` for free and unplanned ones."""
        return None if key in self.free else self.standing.at(key)


def whole(standing: Standing) -> Scope:
    """
    Return the scope of everything that is no fact.

    Parameters
    ----------
    standing
        The facts, and a plan where there is one.
    """
    problem = standing.problem
    free = problem.operation_by_key.keys() - problem.fixed_by_key.keys()
    scope = Scope(problem, standing, 0, problem.horizon.length_min, free=free_of(free))
    _fill(scope)
    return scope


def part(standing: Standing, keys: Collection[OperationKey], margin_min: int) -> Scope:
    """
    Return the scope of some operations, within some margin of where they are.

    Parameters
    ----------
    standing
        A complete plan.
    keys
        Operations to place anew; facts among them stay. The others of a batch go
        with each of them: without it they would need another time.
    margin_min
        Minutes that they may go before the first start and after the last end.
    """
    problem = standing.problem
    free = _with_batches(standing, keys)
    places = [one for one in map(standing.at, free) if one is not None]
    length = problem.horizon.length_min
    first = min((one.start_min for one in places), default=0)
    last = max((one.end_min for one in places), default=length)
    until = min(length, last + margin_min)
    scope = Scope(problem, standing, max(0, first - margin_min), until)
    scope.free = free_of(free)
    _fill(scope)
    return scope


def _with_batches(
    standing: Standing, keys: Collection[OperationKey]
) -> list[OperationKey]:
    """List free operations, and what shares a batch with one of them."""
    problem = standing.problem
    found = dict.fromkeys(keys)
    for key in keys:
        one = standing.at(key)
        oven = None if one is None else problem.batching_resource(one.resources)
        if one is not None and oven is not None:
            mates = standing.between(oven, one.start_min, one.start_min + 1)
            found.update((o.key, None) for o in mates if o.start_min == one.start_min)
    return [key for key in found if key not in problem.fixed_by_key]


MARGIN_MIN = DAY_MIN
"""How far a window reaches beyond the operations that it frees."""


def free_of(keys: Collection[OperationKey]) -> frozenset[OperationKey]:
    """Keys as a set that never changes."""
    return frozenset(keys)


def _fill(scope: Scope) -> None:
    """Bound each free operation by what stays before and after it."""
    by_job: dict[str, set[str]] = {}
    for job_id, name in scope.free:
        by_job.setdefault(job_id, set()).add(name)
    for job_id in sorted(by_job):
        job = scope.problem.job_by_id[job_id]
        followers = _followers(job)
        for operation in in_order(job):
            if operation.id in by_job[job_id]:
                scope.pieces.append(_piece(scope, job, operation, followers))


def _piece(
    scope: Scope, job: Job, operation: Operation, followers: dict[str, list[str]]
) -> Piece:
    problem = scope.problem
    ready = max(scope.since_min, job.release_min, problem.horizon.freeze_min)
    for name in operation.after:
        before = scope.stays_at((job.id, name))
        if before is not None:
            wait = problem.operation_by_key[before.key].wait_min
            ready = max(ready, before.end_min + wait)
    latest = scope.until_min
    for name in followers.get(operation.id, ()):
        after = scope.stays_at((job.id, name))
        if after is not None and after.key not in problem.fixed_by_key:
            latest = min(latest, after.start_min - operation.wait_min)
    key = (job.id, operation.id)
    now = scope.standing.at(key)
    return Piece(key, job, operation, operation.alternatives, ready, latest, now)


def _followers(job: Job) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for operation in job.operations:
        for name in operation.after:
            found.setdefault(name, []).append(operation.id)
    return found


def in_order(job: Job) -> list[Operation]:
    """Operations of a job, each after those it waits for."""
    placed: set[str] = set()
    waiting = list(job.operations)
    order: list[Operation] = []
    while waiting:
        ready = [one for one in waiting if placed.issuperset(one.after)]
        order.extend(ready)
        placed.update(one.id for one in ready)
        waiting = [one for one in waiting if one.id not in placed]
    return order
