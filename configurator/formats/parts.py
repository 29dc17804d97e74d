"""Lists of modules of a product document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from configurator.domains import value_problem
from configurator.expressions import Expression
from configurator.expressions.over_parts import where_present
from configurator.expressions.scope import PartsType
from configurator.formats.cursor import NO_TEXT, Cursor, refuse_duplicates
from configurator.formats.options import Questions, read_options
from configurator.model import Module, Multiple, Option, OptionKind, Rule, Text
from configurator.modules import (
    MOST_PARTS,
    absent_rules,
    count_name,
    count_option,
    numbers,
    part_id,
    part_multiples,
    part_options,
)
from configurator.multiples import bounds

_KEYS = ("part", "derived", "defaults", "rules")


@dataclass(frozen=True, slots=True)
class Parts:
    """
    A list of modules as read so far.

    Parameters
    ----------
    inside
        What its parts call their own.
    fields
        Cursors of what is still to be read.
    """

    module: Module
    count: Option
    inside: Questions
    fields: dict[str, Cursor]

    @property
    def own(self) -> dict[str, Option]:
        """Return the options of a part by their id inside it."""
        return {option.id: option for option in self.inside.options}

    @property
    def options(self) -> tuple[Option, ...]:
        """Return the flat options, how many parts there are first."""
        return (self.count, *part_options(self.module, self.inside.options))

    @property
    def multiples(self) -> tuple[Multiple, ...]:
        """Return the flat multi-selects."""
        return tuple(part_multiples(self.module, self.inside.multiples))

    def at(self, key: str) -> Cursor:
        """Return the cursor of an optional list inside the module."""
        whole = self.fields["id"]
        return self.fields.get(key) or Cursor([], whole.raw, whole.shown, whole.report)

    def structural_rules(self, parts: PartsType) -> Iterator[Rule]:
        """Yield what keeps absent parts idle and bounds the multi-selects of others."""
        options = {option.id: option for option in self.options}
        yield from absent_rules(self.module, options)
        listed = tuple(part_multiples(self.module, self.inside.multiples))
        for number in numbers(self.module):
            prefix = part_id(self.module.id, number, "")
            for multiple in listed:
                if multiple.id.startswith(prefix):
                    yield from _where_present(multiple, parts, number)


def _where_present(multiple: Multiple, parts: PartsType, number: int) -> Iterator[Rule]:
    for rule in bounds(multiple):
        statement = where_present(rule.rule.root, parts, number)
        yield replace(rule, rule=Expression(None, statement))


def read_modules(cursor: Cursor) -> tuple[Parts, ...]:
    """Return the lists of modules, those that could be read well enough to go on."""
    cursors = list(cursor.items())
    found = [(item, parts) for item in cursors if (parts := _parts(item)) is not None]
    refuse_duplicates([item for item, _ in found], [p.module.id for _, p in found])
    return tuple(parts for _, parts in found)


def _parts(cursor: Cursor) -> Parts | None:
    fields = cursor.fields(("id", "name", "count", "options"), _KEYS)
    if not {"id", "count", "options"} <= fields.keys():
        return None
    name = fields["name"].words() if "name" in fields else NO_TEXT
    inside = read_options(fields["options"])
    if not inside.options:
        fields["options"].complain("empty_domain", "A module needs an option.")
    for item in fields["options"].items():
        _refuse_idle(item, inside)
    identifier = fields["id"].identifier()
    counted = fields["count"].fields(("min", "max"), ("default", "name"))
    least, most = _bounds(fields["count"], counted)
    module = Module(
        identifier,
        name,
        least,
        most,
        tuple(option.id for option in inside.options),
        _part_name(name, fields.get("part")),
    )
    return Parts(module, _count(module, counted), inside, fields)


def _part_name(name: Text, cursor: Cursor | None) -> Text:
    if cursor is None:
        return {"en": f"{name['en']} {{n}}", "zh": f"第{{n}}{name['zh']}"}
    told = cursor.words()
    for language, text in told.items():
        if text and "{n}" not in text:
            sentence = f"The number is missing in {language}: write {{n}}."
            cursor.complain("missing_number", sentence)
    return told


def _bounds(cursor: Cursor, fields: dict[str, Cursor]) -> tuple[int, int]:
    least = fields["min"].integer() if "min" in fields else 1
    most = fields["max"].integer() if "max" in fields else 1
    if 0 <= least <= most and 1 <= most <= MOST_PARTS:
        return least, most
    sentence = f"0 <= min <= max, and max is 1 to {MOST_PARTS}."
    cursor.complain("empty_domain", sentence)
    return 1, 1


def _count(module: Module, fields: dict[str, Cursor]) -> Option:
    default = fields["default"].integer() if "default" in fields else None
    if default is not None and not module.at_least <= default <= module.at_most:
        sentence = f"It is {module.at_least} to {module.at_most}."
        fields["default"].complain("bad_default", sentence)
    told = fields["name"].words() if "name" in fields else count_name(module)
    return count_option(module, told, default)


def _refuse_idle(cursor: Cursor, inside: Questions) -> None:
    """Complain of a text that cannot be empty where its part is absent."""
    name = cursor.value.get("id") if isinstance(cursor.value, dict) else None
    for option in inside.options:
        if option.id != name or option.kind is not OptionKind.TEXT:
            continue
        if option.pattern is not None and value_problem(option, "") is not None:
            sentence = "A text of a module must admit the empty text."
            cursor.complain("never_empty", sentence)
