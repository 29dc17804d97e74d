"""``lotone schedule generate, plan, verify, promise, compare``: files in, files out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.schedule import files
from scheduling.formats import read_problem, read_schedule
from scheduling.instances.factories import generate
from scheduling.problem import Problem
from scheduling.verify import verify
from tests.app.typing_in import Run

ROOT = Path(__file__).resolve().parents[3]


def rewrite(path: Path, change: Any) -> Path:
    """Change a JSON file in place."""
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))
    return path


def test_a_generated_factory_reads_back_as_it_was(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "problem.json"
    words = ("--kind", "furniture", "--orders", 30, "--load", 0.8, "--seed", 5)
    said = run("generate", *words, "--out", out, "--json")
    assert said.code == 0
    problem = generate("furniture", 30, 0.8, 5)
    assert read_problem(out.read_text()) == problem
    assert said.json["operations"] == len(problem.operation_by_key)


def test_words_that_make_no_factory_are_refused(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "problem.json"
    words = ("--kind", "apparel", "--orders", 0, "--load", 7)
    said = run("generate", *words, "--out", out, "--json")
    assert said.code == 2
    assert [one["path"] for one in said.json["problems"]] == ["orders", "load"]
    assert not out.exists()


def test_a_plan_is_judged_good_by_both(run: Run, factory: Path, plan: Path) -> None:
    problem = read_problem(factory.read_text())
    assert verify(problem, read_schedule(plan.read_text())) == []
    said = run("verify", factory, plan, "--json")
    assert (said.code, said.json["violations"]) == (0, [])
    assert said.json["objective"]["broken_promises"] >= 0


def test_planning_tells_how_it_went(run: Run, factory: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    shape = run("plan", factory, "--seconds", 0.3, "--out", out, "--json").json
    assert shape["infeasible"] is None
    assert shape["history"][-1]["objective"] == shape["objective"]
    assert shape["first_plan_s"] == shape["history"][0]["at_s"]
    assert shape["operations"] == 12


def test_a_plan_that_breaks_a_rule_is_told_by_rule(
    run: Run, factory: Path, plan: Path
) -> None:
    def delay(content: Any) -> None:
        content["assignments"][0]["end_min"] += 1

    said = run("verify", factory, rewrite(plan, delay), "--json")
    assert said.code == 1
    assert {one["kind"] for one in said.json["violations"]} >= {"duration"}
    assert said.json["objective"] is None


def test_nothing_is_promised_beside_a_plan_of_another_factory(
    run: Run, factory: Path, plan: Path
) -> None:
    def lose(content: Any) -> None:
        content["assignments"].pop()

    said = run("promise", factory, rewrite(plan, lose), "--quotes", 3, "--json")
    assert said.code == 2
    assert said.json["problems"][0]["code"] == "missing"


def test_no_room_is_an_answer(run: Run, factory: Path, tmp_path: Path) -> None:
    """Four orders of an hour and a half each find no room in one short morning."""

    def shorten(content: Any) -> None:
        for calendar in content["calendars"]:
            calendar["open"] = [[480, 720]]
        for job in content["jobs"]:
            job["operations"][0]["alternatives"] = [
                {"resources": ["saw_1"], "duration_min": 70}
            ]

    out = tmp_path / "plan.json"
    rewrite(factory, shorten)
    said = run("plan", factory, "--seconds", 0.2, "--out", out, "--json")
    assert said.code == 1
    assert said.json["infeasible"]["sentences"].keys() == {"en", "zh"}
    assert not out.exists()


def test_quotes_are_timed_and_those_that_are_held_can_be_kept(
    run: Run, factory: Path, plan: Path
) -> None:
    said = run("promise", factory, plan, "--quotes", 20, "--json")
    shape = said.json
    assert (said.code, shape["violations"]) == (0, [])
    assert shape["quotes"] == 20
    assert 0 < shape["held"] <= 10
    timed = shape["quote"]
    assert timed["median_ms"] <= timed["p99_ms"] <= timed["max_ms"]


def test_two_plans_differ_in_what_moved(
    run: Run, factory: Path, plan: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text(plan.read_text())

    def move(content: Any) -> None:
        first = content["assignments"][0]
        first["start_min"] += 7
        first["end_min"] += 7

    rewrite(other, move)
    assert run("compare", plan, plan, "--json").json["moved"] == 0
    shape = run("compare", plan, other, "--json").json
    assert [one["by_min"] for one in shape["moves"]] == [7]
    with_reason = run("compare", plan, other, "--problem", factory, "--json").json
    assert [one["by_min"] for one in with_reason["moves"]] == [7]
    assert with_reason["moves"][0]["why"] is not None
    assert with_reason["before"] is not None


@pytest.mark.parametrize("command", ["plan", "verify", "promise", "compare"])
def test_files_that_are_missing_or_no_json_are_refused(
    run: Run, tmp_path: Path, command: str
) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text("{")
    out = ("--out", tmp_path / "o.json") if command == "plan" else ()
    for path in (odd, tmp_path / "missing.json", tmp_path):
        more = () if command == "plan" else (path,)
        said = run(command, path, *more, *out, "--json")
        assert said.code == 2
        assert said.json["problems"][0]["sentence"] in said.err


def test_a_folder_that_is_not_there_is_told_before_the_work(
    run: Run, factory: Path, tmp_path: Path
) -> None:
    out = tmp_path / "nowhere" / "plan.json"
    said = run("plan", factory, "--seconds", 3600, "--out", out, "--json")
    assert said.code == 2
    assert said.json["problems"][0]["code"] == "disk"


def test_ctrl_c_leaves_neither_a_half_file_nor_a_trace(
    run: Run, factory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan.json"
    out.write_text("the plan of yesterday")
    before = sorted(tmp_path.iterdir())

    def interrupted(_problem: Problem, *_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.schedule.planned.planned", interrupted)
    said = run("plan", factory, "--out", out, "--json")
    assert (said.code, said.out) == (130, "")
    assert out.read_text() == "the plan of yesterday"
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old")

    def stopped(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, "new")
    assert [one.name for one in tmp_path.iterdir()] == ["plan.json"]
    assert path.read_text() == "old"


@pytest.fixture
def breakdown(plan: Path, tmp_path: Path) -> Path:
    """Write that the booth is down while the first order is to be sprayed."""
    planned = json.loads(plan.read_text())["assignments"]
    first = min(o["start_min"] for o in planned if o["operation"] == "spray")
    path = tmp_path / "event.json"
    event = {"format": 1, "kind": "breakdown", "id": "E1", "at_min": first - 1}
    event |= {"resource": "booth", "since_min": first, "until_min": first + 120}
    path.write_text(json.dumps(event))
    return path


def test_a_breakdown_is_repaired_around_what_has_started(
    run: Run, factory: Path, plan: Path, breakdown: Path, tmp_path: Path
) -> None:
    out, after = tmp_path / "plan2.json", tmp_path / "problem2.json"
    words = ("--event", breakdown, "--seconds", 0, "--out", out, "--json")
    said = run("disturb", factory, plan, *words, "--problem-out", after)
    assert said.code == 0
    assert said.json["declined"] is None
    assert said.json["moved"] > 0
    assert run("verify", after, out, "--json").code == 0
    assert run("verify", factory, out, "--json").code in (0, 1)
    was = read_schedule(plan.read_text()).assignments
    known_min = json.loads(breakdown.read_text())["at_min"]
    now = read_schedule(out.read_text()).assignments
    for key, one in was.items():
        if one.start_min < known_min:
            assert now[key] == one
    shown = run(
        "compare", plan, out, "--problem", factory, "--problem", after, "--json"
    )
    assert shown.json["moved"] == said.json["moved"]


def test_a_plan_is_improved_after_it_is_repaired(
    run: Run, factory: Path, plan: Path, breakdown: Path, tmp_path: Path
) -> None:
    out, after = tmp_path / "plan2.json", tmp_path / "problem2.json"
    words = ("--event", breakdown, "--seconds", 0.3, "--out", out, "--json")
    said = run("disturb", factory, plan, *words, "--problem-out", after)
    assert said.code == 0
    assert said.json["improve_s"] > 0
    assert run("verify", after, out).code == 0


def test_an_event_that_comes_too_late_is_declined(
    run: Run, factory: Path, plan: Path, tmp_path: Path
) -> None:
    event, out = tmp_path / "event.json", tmp_path / "plan2.json"
    told = {"format": 1, "kind": "cancellation", "id": "E1", "at_min": 5000}
    event.write_text(json.dumps({**told, "job": "order_0"}))
    said = run("disturb", factory, plan, "--event", event, "--out", out, "--json")
    assert said.code == 1
    assert said.json["declined"]["code"] == "finished"
    assert not out.exists()


def test_an_event_of_another_factory_is_refused(
    run: Run, factory: Path, plan: Path, tmp_path: Path
) -> None:
    event, out = tmp_path / "event.json", tmp_path / "plan2.json"
    told = {"format": 1, "kind": "cancellation", "id": "E1", "at_min": 0}
    event.write_text(json.dumps({**told, "job": "order_99"}))
    said = run("disturb", factory, plan, "--event", event, "--out", out, "--json")
    assert said.code == 2
    assert "order_99" in said.err


def test_the_commands_start_without_engine_web_or_database() -> None:
    """Asking for help, judging and generating wait for nothing that they do not use."""
    loaded = (
        "import sys, app.cli, app.schedule.commands;"
        "slow = {'numba', 'ortools', 'flask', 'sqlalchemy', 'celery'};"
        "print(slow & set(sys.modules))"
    )
    command = [sys.executable, "-c", loaded]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - our own words
    assert said.stdout.strip() == "set()"
