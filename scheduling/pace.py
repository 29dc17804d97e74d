"""How long a replanner improves: rounds or seconds, with time left for the judge."""

from collections.abc import Callable
from dataclasses import dataclass

from scheduling.schedule import Objective

ROUNDS = 50
"""Rounds of improvement between two looks at the clock."""

LOOKS = 20
"""Looks at a budget of rounds, at least."""

JUDGED = 1.8
"""
Time to judge a plan and to compare it, in parts of that of repairing it: of 60,000
operations 1.5 s against 1.05 s of the processor, November 2026, and a little more.
"""


@dataclass(slots=True)
class Pace:
    """
    Budget and listeners of one call.

    Parameters
    ----------
    seconds, iterations
        Time for all of it, the judge included; rounds where they are given.
    on_progress, is_cancelled, clock
        As for :func:`scheduling.replan.replan`.
    """

    seconds: float
    iterations: int | None
    on_progress: Callable[[float, Objective, str], None] | None
    is_cancelled: Callable[[], bool] | None
    clock: Callable[[], float]
    began_s: float = 0.0
    repaired_s: float = 0.0

    def __post_init__(self) -> None:
        self.began_s = self.clock()

    def note_repaired(self) -> None:
        """Begin to count what is left for improving."""
        self.repaired_s = self.clock()

    def share(self, rounds: int) -> float:
        """Part of the improvement's budget that is used, 0 to 1."""
        if self.iterations is not None:
            return min(1.0, rounds / self.iterations) if self.iterations else 1.0
        took_s = self.repaired_s - self.began_s
        left_s = self.seconds - (1 + JUDGED) * took_s
        if left_s <= 0:
            return 1.0
        return min(1.0, (self.clock() - self.repaired_s) / left_s)

    def rounds(self, made: int) -> int:
        """Return how many rounds are made before the next look at the budget."""
        if self.iterations is None:
            return ROUNDS
        return min(ROUNDS, max(1, self.iterations // LOOKS), self.iterations - made)

    def tell(self, share: float, objective: Objective, stage: str) -> None:
        """Tell whoever listens where the call stands."""
        if self.on_progress is not None:
            self.on_progress(share, objective, stage)

    def is_over(self) -> bool:
        """Whether somebody said stop."""
        return self.is_cancelled is not None and self.is_cancelled()
