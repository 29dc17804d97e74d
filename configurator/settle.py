"""
The completion of choices that hold together: shown, defaults, preference, nearest.

One question a decision at most; the first assignment is steered close to the result,
so that most decisions need none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from configurator.compile import CompiledModel
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
    compiled: CompiledModel,
    solver: Solver,
    choices: Configuration,
    shown: Configuration,
) -> dict[str, Scalar]:
    """Return the completion of ``choices``, which can hold together."""
    return _Settler(compiled, solver, choices, shown).settled()


class _Settler:
    def __init__(
        self,
        compiled: CompiledModel,
        solver: Solver,
        choices: Configuration,
        shown: Configuration,
    ) -> None:
        self.model = compiled.model
        self.compiled = compiled
        self.solver = solver
        self.result: dict[str, Scalar] = dict(choices)
        self.shown = {
            option.id: shown[option.id]
            for option in self.model.options
            if option.id in shown and value_problem(option, shown[option.id]) is None
        }
        self.assumptions = list(compiled.all_chosen(choices))
        self.assignment: Sequence[int] = ()

    def settled(self) -> dict[str, Scalar]:
        self._prefer()
        for option in self.model.options:
            if option.id in self.shown and option.id not in self.result:
                self._try(option.id, self.shown[option.id])
        for name in _in_order_of_defaults(self.model):
            if name not in self.result:
                self._default(name)
        return {option.id: self.result[option.id] for option in self.model.options}

    def _prefer(self) -> None:
        """Let the first assignment be close to the result: fewer questions follow."""
        defaults = {o.id: o.default for o in self.model.options}
        wanted = {k: v for k, v in {**defaults, **self.shown}.items() if v is not None}
        self.solver.prefer(self.compiled.all_chosen(wanted))

    def _can(self, literals: Sequence[int]) -> bool:
        if self.assignment and all(
            (self.assignment[abs(lit) - 1] > 0) == (lit > 0) for lit in literals
        ):
            return True
        if not self.solver.holds((*self.assumptions, *literals)):
            return False
        self.assignment = self.solver.assignment()
        return True

    def _try(self, name: str, value: Scalar) -> bool:
        literals = self.compiled.chosen(name, value)
        if not self._can(literals):
            return False
        self.assumptions.extend(literals)
        self.result[name] = value
        return True

    def _default(self, name: str) -> None:
        default = self._wanted(name)
        if default is not None and self._try(name, default):
            return
        variable = self.compiled.variables[name]
        if variable.is_ordered:
            aim = self.shown.get(name, default)
            self._near(variable, variable.values[0] if aim is None else aim)
            return
        values = variable.values
        if variable.option.kind is OptionKind.TEXT:
            # No preference is stated: the shortest text is the least surprising.
            values = tuple(sorted(values, key=lambda text: (len(str(text)), str(text))))
        # Some value is possible, because the assumptions are.
        any(self._try(name, value) for value in values)

    def _near(self, variable: Variable, aim: Scalar) -> None:
        search = Search(self.compiled.variables, self.solver, tuple(self.assumptions))
        if self.assignment:
            index = variable.index_in(self.assignment)
            search.shown[variable.option.id] = {index}
        found = search.nearest(variable, variable.index_of(aim))
        if found is not None:
            self._try(variable.option.id, variable.values[found])

    def _wanted(self, name: str) -> Scalar | None:
        for default in self.model.defaults:
            if default.option == name and self._applies(default):
                return default.value
        return self.compiled.variables[name].option.default

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
