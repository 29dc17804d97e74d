"""Problems, cut lists and plans from files; everything that is wrong is told."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models3d.nesting.formats import PlanFile, read_plans, write_plans
from models3d.nesting.problem import Cutting, NestingError, Piece, Problem, Sheet
from models3d.nesting.reading import Wanted, read_cut_list, read_lines, to_dmm
from tests.configurator.counts import examples
from tests.models3d.nesting.cases import planned, problems

FREE = Wanted(Cutting())
BOARD = Wanted(Cutting(), (Sheet("sheet", 28000, 20700),), may_turn=True)
HEAD = "id,order,material,thickness_mm,length_mm,width_mm,quantity,grain\n"


def told(call, *given_) -> list[tuple[str, str]]:
    with pytest.raises(NestingError) as caught:
        call(*given_)
    return [(one.path, one.code) for one in caught.value.problems]


def test_a_line_is_a_problem_with_its_own_sheet():
    line = '{"name": "one", "sheet": [10, 8], "items": [[3, 2, 4]], "more": 1}'
    (found,) = read_lines(line, FREE)
    assert found == Problem(
        "one", (Piece("0", 3, 2, 4),), (Sheet("sheet", 10, 8),), Cutting()
    )


def test_every_fault_of_every_line_is_told():
    lines = [
        '{"name": "a", "sheet": [10], "items": [[1, 2, 3], [1, 2], [0, 1, 1]]}',
        "{",
        '{"name": "b", "items": [[1, 1, 1]]}',
        '{"name": "c", "sheet": [5, 5], "items": []}',
        '{"name": "d", "sheet": [5, 5], "items": [[6, 1, 1], [1, 1, true]]}',
        '{"name": "e", "sheet": [5, 5], "items": [[6, 1, 1]]}',
        '{"name": "f", "sheet": [5, 5], "items": [[1, 1, 1]]}',
        '{"name": "f", "sheet": [5, 5], "items": [[1, 1, 1]]}',
        '{"name": "", "sheet": [5, NaN], "items": [[1, 1, 1]]}',
        "[]",
    ]
    assert told(read_lines, "\n".join(lines), FREE) == [
        ("line 1: sheet", "no_size"),
        ("line 1: items.1", "no_item"),
        ("line 1: items.2", "no_item"),
        ("line 2", "not_json"),
        ("line 3: sheet", "missing"),
        ("line 4: items", "missing"),
        ("line 5: items.1", "no_item"),
        ("line 6: items.0", "too_large"),
        ("line 8: name", "duplicate"),
        ("line 9", "not_json"),
        ("line 10", "no_object"),
    ]
    assert told(read_lines, "\n", FREE) == [("line 1", "empty")]


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists))
@examples(200, 5000)
def test_any_text_is_read_or_refused_with_reasons(data):
    for text in (str(data), json.dumps(data), json.dumps({"items": data})):
        for read in (read_lines, read_cut_list):
            with suppress(NestingError):
                read(text, BOARD)
        with pytest.raises(NestingError):
            read_plans(text)


def test_a_cut_list_becomes_a_problem_for_each_material_and_thickness():
    rows = (
        "a,O1,oak,18,900.5,400,2,yes\nb,O2,oak,18.0,100,50,,no\nc,O1,hdf,3,10,10,1,\n"
    )
    oak, hdf = read_cut_list(HEAD + rows, BOARD)
    assert (oak.name, hdf.name) == ("oak 18 mm", "hdf 3 mm")
    assert oak.pieces == (
        Piece("a", 9005, 4000, 2, may_turn=False, order="O1"),
        Piece("b", 1000, 500, 1, may_turn=True, order="O2"),
    )


def test_the_size_to_saw_counts_where_both_are_given():
    text = "id,length_mm,width_mm,cut_length_mm,cut_width_mm\na,10,9,8,7\n"
    (found,) = read_cut_list(text, BOARD)
    assert (found.pieces[0].width, found.pieces[0].height) == (80, 70)


def test_every_fault_of_a_cut_list_is_told_by_line_and_field():
    rows = [
        "a,O1,oak,18,900,400,1,yes",
        "a,O1,oak,18,900,400,1,yes",
        ",O1,oak,x,0,4.05,0,maybe",
        "b,O1,oak,18,900",
        "c,O1,oak,18,2900,400,1,yes",
        "d,O1,oak,18,1e99,nan,99999999,no",
    ]
    assert told(read_cut_list, HEAD + "\n".join(rows), BOARD) == [
        ("line 3: id", "duplicate"),
        ("line 4: id", "missing"),
        ("line 4: length_mm", "out_of_range"),
        ("line 4: width_mm", "no_length"),
        ("line 4: quantity", "no_count"),
        ("line 4: grain", "unknown_word"),
        ("line 4: thickness_mm", "no_length"),
        ("line 5", "cells"),
        ("line 7: length_mm", "no_length"),
        ("line 7: width_mm", "no_length"),
        ("line 7: quantity", "no_count"),
        ("line 6", "too_large"),
    ]
    assert told(read_cut_list, "id,length_mm\n", BOARD) == [("line 1", "missing")]
    assert told(read_cut_list, HEAD, BOARD) == [("line 2", "empty")]


@pytest.mark.parametrize(
    ("text", "value"), [("1", 10), ("0.1", 1), (" 2800.0 ", 28000)]
)
def test_lengths_are_exact(text, value):
    assert to_dmm(text) == value


@pytest.mark.parametrize("text", ["", "x", "0.05", "inf", "nan", "1e30"])
def test_what_is_no_length_is_refused(text):
    with pytest.raises(ValueError, match="mm"):
        to_dmm(text)


@given(problems())
@examples(30, 500)
def test_plans_are_read_as_they_were_written(problem):
    stocked = [s for s in problem.sheets if s.count is None]
    problem = Problem("p", problem.pieces, tuple(stocked), problem.cutting)
    wanted = Wanted(problem.cutting, problem.sheets, may_turn=True)
    file = PlanFile("file", wanted, (planned(problem, 20),))
    assert read_plans(write_plans(file)) == file


def test_everything_that_is_wrong_with_a_plan_is_told():
    problem = Problem("p", (Piece("a", 4, 4),), (Sheet("s", 8, 8),))
    wanted = Wanted(problem.cutting, problem.sheets)
    data = json.loads(write_plans(PlanFile("file", wanted, (planned(problem, 2),))))
    sheet = data["plans"][0]["sheets"][0]
    sheet["cuts"][0] |= {"at": "4", "axis": "up"}
    sheet["placements"][0] |= {"is_turned": 1, "copy": True}
    sheet["rests"] = None
    data["kerf"] = 1.5
    data["first"] = "left"
    del data["stock"]
    assert [path for path, _ in told(read_plans, json.dumps(data))] == [
        "kerf",
        "first",
        "stock",
        "plans.0.sheets.0.placements.0.copy",
        "plans.0.sheets.0.placements.0.is_turned",
        "plans.0.sheets.0.cuts.0.at",
        "plans.0.sheets.0.cuts.0.axis",
        "plans.0.sheets.0.rests",
    ]


def test_a_malformed_problem_is_told_whole():
    with pytest.raises(NestingError) as caught:
        Problem(
            "bad",
            (Piece("a", 0, 5), Piece("a", 5, 5, 0)),
            (Sheet("s", 5, -1, -2, -3),),
            Cutting(-1, -1, 4, "left", (-1, 0)),  # type: ignore[arg-type] # malformed
        )
    assert [one.path for one in caught.value.problems] == [
        "cutting.kerf",
        "cutting.trim",
        "cutting.stages",
        "cutting.first",
        "cutting.least_rest",
        "pieces.a",
        "sheets.s.height",
        "sheets.s.price",
        "sheets.s.count",
        "pieces.a.width",
        "pieces.a.count",
    ]
    assert told(Problem, "empty", (), ()) == [("pieces", "empty"), ("sheets", "empty")]
