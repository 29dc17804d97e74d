"""The judge: what is wrong with a schedule, told by code that never made one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from scheduling.jobs import Job, Operation
from scheduling.problem import Problem
from scheduling.schedule import Assignment, Schedule
from scheduling.shop import Resource


@dataclass(frozen=True, slots=True)
class Violation:
    """
    One rule that a schedule breaks.

    Parameters
    ----------
    kind
        The rule: ``missing``, ``unknown``, ``alternative``, ``early``, ``horizon``,
        ``duration``, ``closed``, ``pause``, ``precedence``, ``capacity``,
        ``changeover``, ``forbidden_changeover`` or ``moved``.
    ids
        Operations as ``job/operation``, then resources, that break it.
    sentence
        What is wrong, in English.
    """

    kind: str
    ids: tuple[str, ...]
    sentence: str


def verify(problem: Problem, schedule: Schedule) -> list[Violation]:
    """
    Everything that makes a schedule impossible; an empty list is a plan.

    Lateness is no violation: see :func:`scheduling.measures.objective_of`.

    Parameters
    ----------
    problem
        What was to be planned.
    schedule
        The plan, with the fixed assignments in it.
    """
    found: list[Violation] = []
    found.extend(_unknown(problem, schedule))
    for job in problem.jobs:
        for operation in job.operations:
            found.extend(_judge(problem, schedule, job, operation))
    for resource in problem.resources:
        known = [
            one
            for one in schedule.of_resource(resource.id)
            if one.key in problem.operation_by_key
        ]
        found.extend(_overfull(problem, resource, known))
        found.extend(_changeovers(problem, resource, known))
    return found


def _name(one: Assignment) -> str:
    return f"{one.job}/{one.operation}"


def _unknown(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    known = problem.operation_by_key
    for key, one in schedule.assignments.items():
        if one.key not in known or key != one.key:
            sentence = f"{_name(one)} is no operation of the problem."
            yield Violation("unknown", (_name(one),), sentence)


def _judge(
    problem: Problem, schedule: Schedule, job: Job, operation: Operation
) -> Iterator[Violation]:
    """Judge one operation by itself and against those it waits for."""
    key = (job.id, operation.id)
    one = schedule.assignments.get(key)
    name = f"{job.id}/{operation.id}"
    if one is None:
        yield Violation("missing", (name,), f"{name} is not planned.")
        return
    fact = problem.fixed_by_key.get(key)
    if fact is not None:
        if one != fact:
            yield Violation("moved", (name,), f"{name} is fixed and must not move.")
        return
    yield from _times(problem, job, one)
    yield from _work(problem, operation, one)
    for before_id in operation.after:
        before = schedule.assignments.get((job.id, before_id))
        wait = problem.operation_by_key[job.id, before_id].wait_min
        if before is not None and one.start_min < before.end_min + wait:
            sentence = (
                f"{name} starts at {one.start_min}, before {_name(before)} has ended "
                f"and waited at {before.end_min + wait}."
            )
            yield Violation("precedence", (name, _name(before)), sentence)


def _times(problem: Problem, job: Job, one: Assignment) -> Iterator[Violation]:
    horizon = problem.horizon
    earliest = max(0, job.release_min, horizon.freeze_min)
    if one.start_min < earliest:
        sentence = f"{_name(one)} starts at {one.start_min}, before {earliest}."
        yield Violation("early", (_name(one),), sentence)
    if one.end_min > horizon.length_min:
        sentence = f"{_name(one)} ends after the horizon of {horizon.length_min} min."
        yield Violation("horizon", (_name(one),), sentence)


def _work(
    problem: Problem, operation: Operation, one: Assignment
) -> Iterator[Violation]:
    name = _name(one)
    durations = [
        way.duration_min
        for way in operation.alternatives
        if way.resources == one.resources
    ]
    if not durations:
        names = " + ".join(one.resources)
        sentence = f"{name} cannot be done by {names}."
        yield Violation("alternative", (name, *one.resources), sentence)
        return
    if one.setup_min < 0:
        yield Violation("changeover", (name,), f"{name} has a negative changeover.")
    worked = _common_open_min(problem, one)
    needed = {duration + one.setup_min for duration in durations}
    if worked not in needed:
        sentence = f"{name} is given {worked} working min and needs {min(needed)}."
        yield Violation("duration", (name, *one.resources), sentence)
    closed = [
        at for at in (one.start_min, one.end_min - 1) if not _all_open(problem, one, at)
    ]
    if closed:
        sentence = f"{name} begins or ends while a calendar is closed, at {closed[0]}."
        yield Violation("closed", (name, *one.resources), sentence)
    elif worked < one.end_min - one.start_min and not operation.is_resumable:
        sentence = f"{name} pauses over a break and may not."
        yield Violation("pause", (name, *one.resources), sentence)


def _open(problem: Problem, resource: str) -> tuple[tuple[int, int], ...]:
    return problem.calendar_by_id[problem.resource_by_id[resource].calendar].open


def _all_open(problem: Problem, one: Assignment, at: int) -> bool:
    return all(
        any(start <= at < end for start, end in _open(problem, resource))
        for resource in one.resources
    )


def _common_open_min(problem: Problem, one: Assignment) -> int:
    """Count the minutes in which all the resources work, edge by edge."""
    edges = {one.start_min, one.end_min}
    for resource in one.resources:
        for interval in _open(problem, resource):
            edges.update(e for e in interval if one.start_min < e < one.end_min)
    marks = sorted(edges)
    return sum(
        until - at for at, until in pairwise(marks) if _all_open(problem, one, at)
    )


def _overfull(
    problem: Problem, resource: Resource, held: list[Assignment]
) -> Iterator[Violation]:
    """Sweep over starts: never more than the capacity with a free one among it."""
    fixed = problem.fixed_by_key
    running: list[Assignment] = []
    for one in held:
        running = [other for other in running if other.end_min > one.start_min]
        running.append(one)
        too_many = len(running) > resource.capacity
        if too_many and not all(other.key in fixed for other in running):
            names = tuple(_name(other) for other in running)
            sentence = (
                f"{resource.id} does {len(running)} at once at {one.start_min} "
                f"and has capacity {resource.capacity}: {', '.join(names)}."
            )
            yield Violation("capacity", (*names, resource.id), sentence)


def _changeovers(
    problem: Problem, resource: Resource, held: list[Assignment]
) -> Iterator[Violation]:
    """Walk along one resource with its families in hand."""
    fixed = problem.fixed_by_key
    state: dict[str, str] = dict(resource.initial_setup)
    is_fact = dict.fromkeys(resource.setups, True)
    for one in held if resource.setups else ():
        wanted = problem.operation_by_key[one.key].setup
        needed = 0
        for attribute in resource.setups:
            family = wanted.get(attribute)
            if family is None:
                continue
            judged = not (is_fact[attribute] and one.key in fixed)
            before = state.get(attribute)
            matrix = problem.matrix_by_attribute[attribute]
            minutes = matrix.changeover_min(before, family)
            if judged and minutes is None:
                sentence = (
                    f"{resource.id} must not go from {before} to {family} "
                    f"for {_name(one)}."
                )
                yield Violation(
                    "forbidden_changeover", (_name(one), resource.id), sentence
                )
            elif judged and minutes is not None:
                needed += minutes
            state[attribute] = family
            is_fact[attribute] = one.key in fixed
        if one.setup_min < needed:
            sentence = (
                f"{_name(one)} needs {needed} min of changeover on {resource.id} "
                f"and has {one.setup_min}."
            )
            yield Violation("changeover", (_name(one), resource.id), sentence)
