"""The text format of public flexible job shops, read as a problem."""

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

ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)


def read_fjsp(text: str) -> Problem:
    """
    Problem of a flexible job shop: one calendar without breaks, no due dates.

    Parameters
    ----------
    text
        First line: jobs, machines, and perhaps the mean of alternatives. Then a
        line for each job: operations, and for each of them the number of its
        alternatives and, for each, machine (from 0) and duration.

    Raises
    ------
    ProblemError
        If it is not such a text, or says what cannot be made.

    Notes
    -----
    Jobs, operations and machines are named by their number from 0. An alternative
    of duration 0, which one set has, is read as 1 minute.
    """
    lines = [line.split() for line in text.splitlines() if line.strip()]
    faults = FaultList()
    try:
        job_count, machines = int(lines[0][0]), int(lines[0][1])
        jobs = tuple(
            _job(index, [int(float(word)) for word in words])
            for index, words in zip(range(job_count), lines[1:], strict=True)
        )
    except (ValueError, IndexError):
        faults.add("file", "not_fjsp", "This is not a flexible job shop as text.")
        faults.raise_if_any()
        raise
    longest = sum(
        max(way.duration_min for way in one.alternatives)
        for job in jobs
        for one in job.operations
    )
    return Problem(
        horizon=Horizon(ORIGIN, longest),
        calendars=(Calendar("always", ((0, longest),)),),
        resources=tuple(Resource(str(n), "machine", "always") for n in range(machines)),
        jobs=jobs,
    )


def _job(index: int, words: list[int]) -> Job:
    operations: list[Operation] = []
    at = 1
    for number in range(words[0]):
        count = words[at]
        pairs = words[at + 1 : at + 1 + 2 * count]
        ways = tuple(
            Alternative((str(pairs[2 * n]),), max(1, pairs[2 * n + 1]))
            for n in range(count)
        )
        after = (str(number - 1),) if number else ()
        operations.append(Operation(str(number), ways, after))
        at += 1 + 2 * count
    return Job(str(index), tuple(operations))
