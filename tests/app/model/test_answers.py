"""What ``lotone model`` says of models small enough to be judged by hand."""

from pathlib import Path

import pytest

from tests.app.model.conftest import written
from tests.app.typing_in import Run

SHELF = {
    "product.yaml": """format: 1
id: shelf
name: {en: Shelf, zh: 架子}
options:
  - {id: wood, kind: enumerated, name: {en: Wood, zh: 木材}, values: [
      {id: oak, name: {en: Oak, zh: 橡木}}, {id: ash, name: {en: Ash, zh: 白蜡木}}]}
  - {id: lip, kind: boolean, name: {en: Lip, zh: 边条}}
  - {id: width, kind: measurement, name: {en: Width, zh: 宽度}, unit: mm,
     min: 400, max: 1800, step: 10}
  - {id: depth, kind: decimal, name: {en: Depth, zh: 深度}, unit: mm,
     min: 0.5, max: 2, step: 0.5}
  - {id: note, kind: text, name: {en: Note, zh: 备注}, max_length: 5}
""",
    "rules.yaml": """rules:
  - {id: ash_is_short, name: {en: Ash is short., zh: 白蜡木较短。},
     rule: wood = ash -> width <= 900 mm}
""",
}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return written(tmp_path / "shelf", SHELF)


def test_a_feature_model_is_judged_by_feature_names(run: Run, phone: Path) -> None:
    found = run("check", phone, "--json")
    assert (found.code, found.err) == (0, "")
    judged = {k: v for k, v in found.json.items() if not k.endswith(("_s", "_mb"))}
    engine = judged.pop("engine")
    assert judged == {
        "satisfiable": True,
        "count": "8",
        "core": ["phone", "screen", "calls"],
        "dead": ["radio"],
        "false_optional": ["calls"],
        "redundant": ["screened"],
        "never_firing": [],
        "contradictions": [],
    }
    assert engine
    assert found.json["build_s"] > 0
    assert found.json["peak_mb"] > 10


def test_tables_are_judged_by_option_and_value(run: Run, car: Path) -> None:
    found = run("check", car, "--json").json
    assert found["count"] == "17"
    assert found["core"] == ["country=UK"]
    assert found["dead"] == ["engine=steam"]
    assert found["redundant"] == []


