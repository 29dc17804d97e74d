"""What a new version of a model makes possible and impossible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from configurator.answer import answer
from configurator.compile import CompiledModel
from configurator.count import count
from configurator.domains import value_problem
from configurator.lost import lost_and_gained
from configurator.model import Configuration, Option, ProductModel, Scalar
from configurator.relations import relations_of
from configurator.results import Difference, OptionAnswer, Status
from configurator.statements import Statements

__all__ = ["Difference", "diff"]

MAX_EXAMPLES = 10

Pair = tuple[str, Scalar]


def diff(old: CompiledModel, new: CompiledModel, *, limit: int = 1_000) -> Difference:
    """
    Return what became impossible or possible, with example variants.

    Parameters
    ----------
    limit
        As ``count`` has it; with 0 nothing is counted. Where rules were exchanged for
        others, counting compiles both versions' rules together.

    Notes
    -----
    A number with many grid points is compared by its bounds: an old bound that the
    new version forbids is reported as blocked, a new one that the old version forbade
    as possible.
    """
    before, after = _options(old.model), _options(new.model)
    shared = {name for name in before if _is_same(before[name], after.get(name))}
    was, now = _possible(old, shared), _possible(new, shared)
    blocked = tuple(p for p in was if p not in now and not _allows(new, *p))
    possible = tuple(p for p in now if p not in was and not _allows(old, *p))
    found = Difference(
        blocked,
        possible,
        tuple(_examples(old, new, blocked, shared)),
        tuple(_examples(new, old, possible, shared)),
        tuple(name for name in after if name not in shared),
        tuple(name for name in before if name not in shared),
    )
    if not limit:
        return found
    totals = count(old, limit=limit), count(new, limit=limit)
    lost, gained = lost_and_gained((old, new), totals, shared, limit)
    return replace(
        found,
        count_before=totals[0],
        count_after=totals[1],
        lost=lost,
        gained=gained,
    )


def _options(model: ProductModel) -> dict[str, Option]:
    return {option.id: option for option in model.options}


def _is_same(one: Option, other: Option | None) -> bool:
    """Whether an option of another version asks for the same kind of answer."""
    return other is not None and (one.kind, one.unit) == (other.kind, other.unit)


def _possible(compiled: CompiledModel, shared: set[str]) -> dict[Pair, None]:
    options = answer(compiled, {}).options
    return {
        (name, value): None
        for name, found in options.items()
        if name in shared
        for value in _values(found)
    }


def _values(found: OptionAnswer) -> Iterator[Scalar]:
    for value, status in found.values.items():
        if status is not Status.BLOCKED:
            yield value
    if not found.values and found.minimum is not None and found.maximum is not None:
        yield found.minimum
        yield found.maximum


def _allows(compiled: CompiledModel, option: str, value: Scalar) -> bool:
    """Return whether some variant has the value; bounds may lie inside others."""
    known = compiled.variables[option].option
    if not known.kind.is_numeric or value_problem(known, value) is not None:
        return False
    with compiled.solver() as solver:
        return solver.holds(compiled.chosen(option, value))


def _examples(
    one: CompiledModel, other: CompiledModel, pairs: Sequence[Pair], shared: set[str]
) -> list[Configuration]:
    """Return variants of ``one`` that ``other`` forbids: with a pair, or by a rule."""
    found: list[Configuration] = []
    with Statements(one) as statements:
        statements.prefer(_defaults(one))
        questions = chain(
            (one.chosen(*pair) for pair in pairs),
            ((literal,) for literal in _refusals(statements, other.model, shared)),
        )
        for question in questions:
            if len(found) == MAX_EXAMPLES:
                break
            if statements.can(question):
                variant = statements.variant()
                found += [] if variant in found else [variant]
    return found


def _defaults(compiled: CompiledModel) -> Iterator[int]:
    for option in compiled.model.options:
        if option.default is not None:
            yield from compiled.chosen(option.id, option.default)


def _refusals(
    statements: Statements, other: ProductModel, shared: set[str]
) -> Iterator[int]:
    """Yield, for each relation that only ``other`` has, the literal of its opposite."""
    model = statements.compiled.model
    known = {relation.content for relation in relations_of(model)}
    for relation in relations_of(other):
        if relation.scope <= shared and relation.content not in known:
            yield statements.against(relation.said)
