"""The options of a product document: domains, texts and defaults."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from configurator.domains import value_problem
from configurator.expressions import BASE_UNITS
from configurator.formats.cursor import NO_TEXT, Cursor, refuse_duplicates
from configurator.model import Option, OptionKind, Scalar, Value
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


def read_options(cursor: Cursor) -> tuple[Option, ...]:
    """Return the options, those that could be read well enough to go on."""
    cursors = list(cursor.items())
    options = [_option(item) for item in cursors]
    found = [(c, o) for c, o in zip(cursors, options, strict=True) if o is not None]
    refuse_duplicates([c for c, _ in found], [o.id for _, o in found])
    return tuple(option for _, option in found)


def _option(cursor: Cursor) -> Option | None:
    kind = _kind(cursor)
    if kind is None:
        return None
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
    name = fields["name"].words() if "name" in fields else NO_TEXT
    told = fields["help"].words() if "help" in fields else None
    default = _default(kind, fields)
    option = Option(fields["id"].identifier(), kind, name, told, **built)
    if default is not None:
        problem = value_problem(option, default)
        if problem is not None:
            fields["default"].complain("bad_default", problem)
        option = Option(option.id, kind, name, told, default=default, **built)
    return option


def _kind(cursor: Cursor) -> OptionKind | None:
    word = cursor.value.get("kind") if isinstance(cursor.value, dict) else None
    if word in {kind.value for kind in OptionKind}:
        return OptionKind(word)
    known = ", ".join(kind.value for kind in OptionKind)
    cursor.complain("unknown_kind", f"The kind of an option is one of: {known}.")
    return None


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


def _value(cursor: Cursor) -> Value:
    fields = cursor.fields(("id", "name"), ("swatch", "note"))
    return Value(
        fields["id"].string() if "id" in fields else "",
        fields["name"].words() if "name" in fields else NO_TEXT,
        fields["swatch"].string() if "swatch" in fields else None,
        fields["note"].words() if "note" in fields else None,
    )
