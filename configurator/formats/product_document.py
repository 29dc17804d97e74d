"""Options, rules and tables of a model as a product document: what a folder holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from configurator.expressions import Expression, Problem, syntax
from configurator.formats.cell_text import cell_text
from configurator.formats.cursor import RESERVED
from configurator.formats.document import FORMAT
from configurator.formats.statements_of_features import replaced
from configurator.model import (
    ALWAYS,
    Option,
    OptionKind,
    ProductModel,
    ProductModelError,
    Rule,
    Scalar,
    Table,
)

_LONGEST = 64
_NO_LETTER = re.compile(r"[^A-Za-z0-9_]")


def document_of(model: ProductModel) -> dict[str, Any]:
    """
    Return a product document with the options, rules and tables of ``model``.

    Raises
    ------
    ProductModelError
        When it has prices, bills, modules or dates: such a model came from a product
        folder, which is copied and not written again.

    Notes
    -----
    A product folder calls things by letters, digits and ``_``. Other names are spelled
    that way here and stay readable as the names that people see.
    """
    _refuse_more(model)
    names = identifiers(option.id for option in model.options)
    by = {option: syntax.Name(name) for option, name in names.items()}
    rules = identifiers((*(r.id for r in model.rules), *(t.id for t in model.tables)))
    document: dict[str, Any] = {
        "format": FORMAT,
        "id": next(iter(identifiers([model.id or "product"]).values())),
        "name": dict(model.name),
        "options": [_option(option, names[option.id]) for option in model.options],
    }
    if model.rules:
        document["rules"] = [_rule(rule, rules[rule.id], by) for rule in model.rules]
    if model.tables:
        document["tables"] = [
            _table(table, rules[table.id], names) for table in model.tables
        ]
    return document


def identifiers(ids: Iterable[str]) -> dict[str, str]:
    """Return an id of letters, digits and ``_`` for each, all of them different."""
    wanted = list(ids)
    taken = {name for name in wanted if _spelled(name) == name}
    found: dict[str, str] = {}
    for name in wanted:
        spelled = base = _spelled(name)
        number = 1
        while spelled != name and spelled in taken:
            number += 1
            ending = f"_{number}"
            spelled = base[: _LONGEST - len(ending)] + ending
        taken.add(spelled)
        found[name] = spelled
    return found


def _spelled(name: str) -> str:
    spelled = _NO_LETTER.sub("_", name)
    if not spelled or spelled[0].isdigit() or spelled in RESERVED:
        spelled = f"_{spelled}"
    return spelled[:_LONGEST]


def _refuse_more(model: ProductModel) -> None:
    parts: Mapping[str, tuple[Any, ...]] = {
        "derived": model.derived,
        "defaults": model.defaults,
        "prices": model.prices,
        "bill": model.bill,
        "routing": model.routing,
        "multiples": model.multiples,
        "modules": model.modules,
        "tests": model.tests,
    }
    dated = [r.id for r in model.relations if r.effective != ALWAYS]
    sentence = "It came from a product folder; copy that folder."
    problems = [
        Problem(n, "inexpressible", sentence) for n, part in parts.items() if part
    ]
    problems.extend(
        Problem(f"rules.{name}", "inexpressible", "Its days cannot be written.")
        for name in dated
    )
    if problems:
        raise ProductModelError(tuple(problems))


def _option(option: Option, name: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": name,
        "kind": option.kind.value,
        "name": dict(option.name),
    }
    if option.help is not None:
        entry["help"] = dict(option.help)
    if option.kind is OptionKind.ENUMERATED:
        entry["values"] = [
            {"id": value.id, "name": dict(value.name)} for value in option.values
        ]
    elif option.kind is OptionKind.TEXT:
        entry["max_length"] = option.max_length
        if option.pattern is not None:
            entry["pattern"] = option.pattern
    elif option.kind.is_numeric:
        grid = {"min": option.minimum, "max": option.maximum, "step": option.step}
        entry |= {
            key: _plain(value) for key, value in grid.items() if value is not None
        }
        if option.unit is not None:
            entry["unit"] = option.unit
    if option.default is not None:
        entry["default"] = _plain(option.default)
    return entry


def _plain(value: Scalar) -> str | bool | int:
    return value if isinstance(value, str | bool | int) else str(value)


def _rule(rule: Rule, name: str, by: Mapping[str, syntax.Node]) -> dict[str, Any]:
    tree = Expression(None, replaced(rule.rule.root, by))
    return {"id": name, "name": dict(rule.name), "rule": tree.text}


def _table(table: Table, name: str, names: Mapping[str, str]) -> dict[str, Any]:
    rows = [[cell_text(cell) for cell in row] for row in table.rows]
    if any(text is None for row in rows for text in row):
        sentence = "A value contains | or !, which mean more than one value in a cell."
        path = f"tables.{table.id}"
        raise ProductModelError((Problem(path, "inexpressible", sentence),))
    return {
        "id": name,
        "name": dict(table.name),
        "options": [names[option] for option in table.options],
        "rows": rows,
    }
