"""Promises of the kernel beside a full order book; for :mod:`alone`."""

import time
from dataclasses import replace
from random import Random
from typing import Any

from scheduling.instances.factories import generate
from scheduling.problem import Job
from scheduling.promise import Capacity, NoPromise
from scheduling.schedule import Assignment, Infeasible, Schedule
from scheduling.solve import solve
from scheduling.verify import verify
from tests.bench.measure.promise import rank
from tests.bench.schedule.planning import warm

HELD = 20


def warm_quotes() -> None:
    """Let the compiled loops of promises be loaded before anything is timed."""
    problem = generate("furniture", 12, 0.8, 1)
    found = solve(problem, seconds=0, seed=1, workers=1)
    if not isinstance(found, Infeasible):
        job = replace(problem.jobs[0], id="quote")
        Capacity.of(problem, found.schedule).insert(job, 0)


def main(
    *, kind: str, orders: int, load: float, seed: int, quotes: int, workers: int
) -> dict[str, Any]:
    """Return how long a quote takes, and whether those that are held can be kept."""
    warm()
    problem = generate(kind, orders, load, seed)
    found = solve(problem, seconds=0, seed=seed, workers=workers)
    if isinstance(found, Infeasible):
        return {"is_planned": False, "why": found.sentence}
    warm_quotes()
    began = time.perf_counter()
    capacity = Capacity.of(problem, found.schedule)
    index_s = time.perf_counter() - began
    random = Random(seed)
    wanted = [
        replace(job, id=f"quote {n}", release_min=0, due_min=None, deadline_min=None)
        for n, job in enumerate(random.choices(problem.jobs, k=quotes))
    ]
    seconds, cpu, refused = [], [], 0
    for job in wanted:
        began, began_cpu = time.perf_counter(), time.thread_time()
        answer = capacity.insert(job, problem.horizon.freeze_min)
        seconds.append(time.perf_counter() - began)
        cpu.append(time.thread_time() - began_cpu)
        refused += isinstance(answer, NoPromise)
    held: list[Job] = []
    added: list[Assignment] = []
    for job in wanted[:HELD]:
        answer = capacity.insert(job, problem.horizon.freeze_min)
        if not isinstance(answer, NoPromise):
            capacity = capacity.holding(job, answer.assignments)
            held.append(job)
            added += answer.assignments
    violations = verify(
        problem.altered(jobs=(*problem.jobs, *held)),
        Schedule.of((*found.schedule.assignments.values(), *added)),
    )
    return {
        "is_planned": not violations,
        "why": violations[0].sentence if violations else "",
        "operations": len(found.schedule.assignments),
        "orders": len(problem.jobs),
        "index_s": index_s,
        "median_ms": rank(seconds, 50) * 1000,
        "p99_ms": rank(seconds, 99) * 1000,
        "max_ms": max(seconds) * 1000,
        "cpu_p99_ms": rank(cpu, 99) * 1000,
        "refused": refused,
        "held": len(held),
    }
