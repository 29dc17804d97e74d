"""A product document, one JSON object, read into a product model."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from configurator.domains import value_problem
from configurator.expressions import (
    BooleanType,
    NumberType,
    Scope,
    names_of,
    type_of,
)
from configurator.formats.cursor import (
    NO_TEXT,
    TRUE,
    Cursor,
    Report,
    refuse_duplicates,
)
from configurator.formats.lines import read_bill, read_routing
from configurator.formats.options import read_options, read_scalar
from configurator.formats.positions import Positions
from configurator.formats.prices import read_currency, read_prices
from configurator.formats.tables import read_tables
from configurator.model import (
    ConditionalDefault,
    Derived,
    Group,
    Option,
    ProductModel,
    ProductModelError,
    Rule,
)
from configurator.scope import scope_of_options

FORMAT = 1
_REQUIRED = ("format", "id", "name", "options")
_OPTIONAL = (
    "summary",
    "currencies",
    "site",
    "groups",
    "derived",
    "defaults",
    "rules",
    "tables",
    "prices",
    "tax_pct",
    "bill",
    "routing",
    "tree",
)


def read_product(
    document: Mapping[str, Any], positions: Positions | None = None
) -> ProductModel:
    """
    Return the product model of a document.

    Parameters
    ----------
    document
        The union of a product folder's files; ``tree`` is left to ``models3d``.
    positions
        From ``read_folder``, so that problems name file, line and column.

    Raises
    ------
    ProductModelError
        With everything that is wrong, at once.
    """
    report = Report(positions or Positions())
    model = _DocumentReader(Cursor(dict(document), (), (), report)).read()
    if report.problems:
        raise ProductModelError(tuple(report.problems))
    return model


class _DocumentReader:
    def __init__(self, root: Cursor) -> None:
        self.fields = root.fields(_REQUIRED, _OPTIONAL)
        self.root = root

    def at(self, key: str) -> Cursor:
        """Return the cursor of an optional list, empty when absent."""
        return self.fields.get(key) or Cursor([], (key,), (key,), self.root.report)

    def read(self) -> ProductModel:
        if "format" in self.fields and self.fields["format"].value != FORMAT:
            self.fields["format"].complain("unknown_format", "The format is 1.")
        options = read_options(self.at("options"))
        by_id = {option.id: option for option in options}
        scope = scope_of_options(options)
        derived, scope = _derived(self.at("derived"), scope)
        measured = scope.extended({}, "measure")
        currencies = tuple(map(read_currency, self.at("currencies").items()))
        rules = tuple(_rule(item, scope) for item in self.at("rules").items())
        tables = read_tables(self.at("tables"), by_id)
        self._refuse_duplicate_rules([*rules, *tables])
        return ProductModel(
            id=self.fields["id"].identifier() if "id" in self.fields else "",
            name=self.fields["name"].words() if "name" in self.fields else NO_TEXT,
            summary=self.at("summary").words() if "summary" in self.fields else None,
            site=self.at("site").string() if "site" in self.fields else None,
            currencies=currencies,
            groups=_groups(self.at("groups"), by_id),
            options=options,
            derived=derived,
            defaults=tuple(
                default
                for item in self.at("defaults").items()
                if (default := _default(item, by_id, scope)) is not None
            ),
            rules=rules,
            tables=tables,
            prices=read_prices(self.at("prices"), measured, currencies, by_id),
            tax_pct=self._tax(),
            bill=read_bill(self.at("bill"), measured),
            routing=read_routing(self.at("routing"), measured),
        )

    def _refuse_duplicate_rules(self, named: list[Any]) -> None:
        cursors = [*self.at("rules").items(), *self.at("tables").items()]
        if len(cursors) == len(named):
            refuse_duplicates(cursors, [entry.id for entry in named])

    def _tax(self) -> dict[str, Decimal]:
        cursor = self.fields.get("tax_pct")
        if cursor is None:
            return {}
        if not isinstance(cursor.value, dict):
            cursor.wrong("A mapping of currency to percent")
            return {}
        rates = {
            str(key): cursor.child(key, value).decimal()
            for key, value in cursor.value.items()
        }
        for key, rate in rates.items():
            if not 0 <= rate <= 100:
                cursor.child(key, rate).complain("bad_tax", "Tax is 0 to 100 percent.")
        return rates


def _derived(cursor: Cursor, scope: Scope) -> tuple[tuple[Derived, ...], Scope]:
    """Return derived values in the order in which they use one another."""
    waiting = list(cursor.items())
    taken = set(scope.types)
    for item in waiting:
        fields = item.fields(("id", "value"))
        name = fields["id"].identifier() if "id" in fields else ""
        if name in taken:
            item.complain("duplicate_id", f"{name} is already an option or derived.")
        taken.add(name)
    waiting = [item for item in waiting if _is_whole(item)]
    pending = {item.value["id"] for item in waiting}
    found: list[Derived] = []
    while waiting:
        ready = [item for item in waiting if not _uses(item) & pending]
        if not ready:
            for item in waiting:
                item.complain("cycle", "It is derived from itself.")
            break
        for item in ready:
            name = item.value["id"]
            value = item.child("value", item.value["value"]).expression(scope)
            kind = type_of(value, scope)
            found.append(Derived(name, value))
            # A wrong one still gets a name, lest every use of it complains as well.
            scope = scope.extended({name: kind or NumberType(None)})
        waiting = [item for item in waiting if item not in ready]
        pending = {item.value["id"] for item in waiting}
    return tuple(found), scope


def _is_whole(item: Cursor) -> bool:
    value = item.value
    return (
        isinstance(value, dict)
        and isinstance(value.get("id"), str)
        and value.get("value") is not None
    )


def _uses(item: Cursor) -> frozenset[str]:
    silent = Cursor(item.value["value"], (), (), Report(Positions()))
    return names_of(silent.expression(Scope({})))


def _groups(cursor: Cursor, options: Mapping[str, Option]) -> tuple[Group, ...]:
    groups, placed = [], set()
    cursors = list(cursor.items())
    for item in cursors:
        fields = item.fields(("id", "name", "options"))
        members = list(fields["options"].items()) if "options" in fields else []
        for member in members:
            if member.value not in options:
                member.complain("unknown_option", f"No option {member.value}.")
            elif member.value in placed:
                member.complain("duplicate_id", f"{member.value} is in two groups.")
            placed.add(member.value)
        groups.append(
            Group(
                fields["id"].identifier() if "id" in fields else "",
                fields["name"].words() if "name" in fields else NO_TEXT,
                tuple(str(member.value) for member in members),
            )
        )
    refuse_duplicates(cursors, [group.id for group in groups])
    missing = [name for name in options if groups and name not in placed]
    if missing:
        cursor.complain("ungrouped", f"In no group: {', '.join(missing)}.")
    return tuple(groups)


def _rule(cursor: Cursor, scope: Scope) -> Rule:
    fields = cursor.fields(("id", "name", "rule"))
    return Rule(
        fields["id"].identifier() if "id" in fields else "",
        fields["name"].words() if "name" in fields else NO_TEXT,
        fields["rule"].expression(scope, BooleanType()) if "rule" in fields else TRUE,
    )


def _default(
    cursor: Cursor, options: Mapping[str, Option], scope: Scope
) -> ConditionalDefault | None:
    fields = cursor.fields(("option", "value", "when"))
    if len(fields) < 3:
        return None
    option = options.get(str(fields["option"].value))
    if option is None:
        fields["option"].complain("unknown_option", "There is no such option.")
        return None
    value = read_scalar(option.kind, fields["value"])
    problem = value_problem(option, value)
    if problem is not None:
        fields["value"].complain("bad_default", problem)
    when = fields["when"].expression(scope, BooleanType())
    return ConditionalDefault(option.id, value, when)
