"""One generated factory planned for some seconds; for :mod:`alone`."""

import time
from itertools import pairwise
from typing import Any

from scheduling.instances.factories import generate
from scheduling.problem import Problem
from scheduling.schedule import DELIVERY, Infeasible, Outcome, Step
from scheduling.solve import solve
from scheduling.verify import verify

IMPROVERS = ("recreate", "window", "tabu", "exact", "chance", "start")
"""Stages that are no constructors."""


def warm() -> None:
    """Let compiled code be loaded and CP-SAT be there before anything is timed."""
    solve(generate("furniture", 12, 0.8, 1), seconds=0.5, seed=1, workers=1)


def main(
    *,
    kind: str,
    orders: int,
    load: float,
    seed: int,
    seconds: float,
    workers: int,
    profile: list[str] | None = None,
) -> dict[str, Any]:
    """Return how long a judged plan took, what it is worth, and how it got there."""
    warm()
    problem = generate(kind, orders, load, seed)
    began = time.perf_counter()
    found = solve(
        problem,
        seconds=seconds,
        seed=seed,
        workers=workers,
        profile=tuple(profile or DELIVERY),
    )
    taken_s = time.perf_counter() - began
    return {
        "operations": len(problem.operation_by_key),
        "resources": len(problem.resources),
        "seconds": taken_s,
        **_found(problem, found),
    }


def _found(problem: Problem, found: Outcome | Infeasible) -> dict[str, Any]:
    if isinstance(found, Infeasible):
        return {"is_planned": False, "why": found.sentence}
    violations = verify(problem, found.schedule)
    return {
        "is_planned": not violations,
        "why": violations[0].sentence if violations else "",
        "objective": shape(found.history[-1])["objective"],
        "iterations": found.iterations,
        "history": [shape(step) for step in found.history],
    }


def shape(step: Step) -> dict[str, Any]:
    """Return a step as JSON says it."""
    worth = step.objective
    terms = {name: getattr(worth, name) for name in DELIVERY}
    return {"at_s": step.at_s, "stage": step.stage, "objective": terms}


def constructed(history: list[dict[str, Any]], term: str) -> int | None:
    """Return the least value of a term among the constructors' plans."""
    found = [
        step["objective"][term] for step in history if step["stage"] not in IMPROVERS
    ]
    return min(found, default=None)


def gains(history: list[dict[str, Any]], term: str) -> dict[str, int]:
    """
    Return by how much each stage lowered a term, the constructors together.

    Notes
    -----
    They add up to what was gained after the first plan.
    """
    total: dict[str, int] = {}
    for before, after in pairwise(history):
        stage = after["stage"] if after["stage"] in IMPROVERS else "constructors"
        gained = before["objective"][term] - after["objective"][term]
        total[stage] = total.get(stage, 0) + gained
    return total
