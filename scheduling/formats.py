"""Problems and plans as JSON, documented in ``docs/formats/problem.md``."""

from typing import Any

from scheduling.faults import FaultList
from scheduling.format_reader import FORMAT, Reader, parsed
from scheduling.format_reading import (
    read_assignment,
    read_calendar,
    read_horizon,
    read_job_of,
    read_material,
    read_matrix,
    read_resource,
    read_transport,
)
from scheduling.format_writing import (
    assignment_shape,
    calendar_shape,
    horizon_shape,
    job_shape,
    material_shape,
    matrix_shape,
    resource_shape,
    text_of,
    transport_shape,
)
from scheduling.problem import Job, Problem
from scheduling.schedule import Schedule

__all__ = [
    "FORMAT",
    "job_shape",
    "read_job",
    "read_problem",
    "read_schedule",
    "write_problem",
    "write_schedule",
]

_PROBLEM = frozenset(
    {
        "format",
        "horizon",
        "calendars",
        "resources",
        "setups",
        "materials",
        "transports",
        "jobs",
        "fixed",
    }
)


def write_problem(problem: Problem) -> str:
    """Write a problem as JSON that :func:`read_problem` reads back as it was."""
    return text_of(
        {
            "format": FORMAT,
            "horizon": horizon_shape(problem.horizon),
            "calendars": [calendar_shape(one) for one in problem.calendars],
            "resources": [resource_shape(one) for one in problem.resources],
            "setups": [matrix_shape(one) for one in problem.setups],
            "materials": [material_shape(one) for one in problem.materials],
            "transports": [transport_shape(one) for one in problem.transports],
            "jobs": [job_shape(one) for one in problem.jobs],
            "fixed": [assignment_shape(one) for one in problem.fixed],
        }
    )


def write_schedule(schedule: Schedule) -> str:
    """Write a plan as JSON, in order of start."""
    planned = sorted(
        schedule.assignments.values(), key=lambda one: (one.start_min, one.key)
    )
    shapes = [assignment_shape(one) for one in planned]
    return text_of({"format": FORMAT, "assignments": shapes})


def read_problem(text: str) -> Problem:
    """
    Read a problem.

    Raises
    ------
    ProblemError
        With every fault of the file, or every fault of what it says.
    """
    faults = FaultList()
    top = Reader(parsed(text, faults), faults, "problem")
    top.only(_PROBLEM)
    top.format()
    horizon = read_horizon(top.child("horizon"))
    calendars = top.each("calendars", read_calendar)
    resources = top.each("resources", read_resource)
    setups = top.each("setups", read_matrix, may_miss=True)
    materials = top.each("materials", read_material, may_miss=True)
    transports = top.each("transports", read_transport, may_miss=True)
    jobs = top.each("jobs", read_job_of)
    fixed = top.each("fixed", read_assignment, may_miss=True)
    faults.raise_if_any()
    return Problem(
        horizon=horizon,
        calendars=calendars,
        resources=resources,
        setups=setups,
        materials=materials,
        transports=transports,
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
    top = Reader(parsed(text, faults), faults, "plan")
    top.only(frozenset({"format", "assignments"}))
    top.format()
    assignments = top.each("assignments", read_assignment)
    seen = set()
    for one in assignments:
        if one.key in seen:
            path = f"assignments.{one.job}.{one.operation}"
            top.note(path, "repeated_id", "This operation is planned twice.")
        seen.add(one.key)
    faults.raise_if_any()
    return Schedule.of(assignments)


def read_job(data: Any, path: str = "job") -> Job:
    """
    Return the job that a file's object says.

    Parameters
    ----------
    data
        What JSON made of it.
    path
        Where it stands in the file.

    Raises
    ------
    ProblemError
        With every fault of the object.
    """
    faults = FaultList()
    job = read_job_of(Reader(data, faults, path))
    faults.raise_if_any()
    return job
