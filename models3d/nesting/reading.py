"""Problems from files: lines of JSON, or a cut list as CSV."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import Any

from models3d.nesting.problem import (
    MAX_PIECES,
    Cutting,
    NestingError,
    Piece,
    Problem,
    Sheet,
)
from models3d.problems import Problem as Fault

MAX_LINES = 100_000
_NEEDED = ("id", "length_mm", "width_mm")
_YES = {"yes", "y", "true", "1", "x"}
_NO = {"no", "n", "false", "0", ""}


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What the one who asks says beside the file.

    Parameters
    ----------
    cutting
        How the saw works, in the file's unit (0.1 mm for a cut list).
    sheets
        Sizes to cut from; empty where the file names its own.
    may_turn
        Whether pieces without grain may be turned.
    """

    cutting: Cutting
    sheets: tuple[Sheet, ...] = ()
    may_turn: bool = False


def read_lines(text: str, wanted: Wanted) -> tuple[Problem, ...]:
    """
    Return the problems of a file with one JSON object a line.

    Raises
    ------
    NestingError
        With everything that is wrong, by line and field.
    """
    faults: list[Fault] = []
    problems: list[Problem] = []
    names: set[str] = set()
    lines = [(n, one) for n, one in enumerate(text.split("\n"), 1) if one.strip()]
    if not lines:
        faults.append(Fault("line 1", "empty", "There is no problem in the file."))
    for n, line in lines[:MAX_LINES]:
        path = f"line {n}"
        try:
            found = _of_line(_json(line), path, wanted)
        except NestingError as error:
            faults += [_under(path, one) for one in error.problems]
            continue
        if found.name in names:
            sentence = f"{found.name} stands there twice."
            faults.append(Fault(f"{path}: name", "duplicate", sentence))
        names.add(found.name)
        problems.append(found)
    if faults:
        raise NestingError(tuple(faults))
    return tuple(problems)


def read_cut_list(text: str, wanted: Wanted) -> tuple[Problem, ...]:
    """
    Return a problem for each material and thickness of a cut list, in their order.

    Raises
    ------
    NestingError
        With everything that is wrong, by line and field.
    """
    faults: list[Fault] = []
    groups: dict[str, list[Piece]] = {}
    lines: dict[str, int] = {}
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        sentence = f"This is no CSV: {error}."
        fault = Fault(f"line {reader.line_num}", "not_csv", sentence)
        raise NestingError((fault,)) from error
    head = [name.strip().lower() for name in rows[0][1]] if rows else []
    faults += _of_head(head)
    if not faults and len(rows) < 2:
        faults.append(Fault("line 2", "empty", "There is no piece in the cut list."))
    for n, row in rows[1:] if not faults else ():
        cells = dict(zip(head, (one.strip() for one in row), strict=False))
        try:
            piece = _of_row(cells, len(row), len(head), wanted)
        except NestingError as error:
            faults += [_under(f"line {n}", one) for one in error.problems]
            continue
        if piece.id in lines:
            sentence = f"{piece.id} stands in line {lines[piece.id]} already."
            faults.append(Fault(f"line {n}: id", "duplicate", sentence))
            continue
        lines[piece.id] = n
        group = " ".join(one for one in (cells.get("material"), _thick(cells)) if one)
        groups.setdefault(group or "pieces", []).append(piece)
    problems = []
    for name, pieces in groups.items():
        try:
            problems.append(Problem(name, tuple(pieces), wanted.sheets, wanted.cutting))
        except NestingError as error:
            faults += [_by_line(one, lines) for one in error.problems]
    if faults:
        raise NestingError(tuple(dict.fromkeys(faults)))
    return tuple(problems)


def to_dmm(text: str) -> int:
    """
    Return a length in mm as whole 0.1 mm.

    Raises
    ------
    ValueError
        When it is no number, or finer than 0.1 mm.
    """
    try:
        value = Decimal(text.strip()) * 10
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no length in mm.") from error
    if not value.is_finite() or abs(value) > 10**9:
        raise ValueError(f"{text!r} is no length in mm.")
    if value != int(value):
        raise ValueError(f"{text} mm is finer than 0.1 mm.")
    return int(value)


