"""Searching for better plans on a state: chunks of moves, the best kept aside."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from scheduling.kernel.insert import RANDOM
from scheduling.kernel.layout import BROKEN, TARDY, TERMS, Array
from scheduling.kernel.recreate import (
    MOST,
    MOVES,
    OUT,
    Search,
    improve,
    remember,
    worth,
)
from scheduling.kernel.state import State, rule
from scheduling.schedule import Objective

_UNITS = {
    "broken_promises": 100.0,
    "weighted_tardiness_min": 1.0,
    "moved_min": 0.02,
    "setup_min": 10.0,
    "setup_cost": 0.5,
    "in_progress_min": 10.0,
    "energy_wh": 0.01,
    "makespan_min": 1.0,
}
"""What a unit of each term weighs, before its rank in the profile counts."""

_RANK = 0.1
"""What a term weighs beside one that the profile names just before it."""


def weigh(state: State, profile: tuple[str, ...]) -> float:
    """All terms of a plan weighed into one number, as a search weighs them."""
    return float(_weights(profile) @ state.held.total)


def _weights(profile: tuple[str, ...]) -> Array:
    weights = np.zeros(len(TERMS))
    for rank, term in enumerate(profile):
        weights[TERMS.index(term)] = _UNITS[term] * _RANK**rank
    return weights


class Searcher:
    """
    Ruin and recreate on a state of its own.

    Parameters
    ----------
    state
        A complete plan; it is changed.
    profile
        Terms of the objective in their order: the best is kept by them exactly.
    seed
        Source of chance.
    """

    def __init__(self, state: State, profile: tuple[str, ...], seed: int) -> None:
        self.state = state
        self.profile = profile
        self._rule = rule(seed=seed)
        jobs = len(state.jobs.jobs)
        held = state.held
        named = [TERMS.index(term) for term in profile]
        self._search = Search(
            weights=_weights(profile),
            profile=np.array(named, np.int32),
            best=np.zeros((len(held.place), 4), np.int32),
            best_total=held.total.copy(),
            stale=np.arange(len(held.score), dtype=np.int32),
            is_stale=np.ones(len(held.score), np.uint8),
            out=np.zeros(MOST, np.int32),
            rank=np.zeros(MOST),
            counts=np.zeros(8, np.int64),
            late=np.zeros(1, np.int32),
        )
        self._search.counts[OUT] = jobs
        self._jobs = jobs
        remember(state.jobs.raw, held, self._search)

    @property
    def moves(self) -> int:
        """Moves made so far."""
        return int(self._search.counts[MOVES])

    @property
    def worth(self) -> float:
        """All terms of the current plan weighed into one number."""
        return float(worth(self.state.held, self._search))

    @property
    def best(self) -> Objective:
        """Worth of the best plan."""
        totals = self._search.best_total.tolist()
        return Objective(**dict(zip(TERMS, totals, strict=True)))

    def improve(self, moves: int, heat: float) -> None:
        """
        Make moves.

        Parameters
        ----------
        moves
            How many.
        heat
            What worsening is let pass, in shares of what an average job is worth.
        """
        held = self.state.held
        score = held.score[: self._jobs]
        late = np.flatnonzero(score[:, TARDY] + score[:, BROKEN])
        pool = late if len(late) > 1 else np.zeros(1, np.int64)
        self._search = self._search._replace(late=pool.astype(np.int32))
        per_job = self.worth / max(1, self._jobs)
        improve(
            self.state.shop.raw,
            self.state.jobs.raw,
            held,
            self._search,
            self._rule,
            moves,
            heat * per_job,
        )

    def best_state(self) -> State:
        """State of the best plan, as a new one."""
        best = State(self.state.jobs)
        problem = self.state.shop.problem
        best.hold((), problem.fixed)
        known = np.flatnonzero(best.held.place["way"] < 0)
        known = known[known < self.state.jobs.tasks]
        table = self._search.best[known].astype(np.int64)
        order = np.argsort(table[:, 1], kind="stable")
        rows = np.column_stack([known, table, np.zeros(len(known), np.int64)])
        best.load(np.ascontiguousarray(rows[order]))
        return best

    def adopt(self, other: "Searcher") -> None:
        """Go on from another searcher's best plan."""
        chance = int(self._rule[RANDOM])
        fresh = Searcher(other.best_state(), self.profile, 0)
        fresh._search.counts[MOVES] = self.moves
        self.state, self._search = fresh.state, fresh._search
        self._rule[RANDOM] = chance


def improve_all(searchers: Sequence[Searcher], moves: int, heat: float) -> Searcher:
    """Let each searcher make so many moves, side by side; give the best of them."""
    if len(searchers) == 1:
        searchers[0].improve(moves, heat)
    else:
        with ThreadPoolExecutor(len(searchers)) as pool:
            for made in [pool.submit(one.improve, moves, heat) for one in searchers]:
                made.result()
    profile = searchers[0].profile
    return min(searchers, key=lambda one: one.best.key(profile))


def heats(share: float, hottest: float = 0.05, coldest: float = 0.0005) -> float:
    """Heat after a share of the budget is used: falls by a constant factor."""
    return float(hottest * (coldest / hottest) ** min(1.0, share))
