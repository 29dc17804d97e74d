"""Schedules and the answers of the solver: assignments, outcome, infeasible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

OperationKey: TypeAlias = tuple[str, str]
"""Job id and operation id: the name of one operation in a whole problem."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """
    When and where one operation is done.

    Parameters
    ----------
    job, operation
        Ids of the job and of its operation.
    resources
        Ids of the resources that are held, as listed in the chosen alternative.
    start_min, end_min
        Half-open ``[start, end)`` in minutes from the horizon's origin. All the
        resources are held throughout, changeover and pauses included.
    setup_min
        Working minutes of changeover at the beginning of the interval.
    """

    job: str
    operation: str
    resources: tuple[str, ...]
    start_min: int
    end_min: int
    setup_min: int = 0

    @property
    def key(self) -> OperationKey:
        """Job id and operation id."""
        return (self.job, self.operation)


@dataclass(frozen=True, slots=True)
class Schedule:
    """
    One assignment for each planned operation.

    Parameters
    ----------
    assignments
        By operation key ``(job id, operation id)``.
    """

    assignments: Mapping[OperationKey, Assignment]

    @classmethod
    def of(cls, assignments: Iterable[Assignment]) -> "Schedule":
        """Schedule made of these assignments; a later one of a key replaces."""
        return cls({one.key: one for one in assignments})

    def of_job(self, job_id: str) -> tuple[Assignment, ...]:
        """List the assignments of one job in order of start."""
        own = [one for one in self.assignments.values() if one.job == job_id]
        return tuple(sorted(own, key=lambda one: (one.start_min, one.operation)))

    def of_resource(self, resource_id: str) -> tuple[Assignment, ...]:
        """List the assignments that hold a resource, in order of start."""
        own = [one for one in self.assignments.values() if resource_id in one.resources]
        return tuple(sorted(own, key=lambda one: (one.start_min, one.end_min, one.key)))


@dataclass(frozen=True, slots=True)
class Objective:
    """
    How good a schedule is, term by term; less is better in each.

    Parameters
    ----------
    broken_promises
        Summed weight of the jobs that end after their promise (the deadline
        where there is one, else the due date).
    weighted_tardiness_min
        Minutes after the due date (else after the deadline), times the weight.
    moved_min
        Minutes by which starts differ from those of the schedule that was given
        as ``start``; a changed resource counts as a day.
    setup_min
        Working minutes of changeover; a batch is changed over once.
    setup_cost
        Money for those changeovers in minor units (``SetupMatrix.cost``), over all
        resources that were changed and not only the slowest of each assignment.
    in_progress_min
        Minutes between the first start and the completion, over all jobs.
    energy_wh
        Watt-hours of the chosen alternatives.
    makespan_min
        Last completion.
    """

    broken_promises: int = 0
    weighted_tardiness_min: int = 0
    moved_min: int = 0
    setup_min: int = 0
    setup_cost: int = 0
    in_progress_min: int = 0
    energy_wh: int = 0
    makespan_min: int = 0

    def key(self, profile: tuple[str, ...]) -> tuple[int, ...]:
        """Terms named by a profile, in its order: compare these tuples."""
        return tuple(int(getattr(self, term)) for term in profile)


DELIVERY = (
    "broken_promises",
    "weighted_tardiness_min",
    "moved_min",
    "setup_min",
    "setup_cost",
    "in_progress_min",
    "energy_wh",
    "makespan_min",
)
"""Profile of a factory: each term counts only between equals in those before."""

MAKESPAN = ("makespan_min",)
"""Profile of the public benchmarks: the last completion alone."""


@dataclass(frozen=True, slots=True)
class Step:
    """
    One improvement on the way to an outcome.

    Parameters
    ----------
    at_s
        Seconds after the solver's start, by the clock it was given.
    stage
        What found it: a constructor's name, ``order``, ``recreate`` or ``window``.
    objective
        Its worth.
    """

    at_s: float
    stage: str
    objective: Objective


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    A feasible schedule, judged by :func:`scheduling.verify.verify`.

    Parameters
    ----------
    schedule
        The best found.
    objective
        Its worth.
    history
        Every improvement in order, the first plan included.
    lower_bound
        Proven least value of the profile's first term that is not zero, or
        ``None`` where nothing was proven.
    iterations
        Rounds of improvement that were made.
    """

    schedule: Schedule
    objective: Objective
    history: tuple[Step, ...]
    lower_bound: int | None
    iterations: int = 0


@dataclass(frozen=True, slots=True)
class Infeasible:
    """
    There is no room: which operation found no place, where, and why.

    Parameters
    ----------
    job, operation
        Ids of the operation that could not be placed.
    resource
        Id of the resource that ran out.
    sentences
        Why, by language (``en``, ``zh``).
    """

    job: str
    operation: str
    resource: str
    sentences: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """Why, in English."""
        return self.sentences["en"]
