"""What the commands found, as the objects of ``docs/formats/schedule-json.md``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from math import ceil
from typing import Any

from scheduling.problem import Problem
from scheduling.schedule import Infeasible, Objective, Outcome, Schedule, Step
from scheduling.verify import Violation

Json = dict[str, Any]


def size_shape(problem: Problem) -> Json:
    """Return how much there is to plan."""
    return {
        "jobs": len(problem.jobs),
        "operations": sum(len(job.operations) for job in problem.jobs),
        "resources": len(problem.resources),
        "fixed": len(problem.fixed),
    }


def objective_shape(objective: Objective) -> Json:
    """Return a plan's worth, term by term."""
    return asdict(objective)


def step_shape(step: Step) -> Json:
    """Return one improvement."""
    return {
        "at_s": round(step.at_s, 3),
        "stage": step.stage,
        "objective": objective_shape(step.objective),
    }


def outcome_shape(outcome: Outcome) -> Json:
    """Return what planning found."""
    return {
        "objective": objective_shape(outcome.objective),
        "lower_bound": outcome.lower_bound,
        "first_plan_s": round(outcome.history[0].at_s, 3),
        "iterations": outcome.iterations,
        "history": [step_shape(step) for step in outcome.history],
    }


def infeasible_shape(found: Infeasible) -> Json:
    """Return which operation finds no place, and why."""
    return {
        "job": found.job,
        "operation": found.operation,
        "resource": found.resource,
        "sentences": dict(found.sentences),
    }


def violations_shape(violations: Iterable[Violation]) -> list[Json]:
    """Return every rule that a plan breaks, with what breaks it."""
    return [
        {
            "kind": one.kind,
            "ids": list(one.ids),
            "sentence": one.sentence,
        }
        for one in violations
    ]


def makespans(history: Iterable[Step], *, offset_s: float = 0.0) -> list[list[float]]:
    """Return improving ``[seconds, makespan]`` pairs."""
    pairs: list[list[float]] = []
    for step in history:
        found = step.objective.makespan_min
        if not pairs or found < pairs[-1][1]:
            pairs.append([round(step.at_s + offset_s, 3), found])
    return pairs


def solution_shape(schedule: Schedule) -> Json:
    """Return the schedule of a flexible job shop by the file's numbers from 0."""
    planned = sorted(
        schedule.assignments.values(), key=lambda o: (int(o.job), int(o.operation))
    )
    return {
        "makespan": max((one.end_min for one in planned), default=0),
        "operations": [
            {
                "job": int(one.job),
                "operation": int(one.operation),
                "machine": int(one.resources[0]),
                "start": one.start_min,
                "end": one.end_min,
            }
            for one in planned
        ],
    }


def timing_shape(seconds: Sequence[float]) -> Json:
    """Return median, p99 and maximum in milliseconds: figures really measured."""
    ranked = sorted(seconds)

    def rank(pct: int) -> float | None:
        if not ranked:
            return None
        return round(ranked[max(ceil(len(ranked) * pct / 100), 1) - 1] * 1000, 4)

    return {"median_ms": rank(50), "p99_ms": rank(99), "max_ms": rank(100)}
