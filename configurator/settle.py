"""
The completion of choices that hold together: shown, defaults, preference, nearest.

Each decision stands as soon as it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from heapq import heappop, heappush
from typing import Protocol

from configurator.compile import CompiledModel
from configurator.compile.circuits import Circuits
from configurator.compile.narrowing import Narrowing
from configurator.compile.solver import Solver
from configurator.compile.variables import Variable
from configurator.domains import value_problem
from configurator.environment import environment, options_in
from configurator.expressions import evaluate
from configurator.model import (
    ConditionalDefault,
    Configuration,
    OptionKind,
    ProductModel,
    Scalar,
)
from configurator.search import Search


def settle(
    compiled: CompiledModel, choices: Configuration, shown: Configuration
) -> dict[str, Scalar] | None:
    """Return the completion of ``choices``, ``None`` when they cannot hold together."""
    with _sides(compiled, choices) as sides:
        if not all(side.holds() for side in sides):
            return None
        result = _Settler(compiled, sides, choices, shown).settled()
    return {option.id: result[option.id] for option in compiled.model.options}


class Side(Protocol):
    """What settles some options: a circuit, or a solver."""

    @property
    def variables(self) -> Mapping[str, Variable]:
        """Those that it settles."""
        ...

    def holds(self) -> bool:
        """Whether the choices can hold together."""
        ...

    def prefer(self, wanted: Configuration) -> None:
        """
        Let the first guess be close to the result: fewer questions follow.

        Parameters
        ----------
        wanted
            In the order in which it is going to be settled.
        """
        ...

    def settle(self, name: str, value: Scalar) -> bool:
        """Give an option a value if that is possible beside what is settled."""
        ...

    def nearest(self, name: str, index: int) -> int | None:
        """Return the possible value nearest to that of ``index``."""
        ...


@contextmanager
def _sides(compiled: CompiledModel, choices: Configuration) -> Iterator[list[Side]]:
    sides: list[Side] = []
    with ExitStack() as lent:
        if compiled.circuits is not None:
            sides.append(CircuitSide(compiled.circuits, choices))
        if compiled.rest:
            solver = lent.enter_context(compiled.rest_solver())
            sides.append(SolverSide(compiled, solver, choices))
        yield sides


class CircuitSide:
    """Options that a circuit covers: each decision narrows it."""

    def __init__(self, circuits: Circuits, choices: Configuration) -> None:
        self.variables = circuits.variables
        self.narrowing = Narrowing(circuits, choices)

    def holds(self) -> bool:
        """Whether the choices can hold together."""
        return self.narrowing.holds()

    def prefer(self, wanted: Configuration) -> None:
        """Need no guess: a decision costs no more than what it forbids."""

    def settle(self, name: str, value: Scalar) -> bool:
        """Give an option a value if that is possible beside what is settled."""
        return self.narrowing.decide(name, value)

    def nearest(self, name: str, index: int) -> int | None:
        """Return the possible value nearest to that of ``index``, the lower of two."""
        found = self.narrowing.possible(name)
        return min(found, key=lambda at: (abs(at - index), at), default=None)


class SolverSide:
    """Options that only a solver can judge: one question a decision at most."""

    def __init__(
        self, compiled: CompiledModel, solver: Solver, choices: Configuration
    ) -> None:
        self.compiled = compiled
        self.solver = solver
        self.variables = compiled.rest
        inside = {k: v for k, v in choices.items() if k in self.variables}
        self.assumptions = list(compiled.all_chosen(inside))
        self.assignment: Sequence[int] = ()

    def holds(self) -> bool:
        """Whether the choices can hold together."""
        return self.solver.holds(self.assumptions)

    def prefer(self, wanted: Configuration) -> None:
        """Steer the first assignment close to what is wanted."""
        inside = {k: v for k, v in wanted.items() if k in self.variables}
        self.solver.prefer(self.compiled.all_chosen(inside))

    def settle(self, name: str, value: Scalar) -> bool:
        """Give an option a value if that is possible beside what is settled."""
        literals = self.compiled.chosen(name, value)
        if not self._can(literals):
            return False
        self.assumptions.extend(literals)
        return True

    def _can(self, literals: Sequence[int]) -> bool:
        if self.assignment and all(
            (self.assignment[abs(lit) - 1] > 0) == (lit > 0) for lit in literals
        ):
            return True
        if not self.solver.holds((*self.assumptions, *literals)):
            return False
        self.assignment = self.solver.assignment()
        return True

    def nearest(self, name: str, index: int) -> int | None:
        """Return the possible value nearest to that of ``index``, the lower of two."""
        variable = self.variables[name]
        search = Search(self.variables, self.solver, tuple(self.assumptions))
        if self.assignment:
            search.shown[name] = {variable.index_in(self.assignment)}
        return search.nearest(variable, index)


class _Settler:
    def __init__(
        self,
        compiled: CompiledModel,
        sides: Sequence[Side],
        choices: Configuration,
        shown: Configuration,
    ) -> None:
        self.model = compiled.model
        self.variables = compiled.variables
        self.side = {name: side for side in sides for name in side.variables}
        self.sides = sides
        self.result: dict[str, Scalar] = dict(choices)
        self.shown = {
            option.id: shown[option.id]
            for option in self.model.options
            if option.id in shown and value_problem(option, shown[option.id]) is None
        }
        self.conditional: dict[str, list[ConditionalDefault]] = {}
        for default in self.model.defaults:
            self.conditional.setdefault(default.option, []).append(default)

    def settled(self) -> dict[str, Scalar]:
        order = _in_order_of_defaults(self.model)
        wanted = {**self.result, **self.shown}
        for name in order:
            wanted.setdefault(name, self._usually(name))
        for side in self.sides:
            side.prefer(wanted)
        for name, value in self.shown.items():
            if name not in self.result:
                self._try(name, value)
        for name in order:
            if name not in self.result:
                self._default(name)
        return self.result

    def _usually(self, name: str) -> Scalar:
        variable = self.variables[name]
        default = variable.option.default
        return variable.values[0] if default is None else default

    def _try(self, name: str, value: Scalar) -> bool:
        if not self.side[name].settle(name, value):
            return False
        self.result[name] = value
        return True

    def _default(self, name: str) -> None:
        default = self._wanted(name)
        if default is not None and self._try(name, default):
            return
        variable = self.variables[name]
        if variable.is_ordered:
            aim = self.shown.get(name, default)
            wanted = variable.values[0] if aim is None else aim
            found = self.side[name].nearest(name, variable.index_of(wanted))
            if found is not None:
                self._try(name, variable.values[found])
            return
        values = variable.values
        if variable.option.kind is OptionKind.TEXT:
            # No preference is stated: the shortest text is the least surprising.
            values = tuple(sorted(values, key=lambda text: (len(str(text)), str(text))))
        # Some value is possible, because what is settled is.
        any(self._try(name, value) for value in values)

    def _wanted(self, name: str) -> Scalar | None:
        for default in self.conditional.get(name, ()):
            if self._applies(default):
                return default.value
        return self.variables[name].option.default

    def _applies(self, default: ConditionalDefault) -> bool:
        if not options_in(self.model, default.when) <= self.result.keys():
            return False
        return bool(evaluate(default.when, environment(self.model, self.result)))


def _in_order_of_defaults(model: ProductModel) -> list[str]:
    """Return options so that those a conditional default looks at come first."""
    names = [option.id for option in model.options]
    needs: Mapping[str, set[str]] = {name: set() for name in names}
    for default in model.defaults:
        needs[default.option].update(options_in(model, default.when) - {default.option})
    place = {name: at for at, name in enumerate(names)}
    waited_for: dict[str, list[str]] = {}
    for name, needed in needs.items():
        for other in needed:
            waited_for.setdefault(other, []).append(name)
    missing = {name: len(needed) for name, needed in needs.items()}
    ready = [at for at, name in enumerate(names) if not missing[name]]
    # Defaults that wait for one another are taken in the model's order.
    waiting = iter(range(len(names)))
    ordered: dict[str, None] = {}
    while len(ordered) < len(names):
        taken = names[heappop(ready) if ready else next(waiting)]
        if taken in ordered:
            continue
        ordered[taken] = None
        for follower in waited_for.get(taken, ()):
            missing[follower] -= 1
            if not missing[follower]:
                heappush(ready, place[follower])
    return list(ordered)
