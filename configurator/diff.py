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
from configurator.relations import Relation, relations_of
from configurator.results import Answer, Difference, OptionAnswer, Status
from configurator.statements import Statements

__all__ = ["Difference", "diff"]

MAX_EXAMPLES = 10

Pair = tuple[str, Scalar]


def diff(
    old: CompiledModel,
    new: CompiledModel,
    *,
    limit: int = 1_000,
    starts: tuple[Answer, Answer] | None = None,
) -> Difference:
    """
    Return what became impossible or possible, with example variants.

    Parameters
    ----------
    limit
        As ``count`` has it; with 0 nothing is counted. Where rules were exchanged for
        others, counting compiles both versions' rules together.
    starts
        Both versions' answers to no choices, by whom they are known already.

    Notes
    -----
    A number with many grid points is compared by its bounds: an old bound that the
    new version forbids is reported as blocked, a new one that the old version forbade
    as possible.
    """
    before, after = _options(old.model), _options(new.model)
    shared = {name for name in before if _is_same(before[name], after.get(name))}
    one, other = starts or (answer(old, {}), answer(new, {}))
    was, now = _possible(one, shared), _possible(other, shared)
    lacked = _lacked(old.model, new.model, shared)
    blocked = tuple(p for p in was if p not in now and not _allows(new, *p))
    possible = tuple(p for p in now if p not in was and not _allows(old, *p))
    found = Difference(
        blocked,
        possible,
        tuple(_examples(old, blocked, lacked[0])),
        tuple(_examples(new, possible, lacked[1])),
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


def _possible(start: Answer, shared: set[str]) -> dict[Pair, None]:
    return {
        (name, value): None
        for name, found in start.options.items()
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


def _lacked(
    old: ProductModel, new: ProductModel, shared: set[str]
) -> tuple[list[Relation], list[Relation]]:
    """Return the relations that the old version lacks, and those that the new does."""
    both = [{r.content: r for r in relations_of(model)} for model in (old, new)]
    apart = ((both[1], both[0]), (both[0], both[1]))
    first, second = (
        [r for content, r in these.items() if content not in those]
        for these, those in apart
    )
    return (
        [relation for relation in first if relation.scope <= shared],
        [relation for relation in second if relation.scope <= shared],
    )


def _examples(
    compiled: CompiledModel, pairs: Sequence[Pair], lacked: Sequence[Relation]
) -> list[Configuration]:
    """Return variants with one of ``pairs``, or that break a relation they lack."""
    found: list[Configuration] = []
    if not pairs and not lacked:
        return found
    with Statements(compiled) as statements:
        statements.prefer(_defaults(compiled))
        questions = chain(
            (compiled.chosen(*pair) for pair in pairs),
            ((statements.against(relation.said),) for relation in lacked),
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