def test_features_without_a_tree_are_judged_by_name_too(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "clauses.dimacs"
    path.write_text("c 1 a\nc 2 b\nc 3 d\np cnf 3 3\n1 0\n-2 0\n1 3 0\n")
    found = run("check", path, "--json").json
    assert (found["core"], found["dead"], found["count"]) == (["a"], ["b"], "2")
    assert found["redundant"] == ["constraint_3"]


def test_a_check_reads_well(run: Run, phone: Path) -> None:
    lines = run("check", phone).out.splitlines()
    assert lines[0] == f"{phone}: 9 options, 15 rules"
    assert lines[1:7] == [
        "satisfiable     yes",
        "variants        8",
        "always there    3: phone, screen, calls",
        "dead            1: radio",
        "false optional  1: calls",
        "redundant       1: screened",
    ]


def test_a_model_without_variants_says_which_rules_clash(run: Run, phone: Path) -> None:
    text = phone.read_text()
    phone.write_text(text.replace("</constr", "no_calls: ~calls\n</constr"))
    found = run("check", phone, "--json")
    assert found.code == 1
    assert (found.json["satisfiable"], found.json["count"]) == (False, "0")
    (clash,) = found.json["contradictions"]
    assert {"always_calls", "no_calls"} <= set(clash["rules"])
    assert "no_radio" not in clash["rules"]
    assert "These cannot hold together:" in run("check", phone).out


def test_both_values_of_every_feature_are_answered(run: Run, phone: Path) -> None:
    found = run("answer", phone, "--choose", "camera=true", "--json")
    assert (found.code, found.err) == (0, "")
    values = {k: tuple(v["values"].items()) for k, v in found.json["options"].items()}
    must = (("true", "implied"), ("false", "blocked"))
    never = (("true", "blocked"), ("false", "implied"))
    assert values == {
        "phone": must,
        "screen": must,
        "basic": never,
        "colour": never,
        "sharp": must,
        "camera": (("true", "chosen"), ("false", "available")),
        "calls": must,
        "radio": never,
        "lamp": (("true", "available"), ("false", "available")),
    }
    assert found.json["options"]["sharp"]["status"] == "implied"
    assert (found.json["remaining"], found.json["conflict"]) == ("2", None)


def test_numbers_are_answered_by_bounds_and_grid(run: Run, shelf: Path) -> None:
    found = run("answer", shelf, "--choose", "wood=ash", "--json").json
    width, depth = found["options"]["width"], found["options"]["depth"]
    assert (width["min"], width["max"], width["step"]) == (400, 900, 10)
    assert depth["values"] == dict.fromkeys(("0.5", "1.0", "1.5", "2.0"), "available")
    assert (depth["min"], depth["max"], depth["step"]) == (0.5, 2.0, 0.5)
    assert found["options"]["note"]["values"] == {}
    assert found["options"]["wood"]["min"] is None


def test_what_no_circuit_covers_is_answered_by_a_solver_that_says_so(
    run: Run, shelf: Path
) -> None:
    assert "sat" in run("check", shelf, "--json").json["engine"]
    assert "a solver answers" in run("check", shelf).out


def test_an_answer_reads_well(run: Run, shelf: Path) -> None:
    lines = run("answer", shelf, "--choose", "wood=ash").out.splitlines()
    assert lines[0].split() == ["option", "status", "may", "be", "blocked"]
    assert lines[1].split() == ["wood", "chosen", "oak,", "[ash]"]
    assert "400 to 900 mm, in steps of 10" in lines[3]
    assert lines[-1].startswith("Variants left: ")


def test_contradictory_choices_are_answered_with_the_conflict(
    run: Run, shelf: Path
) -> None:
    words = ("--choose", "wood=ash", "--choose", "width=120cm", "--choose", "lip=true")
    found = run("answer", shelf, *words, "--json")
    assert found.code == 1
    conflict = found.json["conflict"]
    assert conflict["choices"] == {"wood": "ash", "width": 1200}
    assert conflict["rules"] == ["ash_is_short"]
    assert found.json["remaining"] == "0"
    assert {len(r["changes"]) + len(r["drops"]) for r in conflict["repairs"]} == {1}
    assert "What would make room:" in run("answer", shelf, *words).out


def test_a_blocked_value_is_explained(run: Run, shelf: Path) -> None:
    words = ("--choose", "lip=true", "--choose", "width=1200", "--want", "wood=ash")
    found = run("explain", shelf, *words, "--json")
    assert (found.code, found.err) == (0, "")
    assert found.json["blocked"] is True
    assert found.json["choices"] == {"width": 1200}
    assert found.json["rules"] == ["ash_is_short"]
    assert "Ash is short." in found.json["sentences"]
    assert found.json["repairs"][0]["changes"]["wood"] == "ash"
    chinese = run("explain", shelf, *words, "--language", "zh", "--json").json
    assert "白蜡木较短。" in chinese["sentences"]
    assert "width: 1200 becomes" in run("explain", shelf, *words).out


def test_what_is_not_blocked_has_nothing_to_explain(run: Run, shelf: Path) -> None:
    found = run("explain", shelf, "--want", "wood=ash", "--json")
    assert found.code == 1
    assert found.json["blocked"] is False
    assert found.json["sentences"] == ["Wood can be Ash: there is nothing to explain."]


def test_the_choice_of_the_wanted_option_stands_aside(run: Run, shelf: Path) -> None:
    words = ("--choose", "wood=oak", "--choose", "width=1200", "--want", "wood=ash")
    assert run("explain", shelf, *words, "--json").json["choices"] == {"width": 1200}


PRICED = {
    **SHELF,
    "product.yaml": SHELF["product.yaml"] + "currencies: [EUR]\n",
    "prices.yaml": """prices:
  - {id: board, label: {en: Board, zh: 板}, amount: {EUR: "0.01"}, times: width / 1 mm}
tax_pct: {EUR: 19}
""",
}


def test_a_way_out_says_what_it_does_to_the_price(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "priced", PRICED)
    words = ("--choose", "width=1200", "--want", "wood=ash")
    (repair,) = run("explain", path, *words, "--json").json["repairs"]
    assert repair["changes"] == {"wood": "ash", "width": 900}
    assert repair["price_change_minor"] == -300
    assert "price -300 minor units" in run("explain", path, *words).out


def test_rules_hold_on_their_days(run: Run, shelf: Path) -> None:
    rules = shelf / "rules.yaml"
    rules.write_text(
        rules.read_text().replace("{id: ash", "{to: 2027-01-01, id: ash", 1)
    )
    found = {
        day: run("answer", shelf, "--choose", "wood=ash", "--day", day, "--json").json
        for day in ("2026-12-31", "2027-01-01")
    }
    widths = [found[day]["options"]["width"]["max"] for day in sorted(found)]
    assert widths == [900, 1800]
