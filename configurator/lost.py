"""
How many variants of one version have no counterpart in another.

A counterpart agrees on every option that both versions ask. Only the options that
differing relations reach are compiled with both versions' rules; the rest multiplies.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from configurator.compile import CompiledModel, compile_model
from configurator.compile.components import components
from configurator.count import count
from configurator.expressions import expression_of
from configurator.model import Option, OptionKind, ProductModel, Rule, Scalar, Table
from configurator.relations import Relation, relations_of
from configurator.results import MoreThan

_NO_TEXT = {"en": "", "zh": ""}


def lost_and_gained(
    versions: tuple[CompiledModel, CompiledModel],
    totals: tuple[int | MoreThan, int | MoreThan],
    shared: Collection[str],
    limit: int,
) -> tuple[int | None, int | None]:
    """
    Return how many old variants have no counterpart, and how many new ones have none.

    Parameters
    ----------
    versions, totals
        The old and the new one, and how many variants each has.
    shared
        Ids of the options that both versions ask in the same way.
    limit
        As ``count`` has it.

    Returns
    -------
    tuple
        ``None`` where options that only the other version asks are tied to shared
        ones, or where there are too many variants to be counted.
    """
    before, after = totals
    if isinstance(before, MoreThan) or isinstance(after, MoreThan):
        return None, None
    old = _Side(versions[0], before, tuple(relations_of(versions[0].model)))
    new = _Side(versions[1], after, tuple(relations_of(versions[1].model)))
    known = frozenset(shared)
    return (
        _without_counterpart(old, new, known, limit),
        _without_counterpart(new, old, known, limit),
    )


@dataclass(frozen=True)
class _Side:
    """One of the two versions, with the number of its variants."""

    compiled: CompiledModel
    total: int
    relations: tuple[Relation, ...]

    def values(self, option: str) -> tuple[Scalar, ...]:
        """Return the values that an option may take, rules aside."""
        return self.compiled.variables[option].values

    def lacks(self, other: _Side, shared: frozenset[str]) -> list[Relation]:
        """Return relations between shared options that only ``other`` has."""
        known = {relation.content for relation in self.relations}
        return [
            relation
            for relation in other.relations
            if relation.scope <= shared and relation.content not in known
        ]

    def narrowed(
        self, other: _Side, shared: frozenset[str]
    ) -> dict[str, tuple[Scalar, ...]]:
        """Return the common values of options that may take fewer in ``other``."""
        found = {}
        for name in shared:
            if self.compiled.variables[name].option.kind is OptionKind.TEXT:
                continue
            theirs = set(other.values(name))
            common = tuple(value for value in self.values(name) if value in theirs)
            if len(common) < len(self.values(name)):
                found[name] = common
        return found


def _without_counterpart(
    one: _Side, other: _Side, shared: frozenset[str], limit: int
) -> int | None:
    """Return how many variants of ``one`` have none in ``other``."""
    if any(r.scope & shared and r.scope - shared for r in other.relations):
        return None
    added, narrowed = one.lacks(other, shared), one.narrowed(other, shared)
    if not added and not narrowed and other.total:
        return 0
    if not other.total or not all(narrowed.values()):
        return one.total
    if _is_stricter(one, other, shared):
        return one.total - other.total
    reached = {*narrowed, *(name for relation in added for name in relation.scope)}
    options, relations = _reaching(one, added, reached)
    both = _compiled(one, options, [*relations, *added], narrowed)
    kept = count(both, limit=limit)
    own: int | MoreThan = one.total
    if len(options) < len(one.compiled.variables):
        own = count(_compiled(one, options, relations, {}), limit=limit)
    if isinstance(kept, MoreThan) or isinstance(own, MoreThan):
        return None
    return one.total - one.total * kept // own if own else 0


def _is_stricter(one: _Side, other: _Side, shared: frozenset[str]) -> bool:
    """Whether ``other`` asks the same and allows nothing that ``one`` forbids."""
    is_same = one.compiled.variables.keys() == other.compiled.variables.keys() == shared
    return is_same and not other.lacks(one, shared) and not other.narrowed(one, shared)


def _reaching(
    one: _Side, added: Sequence[Relation], reached: Collection[str]
) -> tuple[set[str], list[Relation]]:
    """Return the options that are connected with those reached, and their relations."""
    relations = dict(enumerate([*one.relations, *added]))
    scopes = {str(at): relation.scope for at, relation in relations.items()}
    options: set[str] = set()
    for names, _ in components(one.compiled.variables, scopes):
        if not options.issuperset(names) and set(names) & set(reached):
            options.update(names)
    return options, [r for r in one.relations if r.scope and r.scope <= options]


def _compiled(
    one: _Side,
    options: Collection[str],
    relations: Sequence[Relation],
    narrowed: Mapping[str, tuple[Scalar, ...]],
) -> CompiledModel:
    """Return a part of a version, its options narrowed, with relations added."""
    kept = [option for option in one.compiled.model.options if option.id in options]
    rules, tables = [], []
    for at, relation in enumerate(relations):
        if isinstance(relation.said, Table):
            tables.append(replace(relation.said, id=f"table_{at}"))
        else:
            rules.append(Rule(f"rule_{at}", _NO_TEXT, expression_of(relation.said)))
    model = ProductModel(
        one.compiled.model.id,
        _NO_TEXT,
        tuple(_narrowed(option, narrowed.get(option.id)) for option in kept),
        rules=tuple(rules),
        tables=tuple(tables),
    )
    return compile_model(model)


def _narrowed(option: Option, values: tuple[Scalar, ...] | None) -> Option:
    """Return an option that may take only ``values``, which lie on a grid."""
    if values is None:
        return replace(option, default=None)
    if option.kind is OptionKind.ENUMERATED:
        kept = tuple(value for value in option.values if value.id in values)
        return replace(option, values=kept, default=None)
    points = [value for value in values if isinstance(value, int | Decimal)]
    # Two grids have a grid in common.
    step = points[1] - points[0] if len(points) > 1 else option.step
    return replace(
        option, minimum=points[0], maximum=points[-1], step=step, default=None
    )
