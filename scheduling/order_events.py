"""Events of one order: its pieces made again, its wishes changed, its end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scheduling.begun import Stood
from scheduling.changes import with_job, without_jobs
from scheduling.events import Cancellation, Declined, Event, OrderChange, Scrap
from scheduling.problem import Job, Operation, Problem
from scheduling.refusals import declined
from scheduling.schedule import Assignment, OperationKey


@dataclass(frozen=True, slots=True)
class Then:
    """
    A problem after an event, before it is seen what of the fence still stands.

    Parameters
    ----------
    problem
        The factory, its jobs and calendars as they are now.
    begun
        Facts as they are now.
    stood
        What was begun and frozen, without what the event itself takes out.
    """

    problem: Problem
    begun: Mapping[OperationKey, Assignment]
    stood: Stood


def no(event: Event, code: str, **names: str) -> Declined:
    """Decline an event."""
    return Declined(event.id, code, declined(code, **names))


def remade(problem: Problem, stood: Stood, event: Scrap) -> Then | Declined:
    """Add the spoilt operations to the job once more; what follows waits for them."""
    job = problem.job_by_id[event.job]
    begun = {name for own, name in stood.begun if own == job.id}
    if event.operation not in begun:
        return no(event, "not_started", job=job.id, operation=event.operation)
    spoilt = set(event.again) or _ancestors(job, event.operation)
    spoilt = {one for one in spoilt if one in begun}
    later = descendants(job, spoilt)
    spoilt |= later & begun
    taken = {one.id for one in job.operations}
    name_of = {one: _next_name(one, taken) for one in sorted(spoilt)}
    remade = [
        replace(one, id=name_of[one.id], after=_renamed(one, name_of))
        for one in job.operations
        if one.id in spoilt
    ]
    rest = [
        one if one.id in begun else replace(one, after=_renamed(one, name_of))
        for one in job.operations
    ]
    again = replace(job, operations=(*rest, *remade))
    facts = {
        key: _stopped(one, event.at_min)
        if key[0] == job.id and key[1] in spoilt
        else one
        for key, one in stood.begun.items()
    }
    frozen = {
        key: one
        for key, one in stood.frozen.items()
        if key[0] != job.id or key[1] not in later
    }
    return Then(with_job(problem, again), facts, replace(stood, frozen=frozen))


def _stopped(one: Assignment, at_min: int) -> Assignment:
    """Work that is broken off now."""
    return replace(one, end_min=max(one.start_min + 1, min(one.end_min, at_min)))


def _renamed(one: Operation, name_of: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name_of.get(name, name) for name in one.after)


def _next_name(operation: str, taken: set[str]) -> str:
    number = 2
    while f"{operation}~{number}" in taken:
        number += 1
    name = f"{operation}~{number}"
    taken.add(name)
    return name


def _ancestors(job: Job, operation: str) -> set[str]:
    by_id = {one.id: one for one in job.operations}
    found: set[str] = set()
    waiting = [operation]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(by_id[name].after)
    return found


def descendants(job: Job, names: set[str]) -> set[str]:
    """Ids of the operations of a job that come after any of these."""
    found = set(names)
    grown = True
    while grown:
        more = {one.id for one in job.operations if not found.isdisjoint(one.after)}
        grown = not more <= found
        found |= more
    return found - names


def changed(problem: Problem, stood: Stood, event: OrderChange) -> Then | Declined:
    """Put a job in the place of the one of its id, unless its begun work differs."""
    old = {one.id: one for one in problem.job_by_id[event.job.id].operations}
    new = {one.id: one for one in event.job.operations}
    for own, name in stood.begun:
        if own == event.job.id and new.get(name) != old.get(name):
            return no(event, "has_started", job=own, operation=name)
    frozen = {
        key: one
        for key, one in stood.frozen.items()
        if key[0] != event.job.id or new.get(key[1]) == old.get(key[1])
    }
    changed = with_job(problem, event.job)
    return Then(changed, stood.begun, replace(stood, frozen=frozen))


def cancelled(problem: Problem, stood: Stood, event: Cancellation) -> Then | Declined:
    """Take a job out; what has begun of it stays as a job without a date."""
    job = problem.job_by_id[event.job]
    own = {key: one for key, one in stood.begun.items() if key[0] == job.id}
    frozen = {key: one for key, one in stood.frozen.items() if key[0] != job.id}
    rest = replace(stood, frozen=frozen)
    is_done = all(one.end_min <= event.at_min for one in own.values())
    if is_done and len(own) == len(job.operations):
        return no(event, "finished", job=job.id)
    if not own:
        return Then(without_jobs(problem, (job.id,)), stood.begun, rest)
    names = {name for _, name in own}
    done = tuple(
        replace(one, after=tuple(name for name in one.after if name in names))
        for one in job.operations
        if one.id in names
    )
    stopped = {key: _stopped(one, event.at_min) for key, one in own.items()}
    remnant = replace(job, operations=done, due_min=None, deadline_min=None)
    return Then(with_job(problem, remnant), {**stood.begun, **stopped}, rest)
