"""Problems and plans as JSON, documented in ``docs/formats/problem.md``."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from scheduling.faults import FaultList
from scheduling.problem import (
    Alternative,
    Assignment,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    Resource,
    SetupMatrix,
)
from scheduling.schedule import Schedule

FORMAT = 1
"""Number of the format that is written."""

_T = TypeVar("_T")


def write_problem(problem: Problem) -> str:
    """Write a problem as JSON that :func:`read_problem` reads back as it was."""
    return _text(
        {
            "format": FORMAT,
            "horizon": {
                "origin": problem.horizon.origin.isoformat(),
                "length_min": problem.horizon.length_min,
                "freeze_min": problem.horizon.freeze_min,
            },
            "calendars": [
                {"id": one.id, "open": [list(span) for span in one.open]}
                for one in problem.calendars
            ],
            "resources": [_resource(one) for one in problem.resources],
            "setups": [_matrix(one) for one in problem.setups],
            "jobs": [_job(one) for one in problem.jobs],
            "fixed": [_assignment(one) for one in problem.fixed],
        }
    )


def write_schedule(schedule: Schedule) -> str:
    """Write a plan as JSON, in order of start."""
    planned = sorted(
        schedule.assignments.values(), key=lambda one: (one.start_min, one.key)
    )
    return _text({"format": FORMAT, "assignments": [_assignment(o) for o in planned]})


def read_problem(text: str) -> Problem:
    """
    Read a problem.

    Raises
    ------
    ProblemError
        With every fault of the file, or every fault of what it says.
    """
    faults = FaultList()
    top = _Reader(_parsed(text, faults), "problem", faults)
    top.only("format", "horizon", "calendars", "resources", "setups", "jobs", "fixed")
    top.format()
    horizon = _read_horizon(top.child("horizon"))
    calendars = top.each("calendars", _read_calendar)
    resources = top.each("resources", _read_resource)
    setups = top.each("setups", _read_matrix, default=())
    jobs = top.each("jobs", _read_job)
    fixed = top.each("fixed", _read_assignment, default=())
    faults.raise_if_any()
    return Problem(
        horizon=horizon,
        calendars=calendars,
        resources=resources,
        setups=setups,
        jobs=jobs,
        fixed=fixed,
    )


def read_schedule(text: str) -> Schedule:
    """
    Read a plan; whether it holds is for the judge to say.

    Raises
    ------
    ProblemError
        With every fault of the file.
    """
    faults = FaultList()
    top = _Reader(_parsed(text, faults), "plan", faults)
    top.only("format", "assignments")
    top.format()
    assignments = top.each("assignments", _read_assignment)
    seen = set()
    for one in assignments:
        if one.key in seen:
            path = f"plan.assignments.{one.job}.{one.operation}"
            faults.add(path, "repeated_id", "This operation is planned twice.")
        seen.add(one.key)
    faults.raise_if_any()
    return Schedule.of(assignments)


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _parsed(text: str, faults: FaultList) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        sentence = f"Not JSON in line {error.lineno}, column {error.colno}."
        faults.add("file", "not_json", sentence)
        faults.raise_if_any()
        raise


def _resource(one: Resource) -> dict[str, Any]:
    return {
        "id": one.id,
        "work_centre": one.work_centre,
        "calendar": one.calendar,
        "capacity": one.capacity,
        "skills": list(one.skills),
        "setups": list(one.setups),
        "initial_setup": dict(one.initial_setup),
    }


def _matrix(one: SetupMatrix) -> dict[str, Any]:
    pairs = [[before, after, m] for (before, after), m in one.minutes.items()]
    return {
        "attribute": one.attribute,
        "minutes": pairs,
        "default_min": one.default_min,
    }


def _job(one: Job) -> dict[str, Any]:
    return {
        "id": one.id,
        "release_min": one.release_min,
        "due_min": one.due_min,
        "deadline_min": one.deadline_min,
        "weight": one.weight,
        "operations": [_operation(operation) for operation in one.operations],
    }


def _operation(one: Operation) -> dict[str, Any]:
    return {
        "id": one.id,
        "alternatives": [
            {"resources": list(way.resources), "duration_min": way.duration_min}
            for way in one.alternatives
        ],
        "after": list(one.after),
        "setup": dict(one.setup),
        "is_resumable": one.is_resumable,
        "wait_min": one.wait_min,
    }


def _assignment(one: Assignment) -> dict[str, Any]:
    return {
        "job": one.job,
        "operation": one.operation,
        "resources": list(one.resources),
        "start_min": one.start_min,
        "end_min": one.end_min,
        "setup_min": one.setup_min,
    }


class _Reader:
    """One JSON object, read field by field; faults are noted, never raised."""

    def __init__(self, data: Any, path: str, faults: FaultList) -> None:
        self.path = path
        self.faults = faults
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            faults.add(path, "wrong_type", "Must be an object.")

    def only(self, *known: str) -> None:
        for name in sorted(self.data.keys() - set(known)):
            sentence = f"There is no '{name}' in the format."
            self.faults.add(f"{self.path}.{name}", "unknown_key", sentence)

    def format(self) -> None:
        if self.data.get("format") != FORMAT:
            sentence = f"This program reads format {FORMAT}."
            self.faults.add(f"{self.path}.format", "unknown_format", sentence)

    def value(self, name: str, kind: type[_T], default: _T | None = None) -> _T:
        found = self.data.get(name, default)
        is_number = kind is int and isinstance(found, bool)
        if isinstance(found, kind) and not is_number:
            return found
        sentence = f"Must be there and be of type {kind.__name__}."
        self.faults.add(f"{self.path}.{name}", "wrong_type", sentence)
        return kind()

    def number_or_none(self, name: str) -> int | None:
        return None if self.data.get(name) is None else self.value(name, int)

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(self._all(name, self.value(name, list, []), str))

    def mapping(self, name: str) -> dict[str, str]:
        found = self.value(name, dict, {})
        self._all(name, list(found.values()), str)
        return dict(found)

    def _all(self, name: str, found: list[Any], kind: type[_T]) -> list[_T]:
        if all(isinstance(one, kind) for one in found):
            return found
        sentence = f"Must hold values of type {kind.__name__} only."
        self.faults.add(f"{self.path}.{name}", "wrong_type", sentence)
        return []

    def rows(self, name: str, kinds: tuple[type, ...]) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        for index, row in enumerate(self.value(name, list)):
            if isinstance(row, list) and tuple(type(cell) for cell in row) == kinds:
                rows.append(tuple(row))
                continue
            names = ", ".join(kind.__name__ for kind in kinds)
            path = f"{self.path}.{name}[{index}]"
            self.faults.add(path, "wrong_type", f"Must be a list of {names}.")
        return rows

    def child(self, name: str) -> "_Reader":
        return _Reader(self.data.get(name), f"{self.path}.{name}", self.faults)

    def each(
        self,
        name: str,
        read: Callable[["_Reader"], _T],
        default: tuple[()] | None = None,
    ) -> tuple[_T, ...]:
        if default is not None and name not in self.data:
            return default
        items = self.value(name, list)
        return tuple(read(self._item(name, i, one)) for i, one in enumerate(items))

    def _item(self, name: str, index: int, one: Any) -> "_Reader":
        own = one.get("id", index) if isinstance(one, dict) else index
        return _Reader(one, f"{self.path}.{name}.{own}", self.faults)


def _read_horizon(read: _Reader) -> Horizon:
    read.only("origin", "length_min", "freeze_min")
    text = read.value("origin", str)
    try:
        origin = datetime.fromisoformat(text)
    except ValueError:
        sentence = "Must be a time such as 2026-11-23T00:00:00+00:00."
        read.faults.add(f"{read.path}.origin", "wrong_type", sentence)
        origin = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    return Horizon(
        origin, read.value("length_min", int), read.value("freeze_min", int, 0)
    )


def _read_calendar(read: _Reader) -> Calendar:
    read.only("id", "open")
    return Calendar(read.value("id", str), tuple(read.rows("open", (int, int))))


def _read_resource(read: _Reader) -> Resource:
    read.only(
        "id", "work_centre", "calendar", "capacity", "skills", "setups", "initial_setup"
    )
    return Resource(
        read.value("id", str),
        read.value("work_centre", str),
        read.value("calendar", str),
        read.value("capacity", int, 1),
        read.words("skills"),
        read.words("setups"),
        read.mapping("initial_setup"),
    )


def _read_matrix(read: _Reader) -> SetupMatrix:
    read.only("attribute", "minutes", "default_min")
    rows = read.rows("minutes", (str, str, int))
    minutes = {(before, after): cost for before, after, cost in rows}
    return SetupMatrix(
        read.value("attribute", str), minutes, read.number_or_none("default_min")
    )


def _read_job(read: _Reader) -> Job:
    read.only("id", "release_min", "due_min", "deadline_min", "weight", "operations")
    return Job(
        read.value("id", str),
        read.each("operations", _read_operation),
        read.value("release_min", int, 0),
        read.number_or_none("due_min"),
        read.number_or_none("deadline_min"),
        read.value("weight", int, 1),
    )


def _read_operation(read: _Reader) -> Operation:
    read.only("id", "alternatives", "after", "setup", "is_resumable", "wait_min")
    return Operation(
        read.value("id", str),
        read.each("alternatives", _read_alternative),
        read.words("after"),
        read.mapping("setup"),
        read.value("is_resumable", bool, default=False),
        read.value("wait_min", int, 0),
    )


def _read_alternative(read: _Reader) -> Alternative:
    read.only("resources", "duration_min")
    return Alternative(read.words("resources"), read.value("duration_min", int))


def _read_assignment(read: _Reader) -> Assignment:
    read.only("job", "operation", "resources", "start_min", "end_min", "setup_min")
    return Assignment(
        read.value("job", str),
        read.value("operation", str),
        read.words("resources"),
        read.value("start_min", int),
        read.value("end_min", int),
        read.value("setup_min", int, 0),
    )
