"""Rules and tables of a product document, of its modules and of shared libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from configurator.expressions import BooleanType
from configurator.expressions.check import nearest
from configurator.formats.cursor import NO_TEXT, TRUE, Cursor, refuse_duplicates
from configurator.formats.dates import DATES, read_effective
from configurator.formats.naming import Naming
from configurator.formats.tables import read_table
from configurator.model import Module, Option, Rule, Table
from configurator.modules import part_rules, part_tables


@dataclass(frozen=True, slots=True)
class RuleReader:
    """
    Reads rules and tables against the names of one product.

    Parameters
    ----------
    options
        By flat id.
    modules
        By id, each with the options that its parts call their own.
    """

    naming: Naming
    options: Mapping[str, Option]
    modules: Mapping[str, tuple[Module, Mapping[str, Option]]]

    def read(
        self, rules: Cursor, tables: Cursor, library: str | None = None
    ) -> tuple[tuple[Rule, ...], tuple[Table, ...]]:
        """
        Return the rules and tables of a product or a library.

        Parameters
        ----------
        library
            Put in front of their ids: ``fire_safety.exit_width``.
        """
        prefix = "" if library is None else f"{library}."
        rule_cursors, table_cursors = list(rules.items()), list(tables.items())
        found_rules = [list(self._rules(item, prefix)) for item in rule_cursors]
        found_tables = [list(self._tables(item, prefix)) for item in table_cursors]
        refuse_duplicates(
            [*rule_cursors, *table_cursors],
            [_name(item) for item in (*rule_cursors, *table_cursors)],
        )
        return (
            tuple(rule for found in found_rules for rule in found),
            tuple(table for found in found_tables for table in found),
        )

    def module_rules(self, module: Module, cursor: Cursor) -> Iterator[Rule]:
        """Yield the rules that stand inside a module."""
        cursors = list(cursor.items())
        for item in cursors:
            yield from self._of_module(item, module.id, "")
        refuse_duplicates(cursors, [_name(item) for item in cursors])

    def _rules(self, cursor: Cursor, prefix: str) -> Iterator[Rule]:
        yield from self._of_module(cursor, self._module(cursor), prefix)

    def _of_module(
        self, cursor: Cursor, module: str | None, prefix: str
    ) -> Iterator[Rule]:
        fields = cursor.fields(("id", "name", "rule"), ("module", *DATES))
        rule = Rule(
            prefix + fields["id"].identifier() if "id" in fields else "",
            fields["name"].words() if "name" in fields else NO_TEXT,
            TRUE,
            effective=read_effective(fields),
        )
        if "rule" not in fields:
            return
        if module is None:
            statement = fields["rule"].expression(self.naming.scope(), BooleanType())
            yield replace(rule, rule=statement)
            return
        scope = self.naming.scope(module)
        template = fields["rule"].template(scope, BooleanType())
        if template is not None:
            rule = replace(rule, rule=template)
            outer, parts = self.naming.scope(), self.naming.parts(module)
            yield from part_rules(self.modules[module][0], rule, outer, parts)

    def _tables(self, cursor: Cursor, prefix: str) -> Iterator[Table]:
        module = self._module(cursor)
        options = self.options
        if module is not None:
            options = {**options, **self.modules[module][1]}
        table = read_table(cursor, options, self.naming.scope().broken)
        table = replace(table, id=prefix + table.id)
        if module is None:
            yield table
        else:
            yield from part_tables(self.modules[module][0], table)

    def _module(self, cursor: Cursor) -> str | None:
        """Return the module whose parts a rule or table is about, if it names one."""
        value = cursor.value
        name = value.get("module") if isinstance(value, dict) else None
        if name is None or (isinstance(name, str) and name in self.modules):
            return name
        hint = nearest(str(name), self.modules)
        sentence = f"There is no list of modules {name}.{hint}"
        cursor.child("module", name).complain("unknown_module", sentence)
        return None


def _name(cursor: Cursor) -> str:
    name = cursor.value.get("id") if isinstance(cursor.value, dict) else None
    return name if isinstance(name, str) else ""
