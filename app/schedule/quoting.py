"""Promises asked of a published plan: how long each takes, and whether it holds."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

from app.base.talk import note
from app.schedule.shapes import Json, timing_shape, violations_shape
from scheduling.problem import Job, Problem
from scheduling.promise import Capacity, NoPromise
from scheduling.schedule import Assignment, Schedule
from scheduling.verify import verify

HELD = 10
"""Quotes that are committed one after the other and judged with the whole plan."""


def quoted_shape(problem: Problem, schedule: Schedule, quotes: int, seed: int) -> Json:
    """
    Return how quotes for orders like the open ones went.

    Each quote is asked of the plan as it stands. Then a few are committed, each in
    what the one before left free, and the judge sees the plan with all of them.

    Parameters
    ----------
    quotes
        How many.
    seed
        Which open orders are asked for once more.
    """
    note("indexing the plan")
    began = time.perf_counter()
    capacity = Capacity.of(problem, schedule)
    index_s = time.perf_counter() - began
    wanted = _wanted(problem, quotes, seed)
    seconds, completions, refused = [], [], 0
    for number, job in enumerate(wanted):
        if number % 100 == 0:
            note(f"quote {number:,} of {quotes:,}")
        began = time.perf_counter()
        answer = capacity.insert(job, problem.horizon.freeze_min)
        seconds.append(time.perf_counter() - began)
        if isinstance(answer, NoPromise):
            refused += 1
        else:
            completions.append(answer.completion_min)
    note("judging")
    held, broken = _held(problem, schedule, capacity, wanted[:HELD])
    return {
        "jobs": len(problem.jobs),
        "operations": len(schedule.assignments),
        "quotes": quotes,
        "refused": refused,
        "index_s": round(index_s, 4),
        "quote": timing_shape(seconds),
        "earliest_min": min(completions, default=None),
        "latest_min": max(completions, default=None),
        "held": held,
        "violations": broken,
    }


def _wanted(problem: Problem, quotes: int, seed: int) -> list[Job]:
    """Orders that nobody has asked for yet, each like one of the open ones."""
    random = Random(seed)  # noqa: S311 - a sample, no secret
    chosen = random.choices(problem.jobs, k=quotes)
    return [
        replace(job, id=f"quote {n}", release_min=0, due_min=None, deadline_min=None)
        for n, job in enumerate(chosen, 1)
    ]


def _held(
    problem: Problem, schedule: Schedule, capacity: Capacity, jobs: list[Job]
) -> tuple[int, list[Json]]:
    """Commit quotes one after the other; how many there was room for, and the judge."""
    held: list[Job] = []
    added: list[Assignment] = []
    for job in jobs:
        answer = capacity.insert(job, problem.horizon.freeze_min)
        if isinstance(answer, NoPromise):
            continue
        capacity = capacity.holding(job, answer.assignments)
        held.append(job)
        added += answer.assignments
    with_them = problem.altered(jobs=(*problem.jobs, *held))
    plan = Schedule.of((*schedule.assignments.values(), *added))
    return len(held), violations_shape(verify(with_them, plan))
