"""
Bounded lists of equal parts, as the flat options and rules that the engine sees.

The list ``columns`` becomes the integer ``columns.count`` and, for each part that there
may be, its options: ``columns.2.width``. A part beyond the count is *absent*: a
structural rule keeps each of its options at an idle value, so that it adds no variants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from configurator.expressions import Expression, exact, syntax
from configurator.expressions.lists import named_part, of_part
from configurator.expressions.over_parts import where_present
from configurator.expressions.scope import PartsType, Scope, Type
from configurator.model import (
    ALWAYS,
    Cell,
    ConditionalDefault,
    Derived,
    Module,
    Multiple,
    Option,
    OptionKind,
    Rule,
    Scalar,
    Table,
    Text,
)

MOST_PARTS = 60
_BLANK = Cell()


def count_id(module: str) -> str:
    """Return the id of the option that says how many parts there are."""
    return f"{module}.count"


def count_name(module: Module) -> Text:
    """Return what the number of parts is called where nobody said so."""
    return {
        "en": f"{module.name['en']}: how many",
        "zh": f"{module.name['zh']}数量",
    }


def part_id(module: str, number: int, name: str) -> str:
    """Return the flat id of ``name`` in part ``number`` (from 1)."""
    return f"{module}.{number}.{name}"


def numbers(module: Module) -> range:
    """Return the numbers of the parts that there may be."""
    return range(1, module.at_most + 1)


def count_option(module: Module, name: Text, default: int | None) -> Option:
    """Return the option that says how many parts there are."""
    return Option(
        count_id(module.id),
        OptionKind.INTEGER,
        name,
        minimum=module.at_least,
        maximum=module.at_most,
        step=1,
        default=default,
    )


def part_options(module: Module, own: Iterable[Option]) -> Iterator[Option]:
    """Yield the options of every part, part after part."""
    listed = tuple(own)
    for number in numbers(module):
        for option in listed:
            flat = part_id(module.id, number, option.id)
            name = told_of_part(module, number, option.name)
            yield replace(option, id=flat, name=name)


def part_multiples(module: Module, own: Iterable[Multiple]) -> Iterator[Multiple]:
    """Yield the multi-selects of every part."""
    listed = tuple(own)
    for number in numbers(module):
        for multiple in listed:
            flat = part_id(module.id, number, multiple.id)
            name = told_of_part(module, number, multiple.name)
            yield replace(multiple, id=flat, name=name)


def told_of_part(module: Module, number: int, text: Text) -> Text:
    """Return a text about a part with the part it is about in front."""
    part = module.part(number)
    return {
        "en": f"{part['en']}: {text['en']}",
        "zh": f"{part['zh']}：{text['zh']}",
    }


def idle_value(option: Option) -> Scalar:
    """
    Return the value that an option has in a part that is absent.

    Notes
    -----
    Of an enumerated option the first one that holds on every day, if there is one.
    """
    match option.kind:
        case OptionKind.ENUMERATED:
            undated = (v.id for v in option.values if v.effective == ALWAYS)
            return next(undated, option.values[0].id if option.values else "")
        case OptionKind.BOOLEAN:
            return False
        case OptionKind.TEXT:
            return ""
        case _:
            return option.minimum if option.minimum is not None else 0


def idle_values(own: Iterable[Option]) -> dict[str, Any]:
    """Return the exact idle value of every option of a part that never changes."""
    return {
        option.id: exact(idle_value(option))
        for option in own
        if not option.values or any(v.effective == ALWAYS for v in option.values)
    }


def absent_rules(module: Module, options: Mapping[str, Option]) -> Iterator[Rule]:
    """
    Yield the structural rules that keep absent parts idle.

    Parameters
    ----------
    options
        By flat id.
    """
    for number in range(module.at_least + 1, module.at_most + 1):
        part = module.part(number)
        told = {"en": f"{part['en']} is not there.", "zh": f"没有{part['zh']}。"}
        for name in module.options:
            option = options[part_id(module.id, number, name)]
            rule = Expression(None, _absent(module.id, number, option))
            yield Rule(f"{option.id}.absent", told, rule, is_structural=True)


def _absent(module: str, number: int, option: Option) -> syntax.Node:
    """Return "part ``number`` is there, or the option has its idle value"."""
    count = syntax.Name(count_id(module))
    there = syntax.Comparison(">=", count, syntax.Number(Fraction(number)))
    return syntax.Junction("or", (there, _is_idle(option)))


def _is_idle(option: Option) -> syntax.Node:
    name, value = syntax.Name(option.id), idle_value(option)
    if isinstance(value, bool):
        return syntax.Not(name)
    if isinstance(value, str):
        return syntax.Comparison("=", name, syntax.Quoted(value))
    size = syntax.Number(abs(Fraction(value)), option.unit)
    amount = size if value >= 0 else syntax.Negative(size)
    return syntax.Comparison("=", name, amount)


def part_types(parts: PartsType) -> dict[str, Type]:
    """Return the flat names of a list with their types."""
    return {
        part_id(parts.parts, number, name): kind
        for number in range(1, parts.at_most + 1)
        for name, kind in parts.own.items()
    }


def part_expression(
    template: Expression, scope: Scope, parts: PartsType, number: int
) -> Expression:
    """Return an expression about a part as one about part ``number``."""
    tree = template.written
    return Expression(
        None,
        of_part(tree, scope, parts, number),
        named_part(tree, scope, parts, number),
    )


def part_statement(
    template: Expression, scope: Scope, parts: PartsType, number: int
) -> Expression:
    """Return a statement about part ``number`` that holds where it is absent."""
    whole = part_expression(template, scope, parts, number)
    return Expression(
        None,
        where_present(whole.root, parts, number),
        where_present(whole.written, parts, number),
    )


def part_rules(
    module: Module, rule: Rule, scope: Scope, parts: PartsType
) -> Iterator[Rule]:
    """Yield a rule about a part as one rule a part."""
    for number in numbers(module):
        yield replace(
            rule,
            id=part_id(module.id, number, rule.id),
            name=told_of_part(module, number, rule.name),
            rule=part_statement(rule.rule, scope, parts, number),
        )


def part_derived(
    module: Module, derived: Derived, scope: Scope, parts: PartsType
) -> Iterator[Derived]:
    """Yield a derived value of a part as one a part; idle ones have it as well."""
    for number in numbers(module):
        name = derived.name
        yield Derived(
            part_id(module.id, number, derived.id),
            part_expression(derived.value, scope, parts, number),
            None if name is None else told_of_part(module, number, name),
        )


def part_defaults(
    module: Module, default: ConditionalDefault, scope: Scope, parts: PartsType
) -> Iterator[ConditionalDefault]:
    """Yield a default inside a part as one a part."""
    for number in numbers(module):
        when = part_expression(default.when, scope, parts, number)
        yield replace(
            default, option=part_id(module.id, number, default.option), when=when
        )


def part_tables(module: Module, table: Table) -> Iterator[Table]:
    """
    Yield a table about a part as one table a part.

    Notes
    -----
    For a part that may be absent one more row admits everything while it is.
    """
    for number in numbers(module):
        name = told_of_part(module, number, table.name)
        flat = part_id(module.id, number, table.id)
        columns = tuple(
            part_id(module.id, number, option) if option in module.options else option
            for option in table.options
        )
        named = replace(table, id=flat, name=name, options=columns)
        is_sure = number <= module.at_least
        yield named if is_sure else _or_absent(module, named, number)


def _or_absent(module: Module, table: Table, number: int) -> Table:
    count = count_id(module.id)
    columns, rows = table.options, table.rows
    if count not in columns:
        columns = (*columns, count)
        rows = tuple((*row, _BLANK) for row in rows)
    absent = Cell(ranges=((module.at_least, number - 1),))
    otherwise = tuple(absent if name == count else _BLANK for name in columns)
    return replace(table, options=columns, rows=(*rows, otherwise))
