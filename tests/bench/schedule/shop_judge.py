"""
Judge of a solution of a benchmark file: it reads the text itself, and knows no solver.

A solution is ``{"makespan": .., "operations": [{"job", "operation", "machine", "start",
"end"}, ..]}``, all numbers from 0 as in the file.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

Ways = Mapping[int, set[int]]


def ways_of(text: str) -> dict[tuple[int, int], Ways]:
    """Durations by machine, by job and operation, as the file says them."""
    found: dict[tuple[int, int], Ways] = {}
    lines = [line for line in text.splitlines() if line.strip()]
    for job, line in enumerate(lines[1:]):
        words = iter(int(float(word)) for word in line.split())
        for operation in range(next(words)):
            ways: dict[int, set[int]] = {}
            for _ in range(next(words)):
                ways.setdefault(next(words), set()).add(next(words))
            found[job, operation] = ways
    return found


def faults(text: str, solution: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with a solution; an empty list where nothing is."""
    ways = ways_of(text)
    found: list[str] = []
    done: dict[tuple[int, int], tuple[int, int]] = {}
    by_machine: dict[int, list[tuple[int, int]]] = {}
    for one in solution["operations"]:
        key = one["job"], one["operation"]
        span = one["start"], one["end"]
        if key in done or key not in ways:
            found.append(f"{key} is done twice, or is none of the file's.")
            continue
        done[key] = span
        by_machine.setdefault(one["machine"], []).append(span)
        durations = ways[key].get(one["machine"], set())
        if span[1] - span[0] not in durations or span[0] < 0:
            found.append(f"{key} cannot be done on {one['machine']} during {span}.")
    found += [f"{key} is missing." for key in ways if key not in done]
    found += [
        f"{job}, {operation} starts before the one before it ends."
        for (job, operation), (start, _) in done.items()
        if start < done.get((job, operation - 1), (0, 0))[1]
    ]
    for machine, spans in by_machine.items():
        if any(one[1] > then[0] for one, then in pairwise(sorted(spans))):
            found.append(f"Machine {machine} does two things at once.")
    if solution["makespan"] != max((end for _, end in done.values()), default=0):
        found.append("The makespan is not the last end.")
    return found
