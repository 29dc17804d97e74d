"""Planning behind a command: progress is shown, memory is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.base.talk import note
from scheduling.problem import Problem
from scheduling.schedule import (
    DELIVERY,
    MAKESPAN,
    Infeasible,
    Objective,
    Outcome,
)

if TYPE_CHECKING:
    from scheduling.shops.instance import ShopInstance


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


def solved_shop(shop: ShopInstance, budget: Budget) -> Outcome:
    """Return the schedule of least makespan that the budget finds."""
    # Each engine is compiled code: only who uses it waits for its loading.
    from scheduling.shops.solve import solve_shop  # noqa: PLC0415

    note("searching")
    found = solve_shop(
        shop,
        seconds=budget.seconds,
        seed=budget.seed,
        workers=budget.workers,
        on_progress=Progress(MAKESPAN),
    )
    assert isinstance(found, Outcome)  # noqa: S101 - no horizon binds a shop by numbers
    return found


def planned(problem: Problem, budget: Budget) -> Outcome | Infeasible:
    """Return the best plan that the budget finds; it is judged."""
    from scheduling.solve import solve  # noqa: PLC0415 - as above

    note("planning")
    return solve(
        problem,
        seconds=budget.seconds,
        seed=budget.seed,
        workers=budget.workers,
        on_progress=Progress(DELIVERY),
    )


class Progress:
    """Shows share, stage and the first terms that are not zero."""

    def __init__(self, profile: tuple[str, ...]) -> None:
        self._profile = profile

    def __call__(self, share: float, objective: Objective, stage: str) -> None:
        """Show it, where somebody watches."""
        terms: Mapping[str, int] = {
            name: getattr(objective, name) for name in self._profile
        }
        shown = [f"{name} {value:,}" for name, value in terms.items() if value][:2]
        note(f"{share * 100:3.0f} %  {stage}  {', '.join(shown) or 'nothing is late'}")
