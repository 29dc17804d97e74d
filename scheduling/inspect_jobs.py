"""Faults of jobs: what could not be made in this shop even when it is empty."""

from collections.abc import Iterable, Mapping
from itertools import product

from scheduling.faults import FaultList
from scheduling.inspect_length import inspect_length
from scheduling.inspect_quick import looks_sound
from scheduling.jobs import Alternative, Job, Operation
from scheduling.premises import Premises, Team
from scheduling.schedule import Assignment
from scheduling.shop import Batching

NOTHING_FIXED: Mapping[str, Assignment] = {}


def inspect_jobs(
    jobs: Iterable[Job],
    premises: Premises,
    fixed: Mapping[str, Mapping[str, Assignment]],
    faults: FaultList,
) -> None:
    """
    Note every fault of some jobs.

    Parameters
    ----------
    jobs
        The jobs to judge.
    premises
        Where they are to be made.
    fixed
        Operations that stand already, by job id and operation id: their
        alternatives are no longer asked for.
    faults
        Where faults are noted.
    """
    seen: set[str] = set()
    for job in jobs:
        if job.id in seen:
            faults.add(f"jobs.{job.id}", "repeated_id", "Two jobs have this id.")
        seen.add(job.id)
        own = fixed.get(job.id)
        if own is not None or not looks_sound(job, premises):
            inspect_job(job, premises, own or NOTHING_FIXED, faults)


def inspect_job(
    job: Job, premises: Premises, fixed: Mapping[str, Assignment], faults: FaultList
) -> None:
    """Note every fault of one job whose fixed operations are these."""
    path = f"jobs.{job.id}"
    before = len(faults)
    _inspect_header(job, path, faults)
    known = {operation.id for operation in job.operations}
    for operation in job.operations:
        here = f"{path}.operations.{operation.id}"
        for name in operation.after:
            if name not in known:
                sentence = f"There is no operation '{name}' in this job."
                faults.add(f"{here}.after", "unknown_operation", sentence)
        _inspect_waits(operation, here, faults)
        if operation.id not in fixed:
            _inspect_needs(operation, premises, here, faults)
            _inspect_ways(operation, premises, here, faults)
    order = _in_order(job)
    circle = _circle(job, order)
    if circle:
        names = " after ".join(circle)
        sentence = f"They wait for each other in a circle: {names}. Take one away."
        faults.add(path, "cycle", sentence)
    elif len(faults) == before and premises.is_sound:
        _inspect_travel(job, premises, fixed, faults)
        if len(faults) == before:
            inspect_length(job, order, premises, fixed, faults)


def _inspect_header(job: Job, path: str, faults: FaultList) -> None:
    if not job.operations:
        faults.add(path, "no_operations", "A job needs at least one operation.")
    if job.weight < 1:
        faults.add(f"{path}.weight", "too_small", "A weight is 1 or more.")
    seen: set[str] = set()
    for operation in job.operations:
        if operation.id in seen:
            here = f"{path}.operations.{operation.id}"
            faults.add(here, "repeated_id", "Two of its operations have this id.")
        seen.add(operation.id)


def _inspect_waits(operation: Operation, path: str, faults: FaultList) -> None:
    if operation.wait_min < 0:
        faults.add(f"{path}.wait_min", "negative", "A wait is 0 or longer.")
    longest = operation.max_wait_min
    if longest is not None and longest < operation.wait_min:
        sentence = (
            f"The longest wait of {longest} min is shorter than the wait of "
            f"{operation.wait_min} min: lengthen the one or shorten the other."
        )
        faults.add(f"{path}.max_wait_min", "shorter_than_wait", sentence)


def _inspect_needs(
    operation: Operation, premises: Premises, path: str, faults: FaultList
) -> None:
    if operation.units < 1:
        faults.add(f"{path}.units", "too_small", "It takes 1 unit of room or more.")
    for attribute, family in operation.setup.items():
        trouble = premises.family_trouble(attribute, family)
        if trouble is not None:
            faults.add(f"{path}.setup", *trouble)
    for name, quantity in operation.materials.items():
        here = f"{path}.materials.{name}"
        if quantity < 1:
            faults.add(here, "too_small", "Take 1 or more, or leave it out.")
        if name not in premises.materials:
            faults.add(here, "unknown_material", f"There is no material '{name}'.")
        elif premises.is_sound and premises.stocked_min(name, quantity) is None:
            sentence = (
                f"It needs {quantity} of '{name}', more than stock and deliveries "
                "within the horizon together. Add a delivery."
            )
            faults.add(here, "not_enough_material", sentence)


