"""
Searching for a good order of all jobs: each policy tried costs one whole plan.

Where a factory is overloaded, what is won is won by which jobs wait and by what is
made together; moves of a few jobs do not find that. Two plans are kept, the best by
the exact profile and the best by all terms weighed together; each teaches by its
waiting what is scarce, and new policies are tried beside those that made them.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from scheduling.kernel.layout import Array
from scheduling.kernel.orders_weighed import Policy, Weighing
from scheduling.kernel.search import weigh
from scheduling.kernel.state import State

Measured = tuple[float, ...]

OPENINGS = (
    Policy(),
    Policy(given_up_min=0, patience_min=10_000, pace=2.2),
    Policy(given_up_min=0),
)
"""
Tried before others. What is late whatever is done lets the rest keep its promise:
given up at once and with patience, a third fewer are broken, at more lateness.
"""


@dataclass(slots=True)
class _Kept:
    """The best plan by one measure, and where it came from."""

    measured: Measured
    state: State
    policy: Policy
    waits: Array


class OrderSearch:
    """
    Policies tried in turn, or side by side.

    Parameters
    ----------
    empty
        State with the facts alone.
    promising, best
        Plans there are: the best by all terms weighed together, and by the profile.
    profile
        Terms of the objective in their order.
    seed
        Source of chance.
    """

    def __init__(
        self,
        empty: State,
        promising: State,
        best: State,
        profile: tuple[str, ...],
        seed: int,
    ) -> None:
        self._weighing = Weighing(empty)
        self._profile = profile
        self._chance = np.random.default_rng(seed)
        self._kept = [
            _Kept(
                self._measures(state)[index],
                state,
                Policy(),
                self._weighing.waits(state),
            )
            for index, state in enumerate((promising, best))
        ]
        self._tried = 0
        self.since_better = 0

    @property
    def promising(self) -> State:
        """The best plan by all terms weighed together."""
        return self._kept[0].state

    @property
    def best(self) -> State:
        """The best plan by the profile."""
        return self._kept[1].state

    def step(self, workers: int) -> None:
        """Try as many policies as there are workers, side by side."""
        asked = [self._next() for _ in range(workers)]
        if workers == 1:
            found = [self._weighing.build(*asked[0])]
        else:
            with ThreadPoolExecutor(workers) as pool:
                found = list(pool.map(lambda one: self._weighing.build(*one), asked))
        self.since_better += workers
        for (policy, _waits), state in zip(asked, found, strict=True):
            if state is not None:
                self._offer(policy, state)

    def _next(self) -> tuple[Policy, Array | None]:
        """Return the policy to try next, with the waiting that it goes by."""
        turn = self._tried
        self._tried += 1
        if turn < len(OPENINGS):
            return OPENINGS[turn], self._kept[0].waits
        kept = self._kept[turn % 2]
        return kept.policy.varied(self._chance), kept.waits

    def _measures(self, state: State) -> tuple[Measured, Measured]:
        exact = state.objective().key(self._profile)
        return (weigh(state, self._profile),), tuple(float(term) for term in exact)

    def _offer(self, policy: Policy, state: State) -> None:
        waits = self._weighing.waits(state)
        for index, measured in enumerate(self._measures(state)):
            if measured < self._kept[index].measured:
                self._kept[index] = _Kept(measured, state, policy, waits)
                self.since_better = 0
