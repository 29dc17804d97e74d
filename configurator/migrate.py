"""A saved configuration of another version: the nearest variant of this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np

from configurator.compile import CompiledModel
from configurator.complete import complete
from configurator.domains import value_problem
from configurator.model import (
    LANGUAGES,
    Configuration,
    Option,
    ProductModel,
    Scalar,
)
from configurator.results import Conflict
from configurator.sentences import value_text

__all__ = ["Change", "Migration", "migrate"]

_PHRASES = {
    "en": {
        "changed": "{0} was {1} and is {2} now.",
        "dropped": "{0} is not asked any more; it was {1}.",
        "added": "{0} is new: {1}.",
    },
    "zh": {
        "changed": "{0}由{1}改为{2}。",
        "dropped": "不再询问{0}（原为{1}）。",
        "added": "新增{0}：{1}。",
    },
}


@dataclass(frozen=True, slots=True)
class Change:
    """An option whose saved value ``was`` gave way to ``now``."""

    option: str
    was: Scalar
    now: Scalar


@dataclass(frozen=True, slots=True)
class Migration:
    """
    A saved configuration in a version that may not know all of it.

    Parameters
    ----------
    configuration
        Complete and valid; as few saved values as possible differ.
    changes
        Saved values that gave way, in the model's order.
    dropped
        What was saved of options that are no longer asked.
    added
        Options that were not saved, with the values that complete the configuration.
    sentences
        All of this in words, by language.
    """

    configuration: Configuration
    changes: tuple[Change, ...]
    dropped: Configuration
    added: Configuration
    sentences: Mapping[str, tuple[str, ...]]

    @property
    def is_unchanged(self) -> bool:
        """Whether everything saved stands as it was."""
        return not self.changes and not self.dropped


def migrate(
    compiled: CompiledModel,
    saved: Configuration,
    old: ProductModel | None = None,
) -> Migration | Conflict:
    """
    Return the variant that keeps as many saved values as any.

    Parameters
    ----------
    saved
        Of any version, complete or not: unknown options and values are no error.
    old
        The version it was saved with, for the names of what is no longer known.

    Returns
    -------
    Migration | Conflict
        ``Conflict`` when this version has no variant at all.

    Notes
    -----
    Exact. What a circuit covers is the cheapest variant under a cost for each saved
    value that gives way (among equals, later options give way first); for the rest
    core-guided MaxSAT finds the fewest [1]_. Values that give way are completed as
    ``complete`` does it, numbers near to what was saved.

    References
    ----------
    .. [1] A. Ignatiev, A. Morgado, J. Marques-Silva, "RC2: an efficient MaxSAT
       solver", JSAT 11, 2019, doi:10.3233/SAT190116.
    """
    options = {option.id: option for option in compiled.model.options}
    standing = {
        name: saved[name]
        for name, option in options.items()
        if name in saved and value_problem(option, saved[name]) is None
    }
    kept = _kept(compiled, standing)
    near = {
        name: point
        for name, option in options.items()
        if name in saved and (point := _on_grid(option, saved[name])) is not None
    }
    found = complete(compiled, kept or {}, {**near, **standing})
    if isinstance(found, Conflict):
        return found
    changes = tuple(
        Change(name, saved[name], value)
        for name, value in found.items()
        if name in saved and _differs(saved[name], value)
    )
    dropped = {name: value for name, value in saved.items() if name not in options}
    added = {name: value for name, value in found.items() if name not in saved}
    migration = Migration(found, changes, dropped, added, {})
    said = {
        language: tuple(_said(migration, compiled.model, old, language))
        for language in LANGUAGES
    }
    return Migration(found, changes, dropped, added, said)


def _kept(compiled: CompiledModel, standing: Configuration) -> dict[str, Scalar] | None:
    """Return as many of ``standing`` as any variant has; ``None`` without variants."""
    covered = _covered(compiled, standing)
    rest = {name: v for name, v in standing.items() if name in compiled.rest}
    others = _satisfied(compiled, rest) if rest else {}
    return None if covered is None or others is None else {**covered, **others}


def _covered(
    compiled: CompiledModel, standing: Configuration
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
    best = circuits.best(costs, {})
    if best is None:
        return None
    return {name: value for name, value in inside.items() if best[name] == value}


def _satisfied(
    compiled: CompiledModel, standing: Configuration
) -> dict[str, Scalar] | None:
    # Imported late: pages that only read expressions must not load a solver.
    formula: Any = import_module("pysat.formula").WCNF()
    rc2: Any = import_module("pysat.examples.rc2").RC2
    covered = {compiled.selectors[name] for name in compiled.covered}
    for clause in compiled.clauses:
        if not clause or -clause[0] not in covered:
            formula.append(list(clause))
    for selector in compiled.selectors.values():
        formula.append([selector])
    kept_by_name = {}
    for at, (name, value) in enumerate(standing.items(), compiled.size + 1):
        kept_by_name[name] = at
        for literal in compiled.chosen(name, value):
            formula.append([-at, literal])
        formula.append([at], weight=1)
    with rc2(formula, solver="g4") as solver:
        found = solver.compute()
    if found is None:
        return None
    held = set(found)
    return {name: standing[name] for name, at in kept_by_name.items() if at in held}


def _on_grid(option: Option, value: Scalar) -> Scalar | None:
    """Return the grid point nearest to a number; ``None`` of anything else."""
    low, high, step = option.minimum, option.maximum, option.step
    if low is None or high is None or step is None or isinstance(value, bool | str):
        return None
    if not Decimal(value).is_finite():
        return None
    last = (high - low) // step
    nearest = round((Fraction(value) - Fraction(low)) / Fraction(step))
    return low + int(min(max(nearest, 0), last)) * step


def _differs(one: Scalar, other: Scalar) -> bool:
    # Python counts True as 1; an option never does.
    return one != other or isinstance(one, bool) != isinstance(other, bool)


def _said(
    migration: Migration, model: ProductModel, old: ProductModel | None, language: str
) -> Iterator[str]:
    phrases = _PHRASES[language]
    known = {option.id: option for option in model.options}
    asked = {option.id: option for option in old.options} if old is not None else {}

    def text(option: str, value: Scalar) -> str:
        """Return the words of the version that knows the value."""
        is_known = option in known and value_problem(known[option], value) is None
        if is_known or option not in asked or old is None:
            teller = model if option in known else None
        else:
            teller = old
        return value_text(teller, option, value, language) if teller else str(value)

    for change in migration.changes:
        name = known[change.option].name[language]
        was, now = (text(change.option, v) for v in (change.was, change.now))
        yield phrases["changed"].format(name, was, now)
    for option, value in migration.dropped.items():
        name = asked[option].name[language] if option in asked else option
        yield phrases["dropped"].format(name, text(option, value))
    for option, value in migration.added.items():
        yield phrases["added"].format(known[option].name[language], text(option, value))
