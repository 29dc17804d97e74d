"""Conditional defaults of a product document and of its modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from configurator.domains import value_problem
from configurator.expressions import BooleanType, Scope
from configurator.expressions.check import nearest
from configurator.formats.cursor import Cursor
from configurator.formats.naming import Naming
from configurator.formats.options import read_scalar
from configurator.model import ConditionalDefault, Module, Option
from configurator.modules import part_defaults


def read_defaults(
    cursor: Cursor, options: Mapping[str, Option], scope: Scope
) -> Iterator[ConditionalDefault]:
    """Yield the defaults of flat options, first one wins."""
    for item in cursor.items():
        fields = _fields(item, options)
        if fields is not None:
            option = options[fields["option"].value]
            value = read_scalar(option.kind, fields["value"])
            when = fields["when"].expression(scope, BooleanType())
            yield ConditionalDefault(option.id, value, when)


def read_part_defaults(
    cursor: Cursor, module: Module, own: Mapping[str, Option], naming: Naming
) -> Iterator[ConditionalDefault]:
    """Yield the defaults of a module's parts, for each default part after part."""
    for item in cursor.items():
        fields = _fields(item, own)
        if fields is None:
            continue
        option = own[fields["option"].value]
        value = read_scalar(option.kind, fields["value"])
        when = fields["when"].template(naming.scope(module.id), BooleanType())
        if when is not None:
            default = ConditionalDefault(option.id, value, when)
            outer, parts = naming.scope(), naming.parts(module.id)
            yield from part_defaults(module, default, outer, parts)


def _fields(cursor: Cursor, options: Mapping[str, Option]) -> dict[str, Cursor] | None:
    """Return the fields of a default whose option is known and whose value fits."""
    fields = cursor.fields(("option", "value", "when"))
    if len(fields) < 3:
        return None
    option = options.get(str(fields["option"].value))
    if option is None:
        hint = nearest(str(fields["option"].value), options)
        sentence = f"There is no such option.{hint}"
        fields["option"].complain("unknown_option", sentence)
        return None
    value = read_scalar(option.kind, fields["value"])
    problem = value_problem(option, value)
    if problem is not None:
        fields["value"].complain("bad_default", problem)
    return fields
