"""Faults of jobs: what could not be made in this shop even when it is empty."""

from collections.abc import Mapping
from typing import Protocol

from scheduling.faults import FaultList
from scheduling.jobs import Alternative, Job, Operation
from scheduling.schedule import Assignment
from scheduling.shop import Horizon, Resource, SetupMatrix
from scheduling.windows import Interval, Windows


class Shop(Protocol):
    """The part of a problem that a job is judged against."""

    @property
    def horizon(self) -> Horizon:
        """The planned window."""
        ...

    @property
    def resource_by_id(self) -> Mapping[str, Resource]:
        """Resources by id."""
        ...

    @property
    def matrix_by_attribute(self) -> Mapping[str, SetupMatrix]:
        """Setup matrices by attribute."""
        ...

    def windows(self, resources: tuple[str, ...]) -> Windows:
        """Minutes in which all these resources work."""
        ...


def inspect_job(
    job: Job, shop: Shop, fixed: Mapping[str, Assignment], faults: FaultList
) -> None:
    """
    Note every fault of one job.

    Parameters
    ----------
    job
        The job to judge.
    shop
        Where it is to be made.
    fixed
        Its operations that stand already, by operation id: their alternatives
        are no longer asked for.
    faults
        Where faults are noted.
    """
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
        if operation.wait_min < 0:
            faults.add(f"{here}.wait_min", "negative", "A wait is 0 or longer.")
        if operation.id not in fixed:
            _inspect_operation(operation, shop, here, faults)
    order = _in_order(job)
    if order is None:
        sentence = "Its operations wait for each other in a circle."
        faults.add(path, "cycle", sentence)
    elif len(faults) == before:
        _inspect_length(job, order, shop, fixed, faults)


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


def _inspect_operation(
    operation: Operation, shop: Shop, path: str, faults: FaultList
) -> None:
    if not operation.alternatives:
        faults.add(path, "no_alternatives", "Name at least one way to do it.")
    for attribute, family in operation.setup.items():
        _inspect_family(attribute, family, shop, path, faults)
    for index, alternative in enumerate(operation.alternatives):
        here = f"{path}.alternatives[{index}]"
        _inspect_alternative(operation, alternative, shop, here, faults)


def _inspect_family(
    attribute: str, family: str, shop: Shop, path: str, faults: FaultList
) -> None:
    matrix = shop.matrix_by_attribute.get(attribute)
    if matrix is None:
        sentence = f"There is no setup matrix for '{attribute}'."
        faults.add(f"{path}.setup", "unknown_attribute", sentence)
    elif matrix.default_min is None and not any(
        family in pair for pair in matrix.minutes
    ):
        sentence = f"The setup matrix of '{attribute}' does not know '{family}'."
        faults.add(f"{path}.setup", "unknown_family", sentence)


def _inspect_alternative(
    operation: Operation,
    alternative: Alternative,
    shop: Shop,
    path: str,
    faults: FaultList,
) -> None:
    before = len(faults)
    if not alternative.resources:
        faults.add(path, "no_resources", "Name at least one resource.")
    if len(set(alternative.resources)) < len(alternative.resources):
        faults.add(path, "repeated_resource", "It names a resource twice.")
    for name in alternative.resources:
        if name not in shop.resource_by_id:
            faults.add(path, "unknown_resource", f"There is no resource '{name}'.")
    if alternative.duration_min < 1:
        faults.add(path, "too_short", "Work takes at least one minute.")
    if len(faults) == before:
        _inspect_fit(operation, alternative, shop, path, faults)


def _inspect_fit(
    operation: Operation,
    alternative: Alternative,
    shop: Shop,
    path: str,
    faults: FaultList,
) -> None:
    windows = shop.windows(alternative.resources)
    room = windows.total_min if operation.is_resumable else windows.longest_min()
    if room >= alternative.duration_min:
        return
    names = " + ".join(alternative.resources)
    sentence = (
        f"{alternative.duration_min} min fit no window of {names}: "
        f"{'all' if operation.is_resumable else 'the longest of'} its open time is "
        f"{room} min. Lengthen the calendar or let the operation pause."
    )
    faults.add(path, "fits_no_window", sentence)


def _in_order(job: Job) -> list[Operation] | None:
    """Operations after those they wait for, or ``None`` when there is a cycle."""
    placed: set[str] = set()
    known = {operation.id for operation in job.operations}
    waiting = list(job.operations)
    order: list[Operation] = []
    while waiting:
        ready = [
            op for op in waiting if all(a in placed or a not in known for a in op.after)
        ]
        if not ready:
            return None
        order.extend(ready)
        placed.update(op.id for op in ready)
        waiting = [op for op in waiting if op.id not in placed]
    return order


def _inspect_length(
    job: Job,
    order: list[Operation],
    shop: Shop,
    fixed: Mapping[str, Assignment],
    faults: FaultList,
) -> None:
    """Walk the job through an empty shop to see that it ends within the horizon."""
    ends: dict[str, int] = {}
    release = max(job.release_min, shop.horizon.freeze_min, 0)
    for operation in order:
        ready = max([release, *(ends[name] for name in operation.after)])
        if operation.id in fixed:
            end: int | None = fixed[operation.id].end_min
        else:
            end = _earliest_end(operation, shop, ready)
        if end is None:
            path = f"jobs.{job.id}.operations.{operation.id}"
            sentence = (
                f"Even in an empty shop it cannot end within the horizon of "
                f"{shop.horizon.length_min} min when it starts at {ready} or later. "
                "Lengthen the horizon or the calendars."
            )
            faults.add(path, "horizon_too_short", sentence)
            return
        ends[operation.id] = end + operation.wait_min


def _earliest_end(operation: Operation, shop: Shop, ready: int) -> int | None:
    found: list[Interval] = []
    for alternative in operation.alternatives:
        windows = shop.windows(alternative.resources)
        search = windows.paused if operation.is_resumable else windows.whole
        place = search(ready, alternative.duration_min)
        if place is not None:
            found.append(place)
    return min((end for _, end in found), default=None)
