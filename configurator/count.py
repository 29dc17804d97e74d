"""How many variants there are: exact, or "more than the limit"."""

from __future__ import annotations

from configurator.compile import CompiledModel
from configurator.compile.clauses import TRUE
from configurator.compile.components import components
from configurator.compile.ddnnf import number_of_models
from configurator.compile.variables import Variable
from configurator.environment import options_in
from configurator.model import Configuration, OptionKind
from configurator.results import MoreThan

__all__ = ["MoreThan", "count"]


def count(
    compiled: CompiledModel,
    choices: Configuration | None = None,
    *,
    limit: int = 10_000,
    seconds: float = 0,
) -> int | MoreThan:
    """
    Return the exact number of variants, free texts not counted apart.

    Parameters
    ----------
    choices
        Only variants that have these are counted.
    limit
        Most variants to enumerate in any group of options that rules connect and no
        circuit covers; groups multiply, so the result may be far above it.
    seconds
        Of processor time that d4 may take to count a group above the limit; the
        clauses' auxiliary variables are determined by the options, so that assignments
        are variants.
    """
    picked = choices or {}
    total = compiled.circuits.count(picked) if compiled.circuits else 1
    for part in _parts(compiled) if compiled.rest else ():
        found = _enumerated(compiled, part, picked, limit)
        if isinstance(found, MoreThan):
            known = _by_d4(compiled, part, picked, seconds)
            if known is None:
                return found
            found = known
        total *= found
    return total


def _parts(compiled: CompiledModel) -> list[list[Variable]]:
    model = compiled.model
    scopes = {rule.id: frozenset(options_in(model, rule.rule)) for rule in model.rules}
    scopes.update({table.id: frozenset(table.options) for table in model.tables})
    left = {
        name: scope for name, scope in scopes.items() if scope & compiled.rest.keys()
    }
    return [
        [compiled.variables[name] for name in options]
        for options, _ in components(compiled.rest, left)
    ]


def _enumerated(
    compiled: CompiledModel,
    part: list[Variable],
    choices: Configuration,
    limit: int,
) -> int | MoreThan:
    counted = [v for v in part if v.option.kind is not OptionKind.TEXT]
    inside = {v.option.id: choices[v.option.id] for v in part if v.option.id in choices}
    assumptions = compiled.all_chosen(inside)
    solver = compiled.new_rest_solver()
    found = 0
    try:
        while solver.holds(assumptions):
            found += 1
            if found > limit:
                return MoreThan(limit)
            assignment = solver.assignment()
            picked = [v.equal(v.index_in(assignment)) for v in counted]
            solver.refuse([-literal for literals in picked for literal in literals])
    finally:
        solver.close()
    return found


def _by_d4(
    compiled: CompiledModel,
    part: list[Variable],
    choices: Configuration,
    seconds: float,
) -> int | None:
    # A text stands for a class of texts here, and classes are not variants.
    if not seconds or any(v.option.kind is OptionKind.TEXT for v in part):
        return None
    inside = {v.option.id: choices[v.option.id] for v in part if v.option.id in choices}
    own = {abs(literal) for v in part for literal in v.literals if literal != TRUE}
    rules = compiled.selectors.values()
    said = [c for c in compiled.clauses if c != (TRUE,)]
    units = [(rule,) for rule in rules] + [(x,) for x in compiled.all_chosen(inside)]
    return number_of_models(*_connected([*said, *units], own), seconds)


def _connected(
    clauses: list[tuple[int, ...]], inside: set[int]
) -> tuple[list[tuple[int, ...]], int]:
    """Return the clauses that speak of ``inside``, renumbered from 1, and how many."""
    leader: dict[int, int] = {}

    def find(variable: int) -> int:
        while leader.setdefault(variable, variable) != variable:
            leader[variable] = leader[leader[variable]]
            variable = leader[variable]
        return variable

    for clause in clauses:
        for literal in clause[1:]:
            leader[find(abs(literal))] = find(abs(clause[0]))
    parts = {find(variable) for variable in inside}
    kept = [c for c in clauses if find(abs(c[0])) in parts]
    numbers = {
        v: at
        for at, v in enumerate(sorted({abs(x) for c in kept for x in c} | inside), 1)
    }
    renumbered = [
        tuple(numbers[x] if x > 0 else -numbers[-x] for x in clause) for clause in kept
    ]
    return renumbered, len(numbers)
