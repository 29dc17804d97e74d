"""The lines of a table, CSV or spreadsheet, told apart by what is inside."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from configurator.formats.complaints import Complaints
from configurator.formats.content import decode
from configurator.formats.rows import Line, read_rows
from configurator.formats.xlsx import LONGEST, MAGIC, read_sheet, write_sheet


def table_lines(content: bytes, complaints: Complaints) -> Iterator[Line]:
    """Yield the lines of a file; complain of what is wrong with it."""
    if content.startswith(MAGIC):
        return read_sheet(content, complaints)
    text = decode(content, complaints)
    return read_rows(text, complaints) if text is not None else iter(())


def csv_of_lines(lines: Iterator[Line]) -> bytes:
    """Return a CSV file in which every line has the number that it had."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    before = 0
    for line in lines:
        out.write("\n" * (line.number - before - 1))
        writer.writerow(line.cells)
        before = line.number
    return out.getvalue().encode()


def sheet_of_csv(content: bytes, complaints: Complaints) -> bytes | None:
    """Return the spreadsheet of a CSV file, ``None`` after a complaint."""
    lines = list(table_lines(content, complaints))
    for line in lines:
        for index, cell in enumerate(line.cells):
            if len(cell) > LONGEST or ILLEGAL_CHARACTERS_RE.search(cell):
                sentence = "A spreadsheet cannot hold this text."
                complaints.add("bad_cell", sentence, line.number, line.column(index))
    if complaints.problems:
        return None
    return write_sheet(line.cells for line in lines)
