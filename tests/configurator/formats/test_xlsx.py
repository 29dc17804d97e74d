"""Tables in spreadsheets: nothing is lost, and nothing dangerous is opened."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from configurator.formats import archive
from configurator.formats.complaints import Complaints
from configurator.formats.folder import read_folder
from configurator.formats.recognise import read_folder_files, read_model
from configurator.formats.table_lines import csv_of_lines, sheet_of_csv, table_lines
from configurator.formats.xlsx import write_sheet
from configurator.model import ProductModelError
from tests.configurator.counts import examples

CELLS = st.one_of(
    st.sampled_from(
        [
            *("", "007", "1-2", "3/4", "1e5", "!oak", "a|b", "600..1200", "=x", "+1"),
            *("true", "0.10", " x", "'x", 'say "hi"', "a,b", "橡木", "_x0041_", "@a"),
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=6),
)


def book(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    """Return a spreadsheet as somebody else would save it."""
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    for name, listed in sheets.items():
        sheet = made.create_sheet(name)
        for row in listed:
            sheet.append(row)
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a spreadsheet with a part of it edited by hand."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w") as to,
    ):
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert old in text
                text = text.replace(old, new, 1)
            to.writestr(name, text)
    return out.getvalue()


def rows_of(content: bytes) -> list[list[str]]:
    complaints = Complaints("t.xlsx")
    found = [line.cells for line in table_lines(content, complaints)]
    assert complaints.all == ()
    return found


def problems_of(content: bytes) -> list[tuple[str, int | None, int | None]]:
    complaints = Complaints("t.xlsx")
    list(table_lines(content, complaints))
    return [(found.code, found.line, found.column) for found in complaints.all]


@examples(20, 1000)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6
        )
    )
)
def test_a_table_survives_csv_to_spreadsheet_to_csv(rows) -> None:
    header = [f"o{index}" for index in range(len(rows[0]))]
    lines = [[cell.strip() for cell in row] for row in [header, *rows]]
    content = write_sheet(lines)
    assert rows_of(content) == lines
    complaints = Complaints("t.xlsx")
    text = csv_of_lines(table_lines(content, complaints))
    assert [line.cells for line in table_lines(text, complaints)] == lines
    again = sheet_of_csv(text, complaints)
    assert again == content  # byte for byte: no clock in it
    assert complaints.all == ()


def test_numbers_typed_into_a_sheet_are_the_shortest_text(tmp_path) -> None:
    content = book(["width", "x"], [600, 0.1], [600.0, True], [123456789012345, None])
    assert rows_of(content) == [
        ["width", "x"],
        ["600", "0.1"],
        ["600", "true"],
        ["123456789012345", ""],
    ]


def test_rows_keep_their_numbers_when_others_are_empty() -> None:
    content = book(["a", "b"], [], [None, "x"], [None, None], ["y", None, None])
    complaints = Complaints("t.xlsx")
    lines = list(table_lines(content, complaints))
    assert [(line.number, line.cells) for line in lines] == [
        (1, ["a", "b"]),
        (3, ["", "x"]),
        (5, ["y", ""]),
    ]
    text = csv_of_lines(iter(lines))
    assert text == b"a,b\n\n,x\n\ny,\n"


def test_what_a_sheet_says_of_its_size_cuts_nothing_off() -> None:
    content = book(["a"], ["x"], ["y"])
    part = "xl/worksheets/sheet1.xml"
    assert rows_of(changed(content, part, b'"A1:A3"', b'"A1:A2"')) == [
        ["a"],
        ["x"],
        ["y"],
    ]


def test_empty_sheets_beside_the_table_are_passed_over() -> None:
    assert rows_of(book(["a"], ["x"], Sheet2=[], Sheet3=[])) == [["a"], ["x"]]


def dated() -> bytes:
    return book(["a", "b"], ["x", date(2026, 5, 1)])


def merged() -> bytes:
    made = Workbook()
    assert made.active is not None
    made.active.append(["a", "b"])
    made.active.append(["x", "y"])
    made.active.merge_cells("A2:B2")
    return saved(made)


def with_macros() -> bytes:
    out = io.BytesIO(book(["a"], ["x"]))
    with zipfile.ZipFile(out, "a") as to:
        to.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as to:
        to.writestr("xl/worksheets/sheet1.xml", b" " * (32 * 1024 * 1024))
    return out.getvalue()


def with_entities() -> bytes:
    content = book(["a"], ["x"])
    return changed(
        content, "xl/workbook.xml", b"<workbook", b"<!DOCTYPE x []><workbook"
    )


DANGEROUS = [
    (lambda: book(["a"], ["=1+1"]), [("formula", 2, 1)]),
    (lambda: book(["a", "b"], ["=A1", "=B1"]), [("formula", 2, 1), ("formula", 2, 2)]),
    (dated, [("bad_cell", 2, 2)]),
    (lambda: book(["a"], ["#N/A"]), [("bad_cell", 2, 1)]),
    (merged, [("merged_cells", None, None)]),
    (with_macros, [("macro", None, None)]),
    (bomb, [("zip_bomb", None, None)]),
    (with_entities, [("forbidden_xml", None, None)]),
    (lambda: book(["a"], ["x"], more=[["b"]]), [("second_sheet", None, None)]),
    (book, [("empty_table", None, None)]),
    (lambda: book(["x"] * 1_001), [("too_long", 1, None)]),
    (lambda: b"PK\x03\x04 and nothing more", [("syntax", None, None)]),
    (
        lambda: changed(book(["a"], ["x"]), "xl/workbook.xml", b"<sheets>", b"<sheets"),
        [("syntax", None, None)],
    ),
]


@pytest.mark.parametrize(("make", "expected"), DANGEROUS)
def test_what_is_no_plain_table_is_refused(make, expected) -> None:
    assert problems_of(make()) == expected


def test_a_row_number_of_a_billion_is_not_counted_to(monkeypatch) -> None:
    monkeypatch.setattr("configurator.formats.xlsx.MAX_ROWS", 50)
    content = book(["a"], ["x"])
    far = changed(
        content, "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="999999999"'
    )
    assert problems_of(far) == [("too_long", 52, None)]


def test_an_archive_of_too_many_parts_is_not_opened(monkeypatch) -> None:
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    assert problems_of(book(["a"], ["x"])) == [("zip_bomb", None, None)]


@pytest.mark.parametrize("tenth", range(1, 20))
def test_a_spreadsheet_cut_off_anywhere_is_malformed(tenth) -> None:
    content = book(["a", "b"], *[["x", "y"]] * 20)
    assert problems_of(content[: len(content) * tenth // 20]) == [
        ("syntax", None, None)
    ]


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    complaints = Complaints("t.csv")
    text = f"a,b\nx,{'y' * 40_000}\n\x07,z\n".encode()
    assert sheet_of_csv(text, complaints) is None
    assert [(found.line, found.column) for found in complaints.all] == [(2, 3), (3, 1)]


def test_a_folder_may_hold_its_tables_as_spreadsheets(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "options.csv").write_text("option,values\nwood,oak ash\nsize,007 8\n")
    table = tmp_path / "tables" / "t.xlsx"
    table.write_bytes(write_sheet([["wood", "size"], ["oak", "007"], ["", "8"]]))
    as_sheet = read_model(tmp_path)
    table.unlink()
    table.with_suffix(".csv").write_text("wood,size\noak,007\n,8\n")
    assert as_sheet.tables == read_model(tmp_path).tables
    table.write_bytes(b"PK\x03\x04")
    with pytest.raises(ProductModelError) as caught:
        read_model(tmp_path)
    assert [str(problem.file) for problem in caught.value.problems] == ["tables/t.xlsx"]


def test_a_product_folder_may_hold_its_tables_as_spreadsheets(root) -> None:
    folder = root / "app" / "catalogue" / "samples" / "wardrobe"
    files = read_folder_files(folder)
    expected, _positions = read_folder(files)
    for name in [name for name in files if name.endswith(".csv")]:
        content = sheet_of_csv(files.pop(name), Complaints(name))
        assert content is not None
        files[name.replace(".csv", ".xlsx")] = content
    found, _positions = read_folder(files)
    assert found == expected
    name = next(name for name in files if name.endswith(".xlsx"))
    files[name] = book(["width", "x"], ["=1"], ["=2"])
    with pytest.raises(ProductModelError) as caught:
        read_folder(files)
    found_places = [(p.file, p.line, p.column) for p in caught.value.problems]
    assert found_places == [(name, 2, 1), (name, 3, 1)]
