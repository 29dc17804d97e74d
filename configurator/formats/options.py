"""The options of a product document: domains, texts and defaults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from configurator.domains import value_problem
from configurator.expressions import BASE_UNITS
from configurator.expressions.check import nearest
from configurator.formats.cursor import NO_TEXT, Cursor, refuse_duplicates
from configurator.formats.dates import DATES, read_effective
from configurator.model import Multiple, Option, OptionKind, Rule, Scalar, Value
from configurator.multiples import answers, bounds
from configurator.patterns import Pattern, PatternError

MAX_GRID = 20_001
_FIELDS = {
    OptionKind.ENUMERATED: (("values",), ()),
    OptionKind.BOOLEAN: ((), ()),
    OptionKind.INTEGER: (("min", "max"), ("unit", "step")),
    OptionKind.MEASUREMENT: (("min", "max"), ("unit", "step")),
    OptionKind.DECIMAL: (("min", "max", "step"), ("unit",)),
    OptionKind.TEXT: (("max_length",), ("pattern",)),
}


MULTIPLE = "multiple"
"""Kind of a question with several answers; it becomes one boolean option each."""
_KINDS = (*(kind.value for kind in OptionKind), MULTIPLE)


@dataclass(frozen=True, slots=True)
class Questions:
    """
    What a list of options asks.

    Parameters
    ----------
    options
        Flat: the answers of a multi-select stand in its place.
    rules
        On how many answers a multi-select takes.
    """

    options: tuple[Option, ...] = ()
    multiples: tuple[Multiple, ...] = ()
    rules: tuple[Rule, ...] = ()


def read_options(cursor: Cursor) -> Questions:
    """Return the options, those that could be read well enough to go on."""
    cursors, ids = [], []
    options: list[Option] = []
    multiples: list[Multiple] = []
    rules: list[Rule] = []
    for item in cursor.items():
        found = _multiple(item) if _kind(item) == MULTIPLE else _option(item)
        if found is None:
            continue
        cursors.append(item)
        if isinstance(found, Option):
            ids.append(found.id)
            options.append(found)
            continue
        multiple, picked = found
        ids.append(multiple.id)
        multiples.append(multiple)
        options.extend(answers(multiple, picked))
        rules.extend(bounds(multiple))
    refuse_duplicates(cursors, ids)
    return Questions(tuple(options), tuple(multiples), tuple(rules))


def _multiple(cursor: Cursor) -> tuple[Multiple, frozenset[str]] | None:
    """Return a question with several answers and those picked by default."""
    fields = cursor.fields(
        ("id", "kind", "name", "values"), ("help", "default", "at_least", "at_most")
    )
    if "id" not in fields:
        return None
    values = _values(fields["values"]) if "values" in fields else ()
    least, most = (
        fields[key].integer() if key in fields else otherwise
        for key, otherwise in (("at_least", 0), ("at_most", len(values)))
    )
    if not 0 <= least <= most <= len(values):
        sentence = f"0 <= at_least <= at_most <= {len(values)}, the number of values."
        named = fields.get("at_least", fields.get("at_most", cursor))
        named.complain("empty_domain", sentence)
        least, most = 0, len(values)
    multiple = Multiple(
        fields["id"].identifier(),
        fields["name"].words() if "name" in fields else NO_TEXT,
        values,
        least,
        most,
        fields["help"].words() if "help" in fields else None,
    )
    return multiple, _picked(multiple, fields.get("default"))


def _picked(multiple: Multiple, cursor: Cursor | None) -> frozenset[str]:
    if cursor is None:
        return frozenset()
    picked = read_answers(multiple, cursor)
    if not multiple.at_least <= len(picked) <= multiple.at_most:
        sentence = (
            f"Of these answers {multiple.at_least} to {multiple.at_most} are picked."
        )
        cursor.complain("bad_default", sentence)
    return picked


def read_answers(multiple: Multiple, cursor: Cursor) -> frozenset[str]:
    """Return the picked answers of a multi-select, a list of their ids."""
    known = [value.id for value in multiple.values]
    picked = list(cursor.items())
    for item in picked:
        if item.value not in known:
            hint = nearest(str(item.value), known)
            sentence = f"{multiple.id} has no value {item.value}.{hint}"
            item.complain("unknown_value", sentence)
    return frozenset(str(item.value) for item in picked) & set(known)


def _option(cursor: Cursor) -> Option | None:
    word = _kind(cursor)
    if word is None:
        known = ", ".join(_KINDS)
        cursor.complain("unknown_kind", f"The kind of an option is one of: {known}.")
        return None
    kind = OptionKind(word)
    required, optional = _FIELDS[kind]
    fields = cursor.fields(
        ("id", "kind", "name", *required), ("help", "default", *optional)
    )
    if "id" not in fields:
        return None
    built: dict[str, Any] = {}
    if kind.is_numeric:
        built = _grid(cursor, kind, fields)
    elif kind is OptionKind.TEXT:
        built = _text(fields)
    elif kind is OptionKind.ENUMERATED and "values" in fields:
        built = {"values": _values(fields["values"])}
        _refuse_gaps(fields["values"], built["values"])
    name = fields["name"].words() if "name" in fields else NO_TEXT
    told = fields["help"].words() if "help" in fields else None
    default = _default(kind, fields)
    option = Option(fields["id"].identifier(), kind, name, told, **built)
    if default is not None:
        problem = value_problem(option, default)
        if problem is not None:
            fields["default"].complain("bad_default", problem)
        option = replace(option, default=default)
    return option


def _kind(cursor: Cursor) -> str | None:
    """Return the kind of an option, ``None`` where it has none that is known."""
    word = cursor.value.get("kind") if isinstance(cursor.value, dict) else None
    return word if isinstance(word, str) and word in _KINDS else None


def _default(kind: OptionKind, fields: dict[str, Cursor]) -> Scalar | None:
    if "default" not in fields:
        return None
    return read_scalar(kind, fields["default"])


def read_scalar(kind: OptionKind, cursor: Cursor) -> Scalar:
    """Return a value of an option of that kind, not yet judged against its domain."""
    if kind is OptionKind.DECIMAL:
        return cursor.decimal()
    if kind.is_numeric:
        return cursor.integer()
    if kind is OptionKind.BOOLEAN:
        if not isinstance(cursor.value, bool):
            cursor.wrong("true or false")
        return bool(cursor.value)
    return cursor.string()


def _grid(
    cursor: Cursor, kind: OptionKind, fields: dict[str, Cursor]
) -> dict[str, Any]:
    def read(key: str) -> int | Decimal:
        if key not in fields:
            return 1
        is_decimal = kind is OptionKind.DECIMAL
        return fields[key].decimal() if is_decimal else fields[key].integer()

    low, high, step = read("min"), read("max"), read("step")
    unit = fields["unit"].string() if "unit" in fields else None
    if unit is not None and unit not in BASE_UNITS:
        known = ", ".join(BASE_UNITS)
        fields["unit"].complain("unknown_unit", f"The unit is one of: {known}.")
        unit = None
    if step <= 0:
        cursor.complain("bad_step", "The step must be more than 0.")
    elif low > high:
        cursor.complain("empty_domain", "min is more than max.")
    elif (high - low) % step:
        cursor.complain("off_grid", "max is not a whole number of steps above min.")
    elif (high - low) / step >= MAX_GRID:
        cursor.complain("too_fine", f"A number has at most {MAX_GRID - 1} steps.")
    else:
        return {"minimum": low, "maximum": high, "step": step, "unit": unit}
    return {"minimum": low, "maximum": low, "step": 1, "unit": unit}


def _text(fields: dict[str, Cursor]) -> dict[str, Any]:
    longest = fields["max_length"].integer() if "max_length" in fields else 0
    if not 0 <= longest <= 200:
        fields["max_length"].complain("bad_length", "max_length is 0 to 200.")
        longest = 0
    pattern = fields["pattern"].string() if "pattern" in fields else None
    if pattern is not None:
        try:
            Pattern(pattern)
        except PatternError as error:
            fields["pattern"].complain("bad_pattern", str(error))
            pattern = None
    return {"max_length": longest, "pattern": pattern}


def _values(cursor: Cursor) -> tuple[Value, ...]:
    cursors = list(cursor.items())
    values = tuple(_value(item) for item in cursors)
    if not values:
        cursor.complain("empty_domain", "An option needs at least one value.")
    refuse_duplicates(cursors, [value.id for value in values])
    return values


def _refuse_gaps(cursor: Cursor, values: tuple[Value, ...]) -> None:
    """Complain of the first day on which no value is left."""
    days = {value.effective.from_on for value in values}
    days |= {value.effective.to_on for value in values}
    known = sorted(day for day in days if day is not None)
    # Between two such days nothing changes; the day before the first stands for
    # all of the past.
    before = [known[0] - timedelta(days=1)] if known else []
    for day in (*before, *known):
        if values and not any(value.effective.includes(day) for value in values):
            told = f"before {known[0]}" if day < known[0] else f"on {day}"
            cursor.complain("empty_domain", f"No value is left {told}.")
            return


def _value(cursor: Cursor) -> Value:
    fields = cursor.fields(("id", "name"), ("swatch", "note", *DATES))
    return Value(
        fields["id"].string() if "id" in fields else "",
        fields["name"].words() if "name" in fields else NO_TEXT,
        fields["swatch"].string() if "swatch" in fields else None,
        fields["note"].words() if "note" in fields else None,
        read_effective(fields),
    )
