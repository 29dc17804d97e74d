"""Planning behind a command: progress is shown, memory is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.base.talk import note
from scheduling.problem import Problem
from scheduling.schedule import DELIVERY, Infeasible, Objective, Outcome, Schedule
from scheduling.solve import solve


@dataclass(frozen=True, slots=True)
class Budget:
    """
    What planning may take.

    Parameters
    ----------
    seconds
        Of the clock.
    workers
        Threads.
    seed
        Source of every choice by chance.
    """

    seconds: float
    workers: int
    seed: int


def planned(
    problem: Problem,
    budget: Budget,
    *,
    start: Schedule | None = None,
    profile: tuple[str, ...] = DELIVERY,
) -> Outcome | Infeasible:
    """Return the best plan that the budget finds; it is judged."""
    note("planning")
    return solve(
        problem,
        seconds=budget.seconds,
        seed=budget.seed,
        workers=budget.workers,
        start=start,
        profile=profile,
        on_progress=_Progress(profile),
    )


class _Progress:
    """Shows share, stage and the first terms that are not zero."""

    def __init__(self, profile: tuple[str, ...]) -> None:
        self._profile = profile

    def __call__(self, share: float, objective: Objective, stage: str) -> None:
        terms: Mapping[str, int] = {
            name: getattr(objective, name) for name in self._profile
        }
        shown = [f"{name} {value:,}" for name, value in terms.items() if value][:2]
        note(f"{share * 100:3.0f} %  {stage}  {', '.join(shown) or 'nothing is late'}")
