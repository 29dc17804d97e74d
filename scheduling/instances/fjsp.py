"""The text format of public flexible job shops, read as a shop or as a problem."""

from datetime import UTC, datetime

from scheduling.faults import FaultList
from scheduling.problem import (
    Alternative,
    Calendar,
    Horizon,
    Job,
    Operation,
    Problem,
    Resource,
)
from scheduling.shops.instance import ShopInstance, quickest

ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)

_Ways = tuple[tuple[int, int], ...]

LONGEST = 2**30
"""Sum of durations up to which a shop is read: compiled loops count in 32 bits."""


def read_shop(text: str) -> ShopInstance:
    """
    Shop of a benchmark file, with the file's own numbers.

    Parameters
    ----------
    text
        First line: jobs, machines, and perhaps the mean of alternatives. Then a
        line for each job: operations, and for each of them the number of its
        alternatives and, for each, machine (from 0) and duration. A duration of 0
        is one: the operation takes no time, but it has its turn on the machine.

    Raises
    ------
    ProblemError
        If it is not such a text, or with everything in it that cannot be made.
    """
    lines = [line.split() for line in text.splitlines() if line.strip()]
    faults = FaultList()
    try:
        machines = int(lines[0][1])
        jobs = tuple(
            _operations([_whole(word) for word in words])
            for _, words in zip(range(int(lines[0][0])), lines[1:], strict=True)
        )
    except (ValueError, IndexError, OverflowError):
        faults.add("file", "not_fjsp", "This is not a flexible job shop as text.")
        faults.raise_if_any()
        raise
    for job, operations in enumerate(jobs):
        for number, ways in enumerate(operations):
            path = f"jobs.{job}.operations.{number}"
            _inspect(path, ways, machines, faults)
    longest = sum(max(d for _, d in ways) for job in jobs for ways in job if ways)
    if longest > LONGEST:
        faults.add("file", "too_long", f"All durations add up to more than {LONGEST}.")
    faults.raise_if_any()
    return ShopInstance(machines, jobs)


def _whole(word: str) -> int:
    number = float(word)
    if number != int(number):
        raise ValueError(word)
    return int(number)


def _operations(words: list[int]) -> tuple[_Ways, ...]:
    operations: list[_Ways] = []
    at = 1
    for _ in range(words[0]):
        end = at + 1 + 2 * words[at]
        if words[at] < 0 or end > len(words):
            raise ValueError(words[at])
        pairs = words[at + 1 : end]
        operations.append(tuple(zip(pairs[::2], pairs[1::2], strict=True)))
        at = end
    if words[0] < 0 or at != len(words):
        raise ValueError(words[0])
    return tuple(operations)


def _inspect(path: str, ways: _Ways, machines: int, faults: FaultList) -> None:
    if not ways:
        faults.add(path, "no_alternatives", "It has no machine: name at least one.")
    for machine, duration in ways:
        if not 0 <= machine < machines:
            faults.add(
                path,
                "unknown_resource",
                f"There is no machine {machine}: they go from 0 to {machines - 1}.",
            )
        if duration < 0:
            faults.add(path, "bad_duration", f"A duration of {duration} is below 0.")


def read_fjsp(text: str) -> Problem:
    """
    Problem of a flexible job shop: one calendar without breaks, no due dates.

    Parameters
    ----------
    text
        As :func:`read_shop` reads it.

    Raises
    ------
    ProblemError
        If it is not such a text, or says what cannot be made.

    Notes
    -----
    Jobs, operations and machines are named by their number from 0. A problem knows no
    work without time: an alternative of duration 0, which one set has, takes 1 minute
    here. :func:`read_shop` keeps it.
    """
    return problem_of(read_shop(text))


def problem_of(shop: ShopInstance) -> Problem:
    """Problem of a shop, its durations as minutes, at least 1."""
    jobs = tuple(_job(number, job) for number, job in enumerate(shop.jobs))
    longest = sum(
        max(way.duration_min for way in one.alternatives)
        for job in jobs
        for one in job.operations
    )
    return Problem(
        horizon=Horizon(ORIGIN, longest),
        calendars=(Calendar("always", ((0, longest),)),),
        resources=tuple(
            Resource(str(n), "machine", "always") for n in range(shop.machines)
        ),
        jobs=jobs,
    )


def _job(index: int, operations: tuple[_Ways, ...]) -> Job:
    return Job(
        str(index),
        tuple(
            Operation(
                str(number),
                tuple(
                    Alternative((str(machine),), max(1, duration))
                    for machine, duration in quickest(ways).items()
                ),
                (str(number - 1),) if number else (),
            )
            for number, ways in enumerate(operations)
        ),
    )
