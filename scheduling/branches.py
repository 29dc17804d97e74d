"""What a branch of a plan has otherwise: hours, machines, demand, priorities."""

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from scheduling.faults import FaultList
from scheduling.problem import Job, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMore:
    """
    A resource also works in ``[since_min, until_min)``: overtime, a third shift.

    Parameters
    ----------
    resource
        Its id.
    since_min, until_min
        When; what is open already stays so.
    """

    resource: str
    since_min: int
    until_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLess:
    """
    A resource does nothing in ``[since_min, until_min)``: a holiday, a repair.

    Parameters
    ----------
    resource
        Its id.
    since_min, until_min
        When.
    """

    resource: str
    since_min: int
    until_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreMachines:
    """
    There are more machines like one; their ids have ``#2``, ``#3``, … behind.

    Parameters
    ----------
    resource
        Id of the one that is there.
    count
        How many more, at least 1.
    """

    resource: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMachine:
    """
    A machine is sold; what it has begun it ends.

    Parameters
    ----------
    resource
        Its id.
    """

    resource: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreDemand:
    """
    Further orders come.

    Parameters
    ----------
    jobs
        Their ids are new.
    """

    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessDemand:
    """
    Orders fall away.

    Parameters
    ----------
    jobs
        Their ids.
    """

    jobs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """
    An order counts more or less, or is wanted at another time.

    Parameters
    ----------
    job
        Its id.
    weight
        As in the job; ``None`` leaves it.
    due_min
        As in the job; ``None`` leaves it. What was promised stays promised.
    """

    job: str
    weight: int | None = None
    due_min: int | None = None


Change: TypeAlias = (
    WorkMore | WorkLess | MoreMachines | NoMachine | MoreDemand | LessDemand | Priority
)
"""One thing that a branch has otherwise."""


def inspect_change(  # noqa: C901, PLR0912 - a table of contents of the kinds of change
    problem: Problem, change: Change, path: str, faults: FaultList
) -> None:
    """Note every fault of a change against the problem that it would be made to."""
    match change:
        case WorkMore() | WorkLess():
            _inspect_resource(problem, change.resource, path, faults)
            if change.since_min >= change.until_min:
                sentence = "It must end after it begins."
                faults.add(f"{path}.until_min", "empty_interval", sentence)
        case MoreMachines():
            _inspect_resource(problem, change.resource, path, faults)
            if change.count < 1:
                faults.add(f"{path}.count", "too_small", "Add at least one.")
        case NoMachine():
            _inspect_resource(problem, change.resource, path, faults)
        case MoreDemand():
            for job in change.jobs:
                if job.id in problem.job_by_id:
                    sentence = f"There is a job '{job.id}' already."
                    faults.add(f"{path}.jobs", "repeated_id", sentence)
        case LessDemand():
            for name in change.jobs:
                _inspect_job(problem, name, path, faults)
        case Priority():
            _inspect_job(problem, change.job, path, faults)
            if change.weight is not None and change.weight < 1:
                faults.add(f"{path}.weight", "too_small", "A weight is 1 or more.")
        case _:
            assert_never(change)


def _inspect_resource(
    problem: Problem, name: str, path: str, faults: FaultList
) -> None:
    if name not in problem.resource_by_id:
        sentence = f"There is no resource '{name}'."
        faults.add(f"{path}.resource", "unknown_resource", sentence)


def _inspect_job(problem: Problem, name: str, path: str, faults: FaultList) -> None:
    if name not in problem.job_by_id:
        faults.add(f"{path}.job", "unknown_job", f"There is no job '{name}'.")