def _json(line: str) -> Mapping[str, Any]:
    def refuse(word: str) -> Any:
        raise ValueError(f"{word} is no number of JSON")

    try:
        found = json.loads(line, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise NestingError((Fault("", "not_json", f"No JSON: {error}."),)) from error
    if not isinstance(found, dict):
        raise NestingError((Fault("", "no_object", "This is no JSON object."),))
    return found


def _of_line(data: Mapping[str, Any], path: str, wanted: Wanted) -> Problem:
    faults: list[Fault] = []
    name = data.get("name", path)
    if not isinstance(name, str) or not name.strip():
        faults.append(Fault("name", "no_text", "The name is no text."))
    sheets = wanted.sheets or tuple(_sheet(data, faults))
    pieces = tuple(_items(data.get("items"), wanted, faults))
    if faults:
        raise NestingError(tuple(faults))
    try:
        return Problem(name, pieces, sheets, wanted.cutting)
    except NestingError as error:
        renamed = tuple(
            Fault(one.path.replace("pieces.", "items."), one.code, one.sentence)
            for one in error.problems
        )
        raise NestingError(renamed) from error


def _sheet(data: Mapping[str, Any], faults: list[Fault]) -> Iterator[Sheet]:
    if "sheet" not in data:
        sentence = "The line names no sheet, and --sheet is not given either."
        faults.append(Fault("sheet", "missing", sentence))
        return
    sizes = _numbers(data["sheet"], 2)
    if sizes is None:
        sentence = "The sheet is not [width, height] in whole numbers above 0."
        faults.append(Fault("sheet", "no_size", sentence))
        return
    yield Sheet("sheet", sizes[0], sizes[1])


def _items(items: object, wanted: Wanted, faults: list[Fault]) -> Iterator[Piece]:
    if not isinstance(items, list) or not items:
        faults.append(Fault("items", "missing", "There is no list of items."))
        return
    for n, item in enumerate(items):
        sizes = _numbers(item, 3)
        if sizes is None:
            sentence = "The item is not [width, height, copies] in whole numbers."
            faults.append(Fault(f"items.{n}", "no_item", sentence))
        else:
            yield Piece(str(n), sizes[0], sizes[1], sizes[2], wanted.may_turn)


def _numbers(value: object, count: int) -> list[int] | None:
    """Return that many whole numbers from 1 on, or None."""
    if not isinstance(value, list) or len(value) != count:
        return None
    if any(type(one) is not int or one < 1 for one in value):
        return None
    return value


def _of_head(head: Sequence[str]) -> Iterator[Fault]:
    for name in _NEEDED:
        if name not in head and f"cut_{name}" not in head:
            sentence = f"The first line names no column {name}."
            yield Fault("line 1", "missing", sentence)
    for name in sorted({one for one in head if head.count(one) > 1}):
        sentence = f"Column {name or 'without a name'} stands there twice."
        yield Fault("line 1", "duplicate", sentence)


def _of_row(cells: Mapping[str, str], found: int, wide: int, wanted: Wanted) -> Piece:
    faults: list[Fault] = []
    if found != wide:
        sentence = f"The line has {found} cells; the first one has {wide}."
        raise NestingError((Fault("", "cells", sentence),))
    if not cells["id"]:
        faults.append(Fault("id", "missing", "The piece has no id."))
    sides = []
    for name in ("length_mm", "width_mm"):
        # What is sawn is smaller than what is finished, by its edge bands.
        column = f"cut_{name}" if f"cut_{name}" in cells else name
        try:
            sides.append(to_dmm(cells[column]))
        except ValueError as error:
            faults.append(Fault(column, "no_length", str(error)))
            continue
        if sides[-1] < 1:
            sentence = f"{cells[column]} mm is no size."
            faults.append(Fault(column, "out_of_range", sentence))
    count = cells.get("quantity", "") or "1"
    if not (count.isascii() and count.isdigit() and 1 <= int(count[:9]) <= MAX_PIECES):
        sentence = f"{count!r} is no quantity: 1 to {MAX_PIECES:,}."
        faults.append(Fault("quantity", "no_count", sentence))
    grain = cells.get("grain", "").lower()
    if grain not in _YES | _NO:
        faults.append(Fault("grain", "unknown_word", f"{grain!r} is not yes or no."))
    try:
        _thick(cells)
    except ValueError as error:
        faults.append(Fault("thickness_mm", "no_length", str(error)))
    if faults:
        raise NestingError(tuple(faults))
    return Piece(
        cells["id"],
        sides[0],
        sides[1],
        int(count),
        may_turn=wanted.may_turn and grain in _NO,
        order=cells.get("order", ""),
    )


def _thick(cells: Mapping[str, str]) -> str:
    text = cells.get("thickness_mm", "")
    return f"{Decimal(to_dmm(text)) / 10:f} mm" if text else ""


def _under(path: str, fault: Fault) -> Fault:
    where = f"{path}: {fault.path}" if fault.path and path != fault.path else path
    if fault.path.startswith(path):
        where = fault.path
    return Fault(where, fault.code, fault.sentence)


def _by_line(fault: Fault, lines: Mapping[str, int]) -> Fault:
    """Name the line of a piece that the problem refused."""
    piece = fault.path.removeprefix("pieces.")
    for one in (piece, piece.rpartition(".")[0]):
        if fault.path.startswith("pieces.") and one in lines:
            return Fault(f"line {lines[one]}", fault.code, fault.sentence)
    return fault
