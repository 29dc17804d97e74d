"""Judges a solution of a flexible job shop from its two files alone."""

import json
from itertools import pairwise, product
from pathlib import Path


def jobs_of(shop: Path) -> list[list[list[tuple[int, int]]]]:
    """Return ways ``(machine, duration)`` by job and operation."""
    _, *lines = shop.read_text().splitlines()
    jobs = []
    for line in lines:
        words = [int(word) for word in line.split()]
        count, rest = words[0], words[1:]
        operations = []
        for _ in range(count):
            ways, rest = rest[0], rest[1:]
            operations.append([(rest[2 * n], rest[2 * n + 1]) for n in range(ways)])
            rest = rest[2 * ways :]
        assert not rest
        jobs.append(operations)
    return jobs


def faults(shop: Path, solution: Path) -> list[str]:
    """Return everything that is wrong with a solution."""
    jobs, found = jobs_of(shop), json.loads(solution.read_text())
    wrong = []
    if found.keys() != {"makespan", "operations"}:
        wrong.append(f"keys {sorted(found)}")
    rows = {(one["job"], one["operation"]): one for one in found["operations"]}
    asked = {(j, o) for j, ops in enumerate(jobs) for o in range(len(ops))}
    if rows.keys() != asked or len(rows) != len(found["operations"]):
        wrong.append("not every operation once")
    for (job, operation), one in rows.items():
        if one.keys() != {"job", "operation", "machine", "start", "end"}:
            wrong.append(f"keys {sorted(one)}")
        way = (one["machine"], one["end"] - one["start"])
        if way not in jobs[job][operation]:
            wrong.append(f"{job}/{operation}: no such way {way}")
        before = rows.get((job, operation - 1))
        if one["start"] < (before["end"] if before else 0):
            wrong.append(f"{job}/{operation} starts too early")
    for machine in {one["machine"] for one in rows.values()}:
        held = [
            (o["start"], o["end"]) for o in rows.values() if o["machine"] == machine
        ]
        wrong += [
            f"machine {machine} is held twice"
            for one, other in pairwise(sorted(held))
            if other[0] < one[1]
        ]
    if found["makespan"] != max(one["end"] for one in rows.values()):
        wrong.append("makespan")
    return wrong


def least_makespan(shop: Path) -> int:
    """Try every choice of machines in every order of dispatching: small shops only."""
    jobs = jobs_of(shop)
    flat = [operation for job in jobs for operation in job]
    return min(
        _best(jobs, dict(zip(_keys(jobs), choice, strict=True)))
        for choice in product(*flat)
    )


def _keys(jobs: list[list[list[tuple[int, int]]]]) -> list[tuple[int, int]]:
    return [(j, o) for j, ops in enumerate(jobs) for o in range(len(ops))]


def _best(
    jobs: list[list[list[tuple[int, int]]]],
    chosen: dict[tuple[int, int], tuple[int, int]],
) -> int:
    least = sum(duration for _, duration in chosen.values())

    def go(done: tuple[int, ...], ready: tuple[int, ...], free: dict[int, int]) -> None:
        nonlocal least
        if max(ready) >= least:
            return
        waiting = [j for j, ops in enumerate(jobs) if done[j] < len(ops)]
        if not waiting:
            least = max(ready)
        for job in waiting:
            machine, duration = chosen[job, done[job]]
            end = max(ready[job], free.get(machine, 0)) + duration
            go(
                (*done[:job], done[job] + 1, *done[job + 1 :]),
                (*ready[:job], end, *ready[job + 1 :]),
                {**free, machine: end},
            )

    go((0,) * len(jobs), (0,) * len(jobs), {})
    return least
