"""The lines of a table, CSV or spreadsheet, told apart by what is inside."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from configurator.formats.complaints import Complaints
from configurator.formats.content import decode
from configurator.formats.rows import Line, guarded, read_rows

SPREADSHEET = b"PK\x03\x04"
"""How every XLSX file begins: it is a zip archive."""
LONGEST = 32_767
"""Characters of a spreadsheet's cell; what is longer would be cut off."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def table_lines(content: bytes, complaints: Complaints) -> Iterator[Line]:
    """Yield the lines of a file; complain of what is wrong with it."""
    if content.startswith(SPREADSHEET):
        # openpyxl takes a third of a second to import, and few tables are sheets.
        from configurator.formats.xlsx import read_sheet  # noqa: PLC0415

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
        writer.writerow([guarded(cell) for cell in line.cells])
        before = line.number
    return out.getvalue().encode()


def sheet_of_csv(content: bytes, complaints: Complaints) -> bytes | None:
    """Return the spreadsheet of a CSV file, ``None`` after a complaint."""
    lines = list(table_lines(content, complaints))
    for line in lines:
        for index, cell in enumerate(line.cells):
            if len(cell) > LONGEST or _UNWRITABLE.search(cell):
                sentence = "A spreadsheet cannot hold this text."
                complaints.add("bad_cell", sentence, line.number, line.column(index))
    if complaints.problems:
        return None
    from configurator.formats.xlsx import write_sheet  # noqa: PLC0415 as above

    return write_sheet(line.cells for line in lines)
