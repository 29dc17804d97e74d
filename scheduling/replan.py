"""Replanning: keep what still holds, place the rest anew, then improve a little."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from scheduling.changes import closed
from scheduling.compare import Comparison, compare
from scheduling.disturb import apply
from scheduling.events import DISTURBANCES, Declined, Event, OrderChange, RushOrder
from scheduling.jobs import Job
from scheduling.pace import Pace
from scheduling.problem import Problem
from scheduling.promise import Capacity, NoPromise
from scheduling.reasons import Reasons
from scheduling.refusals import Refused, breaks_promise
from scheduling.run import BrokenPlanError
from scheduling.schedule import (
    Assignment,
    Infeasible,
    Objective,
    OperationKey,
    Schedule,
)
from scheduling.verify import verify


@dataclass(frozen=True, slots=True)
class Cap:
    """
    How much an improvement may change.

    Parameters
    ----------
    share
        Part of the operations that the event did not reach that may move, 0 to 1;
        what the repair had to move of them counts. What it reached (all operations of
        a job of which it forbids a place itself) may move freely; what has begun or
        is frozen never does.
    keeps_promises
        Whether a promise that the repair keeps must be kept. Without it the answer
        may be :class:`Refused`: it is there to be proven wrong by a test.
    """

    share: float = 0.005
    keeps_promises: bool = True


@dataclass(frozen=True, slots=True)
class Broken:
    """
    A promise that is lost, with its recorded cause.

    Parameters
    ----------
    job
        Id of the job.
    promised_min
        What it was promised.
    before_min, after_min
        When it was to be completed, and is now; ``None`` where it is a new job.
    cause
        Id of the event.
    """

    job: str
    promised_min: int
    before_min: int | None
    after_min: int
    cause: str


@dataclass(frozen=True, slots=True)
class Replan:
    """
    A plan after an event.

    Parameters
    ----------
    problem, schedule
        The factory from then on, and its plan.
    repaired
        The plan as it was repaired at once, before it was improved.
    comparison
        Against the plan before the event: what moved, by how much, and why.
    broken
        Promises that are lost by it, each with the event as its cause.
    unreached, away
        Operations of jobs that the event did not reach and that are not fixed, and how
        many of them moved.
    rounds
        Rounds of improvement that were made.
    """

    problem: Problem
    schedule: Schedule
    repaired: Schedule
    comparison: Comparison
    broken: tuple[Broken, ...]
    unreached: int
    away: int
    rounds: int


def replan(  # noqa: PLR0913 - a plan, what happened, and the knobs of a search
    problem: Problem,
    schedule: Schedule,
    event: Event,
    *,
    seconds: float,
    seed: int,
    iterations: int | None = None,
    cap: Cap | None = None,
    on_progress: Callable[[float, Objective, str], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Replan | Declined | Refused | Infeasible:
    """
    Plan anew after an event: repaired at once, then improved under a cap of changes.

    Parameters
    ----------
    problem, schedule
        The factory and the plan that was followed until then.
    event
        What happened.
    seconds
        Time for all of it, the judge included; the repair is made in any case.
    seed
        Source of every choice by chance.
    iterations
        Rounds of improvement instead of ``seconds``: the same on any machine.
    cap
        How much may change.
    on_progress, is_cancelled, clock
        As in :func:`scheduling.solve.solve`; the stages are ``repair`` and
        ``improve``.

    Returns
    -------
    Replan | Declined | Refused | Infeasible
        ``Refused`` where a promise would be lost to something that is no disturbance.
        The judge has passed the plan.

    Raises
    ------
    ProblemError
        With every fault of the event.
    """
    run = Pace(seconds, iterations, on_progress, is_cancelled, clock)
    after = apply(problem, schedule, event)
    if isinstance(after, Declined):
        return after
    reasons = Reasons((problem, schedule), (after, schedule))
    mended = _mend(after, schedule, seed, cap or Cap(), run, reasons.reaches)
    if isinstance(mended, Infeasible):
        return mended
    done = (after, mended.schedule)
    comparison = compare((problem, schedule), done, cause=event.id)
    broken = _broken(comparison, after, event)
    blameless = _blameless(mended, broken, event)
    if blameless:
        return Refused(event.id, blameless, breaks_promise(blameless, event.id))
    return Replan(
        after,
        mended.schedule,
        mended.repaired,
        comparison,
        broken,
        mended.unreached,
        mended.away,
        mended.rounds,
    )


def repair(problem: Problem, schedule: Schedule) -> Schedule | Infeasible:
    """
    Plan of a problem that keeps all of an earlier plan that still holds.

    The disturbance is in the problem: a fixed assignment with another end, a
    calendar that is closed where a resource broke, a job more or less. What stood
    and still fits stays; the rest goes to the first place that moves nothing else.

    Parameters
    ----------
    problem
        The factory as it is now.
    schedule
        The plan as it was.
    """
    # loads the compiled kernel: only who replans pays for it
    from scheduling.kernel.mending import Mending  # noqa: PLC0415

    mending = Mending(problem, schedule)
    return mending.repair() or mending.schedule()


def improve(  # noqa: PLR0913 - a plan, how much may change, and the knobs of a search
    problem: Problem,
    schedule: Schedule,
    *,
    seconds: float,
    seed: int,
    iterations: int | None = None,
    cap: Cap | None = None,
    on_progress: Callable[[float, Objective, str], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Schedule | Infeasible:
    """
    Repair a plan and improve it under a cap; as :func:`replan` does, without an event.

    Parameters
    ----------
    problem
        The factory as it is now.
    schedule
        The plan as it was: what moves is counted against it.
    seconds, seed, iterations, cap, on_progress, is_cancelled, clock
        As in :func:`replan`.
    """
    run = Pace(seconds, iterations, on_progress, is_cancelled, clock)
    mended = _mend(problem, schedule, seed, cap or Cap(), run)
    return mended if isinstance(mended, Infeasible) else mended.schedule


@dataclass(frozen=True, slots=True)
class _Mended:
    schedule: Schedule
    repaired: Schedule
    objective: Objective
    kept: frozenset[str]
    unreached: int
    away: int
    rounds: int


def _mend(  # noqa: PLR0913, PLR0917 - what is mended, and the knobs of a search
    problem: Problem,
    schedule: Schedule,
    seed: int,
    cap: Cap,
    run: Pace,
    is_reached: Callable[[OperationKey], bool] | None = None,
) -> _Mended | Infeasible:
    # loads the compiled kernel: only who replans pays for it
    from scheduling.kernel.mending import Mending  # noqa: PLC0415
    from scheduling.kernel.state import rule  # noqa: PLC0415

    mending = Mending(problem, schedule)
    refused = mending.repair(is_reached)
    if refused is not None:
        return refused
    repaired = mending.schedule()
    run.note_repaired()
    share = run.share(0)
    run.tell(share, mending.objective(), "repair")
    tally = mending.tally(cap.share, watches_promises=cap.keeps_promises)
    weights = rule(seed=seed)
    while share < 1.0 and not run.is_over() and mending.is_movable():
        tally.lower(share)
        mending.improve(tally, weights, run.rounds(tally.rounds))
        share = run.share(tally.rounds)
        run.tell(share, mending.objective(), "improve")
    done = mending.schedule()
    violations = verify(problem, done)
    if violations:
        raise BrokenPlanError(violations[0].sentence)
    return _Mended(
        done,
        repaired,
        mending.objective(),
        mending.kept_promises(),
        mending.unreached,
        tally.away,
        tally.rounds,
    )


def _broken(comparison: Comparison, after: Problem, event: Event) -> tuple[Broken, ...]:
    """List promises that were kept, or are new, and are lost now."""
    found: list[Broken] = []
    for one in comparison.jobs:
        if one.is_kept or not one.was_kept or one.after_min is None:
            continue
        promised = after.job_by_id[one.job].promise_min
        if promised is not None:
            found.append(
                Broken(one.job, promised, one.before_min, one.after_min, event.id)
            )
    return tuple(found)


def _blameless(
    mended: _Mended, broken: tuple[Broken, ...], event: Event
) -> tuple[str, ...]:
    """
    List jobs whose promise is lost to something that is no cause for it.

    A disturbance is the cause of what the repair had to move, never of what an
    improvement would rather move; a wish of a customer is a cause for that order.
    """
    if isinstance(event, DISTURBANCES):
        return tuple(one.job for one in broken if one.job in mended.kept)
    own = event.job.id if isinstance(event, RushOrder | OrderChange) else None
    return tuple(one.job for one in broken if one.job != own)


def insert_jobs(
    problem: Problem, schedule: Schedule, jobs: Iterable[Job]
) -> Schedule | NoPromise:
    """
    Plan with more jobs in its gaps; nothing that stands in it moves.

    Parameters
    ----------
    problem
        The factory and the jobs that the schedule plans.
    schedule
        A plan of the problem.
    jobs
        New ones, in the order in which they were promised.
    """
    capacity = Capacity.of(problem, schedule)
    added: list[tuple[Assignment, ...]] = []
    for job in jobs:
        answer = capacity.insert(job, 0)
        if isinstance(answer, NoPromise):
            return answer
        capacity = capacity.holding(job, answer.assignments)
        added.append(answer.assignments)
    return Schedule.of((*schedule.assignments.values(), *chain.from_iterable(added)))


def with_end(problem: Problem, one: Assignment, end_min: int) -> Problem:
    """
    Return the problem in which a started operation is expected to end elsewhere.

    Parameters
    ----------
    problem
        The factory.
    one
        The operation as it stands; it becomes fixed.
    end_min
        When it is now expected to end.
    """
    others = tuple(other for other in problem.fixed if other.key != one.key)
    return replace(problem, fixed=(*others, replace(one, end_min=end_min)))


def with_breakdown(problem: Problem, resource: str, since: int, until: int) -> Problem:
    """
    Return the problem in which a resource does nothing in ``[since, until)``.

    Parameters
    ----------
    problem
        The factory.
    resource
        Id of what broke; others with the same calendar go on.
    since, until
        When it is down, in minutes.
    """
    return closed(problem, resource, since, until)
