"""CP-SAT beside the tabu search: proofs of small shops, and solutions in exchange."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from scheduling.shops.engine import Engine
from scheduling.shops.instance import ShopInstance
from scheduling.shops.pool import Pool
from scheduling.shops.run import Run

if TYPE_CHECKING:
    from scheduling.cpsat.shop import ExactShop

WAYS = 1500
"""Ways of a shop up to which CP-SAT is asked at all: beyond, it proved nothing that
counting had not, and found nothing that tabu search had not (measured in 60 s)."""

SHARE = 0.2
"""Share of the remaining time that it gets; then its thread searches too."""

TICK_S = 0.02


def is_worth_proving(instance: ShopInstance) -> bool:
    """Whether the shop is small enough for an exact model."""
    return sum(len(ways) for job in instance.jobs for ways in job) <= WAYS


class Prover:
    """
    The exact model of a run's shop, hinted with its best.

    Parameters
    ----------
    instance, run, pool
        What is solved, who is told, and where solutions go.
    seed
        Of CP-SAT's choices.
    """

    def __init__(self, instance: ShopInstance, run: Run, pool: Pool, seed: int) -> None:
        self._instance = instance
        self._run = run
        self._pool = pool
        self._seed = seed
        self._engine = Engine(instance, seed)
        self._done = Event()

    def prove(self) -> None:
        """Solve until it is proven, its time is used up, or the run is over."""
        # loads OR-Tools: only who proves pays for it
        from scheduling.cpsat.shop import ExactShop  # noqa: PLC0415

        run = self._run
        if run.best is None or run.is_over():
            return
        exact = ExactShop(
            self._instance.machines,
            self._instance.jobs,
            least=run.bound,
            most=run.best.makespan,
            hint=self._engine.times(run.best),
            on_solution=self._take,
            on_bound=run.raise_bound,
        )
        guard = Thread(target=self._stop_with_run, args=(exact,), daemon=True)
        guard.start()
        proved = exact.solve(seconds=SHARE * run.left_s, seed=self._seed)
        self._done.set()
        guard.join()
        if proved is not None:
            run.raise_bound(proved)

    def _stop_with_run(self, exact: ExactShop) -> None:
        """Stop the model once the other searchers have ended the run."""
        while not self._done.wait(TICK_S):
            if self._run.is_over():
                exact.stop()

    def _take(self, starts: list[int], machines: list[int]) -> None:
        makespan = self._engine.rebuild(self._engine.elite_of(starts, machines))
        if makespan >= 0:
            self._run.offer(makespan, self._engine.elite, "exact")
            self._pool.add(self._engine.elite())
