"""One generated factory planned for some seconds; for :mod:`alone`."""

import time
from itertools import pairwise
from typing import Any

from scheduling.instances.factories import generate
from scheduling.kernel import JobArrays, ShopArrays, State
from scheduling.kernel.orders import constructors
from scheduling.problem import Problem
from scheduling.schedule import DELIVERY, Infeasible, Outcome, Step
from scheduling.solve import solve
from scheduling.verify import verify

LATENESS = (
    "weighted_tardiness_min",
    *(term for term in DELIVERY if term != "weighted_tardiness_min"),
)
"""Lateness before promises: what a bound on tardiness alone is measured with."""

IMPROVERS = ("order", "recreate", "window", "tabu", "exact", "chance", "start")
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
    lateness_first: bool = False,
    with_portfolio: bool = False,
) -> dict[str, Any]:
    """Return how long a judged plan took, what it is worth, and how it got there."""
    warm()
    problem = generate(kind, orders, load, seed)
    began, began_cpu = time.perf_counter(), time.process_time()
    found = solve(
        problem,
        seconds=seconds,
        seed=seed,
        workers=workers,
        profile=LATENESS if lateness_first else DELIVERY,
    )
    taken_s = time.perf_counter() - began
    cpu_s = time.process_time() - began_cpu
    return {
        "operations": len(problem.operation_by_key),
        "resources": len(problem.resources),
        "seconds": taken_s,
        "cpu_s": cpu_s,
        **_found(problem, found),
        "constructors": portfolio(problem) if with_portfolio else {},
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


def portfolio(problem: Problem) -> dict[str, dict[str, int]]:
    """
    Return what each constructor's plan is worth, by the constructor's name.

    Notes
    -----
    The history of a search has only those that were better in the profile's first
    terms than the ones before; the best in another term may not be among them.
    """
    jobs = JobArrays(ShopArrays(problem), problem.jobs, problem.fixed)
    empty = State(jobs)
    empty.hold((), problem.fixed)
    found: dict[str, dict[str, int]] = {}
    for one in constructors(jobs):
        state = empty.copy()
        if state.build(one.order, one.weights) < 0:
            worth = state.objective()
            found[one.name] = {name: getattr(worth, name) for name in DELIVERY}
    return found


def constructed(plans: dict[str, dict[str, int]], term: str) -> tuple[int, str]:
    """Return the least value of a term among constructors, and whose it is."""
    return min((worth[term], name) for name, worth in plans.items())


def gains(history: list[dict[str, Any]], term: str) -> dict[str, int]:
    """
    Return by how much each stage lowered a term, the constructors together.

    Notes
    -----
    They add up to what was gained after the first plan.
    """
    total: dict[str, int] = {}
    for before, after in pairwise(history):
        stage = _stage(after)
        gained = before["objective"][term] - after["objective"][term]
        total[stage] = total.get(stage, 0) + gained
    return total


def count(history: list[dict[str, Any]], stage: str) -> int:
    """Return how often a stage bettered the plan; the first plan is no betterment."""
    return sum(_stage(step) == stage for step in history[1:])


def _stage(step: dict[str, Any]) -> str:
    return step["stage"] if step["stage"] in IMPROVERS else "constructors"
