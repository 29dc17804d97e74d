"""What listens to a solver for a waiting page."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.outbox import Work
from scheduling.schedule import Objective

PAUSE_S = 0.5


@dataclass
class Listener:
    """Passes progress on, and asks for a cancel, twice a second at most."""

    work: Work
    tick: Callable[[], float]
    told_s: float = float("-inf")
    asked_s: float = float("-inf")
    is_cancelled: bool = False
    objective: Objective = field(default_factory=Objective)

    def progress(self, share: float, objective: Objective, stage: str) -> None:
        """Tell how far the solver is."""
        self.objective = objective
        now_s = self.tick()
        if now_s - self.told_s >= PAUSE_S:
            self.told_s = now_s
            late = objective.broken_promises
            words = f"{stage}: {late} late, {objective.setup_min} min of changeover"
            self.work.report(0.05 + 0.9 * share, words)

    def cancelled(self) -> bool:
        """Whether somebody asked to stop, also where a solver has nothing to tell."""
        now_s = self.tick()
        if not self.is_cancelled and now_s - self.asked_s >= PAUSE_S:
            self.asked_s = now_s
            self.is_cancelled = self.work.is_cancelled()
        return self.is_cancelled
