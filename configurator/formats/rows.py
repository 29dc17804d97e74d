"""Lines of a CSV text, each with its number and its cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from configurator.formats.complaints import Complaints

_CALCULATED = re.compile(r"'*(?:[=@]|[-+](?![\d.]+\Z))")
FORMULA = "A spreadsheet would take this cell for a formula; formulas are not read."


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate with a cell that should be a value."""
    return text[:1] in {"=", "+", "-", "@"}


def guarded(text: str) -> str:
    """
    Return a text as it is written to CSV: no spreadsheet that opens it calculates.

    Notes
    -----
    ``unguarded`` takes the apostrophe off again. Numbers and ranges need none.
    """
    return f"'{text}" if _CALCULATED.match(text) else text


def unguarded(text: str) -> str:
    """Return a cell of a CSV file without the apostrophe of ``guarded``."""
    return text[1:] if text.startswith("'") and _CALCULATED.match(text) else text


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of a table.

    Parameters
    ----------
    number
        Of its last line in the file, from 1.
    cells
        Their texts without spaces around them.
    is_sheet
        From a spreadsheet, where cells are counted and not letters.
    """

    number: int
    cells: list[str]
    is_sheet: bool = False

    def column(self, index: int) -> int:
        """Return the column of cell ``index``, exact where no cell is quoted."""
        if self.is_sheet:
            return index + 1
        return 1 + sum(len(cell) + 1 for cell in self.cells[:index])


def read_rows(text: str, complaints: Complaints) -> Iterator[Line]:
    """Yield the lines that are not empty; complain once where it is no CSV."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in rows:
            if row:
                yield Line(rows.line_num, [unguarded(cell.strip()) for cell in row])
    except csv.Error as error:
        sentence = f"It is not CSV, or it is cut off here: {error}."
        complaints.add("syntax", sentence, rows.line_num)
