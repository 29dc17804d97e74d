"""The difference of two plans, in data: what moved, by how much, for whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduling.measures import completion_min, objective_of
from scheduling.problem import Job, Problem
from scheduling.reasons import Planned, Reasons, Why
from scheduling.schedule import Assignment, Objective, OperationKey, Schedule


@dataclass(frozen=True, slots=True)
class Move:
    """
    One operation that is not where it was.

    Parameters
    ----------
    job, operation
        Its ids.
    before, after
        Where it was and is; ``None`` where it is new or gone.
    why
        What moved it.
    pushed_by
        Operation that is where it was, or that it waits for.
    """

    job: str
    operation: str
    before: Assignment | None
    after: Assignment | None
    why: Why
    pushed_by: OperationKey | None = None

    @property
    def by_min(self) -> int:
        """Minutes by which its start moved, negative when earlier; 0 if new or gone."""
        if self.before is None or self.after is None:
            return 0
        return self.after.start_min - self.before.start_min

    @property
    def changed_resource(self) -> bool:
        """Whether it is done by something else than before."""
        if self.before is None or self.after is None:
            return False
        return self.before.resources != self.after.resources


@dataclass(frozen=True, slots=True)
class JobChange:
    """
    One job that is completed at another time, or has another promise.

    Parameters
    ----------
    job
        Its id.
    before_min, after_min
        Completion, waits included; ``None`` where it is not planned.
    promised_before_min, promised_min
        What it was promised, and is.
    """

    job: str
    before_min: int | None
    after_min: int | None
    promised_before_min: int | None
    promised_min: int | None

    @property
    def was_kept(self) -> bool:
        """Whether its promise would have been kept before."""
        return _is_kept(self.before_min, self.promised_before_min)

    @property
    def is_kept(self) -> bool:
        """Whether its promise is kept now."""
        return _is_kept(self.after_min, self.promised_min)


def _is_kept(done: int | None, promised: int | None) -> bool:
    return promised is None or done is None or done <= promised


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    One plan against another.

    Parameters
    ----------
    cause
        Id of the event between them; empty where there was none.
    moves
        Operations that moved, came or went, by job in the problem's order.
    jobs
        Jobs whose completion or promise changed.
    before, after
        Worth of both plans; movement counts against the first.
    operations
        Operations of the second plan.
    """

    cause: str
    moves: tuple[Move, ...]
    jobs: tuple[JobChange, ...]
    before: Objective
    after: Objective
    operations: int

    @property
    def broken(self) -> tuple[JobChange, ...]:
        """Jobs whose promise was kept and is not."""
        return tuple(one for one in self.jobs if one.was_kept and not one.is_kept)

    @property
    def gained(self) -> tuple[JobChange, ...]:
        """Jobs whose promise was broken and is kept."""
        return tuple(one for one in self.jobs if not one.was_kept and one.is_kept)

    def count(self, why: Why) -> int:
        """Operations that moved for one reason."""
        return sum(one.why is why for one in self.moves)

    @property
    def moved(self) -> int:
        """Operations that are in both plans and not at the same place."""
        return sum(None not in {one.before, one.after} for one in self.moves)

    @property
    def moved_share(self) -> float:
        """Part of the second plan's operations that moved, 0 to 1."""
        return self.moved / self.operations if self.operations else 0.0

    @property
    def changed_resources(self) -> int:
        """Operations that are done by something else than before."""
        return sum(one.changed_resource for one in self.moves)


def compare(before: Planned, after: Planned, *, cause: str = "") -> Comparison:
    """
    Tell what one plan does otherwise than another.

    Parameters
    ----------
    before, after
        Each a problem and its plan; the problems may be the same, or differ by
        what happened between them.
    cause
        Id of the event between them.
    """
    reasons = Reasons(before, after)
    old, new = before[1].assignments, after[1].assignments
    moves = [
        Move(*key, old.get(key), new.get(key), *reasons.of(key))
        for key in _keys(before, after)
        if old.get(key) != new.get(key)
    ]
    touched = {move.job for move in moves}
    return Comparison(
        cause,
        tuple(moves),
        tuple(_job_changes(before, after, touched)),
        _worth(*before, None),
        _worth(*after, before[1]),
        len(new),
    )


def _worth(problem: Problem, schedule: Schedule, start: Schedule | None) -> Objective:
    """Worth of the jobs that are planned entirely: a file may hold less."""
    known = schedule.assignments
    jobs = tuple(
        job
        for job in problem.jobs
        if all((job.id, one.id) in known for one in job.operations)
    )
    if len(jobs) == len(problem.jobs):
        return objective_of(problem, schedule, start)
    part = problem.altered(jobs=jobs)
    keys = part.operation_by_key
    rest = Schedule({key: one for key, one in known.items() if key in keys})
    return objective_of(part, rest, start)


def _keys(before: Planned, after: Planned) -> Iterable[OperationKey]:
    """Operations of both plans, once each, in the problems' order."""
    new, old = after[0].operation_by_key, before[0].operation_by_key
    return dict.fromkeys((*new, *old, *after[1].assignments, *before[1].assignments))


def _job_changes(
    before: Planned,
    after: Planned,
    touched: set[str],
) -> Iterable[JobChange]:
    old, new = before[0].job_by_id, after[0].job_by_id
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name), new.get(name)
        if was is now and name not in touched:
            continue
        change = JobChange(
            name,
            _completion(was, before[1]),
            _completion(now, after[1]),
            was.promise_min if was else None,
            now.promise_min if now else None,
        )
        same_promise = change.promised_before_min == change.promised_min
        if change.before_min != change.after_min or not same_promise:
            yield change


def _completion(job: Job | None, schedule: Schedule) -> int | None:
    if job is None:
        return None
    known = schedule.assignments
    own = {
        one.id: known[job.id, one.id]
        for one in job.operations
        if (job.id, one.id) in known
    }
    return completion_min(job, own) if len(own) == len(job.operations) else None
