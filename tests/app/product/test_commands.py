"""``lotone product make`` and ``check``: files of a variant, whole or not there."""

import csv
import json
from pathlib import Path

import pytest

from app.product.commands import product
from models3d.cuts import Holes
from tests.app.typing_in import Run, typist
from tests.factories.box import box_files
from tests.models3d.samples import SAMPLES, sample

FILES = {
    *("assembly.json", "model.glb", "bill.csv", "hardware.csv"),
    *("cutlist.csv", "drilling.csv"),
}


@pytest.fixture
def run() -> Run:
    return typist(product)


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "box"
    folder.mkdir()
    for name, content in box_files().items():
        (folder / name).write_bytes(content)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_the_files_of_a_variant_tell_of_the_same_parts(run, tmp_path):
    out = tmp_path / "out"
    told = run("make", SAMPLES / "wardrobe", "--out", out, "--json").json
    assert {path.name for path in out.iterdir()} == FILES == set(told["files"])
    assembly = sample("wardrobe").build()
    panels = [part.id for part in assembly.parts if part.kind == "panel"]
    assert [row["id"] for row in rows(out / "cutlist.csv")] == panels
    held = json.loads((out / "assembly.json").read_text(encoding="utf-8"))
    assert [part["id"] for part in held["parts"]] == [p.id for p in assembly.parts]
    drilled = [r for r in rows(out / "drilling.csv") if r["tool"].startswith("drill")]
    assert len(drilled) == told["holes"]
    assert len(drilled) == sum(
        cut.count
        for cuts in assembly.machined.cuts.values()
        for cut in cuts
        if isinstance(cut, Holes)
    )


def test_the_same_choices_give_the_same_bytes(run, box, tmp_path):
    for name in ("one", "two"):
        assert (
            run("make", box, "--choose", "lid=true", "--out", tmp_path / name).code == 0
        )
    for name in FILES:
        first, second = (tmp_path / out / name for out in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()


def test_choices_that_contradict_one_another_make_nothing(run, box, tmp_path):
    out = tmp_path / "out"
    said = run(
        "make", box, "--choose", "wood=ash", "--choose", "width=600", "--out", out
    )
    assert said.code == 1
    assert "Ash boards are 400 long." in said.out
    assert not out.exists()


def test_what_cannot_be_built_makes_nothing(run, box, tmp_path):
    tree = (box / "tree.yaml").read_text(encoding="utf-8")
    small = tree.replace("density: 650}", "density: 650, sheet: [250, 250]}")
    (box / "tree.yaml").write_text(small, encoding="utf-8")
    out = tmp_path / "out"
    said = run("make", box, "--out", out, "--json")
    assert said.code == 1
    assert "floor" in said.json["sentences"]["en"][0]
    assert not out.exists()
    checked = run("check", box, "--samples", 5, "--seed", 3, "--json")
    assert checked.code == 1
    assert {one["configuration"]["width"] for one in checked.json["failures"]} >= {
        "300"
    }


def test_words_that_are_wrong_are_all_named(run, box, tmp_path):
    out = tmp_path / "out"
    said = run("make", box, "--choose", "wod=oak", "--choose", "width=x", "--out", out)
    assert said.code == 2
    assert "wod" in said.err
    assert "width" in said.err
    assert not out.exists()


def test_a_folder_that_holds_something_stays_as_it_is(run, box, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine").write_text("kept", encoding="utf-8")
    assert run("make", box, "--out", out).code == 2
    assert [path.name for path in out.iterdir()] == ["mine"]


def test_a_folder_that_is_not_there_is_named(run, tmp_path):
    said = run("check", tmp_path / "none")
    assert said.code == 2
    assert "no such folder" in said.err


def test_a_sound_product_is_said_to_be(run, box):
    said = run("check", box, "--samples", 3)
    assert said.code == 0
    assert said.out == "Every variant that was tried can be made.\n"
