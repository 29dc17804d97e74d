"""The parts of problem and plan files as JSON; what is at its default is left out."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from scheduling.problem import (
    Alternative,
    Assignment,
    Batching,
    Calendar,
    Horizon,
    Job,
    Material,
    Operation,
    Resource,
    SetupMatrix,
    Transport,
)

Shape = dict[str, Any]


def text_of(data: Mapping[str, Any]) -> str:
    """Write an object with each item of its lists on a line, as people compare it."""
    told = [f"{_line(key)}: {_block(value)}" for key, value in data.items()]
    return "{\n " + ",\n ".join(told) + "\n}\n"


def _block(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n  " + ",\n  ".join(map(_line, value)) + "\n ]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _some(**values: Any) -> Shape:
    """Leave out what is not said: empty, ``None``, 0, false."""
    return {name: value for name, value in values.items() if value}


def horizon_shape(one: Horizon) -> Shape:
    """Return the planned window as files have it."""
    return {
        "origin": one.origin.isoformat(),
        "length_min": one.length_min,
        **_some(freeze_min=one.freeze_min),
    }


def calendar_shape(one: Calendar) -> Shape:
    """Return a calendar as files have it."""
    return {"id": one.id, "open": one.open, **_some(overtime=one.overtime)}


def resource_shape(one: Resource) -> Shape:
    """Return a resource as files have it."""
    batching = one.batching
    return {
        "id": one.id,
        "work_centre": one.work_centre,
        "calendar": one.calendar,
        "capacity": one.capacity,
        **_some(
            skills=one.skills,
            setups=one.setups,
            initial_setup=dict(one.initial_setup),
            batching=None if batching is None else _batching_shape(batching),
            site=one.site,
        ),
    }


def _batching_shape(one: Batching) -> Shape:
    return {
        "units": one.units,
        **_some(attribute=one.attribute, base_min=one.base_min, adds_up=one.adds_up),
    }


def matrix_shape(one: SetupMatrix) -> Shape:
    """Return a setup matrix as files have it."""
    return {
        "attribute": one.attribute,
        "minutes": _pairs(one.minutes.items()),
        "default_min": one.default_min,
        **_some(cost=_pairs(one.cost.items())),
    }


def _pairs(items: Iterable[tuple[tuple[str, str], int]]) -> list[list[Any]]:
    return [[before, after, number] for (before, after), number in items]


def material_shape(one: Material) -> Shape:
    """Return a stock as files have it."""
    return {"id": one.id, "stock": one.stock, **_some(supply=one.supply)}


def transport_shape(one: Transport) -> Shape:
    """Return a way between sites as files have it."""
    return {"before": one.before, "after": one.after, "minutes": one.minutes}


def job_shape(one: Job) -> Shape:
    """Return a job as files of problems and events have it."""
    shape: Shape = {"id": one.id}
    if one.release_min:
        shape["release_min"] = one.release_min
    if one.due_min is not None:
        shape["due_min"] = one.due_min
    if one.deadline_min is not None:
        shape["deadline_min"] = one.deadline_min
    shape["weight"] = one.weight
    shape["operations"] = [_operation_shape(operation) for operation in one.operations]
    return shape


def _operation_shape(one: Operation) -> Shape:
    shape: Shape = {
        "id": one.id,
        "alternatives": [_alternative_shape(way) for way in one.alternatives],
    }
    if one.after:
        shape["after"] = one.after
    if one.setup:
        shape["setup"] = dict(one.setup)
    if one.is_resumable:
        shape["is_resumable"] = True
    if one.wait_min:
        shape["wait_min"] = one.wait_min
    if one.max_wait_min is not None:
        shape["max_wait_min"] = one.max_wait_min
    if one.units != 1:
        shape["units"] = one.units
    if one.materials:
        shape["materials"] = dict(one.materials)
    return shape


def _alternative_shape(one: Alternative) -> Shape:
    shape: Shape = {"resources": one.resources, "duration_min": one.duration_min}
    if one.energy_wh:
        shape["energy_wh"] = one.energy_wh
    return shape


def assignment_shape(one: Assignment) -> Shape:
    """Return an assignment as files have it."""
    return {
        "job": one.job,
        "operation": one.operation,
        "resources": one.resources,
        "start_min": one.start_min,
        "end_min": one.end_min,
        "setup_min": one.setup_min,
    }
