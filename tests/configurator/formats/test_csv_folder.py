"""Folders of plain tables: domains, rows, blanks, and every problem at its place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.formats.recognise import read_model
from configurator.formats.rows import guarded, unguarded
from configurator.formats.write import write_model
from configurator.model import Cell, OptionKind, ProductModelError

OPTIONS = "option,values\nwood,oak ash 007\nlip,true false\nx|y,a|b !c\n"
TABLE = "wood,lip\noak,\noak|ash,true\n!ash,false\n"


def folder(path: Path, options: str = OPTIONS, **tables: str) -> Path:
    path.joinpath("tables").mkdir()
    path.joinpath("options.csv").write_text(options, encoding="utf-8")
    for name, text in tables.items():
        file = path / "tables" / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[tuple[str | None, int | None, int | None, str]]:
    with pytest.raises(ProductModelError) as caught:
        read_model(path)
    found = caught.value.problems
    return [(p.file, p.line, p.column, p.code) for p in found]


def test_options_and_rows_are_read_as_they_stand(tmp_path) -> None:
    model = read_model(folder(tmp_path, first=TABLE, second="x|y\na|b\n!c\n"))
    assert [option.id for option in model.options] == ["wood", "lip", "x|y"]
    assert [value.id for value in model.options[0].values] == ["oak", "ash", "007"]
    assert model.options[1].kind is OptionKind.BOOLEAN
    first, second = model.tables
    assert first.options == ("wood", "lip")
    assert first.rows == (
        (Cell(("oak",)), Cell()),
        (Cell(("oak", "ash")), Cell((True,))),
        (Cell(("ash",), (), is_negated=True), Cell((False,))),
    )
    # A value of the domain is itself, whatever signs are in it.
    assert second.rows == ((Cell(("a|b",)),), (Cell(("!c",)),))


def test_spreadsheet_habits_are_taken_as_they_come(tmp_path) -> None:
    text = '\ufeffwood,lip\r\n\r\n " oak" ,true\r\n"ash",""\r\n'.replace(
        ' " oak" ', "oak "
    )
    (table,) = read_model(folder(tmp_path, t=text)).tables
    assert len(table.rows) == 2
    assert table.rows[1] == (Cell(("ash",)), Cell())


def test_equal_cells_are_one_object(tmp_path) -> None:
    model = read_model(folder(tmp_path, t="wood,lip\n" + "oak,true\n" * 3))
    first, _second, third = model.tables[0].rows
    assert all(a is b for a, b in zip(first, third, strict=True))


MALFORMED = [
    ("wood,lip,color\noak,,\n", [(1, 10, "unknown_option")]),
    ("wood,wood\noak,oak\n", [(1, 6, "duplicate_id")]),
    ("wood,lip\noak\n", [(2, None, "row_length")]),  # cut off
    ("wood,lip\noak,,\nash\n", [(2, None, "row_length"), (3, None, "row_length")]),
    ("wood,lip\nelm,maybe\n", [(2, 1, "bad_cell"), (2, 5, "bad_cell")]),
    ("wood,lip\noak|elm,\n", [(2, 1, "bad_cell")]),
    ("wood,lip\noa", [(2, None, "row_length")]),
    ("wood,lip\n", [(1, None, "empty_table")]),
    ("", [(None, None, "empty_table")]),
    ('wood,lip\noak,"true\n', [(2, None, "syntax")]),
    ('wood,lip\noak,"true"x\n', [(2, None, "syntax")]),
    ("wood,lip\n=HYPERLINK(1),\n", [(2, 1, "formula")]),
    (
        "wood,lip\n+1,-1\n@a,\n",
        [(2, 1, "formula"), (2, 4, "formula"), (3, 1, "formula")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MALFORMED)
def test_a_malformed_table_names_every_problem(tmp_path, text, expected) -> None:
    found = problems(folder(tmp_path, t=text))
    assert found == [("tables/t.csv", *place) for place in expected]


MALFORMED_OPTIONS = [
    ("name,values\na,1\n", [(1, None, "syntax")]),
    ("option,values\na,1\na,2\n", [(3, 1, "duplicate_id")]),
    ("option,values\na,1 2 1\n", [(2, 3, "duplicate_id")]),
    ("option,values\na,\n", [(2, 3, "empty_domain")]),
    ("option,values\n,1\n", [(2, 1, "missing_name")]),
    ("option,values\na,1,2\nb\n", [(2, None, "row_length"), (3, None, "row_length")]),
    ("option,values\n", [(None, None, "empty_model")]),
    ("", [(None, None, "empty_model")]),
]


@pytest.mark.parametrize(("text", "expected"), MALFORMED_OPTIONS)
def test_malformed_options_name_every_problem(tmp_path, text, expected) -> None:
    found = problems(folder(tmp_path, text))
    assert found == [("options.csv", *place) for place in expected]


def test_problems_of_all_files_are_told_at_once(tmp_path) -> None:
    path = folder(tmp_path, OPTIONS + "wood,elm\n", a="tree\noak\n", b="wood\nelm\n")
    (path / "tables" / "c.txt").write_text("wood\noak\n")
    (path / "tables" / "d.csv").write_bytes(b"wood\n\xff\n")
    assert problems(path) == [
        ("options.csv", 5, 1, "duplicate_id"),
        ("tables/a.csv", 1, 1, "unknown_option"),
        ("tables/b.csv", 2, 1, "bad_cell"),
        ("tables/c.txt", None, None, "unknown_file"),
        ("tables/d.csv", 2, 1, "encoding"),
    ]


def test_a_table_of_more_than_a_million_rows_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("configurator.formats.csv_folder.MAX_ROWS", 2)
    read_model(folder(tmp_path, t="wood\noak\nash\n"))
    (tmp_path / "tables" / "t.csv").write_text("wood\noak\nash\noak\n")
    assert problems(tmp_path) == [("tables/t.csv", 4, None, "too_long")]


def test_what_is_beside_the_tables_is_left_alone(tmp_path) -> None:
    path = folder(tmp_path, t=TABLE)
    (path / "LICENSE").write_text("MIT")
    assert len(read_model(path).tables) == 1


@given(st.text("=+-@'1.x", max_size=6))
def test_no_cell_that_is_written_can_be_calculated(text) -> None:
    written = guarded(text)
    assert unguarded(written) == text
    is_number = re.fullmatch(r"[-+][\d.]+", written)
    assert written[:1] not in {"=", "+", "-", "@"} or is_number


def test_values_that_look_like_formulas_survive_a_folder(tmp_path) -> None:
    path = folder(
        tmp_path, "option,values\na,=1 @x -y -5 '=z\n", t="a\n'=1\n''=z\n-5\n"
    )
    model = read_model(path)
    assert [value.id for value in model.options[0].values][-1] == "'=z"
    assert [row[0].values for row in model.tables[0].rows] == [
        ("=1",),
        ("'=z",),
        ("-5",),
    ]
    write_model(model, tmp_path / "again")
    table = (tmp_path / "again" / "tables" / "t.csv").read_text()
    assert table == "a\n'=1\n''=z\n-5\n"
    again = read_model(tmp_path / "again")
    assert (again.options, again.tables) == (model.options, model.tables)


def test_a_folder_that_is_too_large_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("configurator.formats.recognise.MAX_FOLDER_BYTES", 10)
    assert [code for *_, code in problems(folder(tmp_path, t=TABLE))] == ["too_long"]


def test_a_folder_of_too_many_files_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("configurator.formats.recognise.MAX_FILES", 1)
    assert [code for *_, code in problems(folder(tmp_path, t=TABLE))] == ["too_long"]
