"""
The completion that keeps as much as any of a saved configuration.

``complete`` keeps what was shown option by option in the model's order, which is what
a page wants. Whoever repeats an old order wants the fewest changes in all: that is
found here, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np

from configurator.compile import CompiledModel
from configurator.complete import complete
from configurator.domains import require_choices, value_problem
from configurator.explain import explain_conflict
from configurator.model import Configuration, Option, Scalar
from configurator.results import Conflict

__all__ = ["nearest_variant"]


def nearest_variant(
    compiled: CompiledModel, choices: Configuration, saved: Configuration
) -> dict[str, Scalar] | Conflict:
    """
    Return the completion of ``choices`` with the fewest changes to ``saved``.

    Parameters
    ----------
    saved
        Of any version, complete or not: unknown options and values are no error, and
        a number off the grid counts as the grid point nearest to it once it changes.

    Raises
    ------
    ChoiceError
        When a choice is malformed.

    Notes
    -----
    Exact. What a circuit covers is the cheapest variant under a cost for each saved
    value that gives way (among equals, later options give way first); for the rest
    core-guided MaxSAT finds the fewest [1]_.

    References
    ----------
    .. [1] A. Ignatiev, A. Morgado, J. Marques-Silva, "RC2: an efficient MaxSAT
       solver", JSAT 11, 2019, doi:10.3233/SAT190116.
    """
    require_choices(compiled.model, choices)
    options = {
        option.id: option
        for option in compiled.model.options
        if option.id in saved and option.id not in choices
    }
    standing = {
        name: saved[name]
        for name, option in options.items()
        if value_problem(option, saved[name]) is None
    }
    kept = _most_kept(compiled, choices, standing)
    if kept is None:
        return explain_conflict(compiled, choices)
    near = dict(_near(options, saved))
    return complete(compiled, {**choices, **kept}, {**near, **standing})


def _most_kept(
    compiled: CompiledModel, choices: Configuration, standing: Configuration
) -> dict[str, Scalar] | None:
    """
    Return as many of ``standing`` as any completion has; ``None`` without completions.

    Parameters
    ----------
    standing
        Valid values of options that are not among the choices.
    """
    covered = _covered(compiled, choices, standing)
    if covered is None:
        return None
    others = _satisfied(compiled, choices, standing) if compiled.rest else {}
    return None if others is None else {**covered, **others}


def _covered(
    compiled: CompiledModel, choices: Configuration, standing: Configuration
) -> dict[str, Scalar] | None:
    circuits = compiled.circuits
    if circuits is None:
        return {}
    inside = {name: v for name, v in standing.items() if circuits.covers(name)}
    # The fewest changes first; among equals the sum of their ranks from behind.
    step = len(inside) * (len(inside) + 1) + 1
    costs = np.zeros(circuits.circuit.leaves, dtype=np.int64)
    for rank, (name, value) in enumerate(reversed(inside.items())):
        costs[circuits.span(name)] = step + rank
        costs[circuits.literal(name, value)] = 0
    best = circuits.best(costs, choices)
    if best is None:
        return None
    indices = {name: circuits.literal(name, value) for name, value in best.items()}
    return {
        name: value
        for name, value in inside.items()
        if indices[name] == circuits.literal(name, value)
    }


def _satisfied(
    compiled: CompiledModel, choices: Configuration, standing: Configuration
) -> dict[str, Scalar] | None:
    # Imported late: pages that only read expressions must not load a solver.
    formula: Any = import_module("pysat.formula").WCNF()
    rc2: Any = import_module("pysat.examples.rc2").RC2
    inside = {name: v for name, v in standing.items() if name in compiled.rest}
    covered = {compiled.selectors[name] for name in compiled.covered}
    for clause in compiled.clauses:
        if not clause or -clause[0] not in covered:
            formula.append(list(clause))
    for selector in compiled.selectors.values():
        formula.append([selector])
    for name, value in choices.items():
        if name in compiled.rest:
            for literal in compiled.chosen(name, value):
                formula.append([literal])
    kept_by_name = {}
    for at, (name, value) in enumerate(inside.items(), compiled.size + 1):
        kept_by_name[name] = at
        for literal in compiled.chosen(name, value):
            formula.append([-at, literal])
        formula.append([at], weight=1)
    with rc2(formula, solver="g4") as solver:
        found = solver.compute()
    if found is None:
        return None
    held = set(found)
    return {name: inside[name] for name, at in kept_by_name.items() if at in held}


def _near(
    options: Mapping[str, Option], saved: Configuration
) -> Iterator[tuple[str, Scalar]]:
    """Yield the grid point nearest to each saved number."""
    for name, option in options.items():
        low, high, step, value = (
            option.minimum,
            option.maximum,
            option.step,
            saved[name],
        )
        if low is None or high is None or step is None or isinstance(value, bool | str):
            continue
        if Decimal(value).is_finite():
            last = (high - low) // step
            index = round((Fraction(value) - Fraction(low)) / Fraction(step))
            yield name, low + int(min(max(index, 0), last)) * step
