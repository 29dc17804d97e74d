"""
A product model seen as features that are there or not: what feature formats can say.

A feature model stays what it is. Of any other model each boolean option becomes a
feature, and each option with a few values one feature ``option=value`` for every
value. Rules and tables become statements over features. What cannot be said that way
is refused, all of it at once, by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from configurator.expressions import Problem, syntax
from configurator.formats.statements_of_features import Inexpressible, Translator
from configurator.formats.statements_of_tables import table_statements
from configurator.formats.tree_groups import FeatureGroup, groups_of
from configurator.model import (
    ALWAYS,
    FeatureTree,
    Option,
    OptionKind,
    ProductModel,
    ProductModelError,
    Scalar,
)

MAX_VALUES = 64
"""Points of a number's grid that may become features."""


@dataclass(frozen=True, slots=True)
class BooleanView:
    """
    Features, their tree where there is one, and statements over them.

    Parameters
    ----------
    names
        What people read, by feature, in the order of the model.
    selects
        Features of an option's values, by option; exactly one of them holds.
    tree, groups
        Of a feature model; groups by parent.
    constraints
        Statements by name: of names, ``not``, junctions, implications, truth values
        and ``count`` compared with a number.
    """

    id: str
    names: Mapping[str, str]
    selects: Mapping[str, tuple[str, ...]]
    constraints: tuple[tuple[str, syntax.Node], ...]
    tree: FeatureTree | None = None
    groups: Mapping[str, tuple[FeatureGroup, ...]] = field(default_factory=dict)


def boolean_view(model: ProductModel) -> BooleanView:
    """
    Return ``model`` as features and statements with the same configurations.

    Raises
    ------
    ProductModelError
        Naming every option and rule that features cannot say.
    """
    problems: list[Problem] = []
    domains = {option.id: _domain(option, problems) for option in model.options}
    translator = Translator.of(model, domains)
    groups, rest = groups_of(model)
    constraints: list[tuple[str, syntax.Node]] = []
    for rule in rest:
        try:
            _refuse_dates(rule)
            constraints.append((rule.id, translator.statement(rule.rule.root)))
        except Inexpressible as error:
            problems.append(_refusal(f"rules.{rule.id}", str(error)))
    for table in model.tables:
        try:
            _refuse_dates(table)
            named = enumerate(table_statements(table, translator), 1)
            constraints.extend((f"{table.id} {n}", statement) for n, statement in named)
        except Inexpressible as error:
            problems.append(_refusal(f"tables.{table.id}", str(error)))
    names, selects = _features(model, translator, problems)
    if problems:
        raise ProductModelError(tuple(problems))
    return BooleanView(
        model.id, names, selects, tuple(constraints), model.features, groups
    )


def _refusal(path: str, sentence: str) -> Problem:
    return Problem(path, "inexpressible", sentence)


def _refuse_dates(relation: object) -> None:
    if getattr(relation, "effective", ALWAYS) != ALWAYS:
        raise Inexpressible("It holds on some days only; features know no days.")


def _domain(option: Option, problems: list[Problem]) -> tuple[Scalar, ...]:
    if option.kind is OptionKind.BOOLEAN:
        return (True, False)
    if option.kind is OptionKind.ENUMERATED:
        if any(value.effective != ALWAYS for value in option.values):
            sentence = "Some of its values hold on some days only."
            problems.append(_refusal(f"options.{option.id}", sentence))
        return tuple(value.id for value in option.values)
    low, high, step = option.minimum, option.maximum, option.step
    if low is None or high is None or step is None:
        sentence = "Free text cannot be said as features."
        problems.append(_refusal(f"options.{option.id}", sentence))
        return ()
    count = int((high - low) / step) + 1
    if count > MAX_VALUES:
        sentence = (
            f"A number with {count} values cannot be said as features; at most"
            f" {MAX_VALUES} can."
        )
        problems.append(_refusal(f"options.{option.id}", sentence))
        return ()
    return tuple(low + index * step for index in range(count))


def _features(
    model: ProductModel, translator: Translator, problems: list[Problem]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    names: dict[str, str] = {}
    selects: dict[str, tuple[str, ...]] = {}
    for option in model.options:
        shown = option.name["en"]
        if option.kind is OptionKind.BOOLEAN:
            found = {option.id: shown}
        else:
            values = translator.domains[option.id]
            found = {
                translator.feature(option.id, value): f"{shown}: {value}"
                for value in values
            }
            selects[option.id] = tuple(found)
        for feature in found:
            if feature in names or (feature in translator.domains and len(found) > 1):
                sentence = f"{feature} would be two features."
                problems.append(_refusal(f"options.{option.id}", sentence))
        names.update(found)
    return names, selects
