"""Capable-to-promise: the earliest completion that leaves every plan as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from scheduling.jobs import Job
from scheduling.problem import Problem
from scheduling.refusals import no_material
from scheduling.schedule import Assignment, Schedule
from scheduling.sentences import no_room
from scheduling.signature import routing_signature

if TYPE_CHECKING:
    from scheduling.kernel.desk import Desk

_version = count(1)


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
    is_earliest
        Whether it is proven that nothing earlier exists; a job whose operations
        compete with each other in very many ways may be left unproven.
    """

    completion_min: int
    assignments: tuple[Assignment, ...]
    is_earliest: bool = True


@dataclass(frozen=True, slots=True)
class NoPromise:
    """
    The job finds no room within the horizon.

    Parameters
    ----------
    operation
        Id of the operation that found no place.
    resource
        Id of the resource, or of the material, that ran out.
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

    Parameters
    ----------
    problem
        The factory.
    desk
        What the plan leaves free.

    Attributes
    ----------
    version
        Grows with every index that is made: with the signature of a routing it is
        the key under which an answer may be kept.

    Notes
    -----
    An answer is exact unless it says otherwise (:attr:`Promise.is_earliest`): over all
    alternatives and sites, with transport, materials, batches that are joined as they
    are, and changeovers between what stands. Hence more open time, more resources and
    more supply never make a promise later. Not proven are jobs whose own operations
    meet on a machine that remembers families (one may spare the other its
    changeover), longest waits that bind, and searches that were cut off.
    """

    def __init__(self, problem: Problem, desk: "Desk") -> None:
        self._problem = problem
        self._desk = desk
        self.version = next(_version)

    @classmethod
    def of(cls, problem: Problem, schedule: Schedule) -> "Capacity":
        """Index of what a plan, and the problem's fixed assignments, leave free."""
        # loads the compiled kernel: only who asks for promises pays for it
        from scheduling.kernel.desk import Desk  # noqa: PLC0415

        return cls(problem, Desk(problem, schedule))

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
        found = self._desk.ask(job, not_before_min)
        if isinstance(found, str):
            return self._refusal(job, found, not_before_min)
        return Promise(found.completion_min, found.assignments, found.is_earliest)

    def quotes(
        self, jobs: Iterable[Job], not_before_min: int
    ) -> list[Promise | NoPromise]:
        """
        Answers to many related questions, each as if it were alone.

        Jobs with the same routing and release are asked about once: the values of an
        option often differ in price alone.
        """
        known: dict[tuple[str, int], Promise | NoPromise] = {}
        answers: list[Promise | NoPromise] = []
        for job in jobs:
            key = (routing_signature(job), job.release_min)
            answer = known.get(key)
            if answer is None:
                answer = known[key] = self.insert(job, not_before_min)
            answers.append(_named(answer, job.id))
        return answers

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
        return Capacity(self._problem, self._desk.holding(job, assignments))

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
        return Capacity(self._problem, self._desk.releasing(job, assignments))

    def _refusal(self, job: Job, name: str, not_before_min: int) -> NoPromise:
        problem = self._problem
        operation = next(one for one in job.operations if one.id == name)
        length = problem.horizon.length_min
        for material, quantity in operation.materials.items():
            known = problem.material_by_id[material]
            if known.stock + sum(many for _, many in known.supply) < quantity:
                return NoPromise(name, material, no_material(material, name))
        at = max(not_before_min, job.release_min, problem.horizon.freeze_min)
        free: dict[str, int] = {}
        for way in operation.alternatives:
            for one in way.resources:
                open_min = problem.windows((one,)).worked_min(at, length)
                places = problem.resource_by_id[one].capacity
                free[one] = open_min * places - self._desk.busy_min(one, at, length)
        scarce = min(free, key=lambda one: (free[one], one))
        return NoPromise(name, scarce, no_room(scarce, name, at, length))


def _named(answer: Promise | NoPromise, job: str) -> Promise | NoPromise:
    if isinstance(answer, NoPromise) or answer.assignments[0].job == job:
        return answer
    places = tuple(replace(one, job=job) for one in answer.assignments)
    return replace(answer, assignments=places)


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
