"""What if: a branch of a plan with named changes, solved and compared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from scheduling import changes
from scheduling.branches import (
    Change,
    LessDemand,
    MoreDemand,
    MoreMachines,
    NoMachine,
    Priority,
    WorkLess,
    WorkMore,
    inspect_change,
)
from scheduling.compare import Comparison, compare
from scheduling.faults import FaultList
from scheduling.problem import Job, Operation, Problem
from scheduling.refusals import left_without
from scheduling.schedule import Infeasible, Objective, Schedule


@dataclass(frozen=True, slots=True)
class Explored:
    """
    A branch with its plan: adopt it by publishing both, drop it by forgetting them.

    Parameters
    ----------
    problem, schedule
        The factory as it would be, and its plan.
    comparison
        Against the plan that it was branched from.
    """

    problem: Problem
    schedule: Schedule
    comparison: Comparison


def branch(problem: Problem, what: Iterable[Change]) -> Problem | Infeasible:
    """
    Problem with changes, one after the other.

    Returns
    -------
    Problem | Infeasible
        ``Infeasible`` names the first operation that nothing could do any more.

    Raises
    ------
    ProblemError
        With every fault: unknown ids, empty intervals.
    """
    faults = FaultList()
    for index, change in enumerate(what):
        before = len(faults)
        inspect_change(problem, change, f"changes[{index}]", faults)
        if len(faults) > before:
            continue
        found = _changed(problem, change)
        if isinstance(found, Infeasible):
            return found
        problem = found
    faults.raise_if_any()
    return problem


def explore(  # noqa: PLR0913 - the plan, the changes, and the knobs of the solver
    problem: Problem,
    schedule: Schedule,
    what: Iterable[Change],
    *,
    seconds: float,
    seed: int,
    iterations: int | None = None,
    on_progress: Callable[[float, Objective, str], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Explored | Infeasible:
    """
    Solve a branch of a plan and compare the two.

    Parameters
    ----------
    problem, schedule
        What is published.
    what
        Changes, in their order.
    seconds, seed, iterations, on_progress, is_cancelled
        As in :func:`scheduling.solve.solve`.

    Raises
    ------
    ProblemError
        With every fault of the changes.
    """
    # loads the compiled kernel: only who solves pays for it
    from scheduling.solve import solve  # noqa: PLC0415

    changed = branch(problem, what)
    if isinstance(changed, Infeasible):
        return changed
    answer = solve(
        changed,
        seconds=seconds,
        seed=seed,
        iterations=iterations,
        start=schedule,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )
    if isinstance(answer, Infeasible):
        return answer
    comparison = compare((problem, schedule), (changed, answer.schedule))
    return Explored(changed, answer.schedule, comparison)


def _changed(problem: Problem, change: Change) -> Problem | Infeasible:  # noqa: PLR0911 - one way out for each kind of change
    match change:
        case WorkMore():
            span = (change.since_min, change.until_min)
            return changes.opened(problem, change.resource, *span)
        case WorkLess():
            span = (change.since_min, change.until_min)
            return changes.closed(problem, change.resource, *span)
        case MoreMachines():
            return changes.with_twins(problem, change.resource, change.count)
        case NoMachine():
            return _without_machine(problem, change.resource)
        case MoreDemand():
            for job in change.jobs:
                problem.check_job(job)
            return problem.altered(jobs=(*problem.jobs, *change.jobs))
        case LessDemand():
            return changes.without_jobs(problem, change.jobs)
        case Priority():
            return changes.with_job(problem, _preferred(problem, change))
        case _:
            assert_never(change)


def _preferred(problem: Problem, change: Priority) -> Job:
    job = problem.job_by_id[change.job]
    return replace(
        job,
        weight=job.weight if change.weight is None else change.weight,
        due_min=job.due_min if change.due_min is None else change.due_min,
    )


def _without_machine(problem: Problem, resource: str) -> Problem | Infeasible:
    """Take a machine's alternatives away from everything that is not fixed."""
    jobs: list[Job] = []
    for job in problem.jobs:
        operations: list[Operation] = []
        for one in job.operations:
            ways = tuple(w for w in one.alternatives if resource not in w.resources)
            if (job.id, one.id) in problem.fixed_by_key:
                operations.append(one)
            elif ways:
                operations.append(replace(one, alternatives=ways))
            else:
                why = left_without(job.id, one.id, resource)
                return Infeasible(job.id, one.id, resource, why)
        jobs.append(replace(job, operations=tuple(operations)))
    return problem.altered(jobs=tuple(jobs))
