"""Questions to a solver about one option at a time: which values, how low, how high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from configurator.compile.solver import Solver
from configurator.compile.variables import Variable

MAX_LISTED = 24
"""Numbers with at most so many grid points have every point judged."""


@dataclass(slots=True)
class Search:
    """
    A solver under fixed assumptions, with the values its successes have shown.

    Parameters
    ----------
    variables
        Those whose values are looked for, by option id.
    assumptions
        Literals of the choices that stand.
    shown
        By option id, indices of values known to be possible: each success is a
        witness for one value of *every* option.
    """

    variables: Mapping[str, Variable]
    solver: Solver
    assumptions: tuple[int, ...]
    shown: dict[str, set[int]] = field(default_factory=dict)

    def can(self, literals: Sequence[int] = ()) -> bool:
        """Whether ``literals`` can hold as well; remembers the witness."""
        if not self.solver.holds((*self.assumptions, *literals)):
            return False
        assignment = self.solver.assignment()
        for name, variable in self.variables.items():
            seen = self.shown.setdefault(name, set())
            seen.add(variable.index_in(assignment))
        return True

    def known(self, variable: Variable) -> set[int]:
        """Return indices of values of ``variable`` known to be possible."""
        return self.shown.get(variable.option.id, set())

    def possible(self, variable: Variable) -> set[int]:
        """Return the indices of every possible value of ``variable``."""
        waiting = [
            i for i in range(len(variable.values)) if i not in self.known(variable)
        ]
        for index in waiting:
            if index not in self.known(variable):
                self.can(variable.equal(index))
        return self.known(variable)

    def bounds(self, variable: Variable, low: int, high: int) -> tuple[int, int] | None:
        """Return the least and greatest possible index in ``low <= i < high``."""
        known = [i for i in self.known(variable) if low <= i < high]
        if not known:
            if not self.can(variable.within(low, high)):
                return None
            known = [i for i in self.known(variable) if low <= i < high]
        return self._least(variable, low, min(known)), self._greatest(
            variable, max(known), high - 1
        )

    def _least(self, variable: Variable, floor: int, found: int) -> int:
        """Return the least possible index from ``floor``; ``found`` is one."""
        trial = floor
        while floor < found:
            if self.can(variable.within(floor, trial + 1)):
                found = min(i for i in self.known(variable) if floor <= i <= trial)
            else:
                floor = trial + 1
            trial = (floor + found - 1) // 2
        return found

    def _greatest(self, variable: Variable, found: int, ceiling: int) -> int:
        """Return the greatest possible index up to ``ceiling``; ``found`` is one."""
        trial = ceiling
        while found < ceiling:
            if self.can(variable.within(trial, ceiling + 1)):
                found = max(i for i in self.known(variable) if trial <= i <= ceiling)
            else:
                ceiling = trial - 1
            trial = (found + ceiling + 1) // 2
        return found

    def nearest(self, variable: Variable, index: int) -> int | None:
        """Return the possible index nearest to ``index``, the lower of two."""
        below = self._toward(variable, 0, index)
        if below == index:
            return index
        reach = len(variable.values) if below is None else 2 * index - below
        above = self._from(variable, index + 1, min(reach, len(variable.values)))
        return below if above is None else above

    def _toward(self, variable: Variable, low: int, high: int) -> int | None:
        """Return the greatest possible index from ``low`` to ``high``."""
        known = [i for i in self.known(variable) if low <= i <= high]
        if not known:
            if not self.can(variable.within(low, high + 1)):
                return None
            known = [i for i in self.known(variable) if low <= i <= high]
        return self._greatest(variable, max(known), high)

    def _from(self, variable: Variable, low: int, high: int) -> int | None:
        """Return the least possible index in ``low <= i < high``."""
        if low >= high:
            return None
        known = [i for i in self.known(variable) if low <= i < high]
        if not known:
            if not self.can(variable.within(low, high)):
                return None
            known = [i for i in self.known(variable) if low <= i < high]
        return self._least(variable, low, min(known))
