"""
A folder of plain tables: ``options.csv`` with the domains, ``tables/*.csv`` with rows.

Each option has the values that its line lists; each table allows the combinations
that it lists. An empty cell means any value. Tables may be spreadsheets, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from configurator.domains import value_problem
from configurator.expressions.check import nearest
from configurator.formats.complaints import Complaints
from configurator.formats.rows import FORMULA, Line, looks_like_formula
from configurator.formats.table_lines import table_lines
from configurator.formats.tables import MAX_ROWS
from configurator.model import (
    Cell,
    Option,
    OptionKind,
    Problem,
    ProductModel,
    ProductModelError,
    Table,
    Value,
)

OPTIONS = "options.csv"
TABLES = "tables/"
SUFFIXES = (".csv", ".xlsx")
BLANK = Cell()
_HEADER = ["option", "values"]
_BOOLEAN = {"true": True, "false": False}


def read_csv_folder(files: Mapping[str, bytes], name: str) -> ProductModel:
    """
    Return the model of a folder of plain tables.

    Parameters
    ----------
    files
        Content by path inside the folder: ``options.csv``, ``tables/x.csv``.
    name
        What the model is called.

    Raises
    ------
    ProductModelError
        With everything that is wrong in all of the files, at once.
    """
    problems: list[Problem] = []
    options = _read_options(files[OPTIONS], problems)
    by_id = {option.id: option for option in options}
    tables: dict[str, Table] = {}
    for path in sorted(path for path in files if path.startswith(TABLES)):
        complaints = Complaints(path)
        table = _read_table(path, files[path], by_id, complaints)
        if table is not None and table.id in tables:
            complaints.add("duplicate_id", f"There are two tables {table.id}.")
        elif table is not None:
            tables[table.id] = table
        problems.extend(complaints.all)
    if problems:
        raise ProductModelError(tuple(problems))
    words = {"en": name, "zh": name}
    return ProductModel(name, words, options, tables=tuple(tables.values()))


def _read_options(content: bytes, problems: list[Problem]) -> tuple[Option, ...]:
    complaints = Complaints(OPTIONS)
    options: dict[str, Option] = {}
    lines = table_lines(content, complaints)
    header = next(lines, None)
    if header is not None and header.cells != _HEADER:
        complaints.add("syntax", "The header is option,values.", header.number)
    for line in lines:
        if len(line.cells) != 2:
            sentence = f"A line has 2 cells, not {len(line.cells)}."
            complaints.add("row_length", sentence, line.number)
            continue
        option = _option(line, complaints)
        if option.id in options:
            sentence = f"The option {option.id} stands here twice."
            complaints.add("duplicate_id", sentence, line.number, 1, option.id)
        options.setdefault(option.id, option)
    if not options and not complaints.problems:
        complaints.add("empty_model", "It has no options.")
    problems.extend(complaints.all)
    return tuple(options.values())


def _option(line: Line, complaints: Complaints) -> Option:
    name, listed = line.cells
    values = listed.split()
    words = {"en": name, "zh": name}
    if not name:
        complaints.add("missing_name", "The option has no name.", line.number, 1)
    if not values:
        sentence = "An option needs at least one value."
        complaints.add("empty_domain", sentence, line.number, line.column(1), name)
    for value in dict.fromkeys(value for value in values if values.count(value) > 1):
        sentence = f"The value {value} stands here twice."
        complaints.add("duplicate_id", sentence, line.number, line.column(1), name)
    if set(values) == set(_BOOLEAN):
        return Option(name, OptionKind.BOOLEAN, words)
    known = tuple(Value(value, {"en": value, "zh": value}) for value in values)
    return Option(name, OptionKind.ENUMERATED, words, values=known)


def _read_table(
    path: str, content: bytes, options: Mapping[str, Option], complaints: Complaints
) -> Table | None:
    stem, suffix = PurePosixPath(path).stem, PurePosixPath(path).suffix
    if suffix not in SUFFIXES or "/" in path[len(TABLES) :]:
        listed = " or ".join(f"tables/*{known}" for known in SUFFIXES)
        complaints.add("unknown_file", f"A table is {listed}.")
        return None
    lines = table_lines(content, complaints)
    header = next(lines, None)
    if header is None:
        if not complaints.problems:
            complaints.add("empty_table", "The table is empty.")
        return None
    columns = _columns(header, options, complaints)
    rows = tuple(_rows(lines, columns, complaints))
    if not rows and not complaints.problems:
        complaints.add("empty_table", "A table needs at least one row.", header.number)
    words = {"en": stem, "zh": stem}
    return Table(stem, words, tuple(header.cells), rows)


def _columns(
    header: Line, options: Mapping[str, Option], complaints: Complaints
) -> list[Option | None]:
    for index, cell in enumerate(header.cells):
        place = (header.number, header.column(index))
        if cell not in options:
            hint = nearest(cell, options) if len(complaints.problems) < 20 else ""
            sentence = f"There is no option {cell}.{hint}"
            complaints.add("unknown_option", sentence, *place)
        elif cell in header.cells[:index]:
            complaints.add("duplicate_id", f"{cell} is here twice.", *place)
    return [options.get(cell) for cell in header.cells]


def _rows(
    lines: Iterator[Line], columns: list[Option | None], complaints: Complaints
) -> Iterator[tuple[Cell, ...]]:
    # A table repeats few texts in many rows: each is read once, and its cell shared.
    known: list[dict[str, Cell]] = [{"": BLANK} for _column in columns]
    width = len(columns)
    for count, line in enumerate(lines):
        if count == MAX_ROWS:
            sentence = f"A table has at most {MAX_ROWS} rows."
            complaints.add("too_long", sentence, line.number)
            return
        if len(line.cells) != width:
            sentence = f"A row of this table has {width} cells, not {len(line.cells)}."
            complaints.add("row_length", sentence, line.number)
            continue
        try:
            yield tuple([known[i][text] for i, text in enumerate(line.cells)])
        except KeyError:
            yield tuple(_new_cells(line, columns, known, complaints))


def _new_cells(
    line: Line,
    columns: list[Option | None],
    known: list[dict[str, Cell]],
    complaints: Complaints,
) -> Iterator[Cell]:
    for index, (option, text) in enumerate(zip(columns, line.cells, strict=True)):
        cell = known[index].get(text)
        if cell is None:
            cell, problem = _cell(text, option)
            if problem is None:
                known[index][text] = cell
            else:
                code = "formula" if looks_like_formula(text) else "bad_cell"
                sentence = FORMULA if code == "formula" else problem
                place = (line.number, line.column(index))
                complaints.add(code, sentence, *place, option.id if option else "")
        yield cell


def _cell(text: str, option: Option | None) -> tuple[Cell, str | None]:
    """Return what a cell admits, and what is wrong with it."""
    if option is None:
        return BLANK, None
    # A value may look like several: what the domain lists is taken as it stands.
    if value_problem(option, text) is None:
        return Cell((text,)), None
    is_negated = text.startswith("!")
    parts = [part.strip() for part in text.removeprefix("!").split("|")]
    if option.kind is OptionKind.BOOLEAN:
        values = tuple(_BOOLEAN.get(part, part) for part in parts)
    else:
        values = tuple(parts)
    for value in values:
        problem = value_problem(option, value)
        if problem is not None:
            return BLANK, problem
    return Cell(values, (), is_negated), None
