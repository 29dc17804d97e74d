"""Capable-to-promise: the earliest completion that leaves every plan as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduling.floor import Floor, floor_of
from scheduling.jobs import Job
from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey, Schedule
from scheduling.sentences import no_room
from scheduling.tasks import Place, Site, Task


@dataclass(frozen=True, slots=True)
class Promise:
    """
    A completion that capacity allows.

    Parameters
    ----------
    completion_min
        End of the job, waits after its last operations included.
    assignments
        The places that make it true; they fit into the schedule it was asked of.
    """

    completion_min: int
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class NoPromise:
    """
    The job finds no room within the horizon.

    Parameters
    ----------
    operation
        Id of the operation that found no place.
    resource
        Id of the resource that ran out.
    sentences
        Why, by language (``en``, ``zh``).
    """

    operation: str
    resource: str
    sentences: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """Why, in English."""
        return self.sentences["en"]


class Capacity:
    """
    Free capacity beside a plan: an index that answers promises in microseconds.

    Nothing that is asked changes it, so that threads may share one.

    Notes
    -----
    Operations are placed in order of precedence, each where it ends first. For a
    chain of operations without changeovers this is exact, hence more capacity
    never makes a promise later; branches that compete for one resource, and
    changeovers, make it a good answer instead of the best.
    """

    def __init__(self, site: Site, floor: Floor) -> None:
        self._site = site
        self._floor = floor

    @classmethod
    def of(cls, problem: Problem, schedule: Schedule) -> "Capacity":
        """Index of what a plan, and the problem's fixed assignments, leave free."""
        site = Site(problem)
        return cls(site, floor_of(site, schedule.assignments.values()))

    def insert(self, job: Job, not_before_min: int) -> Promise | NoPromise:
        """
        Earliest completion of a job in the gaps, without moving anything.

        Parameters
        ----------
        job
            Need not be one of the problem's; its id must be new to the plan.
        not_before_min
            Nothing of it starts earlier; release and freeze fence count too.

        Raises
        ------
        ProblemError
            If the job could not even be made in an empty shop.
        """
        self._site.problem.check_job(job)
        tasks = self._site.tasks(job)
        floor = self._floor.branch() if _meets_itself(tasks) else self._floor
        placed: dict[OperationKey, Place] = {}
        free_from: dict[OperationKey, int] = {}
        for task in tasks:
            ready = [free_from[key] for key in task.after]
            at = max(not_before_min, task.earliest_min, *ready)
            place = floor.best(task, at)
            if place is None:
                return self._refusal(floor, task, at)
            if floor is not self._floor:
                floor.hold(task.key, place)
            placed[task.key] = place
            free_from[task.key] = place.end_min + task.wait_min
        assignments = tuple(place.assignment(key) for key, place in placed.items())
        return Promise(max(free_from.values()), assignments)

    def holding(self, job: Job, assignments: Iterable[Assignment]) -> "Capacity":
        """
        Return the index with a promise taken; this one stays as it is.

        Parameters
        ----------
        job
            The job that was promised.
        assignments
            Those of its :class:`Promise`.
        """
        floor = self._floor.branch()
        operations = {operation.id: operation for operation in job.operations}
        for one in assignments:
            length = one.end_min - one.start_min
            way = self._site.way(one.resources, length, operations[one.operation])
            floor.hold(one.key, Place(way, one.start_min, one.end_min, one.setup_min))
        return Capacity(self._site, floor)

    def releasing(self, job: Job, assignments: Iterable[Assignment]) -> "Capacity":
        """
        Return the index with a job's places given back; this one stays as it is.

        What follows on the same machines keeps the changeover it was planned with.

        Parameters
        ----------
        job
            The job that gives up, as it was when its places were taken.
        assignments
            All of its places that the index holds.
        """
        floor = self._floor.branch()
        operations = {operation.id: operation for operation in job.operations}
        for one in assignments:
            length = one.end_min - one.start_min
            way = self._site.way(one.resources, length, operations[one.operation])
            floor.free(Place(way, one.start_min, one.end_min, one.setup_min))
        return Capacity(self._site, floor)

    def _refusal(self, floor: Floor, task: Task, at: int) -> NoPromise:
        resource = floor.scarcest(self._site, task, at)
        length = self._site.problem.horizon.length_min
        operation = task.key[1]
        return NoPromise(operation, resource, no_room(resource, operation, at, length))


def _meets_itself(tasks: tuple[Task, ...]) -> bool:
    """Whether two operations of a job may want one resource: then they are held."""
    seen: set[str] = set()
    for task in tasks:
        own = {name for way in task.ways for name in way.resources}
        if not seen.isdisjoint(own):
            return True
        seen |= own
    return False


def promise(
    problem: Problem, schedule: Schedule, job: Job, *, not_before_min: int
) -> Promise | NoPromise:
    """
    Earliest completion of a job that leaves every earlier promise standing.

    Parameters
    ----------
    problem
        The factory with its open jobs.
    schedule
        The published plan of those jobs; nothing in it moves.
    job
        What is asked for; its id is new to the problem.
    not_before_min
        Nothing starts earlier. To ask more than once, keep a :class:`Capacity`.
    """
    return Capacity.of(problem, schedule).insert(job, not_before_min)
