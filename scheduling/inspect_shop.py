"""Faults of calendars, resources, changeovers and fixed assignments."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from scheduling.faults import FaultList
from scheduling.jobs import Job
from scheduling.schedule import Assignment
from scheduling.shop import Calendar, Horizon, Resource, SetupMatrix


def inspect_shop(
    horizon: Horizon,
    calendars: Sequence[Calendar],
    resources: Sequence[Resource],
    setups: Sequence[SetupMatrix],
    faults: FaultList,
) -> None:
    """Note every fault of what a factory has."""
    _inspect_horizon(horizon, faults)
    _repeated("calendars", (calendar.id for calendar in calendars), faults)
    _repeated("resources", (resource.id for resource in resources), faults)
    _repeated("setups", (matrix.attribute for matrix in setups), faults)
    for calendar in calendars:
        _inspect_calendar(calendar, horizon, faults)
    for matrix in setups:
        _inspect_matrix(matrix, faults)
    known_calendars = {calendar.id for calendar in calendars}
    matrices = {matrix.attribute: matrix for matrix in setups}
    for resource in resources:
        _inspect_resource(resource, known_calendars, matrices, faults)


def _inspect_horizon(horizon: Horizon, faults: FaultList) -> None:
    if horizon.origin.utcoffset() is None:
        faults.add("horizon.origin", "naive_time", "Give the origin a time zone.")
    if horizon.length_min < 1:
        faults.add("horizon.length_min", "too_short", "Plan at least one minute.")
    if horizon.freeze_min < 0:
        faults.add("horizon.freeze_min", "negative", "The fence is at 0 or later.")


def _inspect_calendar(calendar: Calendar, horizon: Horizon, faults: FaultList) -> None:
    path = f"calendars.{calendar.id}"
    for start, end in calendar.open:
        if start >= end:
            faults.add(path, "empty_interval", f"[{start}, {end}) is not open at all.")
    for before, after in zip(calendar.open, calendar.open[1:], strict=False):
        if after[0] < before[1]:
            sentence = f"[{after[0]}, {after[1]}) must come after {before[1]}."
            faults.add(path, "overlapping", sentence)
    if not any(start < horizon.length_min and end > 0 for start, end in calendar.open):
        faults.add(path, "never_open", "It never opens within the horizon.")


def _inspect_matrix(matrix: SetupMatrix, faults: FaultList) -> None:
    for (before, after), minutes in matrix.minutes.items():
        if minutes < 0:
            path = f"setups.{matrix.attribute}.{before}.{after}"
            faults.add(path, "negative", "A changeover takes 0 minutes or more.")
    if matrix.default_min is not None and matrix.default_min < 0:
        path = f"setups.{matrix.attribute}.default_min"
        faults.add(path, "negative", "A changeover takes 0 minutes or more.")


def _inspect_resource(
    resource: Resource,
    calendars: Collection[str],
    matrices: Mapping[str, SetupMatrix],
    faults: FaultList,
) -> None:
    path = f"resources.{resource.id}"
    if resource.calendar not in calendars:
        sentence = f"There is no calendar '{resource.calendar}'."
        faults.add(f"{path}.calendar", "unknown_calendar", sentence)
    if resource.capacity < 1:
        faults.add(f"{path}.capacity", "too_small", "Capacity is 1 or more.")
    if resource.setups and resource.capacity != 1:
        sentence = "A resource with changeovers does one operation at a time."
        faults.add(f"{path}.capacity", "setup_needs_capacity_1", sentence)
    for attribute in (*resource.setups, *resource.initial_setup):
        if attribute not in matrices:
            sentence = f"There is no setup matrix for '{attribute}'."
            faults.add(f"{path}.setups", "unknown_attribute", sentence)


def inspect_fixed(
    fixed: Sequence[Assignment],
    jobs: Mapping[str, Job],
    resources: Mapping[str, Resource],
    faults: FaultList,
) -> None:
    """Note every fault of assignments that stand as they are."""
    _repeated("fixed", (f"{one.job}.{one.operation}" for one in fixed), faults)
    for one in fixed:
        path = f"fixed.{one.job}.{one.operation}"
        job = jobs.get(one.job)
        if job is None or all(op.id != one.operation for op in job.operations):
            faults.add(path, "unknown_operation", "No job has this operation.")
        for name in one.resources:
            if name not in resources:
                faults.add(path, "unknown_resource", f"There is no resource '{name}'.")
        if one.start_min >= one.end_min:
            faults.add(path, "empty_interval", "It must end after it starts.")


def _repeated(kind: str, ids: Iterable[str], faults: FaultList) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            faults.add(f"{kind}.{one}", "repeated_id", "This id is used twice.")
        seen.add(one)
