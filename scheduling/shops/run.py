"""What the searchers of one call share: budget, best solution, history, bound."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock

from scheduling.schedule import Objective, Step
from scheduling.shops.engine import Elite


class Run:
    """
    Budget and best of one call; safe for several threads.

    Parameters
    ----------
    clock
        Seconds from any fixed point on.
    seconds, iterations
        Budget in time, or in rounds of all searchers where it is not ``None``.
    bound
        Makespan that cannot be beaten.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        seconds: float,
        iterations: int | None,
        bound: int,
    ) -> None:
        self._clock = clock
        self._began_s = clock()
        self._seconds = seconds
        self._iterations = iterations
        self._lock = Lock()
        self._stopped = Event()
        self.bound = bound
        self.rounds = 0
        self.best: Elite | None = None
        self.history: list[Step] = []

    def elapsed_s(self) -> float:
        """Seconds since the call."""
        return self._clock() - self._began_s

    @property
    def left_s(self) -> float:
        """Seconds until the budget is used up."""
        return max(0.0, self._seconds - self.elapsed_s())

    @property
    def share(self) -> float:
        """How much of the budget is used, 0 to 1."""
        if self._iterations is not None:
            used, budget = float(self.rounds), float(self._iterations)
        else:
            used, budget = self.elapsed_s(), self._seconds
        return min(1.0, used / budget) if budget > 0 else 1.0

    def rounds_of(self, slice_: int) -> int:
        """Return the rounds that may be made before the next look at the budget."""
        if self._iterations is None:
            return slice_
        return max(0, min(slice_, self._iterations - self.rounds))

    def stop(self) -> None:
        """Make every searcher stop soon."""
        self._stopped.set()

    def is_over(self) -> bool:
        """Whether the budget is used up, somebody said stop, or nothing is left."""
        return self._stopped.is_set() or self.is_proved or self.share >= 1.0

    @property
    def is_proved(self) -> bool:
        """Whether the best cannot be beaten."""
        return self.best is not None and self.best.makespan <= self.bound

    def raise_bound(self, bound: int) -> None:
        """Take note of a makespan that was proven to be the least possible."""
        with self._lock:
            self.bound = max(self.bound, bound)

    def count(self, rounds: int) -> None:
        """Take note of rounds that were made."""
        with self._lock:
            self.rounds += rounds

    def offer(self, makespan: int, elite: Callable[[], Elite], stage: str) -> None:
        """Take a solution as the best if it is better; copy it only then."""
        with self._lock:
            if self.best is not None and makespan >= self.best.makespan:
                return
            self.best = elite()
            objective = Objective(makespan_min=makespan)
            self.history.append(Step(self.elapsed_s(), stage, objective))
