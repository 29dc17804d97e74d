"""Some jobs of a plan placed anew in their order, while all others stay."""

from dataclasses import replace

from scheduling.problem import Job, Problem
from scheduling.schedule import Infeasible, Schedule


def reinsert(
    problem: Problem, schedule: Schedule, order: tuple[str, ...]
) -> Schedule | Infeasible:
    """
    Take jobs out of a plan and put them back one by one, each as early as it can.

    Parameters
    ----------
    problem
        The factory, changed as it may be.
    schedule
        The plan.
    order
        Ids of the jobs; facts of theirs stay.
    """
    out = set(order)
    kept = Schedule(
        {
            key: one
            for key, one in schedule.assignments.items()
            if key[0] not in out or key in problem.fixed_by_key
        }
    )
    if any(one.job in out for one in problem.fixed):
        return _mended(problem, kept, order)
    return _inserted(problem, kept, order)


def _inserted(
    problem: Problem, kept: Schedule, order: tuple[str, ...]
) -> Schedule | Infeasible:
    """Insert whole jobs: nothing else moves at all."""
    # loads the compiled kernel: only who plans again pays for it
    from scheduling.promise import Capacity, NoPromise  # noqa: PLC0415

    out = set(order)
    rest = tuple(job for job in problem.jobs if job.id not in out)
    capacity = Capacity.of(problem.altered(jobs=rest), kept)
    places = dict(kept.assignments)
    for name in order:
        job = problem.job_by_id[name]
        answer = capacity.insert(job, 0)
        if isinstance(answer, NoPromise):
            return Infeasible(name, answer.operation, answer.resource, answer.sentences)
        capacity = capacity.holding(job, answer.assignments)
        places.update((one.key, one) for one in answer.assignments)
    return Schedule(places)


def _mended(
    problem: Problem, plan: Schedule, order: tuple[str, ...]
) -> Schedule | Infeasible:
    """Let a repair place what is missing, a job at a time beside the begun ones."""
    from scheduling.replan import repair  # noqa: PLC0415 - as above

    for count in range(1, len(order) + 1):
        waiting = set(order[count:])
        jobs = tuple(_beside(problem, job, waiting) for job in problem.jobs)
        now = problem.altered(jobs=tuple(job for job in jobs if job.operations))
        mended = repair(now, plan)
        if isinstance(mended, Infeasible):
            return mended
        plan = mended
    return plan


def _beside(problem: Problem, job: Job, waiting: set[str]) -> Job:
    """Leave only the facts of a job that waits for its turn."""
    if job.id not in waiting:
        return job
    facts = tuple(
        replace(one, after=())
        for one in job.operations
        if (job.id, one.id) in problem.fixed_by_key
    )
    return replace(job, operations=facts)
