"""Budget, listeners and history of one call of the solver."""

from collections.abc import Callable
from dataclasses import dataclass, field

from scheduling.schedule import Objective, Step


class BrokenPlanError(RuntimeError):
    """The solver made a plan that the judge refuses: a defect of ours, not of input."""


@dataclass(slots=True)
class Run:
    """
    What a call may use, who listens, and what it came to so far.

    Parameters
    ----------
    clock
        Seconds from any fixed point on.
    seconds, iterations
        Budget: moves where they are given, else time.
    on_progress, is_cancelled
        As for :func:`scheduling.solve.solve`.
    profile
        Terms of the objective in their order.
    """

    clock: Callable[[], float]
    seconds: float
    iterations: int | None
    on_progress: Callable[[float, Objective, str], None] | None
    is_cancelled: Callable[[], bool] | None
    profile: tuple[str, ...]
    history: list[Step] = field(default_factory=list)
    done: int = 0
    began_s: float = 0.0
    told_share: float = 0.0

    def __post_init__(self) -> None:
        self.began_s = self.clock()

    @property
    def best(self) -> Objective:
        """Worth of the best plan so far."""
        return self.history[-1].objective

    def elapsed_s(self) -> float:
        """Seconds since the call."""
        return self.clock() - self.began_s

    def left_s(self) -> float | None:
        """Seconds that are left; ``None`` where moves are counted."""
        if self.iterations is not None:
            return None
        return max(0.0, self.seconds - self.elapsed_s())

    def share(self) -> float:
        """How much of the budget is used, 0 to 1; it never falls."""
        if self.iterations is not None:
            used = self.done / max(1, self.iterations)
        else:
            used = self.elapsed_s() / self.seconds if self.seconds > 0 else 1.0
        self.told_share = max(self.told_share, min(1.0, used))
        return self.told_share

    def is_over(self) -> bool:
        """Whether the budget is spent or somebody said stop."""
        if self.is_cancelled is not None and self.is_cancelled():
            return True
        return self.share() >= 1.0

    def note(self, stage: str, objective: Objective) -> bool:
        """Write down a plan if it is the best so far, and tell whoever listens."""
        better = not self.history or (
            objective.key(self.profile) < self.best.key(self.profile)
        )
        if better:
            self.history.append(Step(self.elapsed_s(), stage, objective))
        self.tell(stage)
        return better

    def tell(self, stage: str) -> None:
        """Tell whoever listens where the call stands."""
        if self.on_progress is not None and self.history:
            self.on_progress(self.share(), self.best, stage)