def _inspect_ways(
    operation: Operation, premises: Premises, path: str, faults: FaultList
) -> None:
    if not operation.alternatives:
        faults.add(path, "no_alternatives", "Name at least one way to do it.")
    seen: set[tuple[str, ...]] = set()
    for index, way in enumerate(operation.alternatives):
        here = f"{path}.alternatives[{index}]"
        if way.resources in seen:
            sentence = "Another way has the same resources: leave one out."
            faults.add(here, "repeated_alternative", sentence)
        seen.add(way.resources)
        team = premises.team(way.resources)
        for trouble in team.troubles:
            faults.add(here, *trouble)
        if way.duration_min < 1:
            faults.add(here, "too_short", "Work takes at least one minute.")
        if way.energy_wh < 0:
            faults.add(here, "negative", "Energy is 0 or more.")
        if team.batching is not None:
            _inspect_batching(operation, team.batching, here, faults)
        if premises.is_sound and not team.troubles:
            _inspect_fit(operation, way, team, here, faults)


def _inspect_batching(
    operation: Operation, batching: Batching, path: str, faults: FaultList
) -> None:
    if operation.units > batching.units:
        sentence = (
            f"It takes {operation.units} units of room and there are "
            f"{batching.units}: split it or name a larger one."
        )
        faults.add(path, "too_many_units", sentence)
    attribute = batching.attribute
    if attribute is not None and attribute not in operation.setup:
        sentence = f"Name the family of '{attribute}' that its batch must share."
        faults.add(path, "no_family", sentence)


def _inspect_fit(
    operation: Operation, way: Alternative, team: Team, path: str, faults: FaultList
) -> None:
    hours, work_min = team.hours, team.work_min(way)
    room = hours.windows.total_min if operation.is_resumable else hours.longest_min
    if room >= work_min:
        return
    names = " + ".join(way.resources)
    sentence = (
        f"{work_min} min fit no window of {names}: "
        f"{'all' if operation.is_resumable else 'the longest of'} its open time is "
        f"{room} min. Lengthen the calendar or let the operation pause."
    )
    faults.add(path, "fits_no_window", sentence)


def _inspect_travel(
    job: Job, premises: Premises, fixed: Mapping[str, Assignment], faults: FaultList
) -> None:
    """See that there is some way from each operation to those that follow it."""
    if premises.is_connected:
        return
    sites = {
        one.id: {premises.team(way.resources).site for way in one.alternatives}
        for one in job.operations
    }
    sites.update((n, {premises.team(f.resources).site}) for n, f in fixed.items())
    for one in job.operations:
        for before in one.after if one.id not in fixed else ():
            pairs = list(product(sites[before], sites[one.id]))
            if not any(a == b or (a, b) in premises.travel_min for a, b in pairs):
                told = ", ".join(f"'{a}' to '{b}'" for a, b in sorted(pairs))
                path = f"jobs.{job.id}.operations.{one.id}.after"
                sentence = f"After '{before}' there is no transport from {told}."
                faults.add(path, "no_transport", sentence)


def _in_order(job: Job) -> list[Operation]:
    """Operations after those they wait for, without those that never come."""
    placed: set[str] = set()
    known = {operation.id for operation in job.operations}
    waiting = list(job.operations)
    order: list[Operation] = []
    while waiting:
        ready = [
            op for op in waiting if all(a in placed or a not in known for a in op.after)
        ]
        if not ready:
            return order
        order.extend(ready)
        placed.update(op.id for op in ready)
        waiting = [op for op in waiting if op.id not in placed]
    return order


def _circle(job: Job, order: list[Operation]) -> list[str]:
    """Ids of operations that wait for each other, from one back to itself, if any."""
    done = {one.id for one in order}
    stuck = {one.id: one for one in job.operations if one.id not in done}
    path = list(stuck)[:1]
    if not path:
        return []
    while path[-1] not in path[:-1]:
        path.append(next(name for name in stuck[path[-1]].after if name in stuck))
    return path[path.index(path[-1]) :]
