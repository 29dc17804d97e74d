"""``lotone schedule solve``: shops in the text format, judged by their files alone."""

import os
from pathlib import Path

import pytest

from tests.app.schedule.judge import faults, least_makespan
from tests.app.typing_in import Run


def test_a_small_shop_is_solved_to_the_least_makespan(
    run: Run, shop: Path, tmp_path: Path
) -> None:
    out = tmp_path / "solution.json"
    said = run("solve", shop, "--seconds", 1, "--out", out, "--json")
    assert (said.code, said.err) == (0, "")
    assert faults(shop, out) == []
    assert said.json["makespan"] == least_makespan(shop)


def test_the_object_has_what_other_programs_read(
    run: Run, shop: Path, tmp_path: Path
) -> None:
    out = tmp_path / "solution.json"
    shape = run("solve", shop, "--seconds", 0.5, "--out", out, "--json").json
    assert {"makespan", "lower_bound", "first_solution_s", "history"} <= shape.keys()
    history = shape["history"]
    assert shape["first_solution_s"] == history[0][0]
    assert shape["makespan"] == history[-1][1]
    assert history == sorted(history, key=lambda pair: (pair[0], -pair[1]))
    assert len({makespan for _, makespan in history}) == len(history)
    assert shape["lower_bound"] is None or shape["lower_bound"] <= shape["makespan"]


def test_people_read_lines(run: Run, shop: Path, tmp_path: Path) -> None:
    said = run("solve", shop, "--seconds", 0.2, "--out", tmp_path / "s.json")
    assert said.code == 0
    assert "makespan" in said.out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two machines",
        "2 2\n1 1 0 3\n",  # a line is missing
        "1 2\n1 2 0 3\n",  # a way is missing
        "1 1\n1 1 5 3\n",  # no such machine
    ],
)
def test_what_is_no_shop_is_refused(run: Run, tmp_path: Path, text: str) -> None:
    path, out = tmp_path / "shop.txt", tmp_path / "solution.json"
    path.write_text(text)
    said = run("solve", path, "--seconds", 0.2, "--out", out, "--json")
    assert said.code == 2
    assert said.json["problems"]
    assert said.err
    assert not out.exists()


def test_real_shops_keep_every_rule(run: Run, tmp_path: Path) -> None:
    data = os.environ.get("LOTONE_REFERENCE_DATA")
    if not data:
        pytest.skip("LOTONE_REFERENCE_DATA names no folder")
    for name in ("brandimarte/mk01.txt", "barnes/mt10c1.txt", "kacem/k1.txt"):
        path = Path(data) / "fjsp" / name
        if not path.exists():
            path = min(path.parent.glob("*.txt"))
        out = tmp_path / "solution.json"
        said = run("solve", path, "--seconds", 0.5, "--out", out, "--json")
        assert said.code == 0
        assert faults(path, out) == []
