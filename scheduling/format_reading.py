"""The parts of problem and plan files, each read from its JSON object."""

from datetime import UTC, datetime

from scheduling.format_reader import Reader
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


def read_horizon(read: Reader) -> Horizon:
    """Read the planned window."""
    read.only(frozenset({"origin", "length_min", "freeze_min"}))
    try:
        origin = datetime.fromisoformat(read.value("origin", str))
    except ValueError:
        sentence = "Must be a time such as 2026-11-23T00:00:00+00:00."
        read.note("origin", "wrong_type", sentence)
        origin = datetime(1970, 1, 1, tzinfo=UTC)
    return Horizon(origin, read.number("length_min"), read.number("freeze_min", 0))


def read_calendar(read: Reader) -> Calendar:
    """Read when a resource works."""
    read.only(frozenset({"id", "open", "overtime"}))
    spans = read.rows("open", (int, int))
    more = read.rows("overtime", (int, int), may_miss=True)
    return Calendar(
        read.value("id", str),
        tuple((start, end) for start, end in spans),
        tuple((start, end) for start, end in more),
    )


_RESOURCE = frozenset(
    {
        "id",
        "work_centre",
        "calendar",
        "capacity",
        "skills",
        "setups",
        "initial_setup",
        "batching",
        "site",
    }
)


def read_resource(read: Reader) -> Resource:
    """Read a machine, crew or station."""
    read.only(_RESOURCE)
    return Resource(
        read.value("id", str),
        read.value("work_centre", str),
        read.value("calendar", str),
        read.number("capacity", 1),
        read.words("skills"),
        read.words("setups"),
        read.texts("initial_setup"),
        None
        if read.data.get("batching") is None
        else _read_batching(read.child("batching")),
        read.value("site", str, ""),
    )


def _read_batching(read: Reader) -> Batching:
    read.only(frozenset({"units", "attribute", "base_min", "adds_up"}))
    return Batching(
        read.number("units"),
        read.text_or_none("attribute"),
        read.number("base_min", 0),
        read.value("adds_up", bool, default=False),
    )


def read_matrix(read: Reader) -> SetupMatrix:
    """Read the changeovers of an attribute."""
    read.only(frozenset({"attribute", "minutes", "default_min", "cost"}))
    return SetupMatrix(
        read.value("attribute", str),
        read.pairs("minutes"),
        read.number_or_none("default_min"),
        read.pairs("cost", may_miss=True),
    )


def read_material(read: Reader) -> Material:
    """Read a stock with its deliveries."""
    read.only(frozenset({"id", "stock", "supply"}))
    rows = read.rows("supply", (int, int), may_miss=True)
    supply = tuple((minute, quantity) for minute, quantity in rows)
    return Material(read.value("id", str), read.number("stock"), supply)


def read_transport(read: Reader) -> Transport:
    """Read a way between sites."""
    read.only(frozenset({"before", "after", "minutes"}))
    return Transport(
        read.value("before", str), read.value("after", str), read.number("minutes")
    )


_JOB = frozenset(
    {"id", "release_min", "due_min", "deadline_min", "weight", "operations"}
)


def read_job_of(read: Reader) -> Job:
    """Read what is to be made."""
    read.only(_JOB)
    return Job(
        read.value("id", str),
        read.each("operations", _read_operation),
        read.number("release_min", 0),
        read.number_or_none("due_min"),
        read.number_or_none("deadline_min"),
        read.number("weight", 1),
    )


_OPERATION = frozenset(
    {
        "id",
        "alternatives",
        "after",
        "setup",
        "is_resumable",
        "wait_min",
        "max_wait_min",
        "units",
        "materials",
    }
)


def _read_operation(read: Reader) -> Operation:
    read.only(_OPERATION)
    return Operation(
        read.value("id", str),
        read.each("alternatives", _read_alternative),
        read.words("after"),
        read.texts("setup"),
        read.value("is_resumable", bool, default=False),
        read.number("wait_min", 0),
        read.number_or_none("max_wait_min"),
        read.number("units", 1),
        read.numbers("materials"),
    )


_ALTERNATIVE = frozenset({"resources", "duration_min", "energy_wh"})


def _read_alternative(read: Reader) -> Alternative:
    read.only(_ALTERNATIVE)
    return Alternative(
        read.words("resources"),
        read.number("duration_min"),
        read.number("energy_wh", 0),
    )


_ASSIGNMENT = frozenset(
    {"job", "operation", "resources", "start_min", "end_min", "setup_min"}
)


def read_assignment(read: Reader) -> Assignment:
    """Read when and where one operation is done."""
    read.only(_ASSIGNMENT)
    return Assignment(
        read.value("job", str),
        read.value("operation", str),
        read.words("resources"),
        read.number("start_min"),
        read.number("end_min"),
        read.number("setup_min", 0),
    )
