"""Events as JSON, documented in ``docs/formats/event.md``."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import NoneType
from typing import Any, get_args, get_type_hints

from scheduling.events import (
    Absence,
    Breakdown,
    Cancellation,
    Event,
    LateMaterial,
    OrderChange,
    Overtime,
    Progress,
    RushOrder,
    Scrap,
    Waiting,
)
from scheduling.faults import FaultList, ProblemError
from scheduling.formats import FORMAT, job_shape, read_job
from scheduling.problem import Job

EVENTS: Mapping[str, type[Event]] = {
    "breakdown": Breakdown,
    "absence": Absence,
    "overtime": Overtime,
    "scrap": Scrap,
    "rush_order": RushOrder,
    "late_material": LateMaterial,
    "order_change": OrderChange,
    "cancellation": Cancellation,
    "progress": Progress,
    "waiting": Waiting,
}
"""Events by their ``kind``."""


def write_event(event: Event) -> str:
    """Write an event as JSON that :func:`read_event` reads back as it was."""
    kind = next(name for name, one in EVENTS.items() if type(event) is one)
    told: dict[str, Any] = {"format": FORMAT, "kind": kind}
    for field in fields(event):
        value = getattr(event, field.name)
        if isinstance(value, Job):
            value = job_shape(value)
        elif isinstance(value, tuple):
            value = list(value)
        told[field.name] = value
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_event(text: str) -> Event:
    """
    Read an event; whether it can happen to a plan is for who applies it to say.

    Raises
    ------
    ProblemError
        With every fault of the file.
    """
    faults = FaultList()
    data = _parsed(text, faults)
    kind = data.pop("kind", None)
    if data.pop("format", None) != FORMAT:
        faults.add("event.format", "unknown_format", f"It must be {FORMAT}.")
    if not isinstance(kind, str) or kind not in EVENTS:
        sentence = f"There is no kind '{kind}': choose of {', '.join(EVENTS)}."
        faults.add("event.kind", "unknown_kind", sentence)
        faults.raise_if_any()
    made = EVENTS[kind]
    hints = get_type_hints(made)
    known = {field.name: field for field in fields(made)}
    for name in sorted(data.keys() - known.keys()):
        sentence = f"A {kind} has no '{name}'."
        faults.add(f"event.{name}", "unknown_key", sentence)
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in data:
            values[name] = _value(data[name], hints[name], f"event.{name}", faults)
        elif field.default is MISSING:
            faults.add(f"event.{name}", "missing", f"A {kind} must say it.")
    faults.raise_if_any()
    return made(**values)


def _parsed(text: str, faults: FaultList) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        sentence = f"Not JSON in line {error.lineno}, column {error.colno}."
        faults.add("file", "not_json", sentence)
        faults.raise_if_any()
        raise
    if not isinstance(data, dict):
        faults.add("event", "wrong_type", "Must be an object.")
        faults.raise_if_any()
    return dict(data)


def _value(value: Any, hint: Any, path: str, faults: FaultList) -> Any:
    """Return a value as the event has it; a fault where its type is another."""
    if hint is Job:
        return _job(value, path, faults)
    if hint == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        faults.add(path, "wrong_type", "Must be a list of texts.")
        return ()
    kinds = get_args(hint) or (hint,)
    is_number = isinstance(value, bool) and bool not in kinds
    if isinstance(value, kinds) and not is_number:
        return value
    names = " or ".join("null" if one is NoneType else one.__name__ for one in kinds)
    faults.add(path, "wrong_type", f"Must be of type {names}.")
    return None


def _job(value: Any, path: str, faults: FaultList) -> Job | None:
    try:
        return read_job(value, path)
    except ProblemError as error:
        for fault in error.problems:
            faults.add(fault.path, fault.code, fault.sentence)
        return None
