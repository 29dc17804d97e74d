"""Nesting in a time box: ruin and recreate towards plans that cost less."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models3d.nesting import kernel
from models3d.nesting.bounds import area_bound, cost_bound, lower_bound
from models3d.nesting.cuts import Branch, cut_sheet
from models3d.nesting.plan import NoRoom, Plan
from models3d.nesting.problem import FIRST_CUTS, Piece, Problem, Sheet

_Numbers = NDArray[np.int64]
_UNLIMITED = 1 << 40
_NO_GOAL = 1 << 62
_DEEPEST = 40
"""Levels of a tree whose stages are not limited; no plan seen had more than 12."""
_HISTORY = 100
_RUINED_SHEETS = 3
_BLINK_PERMILLE = 10
_NOISE_PERMILLE = 300
_SHEET_WEIGHTS = (0.5,)
_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Budget:
    """
    How long to search; whichever ends first.

    Parameters
    ----------
    seconds
        By ``clock``; None for no limit.
    iterations
        Ruined and recreated plans: the same number and seed give the same plan on
        every machine. None for no limit.
    seed
        What chance starts from.
    clock
        Seconds that pass; needed with ``seconds``.
    """

    seconds: float | None = None
    iterations: int | None = None
    seed: int = 1
    clock: Callable[[], float] | None = None

    def __post_init__(self) -> None:
        if self.seconds is None and self.iterations is None:
            raise ValueError("a search without an end: give seconds or iterations")
        if self.seconds is not None and self.clock is None:
            raise ValueError("seconds are counted by a clock: give one")


@dataclass(frozen=True, slots=True)
class Progress:
    """
    How far a search is.

    Parameters
    ----------
    sheets
        Of the best plan; None while pieces have no place.
    """

    iterations: int
    sheets: int | None


def solve(
    problem: Problem,
    budget: Budget,
    *,
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan | NoRoom:
    """
    Return the cheapest plan found, and among equal prices that of fewest sheets.

    Parameters
    ----------
    progress
        Told now and then, several times a second.
    should_stop
        Asked as often; the search then ends with what it has.

    Notes
    -----
    Goal-driven: once a plan is found, the next may not cost as much; the pieces that
    find no place are put back until none is left. The search ends before its budget
    where a bound proves that nothing is cheaper. At least one plan is tried.

    References
    ----------
    Gardeyn and Wauters, "A goal-driven ruin and recreate heuristic for the 2D
    variable-sized bin packing problem with guillotine constraints",
    doi:10.1016/j.ejor.2021.11.031; Burke and Bykov, "The late acceptance
    hill-climbing heuristic", doi:10.1016/j.ejor.2016.07.012.
    """
    search = _Search(problem, budget.seed)
    clock = budget.clock
    began = clock() if clock else 0.0
    chunk = max(1, _CHUNK // problem.total)
    while not search.is_proven:
        left = chunk
        if budget.iterations is not None:
            left = min(chunk, budget.iterations - search.iterations)
        search.go_on(max(1, left))
        if progress:
            progress(Progress(search.iterations, search.sheets))
        if budget.iterations is not None and search.iterations >= budget.iterations:
            break
        if clock and budget.seconds is not None and clock() - began >= budget.seconds:
            break
        if should_stop and should_stop():
            break
    return search.answer()


class _Search:
    """The kernel's arrays, and what they mean."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem = problem
        self.ids = [
            (n, copy)
            for n, piece in enumerate(problem.pieces)
            for copy in range(1, piece.count + 1)
        ]
        self._bound = lower_bound(problem)
        self._pieces = self._piece_rows()
        self._sheets = self._sheet_rows()
        n = len(self.ids)
        self._state = _empty_state(n)
        self._best = self._state.copy()
        self._used = np.zeros(len(problem.sheets) + 1, dtype=np.int64)
        self._best_used = self._used.copy()
        self._past = np.full(3 + _HISTORY, np.inf)
        self._past[2] = 0
        self._goal = np.array([self._least_cost(), _NO_GOAL], dtype=np.int64)
        stages = problem.cutting.stages or _DEEPEST
        self._setting = np.array(
            [
                stages,
                FIRST_CUTS.index(problem.cutting.first),
                _RUINED_SHEETS,
                _BLINK_PERMILLE,
                _NOISE_PERMILLE,
            ],
            dtype=np.int64,
        )
        # Any odd constant does: xorshift must not start from 0.
        start = (seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D) % (1 << 64) or 1
        self._chance = np.array([start], dtype=np.uint64)
        self._weights = np.array(_SHEET_WEIGHTS)
        self.iterations = 0

    @property
    def is_proven(self) -> bool:
        """Whether nothing can be cheaper."""
        return bool(self._goal[1] <= self._goal[0])

    @property
    def sheets(self) -> int | None:
        """Sheets of the best plan."""
        if self._goal[1] == _NO_GOAL:
            return None
        return int(self._best_used[:-1].sum())

    def go_on(self, iterations: int) -> None:
        self.iterations += kernel.search(
            self._state,
            self._best,
            self._pieces,
            self._sheets,
            self._used,
            self._best_used,
            self._past,
            self._goal,
            self._setting,
            iterations,
            self._chance,
            self._weights,
        )

    def answer(self) -> Plan | NoRoom:
        if self.sheets is None:
            return self._no_room()
        n = len(self.ids)
        roots = {int(self._best[kernel.ROOT, leaf]) for leaf in range(n)}
        trees = [self._tree(root) for root in sorted(roots)]
        cut = [cut_sheet(self.problem, kind, tree, self.ids) for kind, tree in trees]
        cut.sort(key=lambda one: -sum(p.width * p.height for p in one.placements))
        return Plan(
            self.problem.name, tuple(cut), area_bound(self.problem), self._bound
        )

    def _no_room(self) -> NoRoom:
        left: dict[str, int] = {}
        for leaf in np.flatnonzero(self._state[kernel.PARENT, : len(self.ids)] < 0):
            piece = self.problem.pieces[self.ids[leaf][0]].id
            left[piece] = left.get(piece, 0) + 1
        return NoRoom(tuple(left.items()))

    def _tree(self, root: int) -> tuple[int, Branch]:
        return int(self._best[kernel.TURNED, root]), self._branch(root)

    def _branch(self, node: int) -> Branch:
        s = self._best
        if node < len(self.ids):
            return Branch((), node, is_turned=bool(s[kernel.TURNED, node]))
        children = []
        child = int(s[kernel.FIRST, node])
        while child >= 0:
            children.append(self._branch(child))
            child = int(s[kernel.NEXT, child])
        return Branch(tuple(children), is_column=bool(s[kernel.AXIS, node] == 0))

    def _piece_rows(self) -> _Numbers:
        kerf = self.problem.cutting.kerf
        rows = []
        for n, _ in self.ids:
            piece = self.problem.pieces[n]
            wide, high = piece.width + kerf, piece.height + kerf
            may_turn = piece.may_turn and wide != high
            rows.append((wide, high, int(may_turn), wide * high))
        return np.array(rows, dtype=np.int64)

    def _sheet_rows(self) -> _Numbers:
        """Return the sheets; a step of a price outweighs any number of sheets."""
        kerf = self.problem.cutting.kerf
        rows = []
        for sheet in self.problem.sheets:
            wide, high = self.problem.usable(sheet)
            stock = _UNLIMITED if sheet.count is None else sheet.count
            if min(wide, high) <= 0:
                wide, high, stock = -kerf, -kerf, 0
            rows.append((wide + kerf, high + kerf, self._cost(sheet.cost, 1), stock))
        return np.array(rows, dtype=np.int64)

    def _cost(self, price: int, sheets: int) -> int:
        return price * (len(self.ids) + 1) + sheets

    def _least_cost(self) -> int:
        if len(self.problem.sheets) == 1:
            price = self.problem.sheets[0].cost
            return self._cost(price * self._bound, self._bound)
        return self._cost(cost_bound(self.problem), self._bound)


def _empty_state(n: int) -> NDArray[np.int32]:
    """Return a state whose pieces are all outside: leaves, roots, spare nodes."""
    width = 4 * n + 5
    state = np.full((kernel.ROWS, width), -1, dtype=np.int32)
    spare = range(2 * n, width - 1)
    state[kernel.FREE, : len(spare)] = spare
    state[kernel.ACTIVE, -1] = 0
    state[kernel.SPARE, -1] = len(spare)
    return state


def warm() -> None:
    """Compile the kernel, or load it from its cache."""
    problem = Problem("", (Piece("a", 1, 1, count=2),), (Sheet("s", 1, 1),))
    solve(problem, Budget(iterations=2))
