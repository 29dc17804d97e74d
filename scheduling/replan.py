"""Repair of a plan: keep what still holds, place anew what does not."""

from collections.abc import Iterable
from dataclasses import replace

from scheduling.constructors import put_all
from scheduling.jobs import Job
from scheduling.plan import Plan, Workshop
from scheduling.problem import Problem
from scheduling.promise import Capacity, NoPromise
from scheduling.schedule import (
    DELIVERY,
    Assignment,
    Infeasible,
    OperationKey,
    Schedule,
)
from scheduling.tasks import Place, Task


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
    added: list[Assignment] = []
    for job in jobs:
        answer = capacity.insert(job, 0)
        if isinstance(answer, NoPromise):
            return answer
        capacity = capacity.holding(job, answer.assignments)
        added.extend(answer.assignments)
    return Schedule.of((*schedule.assignments.values(), *added))


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
    plan = Workshop(problem, DELIVERY, schedule).empty()
    refused = keep(plan, schedule)
    return plan.schedule() if refused is None else refused


def keep(plan: Plan, earlier: Schedule) -> Infeasible | None:
    """
    Fill an empty plan from an earlier one.

    Parameters
    ----------
    plan
        Holds the facts; is filled.
    earlier
        Assignments that are kept where they still fit.
    """
    tasks = plan.workshop.task_of
    known = [
        one
        for key, one in earlier.assignments.items()
        if key in tasks and key not in plan.places
    ]
    lost: set[OperationKey] = set()
    for one in sorted(known, key=lambda one: (one.start_min, one.end_min, one.key)):
        task = tasks[one.key]
        place = None if lost.intersection(task.after) else _same(plan, task, one)
        if place is None:
            lost.add(one.key)
        else:
            plan.put(task, place)
    for job in sorted(plan.workshop.jobs, key=_urgency):
        refused = put_all(plan, plan.workshop.tasks_of[job.id], 0)
        if refused is not None:
            return refused
        plan.rate(job)
    return None


def _same(plan: Plan, task: Task, one: Assignment) -> Place | None:
    """Place of an earlier assignment, if it can be had again."""
    ready = plan.ready_min(task)
    if ready is None or one.start_min < ready:
        return None
    for way in task.ways:
        if way.resources == one.resources:
            place = plan.floor.fit(way, one.start_min, is_resumable=task.is_resumable)
            if place is not None and place.start_min == one.start_min:
                return place
    return None


def _urgency(job: Job) -> tuple[bool, int, int]:
    promised = job.promise_min
    return (promised is None, promised or 0, -job.weight)


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
    broken = problem.resource_by_id[resource]
    calendar = problem.calendar_by_id[broken.calendar]
    parts: list[tuple[int, int]] = []
    for start, end in calendar.open:
        parts.extend([(start, min(end, since)), (max(start, until), end)])
    still = tuple((start, end) for start, end in parts if start < end)
    own = replace(calendar, id=f"{resource}: down {since}-{until}", open=still)
    resources = tuple(
        replace(one, calendar=own.id) if one is broken else one
        for one in problem.resources
    )
    return replace(problem, calendars=(*problem.calendars, own), resources=resources)
