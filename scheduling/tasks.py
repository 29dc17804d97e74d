"""Jobs made ready for searching: tasks, ways and places by position."""

from dataclasses import dataclass

from scheduling.jobs import Job, Operation
from scheduling.lanes import Families
from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey
from scheduling.windows import Windows


@dataclass(frozen=True, slots=True)
class Way:
    """
    An alternative made ready for searching.

    Parameters
    ----------
    resources
        Ids, as in the alternative.
    duration_min
        Working minutes without changeover.
    windows
        When all the resources work.
    single, wide
        Lanes of capacity 1, and of more, by position in the floor's two lists.
    changing
        Lanes of ``single`` that remember families, with the families needed.
    """

    resources: tuple[str, ...]
    duration_min: int
    windows: Windows
    single: tuple[int, ...]
    wide: tuple[int, ...]
    changing: tuple[tuple[int, Families], ...]


@dataclass(frozen=True, slots=True)
class Task:
    """
    An operation made ready for searching.

    Parameters
    ----------
    key
        Job id and operation id.
    ways
        Its alternatives.
    after
        Keys of the operations that it waits for.
    wait_min, is_resumable
        As in the operation.
    earliest_min
        Release of the job or freeze fence, whichever is later.
    """

    key: OperationKey
    ways: tuple[Way, ...]
    after: tuple[OperationKey, ...]
    wait_min: int
    is_resumable: bool
    earliest_min: int


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a task goes.

    Parameters
    ----------
    way
        The alternative taken.
    start_min, end_min, setup_min
        As in an assignment.
    """

    way: Way
    start_min: int
    end_min: int
    setup_min: int

    def assignment(self, key: OperationKey) -> Assignment:
        """Return it in the words of a schedule."""
        return Assignment(
            key[0],
            key[1],
            self.way.resources,
            self.start_min,
            self.end_min,
            self.setup_min,
        )


class Site:
    """
    A problem made ready for searching: lanes by position, tasks by job.

    Parameters
    ----------
    problem
        What is planned.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        single = [one.id for one in problem.resources if one.capacity == 1]
        wide = [one.id for one in problem.resources if one.capacity > 1]
        self.lane_of = {one: index for index, one in enumerate(single)}
        self.wide_of = {one: index for index, one in enumerate(wide)}

    def tasks(self, job: Job) -> tuple[Task, ...]:
        """Operations of a job, each after those it waits for."""
        earliest = max(job.release_min, self.problem.horizon.freeze_min, 0)
        return tuple(self._task(job, one, earliest) for one in in_order(job))

    def _task(self, job: Job, operation: Operation, earliest: int) -> Task:
        ways = tuple(
            self.way(one.resources, one.duration_min, operation)
            for one in operation.alternatives
        )
        return Task(
            (job.id, operation.id),
            ways,
            tuple((job.id, name) for name in operation.after),
            operation.wait_min,
            operation.is_resumable,
            earliest,
        )

    def way(
        self, resources: tuple[str, ...], work_min: int, operation: Operation
    ) -> Way:
        """Return one way of doing an operation on these resources."""
        known = self.problem.resource_by_id
        single, wide, changing = [], [], []
        for name in resources:
            resource = known[name]
            if resource.capacity > 1:
                wide.append(self.wide_of[name])
                continue
            single.append(self.lane_of[name])
            if resource.setups:
                families = tuple(operation.setup.get(a) for a in resource.setups)
                changing.append((self.lane_of[name], families))
        windows = self.problem.windows(resources)
        return Way(
            resources, work_min, windows, tuple(single), tuple(wide), tuple(changing)
        )


def in_order(job: Job) -> list[Operation]:
    """Operations of an acyclic job, each after those it waits for."""
    placed: set[str] = set()
    order: list[Operation] = []
    waiting = list(job.operations)
    while waiting:
        ready = [one for one in waiting if placed.issuperset(one.after)]
        order.extend(ready)
        placed.update(one.id for one in ready)
        waiting = [one for one in waiting if one.id not in placed]
    return order
