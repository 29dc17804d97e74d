"""Faults of calendars, resources, changeovers, materials, sites and facts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from scheduling.faults import FaultList
from scheduling.jobs import Job
from scheduling.premises import Factory
from scheduling.schedule import Assignment
from scheduling.shop import (
    Calendar,
    Horizon,
    Material,
    Resource,
    SetupMatrix,
    Transport,
)


def inspect_shop(factory: Factory, faults: FaultList) -> None:
    """Note every fault of what a factory has."""
    _inspect_horizon(factory.horizon, faults)
    _repeated("calendars", (one.id for one in factory.calendars), faults)
    _repeated("resources", (one.id for one in factory.resources), faults)
    _repeated("setups", (one.attribute for one in factory.setups), faults)
    _repeated("materials", (one.id for one in factory.materials), faults)
    for calendar in factory.calendars:
        _inspect_calendar(calendar, factory.horizon, faults)
    for matrix in factory.setups:
        _inspect_matrix(matrix, faults)
    calendars = {one.id for one in factory.calendars}
    attributes = {one.attribute for one in factory.setups}
    for resource in factory.resources:
        _inspect_resource(resource, calendars, attributes, faults)
    for material in factory.materials:
        _inspect_material(material, faults)
    sites = {one.site for one in factory.resources}
    _repeated(
        "transports", (f"{t.before}.{t.after}" for t in factory.transports), faults
    )
    for transport in factory.transports:
        _inspect_transport(transport, sites, faults)


def _inspect_horizon(horizon: Horizon, faults: FaultList) -> None:
    if horizon.origin.utcoffset() is None:
        faults.add("horizon.origin", "naive_time", "Give the origin a time zone.")
    if horizon.length_min < 1:
        faults.add("horizon.length_min", "too_short", "Plan at least one minute.")
    if horizon.freeze_min < 0:
        faults.add("horizon.freeze_min", "negative", "The fence is at 0 or later.")


def _inspect_calendar(calendar: Calendar, horizon: Horizon, faults: FaultList) -> None:
    path = f"calendars.{calendar.id}"
    before = len(faults)
    _inspect_intervals(calendar.open, path, faults)
    _inspect_intervals(calendar.overtime, f"{path}.overtime", faults)
    if calendar.overtime and len(faults) == before:
        spans = sorted((*calendar.open, *calendar.overtime))
        for one, after in pairwise(spans):
            if after[0] < one[1]:
                extra = one if one in calendar.overtime else after
                sentence = (
                    f"[{extra[0]}, {extra[1]}) is open already: overtime is apart "
                    "from the open intervals."
                )
                faults.add(f"{path}.overtime", "overlaps_open", sentence)
    if not any(start < horizon.length_min and end > 0 for start, end in calendar.open):
        sentence = "It never opens within the horizon: add an interval."
        faults.add(path, "never_open", sentence)


def _inspect_intervals(
    spans: Sequence[tuple[int, int]], path: str, faults: FaultList
) -> None:
    for start, end in spans:
        if start >= end:
            faults.add(path, "empty_interval", f"[{start}, {end}) is not open at all.")
    for one, after in pairwise(spans):
        if after[0] < one[1]:
            sentence = f"[{after[0]}, {after[1]}) must come after {one[1]}."
            faults.add(path, "overlapping", sentence)


def _inspect_matrix(matrix: SetupMatrix, faults: FaultList) -> None:
    path = f"setups.{matrix.attribute}"
    for (before, after), minutes in matrix.minutes.items():
        if minutes < 0:
            sentence = "A changeover takes 0 minutes or more."
            faults.add(f"{path}.{before}.{after}", "negative", sentence)
    for (before, after), cost in matrix.cost.items():
        if cost < 0:
            sentence = "A changeover costs 0 or more."
            faults.add(f"{path}.cost.{before}.{after}", "negative", sentence)
    if matrix.default_min is not None and matrix.default_min < 0:
        sentence = "A changeover takes 0 minutes or more."
        faults.add(f"{path}.default_min", "negative", sentence)


def _inspect_resource(
    resource: Resource,
    calendars: Collection[str],
    attributes: Collection[str],
    faults: FaultList,
) -> None:
    path = f"resources.{resource.id}"
    if resource.calendar not in calendars:
        sentence = f"There is no calendar '{resource.calendar}'."
        faults.add(f"{path}.calendar", "unknown_calendar", sentence)
    if resource.capacity < 1:
        faults.add(f"{path}.capacity", "too_small", "Capacity is 1 or more.")
    if resource.setups and resource.capacity > 1:
        sentence = "A resource with changeovers does one operation at a time."
        faults.add(f"{path}.capacity", "setup_needs_capacity_1", sentence)
    for attribute in (*resource.setups, *resource.initial_setup):
        if attribute not in attributes:
            sentence = f"There is no setup matrix for '{attribute}'."
            faults.add(f"{path}.setups", "unknown_attribute", sentence)
    _repeated(f"{path}.setups", resource.setups, faults)
    batching = resource.batching
    if batching is None:
        return
    if resource.capacity > 1:
        sentence = "It does one batch at a time: room goes into batching.units."
        faults.add(f"{path}.capacity", "batching_needs_capacity_1", sentence)
    if batching.units < 1:
        faults.add(
            f"{path}.batching.units", "too_small", "There is room for 1 or more."
        )
    if batching.base_min < 0:
        sentence = "Loading takes 0 minutes or more."
        faults.add(f"{path}.batching.base_min", "negative", sentence)


def _inspect_material(material: Material, faults: FaultList) -> None:
    path = f"materials.{material.id}"
    if material.stock < 0:
        sentence = "Stock is 0 or more: what is owed is no stock."
        faults.add(f"{path}.stock", "negative", sentence)
    for minute, quantity in material.supply:
        if quantity < 1:
            sentence = f"The delivery at {minute} brings 1 or more, or leave it out."
            faults.add(f"{path}.supply", "too_small", sentence)
    for one, after in pairwise(material.supply):
        if after[0] < one[0]:
            sentence = f"The delivery at {after[0]} must come before that at {one[0]}."
            faults.add(f"{path}.supply", "not_ascending", sentence)


def _inspect_transport(
    transport: Transport, sites: Collection[str], faults: FaultList
) -> None:
    path = f"transports.{transport.before}.{transport.after}"
    if transport.minutes < 0:
        faults.add(path, "negative", "A way takes 0 minutes or more.")
    if transport.before == transport.after:
        sentence = "Within one site no way is needed: leave it out."
        faults.add(path, "same_site", sentence)
    for site in dict.fromkeys((transport.before, transport.after)):
        if site not in sites:
            faults.add(path, "unknown_site", f"No resource stands at '{site}'.")


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
        if not one.resources:
            faults.add(path, "no_resources", "Name at least one resource.")
        for name in one.resources:
            if name not in resources:
                faults.add(path, "unknown_resource", f"There is no resource '{name}'.")
        if one.start_min >= one.end_min:
            faults.add(path, "empty_interval", "It must end after it starts.")
        if one.setup_min < 0:
            sentence = "A changeover takes 0 minutes or more."
            faults.add(f"{path}.setup_min", "negative", sentence)


def _repeated(kind: str, ids: Iterable[str], faults: FaultList) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            faults.add(f"{kind}.{one}", "repeated_id", "This id is used twice.")
        seen.add(one)
