"""A table's file, CSV or a spreadsheet, as header and rows with lines and columns."""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from configurator.expressions import Problem
from configurator.formats.complaints import Complaints
from configurator.formats.positions import Position
from configurator.formats.rows import guarded, unguarded
from configurator.formats.table_lines import SPREADSHEET, table_lines
from configurator.formats.yaml import MAX_BYTES

MAX_CSV_BYTES = 16 * MAX_BYTES


@dataclass(frozen=True, slots=True)
class Grid:
    """
    What a file lists; cells are without the spaces around them.

    Parameters
    ----------
    header
        Its first row.
    lines
        For each row, the header's first, the line on which it begins, from 1.
    text
        Of the whole file: columns are only looked for when somebody complains. ``None``
        of a spreadsheet, where the columns of cells are counted.
    """

    file: str
    header: list[str]
    rows: list[list[str]]
    lines: Sequence[int]
    text: str | None

    def place(self, row: int, column: int | None = None) -> Position:
        """Return where a cell begins; row 0 is the header, columns count from 0."""
        line = self.lines[row] if row < len(self.lines) else 1
        if column is None:
            return Position(self.file, line, 1)
        if self.text is None:
            return Position(self.file, line, column + 1)
        return self._cell(self.text, line, column)

    def _cell(self, text: str, line: int, column: int) -> Position:
        stream = io.StringIO(text, newline="")
        for _ in range(line - 1):
            stream.readline()
        at, left, is_quoted = 1, column, False
        while left:
            letter = stream.read(1)
            if not letter:
                break
            at += 1
            if letter == '"':
                is_quoted = not is_quoted
            elif letter == "\n":
                line, at = line + 1, 1
            elif letter == "," and not is_quoted:
                left -= 1
        return Position(self.file, line, at)


def read_grid(name: str, content: bytes) -> Grid | tuple[Problem, ...]:
    """Return the grid of a CSV file in UTF-8 or a spreadsheet, or what is wrong."""
    if content.startswith(SPREADSHEET):
        return _sheet(name, content)
    found = _csv(name, content)
    return found if isinstance(found, Grid) else (found,)


def _sheet(name: str, content: bytes) -> Grid | tuple[Problem, ...]:
    complaints = Complaints(name)
    listed = list(table_lines(content, complaints))
    if complaints.problems:
        return complaints.all
    header = listed[0].cells if listed else []
    lines = array("L", (line.number for line in listed))
    return Grid(name, header, [line.cells for line in listed[1:]], lines, None)


def _csv(name: str, content: bytes) -> Grid | Problem:
    if len(content) > MAX_CSV_BYTES:
        sentence = f"It has {len(content)} bytes; at most {MAX_CSV_BYTES} are read."
        return Problem("", "too_long", sentence, name)
    rows: list[list[str]] = []
    lines = array("L")
    reader = None
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        begin = 1
        for row in reader:
            if row:
                lines.append(begin)
                rows.append([unguarded(cell.strip()) for cell in row])
            begin = reader.line_num + 1
    except (UnicodeDecodeError, csv.Error) as error:
        line = reader.line_num if reader is not None else None
        sentence = f"It is not CSV in UTF-8: {error}."
        return Problem("", "syntax", sentence, name, line or None)
    header = rows.pop(0) if rows else []
    return Grid(name, header, rows, lines, text)


def grid_bytes(header: Iterable[object], rows: Iterable[Iterable[object]]) -> bytes:
    """Return the CSV file of a header and rows."""
    out = io.StringIO(newline="")
    # A row of one blank cell is quoted, so that it does not become an empty line.
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([guarded(str(cell)) for cell in header])
    writer.writerows([guarded(_text(cell)) for cell in row] for row in rows)
    return out.getvalue().encode()


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
