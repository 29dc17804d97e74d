"""How many variants there are: exact, or "more than the limit"."""

from __future__ import annotations

from configurator.compile import CompiledModel, ddnnf
from configurator.compile.clauses import TRUE
from configurator.compile.components import components
from configurator.compile.parts import definitions_of
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
    for part, relations in _parts(compiled) if compiled.rest else ():
        found = _enumerated(compiled, part, picked, limit)
        if isinstance(found, MoreThan):
            known = _by_d4(compiled, part, relations, picked, seconds)
            if known is None:
                return found
            found = known
        total *= found
    return total


def _parts(
    compiled: CompiledModel,
) -> list[tuple[list[Variable], tuple[str, ...]]]:
    model = compiled.model
    scopes = {rule.id: frozenset(options_in(model, rule.rule)) for rule in model.rules}
    scopes.update({table.id: frozenset(table.options) for table in model.tables})
    left = {
        name: scope for name, scope in scopes.items() if scope & compiled.rest.keys()
    }
    return [
        ([compiled.variables[name] for name in options], relations)
        for options, relations in components(compiled.rest, left)
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
    relations: tuple[str, ...],
    choices: Configuration,
    seconds: float,
) -> int | None:
    # A text stands for a class of texts here, and classes are not variants.
    if not seconds or any(v.option.kind is OptionKind.TEXT for v in part):
        return None
    inside = {v.option.id: choices[v.option.id] for v in part if v.option.id in choices}
    clauses = definitions_of(part, compiled.definitions)
    clauses += [clause for name in relations for clause in compiled.said(name)]
    clauses += [(literal,) for literal in compiled.all_chosen(inside)]
    own = {abs(literal) for v in part for literal in v.literals if literal != TRUE}
    numbered, numbers = ddnnf.numbered(clauses, own)
    return ddnnf.number_of_models(numbered, len(numbers), seconds)
