"""
Tables in spreadsheets: rows of texts out of an XLSX file, and into one.

The same cells as in CSV. A cell that is calculated, a date, an error, a merged cell or
a macro has no such text and is refused with its place; so is a file that would unpack
to more than it should.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from configurator.formats.archive import has_forbidden_xml, open_archive
from configurator.formats.complaints import Complaints
from configurator.formats.rows import FORMULA, Line
from configurator.formats.tables import MAX_ROWS

MAX_COLUMNS = 1_000
_FIRST_ROWS = 1_000
"""A sheet that begins later than here is empty."""
_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>")
_MADE_IN = (1980, 1, 1, 0, 0, 0)
"""The same bytes for the same table: no file says when it was written."""
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, SyntaxError, KeyError),
    *(ValueError, TypeError, AttributeError, IndexError, NotImplementedError),
)
"""What openpyxl raises on files that are not as they should be; it has no one error."""


def read_sheet(content: bytes, complaints: Complaints) -> Iterator[Line]:
    """
    Yield the rows of the one sheet that has any; numbers are those of the sheet.

    Notes
    -----
    Numbers become the shortest text that means them: write ``007`` as text to keep its
    zeros. Rows without any cell are left out.
    """
    archive = open_archive(content, complaints)
    if archive is None:
        return
    try:
        if not _is_readable(archive, complaints):
            return
        book = load_workbook(io.BytesIO(content), read_only=True)
        for number, sheet in enumerate(_sheets(book, complaints)):
            if number:
                complaints.add("second_sheet", f"{sheet.title}: a table is one sheet.")
                return
            yield from _rows(sheet, complaints)
    except _DAMAGED as error:
        complaints.add("syntax", f"It is a damaged spreadsheet: {error}.")


def _is_readable(archive: zipfile.ZipFile, complaints: Complaints) -> bool:
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        complaints.add("macro", "It has macros; save it as .xlsx without them.")
    if has_forbidden_xml(archive):
        sentence = "Document types and entities are not read."
        complaints.add("forbidden_xml", sentence)
    for name in names:
        if name.startswith("xl/worksheets/") and b"mergeCell " in archive.read(name):
            sentence = "It has merged cells; write the value into each of them."
            complaints.add("merged_cells", sentence)
    return not complaints.problems


def _sheets(book: Any, complaints: Complaints) -> Iterator[Any]:
    """Yield the sheets that have cells."""
    found = False
    for sheet in book.worksheets:
        # The size that a file states cuts rows off silently where it is wrong.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_FIRST_ROWS, values_only=True)
        if any(value is not None for row in rows for value in row):
            found = True
            yield sheet
    if not found:
        complaints.add("empty_table", "No sheet has any cells.")


def _rows(sheet: Any, complaints: Complaints) -> Iterator[Line]:
    width = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MAX_ROWS + 1:
            complaints.add("too_long", f"A table has at most {MAX_ROWS} rows.", number)
            return
        if len(row) > MAX_COLUMNS:
            sentence = f"A table has at most {MAX_COLUMNS} columns."
            complaints.add("too_long", sentence, number)
            return
        if all(cell.value is None and cell.data_type == "n" for cell in row):
            continue
        cells = [
            _text(cell, number, index, complaints)
            for index, cell in enumerate(row, start=1)
        ]
        while len(cells) > width and cells[-1] == "":
            cells.pop()
        width = width or len(cells)
        cells.extend([""] * (width - len(cells)))
        yield Line(number, cells, is_sheet=True)


def _text(  # noqa: PLR0911 one arm a kind of cell
    cell: Any, row: int, column: int, complaints: Complaints
) -> str:
    value = cell.value
    if value is None:
        return ""
    sentence, code = "", "bad_cell"
    match cell.data_type:
        case "s" | "inlineStr" | "str":
            return str(value).strip()
        case "b":
            return "true" if value else "false"
        case "n" if isinstance(value, int):
            return str(value)
        case "n" if isinstance(value, float) and value == int(value):
            return str(int(value))
        case "n":
            return repr(value)
        case "f":
            sentence, code = FORMULA, "formula"
        case "d":
            sentence = "A date; format the cell as text to keep what was typed."
        case _:
            sentence = f"{value} is an error of the spreadsheet."
    place = f"{get_column_letter(column)}{row}"
    complaints.add(code, f"{place}: {sentence}", row, column)
    return ""


def write_sheet(rows: Iterable[Iterable[str]]) -> bytes:
    """
    Return an XLSX file of rows whose cells are all texts.

    Notes
    -----
    Texts stay as they are: no leading zero is lost, ``1-2`` becomes no date, and what
    begins with ``=`` is never calculated.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_text_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue())


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.number_format = "@"
    cell.data_type = "s"  # also of a text that begins with "="
    return cell


def _undated(content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            part = old.read(name)
            if name == _PROPERTIES:
                # openpyxl writes the time of saving, whatever was set.
                part = _TIMES.sub(b"", part)
            info = zipfile.ZipInfo(name, _MADE_IN)
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
