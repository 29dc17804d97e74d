"""Why a job is late: the chain of operations, resources and calendars that binds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduling.binding import Cause, Link, binding, changeover
from scheduling.changes import with_job
from scheduling.jobs import Job
from scheduling.measures import completion_min
from scheduling.problem import Problem
from scheduling.schedule import Assignment, OperationKey, Schedule
from scheduling.sentences import why_late
from scheduling.standing import Standing

__all__ = [
    "Cause",
    "Lateness",
    "Link",
    "explain_lateness",
    "explain_promise",
    "explained",
]


@dataclass(frozen=True, slots=True)
class Lateness:
    """
    Why a job is completed when it is.

    Parameters
    ----------
    job
        Its id.
    late_min
        Minutes after what was wanted; 0 where it is in time.
    chain
        From its completion back to where the chain begins.
    sentences
        The same in words, by language (``en``, ``zh``).
    """

    job: str
    late_min: int
    chain: tuple[Link, ...]
    sentences: Mapping[str, str]

    @property
    def heaviest(self) -> Link:
        """The link that takes the longest."""
        return max(self.chain, key=lambda link: link.until_min - link.since_min)


def explain_lateness(problem: Problem, schedule: Schedule, job_id: str) -> Lateness:
    """
    Follow what binds a job, from its last operation back to its beginning.

    Parameters
    ----------
    problem
        What was planned.
    schedule
        A plan of it.
    job_id
        The job to explain.
    """
    return explained(Standing.of(problem, schedule), job_id)


def explain_promise(
    problem: Problem, schedule: Schedule, job: Job, places: Iterable[Assignment]
) -> Lateness:
    """
    Say why a promise is not earlier: follow what binds the places that it holds.

    Parameters
    ----------
    problem, schedule
        The plan that the promise was asked of.
    job
        What was promised.
    places
        Its assignments, as in :class:`scheduling.promise.Promise`.
    """
    together = (*schedule.assignments.values(), *places)
    return explained(Standing(with_job(problem, job), together), job.id)


def explained(standing: Standing, job_id: str) -> Lateness:
    """
    Follow what binds a job in a plan that is indexed already.

    Parameters
    ----------
    standing
        The plan: keep one to explain many jobs, each then takes microseconds.
    job_id
        The job to explain.
    """
    problem = standing.problem
    job = problem.job_by_id[job_id]
    own = standing.of_job(job_id)
    done = completion_min(job, own)
    wanted = job.wanted_min
    late = 0 if wanted is None else max(0, done - wanted)
    operations = problem.operation_by_key
    last = max(
        own.values(),
        key=lambda one: (one.end_min + operations[one.key].wait_min, one.operation),
    )
    chain = tuple(_chain(standing, last))
    told = Lateness(job_id, late, chain, {})
    heaviest = told.heaviest
    sentences = why_late(
        job_id,
        late,
        f"{heaviest.job}/{heaviest.operation}",
        heaviest.cause,
        heaviest.resource,
        heaviest.until_min - heaviest.since_min,
    )
    return Lateness(job_id, late, chain, sentences)


def _chain(standing: Standing, last: Assignment) -> Iterable[Link]:
    seen: set[OperationKey] = set()
    one: Assignment | None = last
    while one is not None and one.key not in seen:
        seen.add(one.key)
        own = changeover(standing, one)
        if own is not None:
            yield own
        link = binding(standing, one)
        yield link
        one = None if link.other is None else standing.at(link.other)
