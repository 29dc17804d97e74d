"""How many variants there are: exact, or "more than the limit"."""

from __future__ import annotations

from configurator.compile import CompiledModel
from configurator.compile.solver import Solver
from configurator.compile.variables import Variable
from configurator.environment import options_in
from configurator.model import OptionKind
from configurator.results import MoreThan

__all__ = ["MoreThan", "count"]


def count(compiled: CompiledModel, *, limit: int = 10_000) -> int | MoreThan:
    """
    Return the number of variants, free texts not counted apart.

    Parameters
    ----------
    limit
        Most variants to enumerate in any group of options that rules connect; groups
        multiply, so the result may be far above it.
    """
    total = 1
    for component in _components(compiled):
        found = _enumerate(compiled, component, limit)
        if isinstance(found, MoreThan):
            return found
        total *= found
    return total


def _components(compiled: CompiledModel) -> list[list[Variable]]:
    model = compiled.model
    parts: list[set[str]] = [{option.id} for option in model.options]
    related = [options_in(model, rule.rule) for rule in model.rules]
    related += [set(table.options) for table in model.tables]
    for names in related:
        joined = [part for part in parts if part & names]
        parts = [part for part in parts if not part & names]
        parts.append(set().union(*joined) if joined else set())
    return [[compiled.variables[name] for name in sorted(part)] for part in parts]


def _enumerate(
    compiled: CompiledModel, component: list[Variable], limit: int
) -> int | MoreThan:
    counted = [v for v in component if v.option.kind is not OptionKind.TEXT]
    solver = Solver(compiled.clauses, tuple(compiled.selectors.values()), compiled.size)
    found = 0
    try:
        while solver.holds(()):
            found += 1
            if found > limit:
                return MoreThan(limit)
            assignment = solver.assignment()
            picked = [v.equal(v.index_in(assignment)) for v in counted]
            solver.refuse([-literal for literals in picked for literal in literals])
    finally:
        solver.close()
    return found
