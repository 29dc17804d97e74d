"""Tables of a product document: what each cell admits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from configurator.domains import value_problem
from configurator.expressions.check import nearest
from configurator.formats.cursor import NO_TEXT, Cursor
from configurator.formats.dates import DATES, read_effective
from configurator.model import Cell, Option, OptionKind, Scalar, Table

MAX_ROWS = 1_000_000
MOST_BAD_ROWS = 100
"""After so many rows with mistakes the rest of a table is not judged."""
BLANK = Cell()


def read_table(
    cursor: Cursor,
    options: Mapping[str, Option],
    unread: Collection[str] = (),
) -> Table:
    """
    Return a table; rows with problems are left out of it.

    Parameters
    ----------
    unread
        Options that were complained of where they are made.
    """
    fields = cursor.fields(("id", "name", "options", "rows"), ("module", *DATES))
    columns: list[Option | None] = []
    for header in fields["options"].items() if "options" in fields else ():
        option = options.get(header.value) if isinstance(header.value, str) else None
        if option is None and header.value in unread:
            pass
        elif option is None:
            hint = nearest(str(header.value), options)
            header.complain("unknown_option", f"No option {header.value}.{hint}")
        elif option.kind is OptionKind.TEXT:
            header.complain("text_in_table", f"{option.id} is free text.")
            option = None
        elif option in columns:
            header.complain("duplicate_id", f"{option.id} is here twice.")
        columns.append(option)
    rows = _rows(fields["rows"], columns) if "rows" in fields else ()
    return Table(
        fields["id"].identifier() if "id" in fields else "",
        fields["name"].words() if "name" in fields else NO_TEXT,
        tuple(option.id for option in columns if option is not None),
        rows,
        read_effective(fields),
    )


def _rows(cursor: Cursor, columns: list[Option | None]) -> tuple[tuple[Cell, ...], ...]:
    if isinstance(cursor.value, list) and len(cursor.value) > MAX_ROWS:
        cursor.complain("too_long", f"A table has at most {MAX_ROWS} rows.")
        return ()
    rows = []
    bad = 0
    cache: dict[tuple[int, Any], Cell] = {}
    for row in cursor.items():
        cells = _row(row, columns, cache) if bad < MOST_BAD_ROWS else None
        if cells is None:
            bad += 1
        else:
            rows.append(cells)
    if bad > MOST_BAD_ROWS:
        sentence = f"{bad - MOST_BAD_ROWS} more rows were not judged."
        cursor.complain("too_many", sentence)
    elif not rows and not bad:
        cursor.complain("empty_table", "A table needs at least one row.")
    return tuple(rows)


def _row(
    cursor: Cursor, columns: list[Option | None], cache: dict[tuple[int, Any], Cell]
) -> tuple[Cell, ...] | None:
    """Return a row's cells, ``None`` after a complaint; equal cells are one object."""
    listed = cursor.value
    if not isinstance(listed, list) or len(listed) != len(columns):
        cursor.complain("row_length", f"A row of this table has {len(columns)} cells.")
        return None
    cells = []
    for index, text in enumerate(listed):
        key = (index, text if isinstance(text, str) else str(text))
        cell = cache.get(key)
        if cell is None:
            option = columns[index]
            name = option.id if option else str(index)
            cell = read_cell(cursor.child(index, text, name), option)
            if cell is not None:
                cache[key] = cell
        cells.append(cell)
    sound = tuple(cell for cell in cells if cell is not None)
    return sound if len(sound) == len(cells) else None


def read_cell(cursor: Cursor, option: Option | None) -> Cell | None:
    """Return what one cell of an option's column admits, ``None`` after a complaint."""
    text = str(cursor.value if cursor.value is not None else "").strip()
    if isinstance(cursor.value, bool):
        text = text.lower()
    if not text or option is None:
        return BLANK
    is_negated = text.startswith("!")
    values: list[Scalar] = []
    ranges: list[tuple[int | Decimal, int | Decimal]] = []
    for part in (text[1:] if is_negated else text).split("|"):
        problem = _part(part.strip(), option, values, ranges)
        if problem is not None:
            cursor.complain("bad_cell", problem)
            return None
    return Cell(tuple(values), tuple(ranges), is_negated)


def _part(
    text: str,
    option: Option,
    values: list[Scalar],
    ranges: list[tuple[int | Decimal, int | Decimal]],
) -> str | None:
    if option.kind.is_numeric:
        low, dots, high = text.partition("..")
        try:
            first = _number(low, option) if low or not dots else option.minimum
            last = _number(high, option) if high else option.maximum
        except (InvalidOperation, ValueError):
            return f"{text} is neither a number nor a range such as 600..1200."
        if first is None or last is None:
            return "The option has no grid."
        if not dots:
            values.append(first)
            return value_problem(option, first)
        ranges.append((first, last))
        return None if first <= last else f"The range {text} is empty."
    value: Scalar = text
    if option.kind is OptionKind.BOOLEAN:
        known = {"true": True, "yes": True, "false": False, "no": False}
        value = known.get(text, text)
    values.append(value)
    return value_problem(option, value)


def _number(text: str, option: Option) -> int | Decimal:
    number = Decimal(text.strip())
    if not number.is_finite():
        raise ValueError(text)
    return number if option.kind is OptionKind.DECIMAL else _whole(number)


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise ValueError(number)
    return int(number)
