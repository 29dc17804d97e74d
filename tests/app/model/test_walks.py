"""Walks are random, repeatable, free of dead ends, and judged by another program."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.model.timing import timing_shape
from tests.app.model.judge import Judge, judge_of_sxfm, judge_of_tables
from tests.app.typing_in import Run
from tests.configurator.counts import IS_PROOF

SESSIONS = 100 if IS_PROOF else 4


def states(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "states.jsonl"


def test_a_walk_measures_every_click(run: Run, phone: Path, record: Path) -> None:
    words = ("--sessions", 5, "--clicks", 3, "--seed", 7, "--explain", 4)
    found = run("walk", phone, *words, "--record", record, "--json")
    assert (found.code, found.err) == (0, "")
    shape = found.json
    assert shape["clicks"] == len(states(record))
    assert 5 <= shape["clicks"] <= 15
    assert shape["median_ms"] <= shape["p95_ms"] <= shape["p99_ms"] <= shape["max_ms"]
    assert shape["explain"]["clicks"] == shape["repair"]["clicks"] == 4
    assert shape["explain"]["max_ms"] > 0
    assert shape["repair"]["max_ms"] > 0
    assert shape["dead_ends"] == []
    assert {"build_s", "open_ms", "peak_mb", "engine"} <= shape.keys()


def test_a_walk_reads_well(run: Run, phone: Path) -> None:
    lines = run("walk", phone, "--sessions", 2, "--explain", 1).out.splitlines()
    assert lines[0].startswith("2 sessions, ")
    assert lines[1].split() == ["times", "median", "p95", "p99", "longest"]
    assert [line.split()[0] for line in lines[2:]] == ["click", "explain", "repair"]


def test_the_seed_decides_the_walk_and_explaining_does_not_change_it(
    run: Run, phone: Path, record: Path
) -> None:
    walked = []
    for more in (("--seed", 1), ("--seed", 1, "--explain", 9), ("--seed", 2)):
        run("walk", phone, "--sessions", 6, "--record", record, *more)
        walked.append([state["choices"] for state in states(record)])
    assert walked[0] == walked[1]
    assert walked[0] != walked[2]


def test_each_click_adds_one_choice_until_nothing_is_left(
    run: Run, phone: Path, record: Path
) -> None:
    run("walk", phone, "--sessions", 20, "--record", record)
    seen = states(record)
    before = 0
    for state, following in zip(seen, [*seen[1:], {"choices": {}}], strict=True):
        assert len(state["choices"]) == before + 1 or len(state["choices"]) == 1
        before = len(state["choices"])
        is_last = len(following["choices"]) <= 1
        open_ones = [
            name
            for name, values in state["values"].items()
            if "available" in values.values() and "chosen" not in values.values()
        ]
        assert is_last == (not open_ones)


def test_a_model_without_variants_is_a_dead_end(run: Run, phone: Path) -> None:
    text = phone.read_text()
    phone.write_text(text.replace("</constr", "no_calls: ~calls\n</constr"))
    found = run("walk", phone, "--json")
    assert found.code == 1
    assert found.json["dead_ends"] == [{"choices": {}, "option": None}]
    assert found.json["median_ms"] is None
    assert "DEAD END" in run("walk", phone).out


def test_percentiles_are_figures_that_were_measured() -> None:
    timed = timing_shape([n / 1000 for n in range(100, 0, -1)])
    assert [timed[f"{key}_ms"] for key in ("median", "p95", "p99", "max")] == [
        50,
        95,
        99,
        100,
    ]
    assert timing_shape([0.002])["median_ms"] == 2


def assert_states_are_right(judge: Judge, record: Path, at_least: int) -> None:
    seen = states(record)
    assert len(seen) >= at_least
    for state in seen:
        assert list(judge.mistakes(state)) == []


def test_another_program_agrees_on_features(
    run: Run, phone: Path, record: Path
) -> None:
    run("walk", phone, "--sessions", 30, "--record", record)
    assert_states_are_right(judge_of_sxfm(phone), record, 60)


def test_another_program_agrees_on_tables(run: Run, car: Path, record: Path) -> None:
    run("walk", car, "--sessions", 30, "--record", record)
    assert_states_are_right(judge_of_tables(car), record, 60)


def test_the_other_program_notices_a_wrong_status(
    run: Run, phone: Path, record: Path
) -> None:
    run("walk", phone, "--sessions", 1, "--record", record)
    judge = judge_of_sxfm(phone)
    (state, *_) = states(record)
    state["values"]["radio"] = {"true": "available", "false": "available"}
    assert list(judge.mistakes(state))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["berkeleydb.xml", "splot/REAL-FM-4.sxfm"])
def test_another_program_agrees_on_published_models(
    run: Run, reference_data: Path, record: Path, name: str
) -> None:
    path = reference_data / "feature-models" / name
    words = ("--sessions", SESSIONS, "--clicks", 30, "--seed", 11)
    found = run("walk", path, *words, "--record", record, "--json")
    assert found.json["dead_ends"] == []
    assert_states_are_right(judge_of_sxfm(path), record, SESSIONS * 3)


@pytest.mark.slow
def test_another_program_agrees_on_a_car(
    run: Run, reference_data: Path, record: Path
) -> None:
    path = reference_data / "feature-models" / "renault-part"
    words = ("--sessions", SESSIONS // 4, "--clicks", 4, "--seed", 11)
    found = run("walk", path, *words, "--record", record, "--json")
    assert found.json["dead_ends"] == []
    assert_states_are_right(judge_of_tables(path), record, SESSIONS // 2)
