"""The commands as somebody types them."""

import csv
import json

import pytest

from app.nest.commands import nest
from tests.app.typing_in import typist

LINES = """{"name": "one", "sheet": [10, 8], "items": [[6, 5, 1], [4, 3, 2]]}
{"name": "two", "sheet": [10, 10], "items": [[6, 6, 3]]}
"""
CUTS = """id,order,material,thickness_mm,length_mm,width_mm,quantity,grain
side,A,oak,18,900,400,2,yes
shelf,B,oak,18,764.5,380,2,no
back,A,hdf,3,890,780,1,no
"""


@pytest.fixture
def run():
    return typist(nest)


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "problems.jsonl"
    path.write_text(LINES)
    return path


@pytest.fixture
def cuts(tmp_path):
    path = tmp_path / "cutlist.csv"
    path.write_text(CUTS)
    return path


def test_problems_are_nested_and_the_plan_is_judged(run, lines, tmp_path):
    out = tmp_path / "plan.json"
    said = run("sheets", lines, "--seconds", 0.2, "--out", out, "--json")
    assert said.code == 0
    assert {"sheets": 4, "area_bound": 3, "bound": 4}.items() <= said.json.items()
    assert 0 < said.json["yield"] < 1
    assert said.json["seconds"] < 60
    judged = run("verify", lines, out, "--json")
    assert (judged.code, judged.json["violations"]) == (0, [])
    assert "can be sawn" in run("verify", lines, out).out
    assert "4 sheets" in run("sheets", lines, "--seconds", 0, "--out", out).out


def test_a_plan_that_cannot_be_sawn_is_told_with_exit_1(run, lines, tmp_path):
    out = tmp_path / "plan.json"
    run("sheets", lines, "--seconds", 0.2, "--out", out)
    data = json.loads(out.read_text())
    data["plans"][0]["sheets"][0]["placements"][0]["x"] += 1
    out.write_text(json.dumps(data))
    said = run("verify", lines, out, "--json")
    assert said.code == 1
    assert [one["kind"] for one in said.json["violations"]] == ["not_freed"]
    assert run("verify", lines, out).code == 1


def test_a_cut_list_gets_pictures_and_a_sort_plan(run, cuts, tmp_path):
    out, sort, pictures = (tmp_path / name for name in ("p.json", "s.csv", "pictures"))
    words = ["--sheet", "2800x2070:4990", "--kerf", "4", "--trim", 10, "--rotate"]
    more = ["--rest", "300x200", "--out", out, "--pictures", pictures, "--sort", sort]
    said = run("sheets", cuts, *words, *more, "--seconds", 0.2, "--json")
    assert (said.code, said.json["sheets"]) == (0, 2)
    assert run("verify", cuts, out).code == 0
    assert sorted(one.name for one in pictures.iterdir()) == ["1-1.svg", "2-1.svg"]
    rows = list(csv.DictReader(sort.read_text().splitlines()))
    assert sorted(one["piece"] for one in rows) == [
        "back",
        "shelf",
        "shelf",
        "side",
        "side",
    ]
    assert [one["order"] for one in rows if one["last"] == "yes"] == ["B", "A"]


def test_offcuts_come_before_boards(run, cuts, tmp_path):
    out = tmp_path / "plan.json"
    words = ["--sheet", "2800x2070", "--offcut", "1850x900:0:1", "--rotate"]
    said = run("sheets", cuts, *words, "--out", out, "--seconds", 0.2)
    assert said.code == 0
    plans = json.loads(out.read_text())["plans"]
    assert {one["sheet"] for plan in plans for one in plan["sheets"]} == {"offcut"}


def test_too_little_stock_is_an_answer_and_writes_nothing(run, cuts, tmp_path):
    out = tmp_path / "plan.json"
    said = run(
        "sheets",
        cuts,
        "--sheet",
        "1000x900:1:1",
        "--out",
        out,
        "--seconds",
        0.1,
        "--json",
    )
    assert said.code == 1
    assert [one["problem"] for one in said.json["no_room"]] == ["oak 18 mm"]
    assert not out.exists()


def test_every_fault_is_told_and_nothing_is_written(run, tmp_path):
    path, out = tmp_path / "bad.csv", tmp_path / "plan.json"
    path.write_text("id,length_mm,width_mm\na,0,5\nb,x,5\n")
    said = run("sheets", path, "--sheet", "100x100", "--out", out, "--json")
    assert said.code == 2
    assert [one["path"] for one in said.json["problems"]] == [
        "line 2: length_mm",
        "line 3: length_mm",
    ]
    assert "line 3: length_mm" in said.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--sheet", "100"], "--sheet"),
        (["--sheet", "100x50", "--kerf", "x", "--trim", "0.05"], "--trim"),
        (["--offcut", "1x1x1"], "--offcut"),
        ([], "--sheet"),
        (["--sheet", "100x50"], "fits no sheet"),
    ],
)
def test_options_that_make_no_sense_are_told(run, cuts, tmp_path, words, told):
    said = run("sheets", cuts, *words, "--out", tmp_path / "plan.json")
    assert said.code == 2
    assert told in said.err


def test_files_that_are_not_there_or_not_text_are_told(run, lines, tmp_path):
    out = tmp_path / "plan.json"
    assert run("sheets", tmp_path / "none.jsonl", "--out", out).code == 2
    assert run("sheets", lines, "--out", tmp_path / "none" / "plan.json").code == 2
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    assert "UTF-8" in run("sheets", tmp_path / "bytes.jsonl", "--out", out).err
    out.write_text("{}")
    assert run("verify", lines, out).code == 2


def test_a_plan_of_another_file_is_refused(run, lines, cuts, tmp_path):
    out = tmp_path / "plan.json"
    run("sheets", lines, "--seconds", 0, "--out", out)
    assert "unit" in run("verify", cuts, out).err
    lines.write_text(LINES.replace('"two"', '"three"'))
    assert "three" in run("verify", lines, out).err
