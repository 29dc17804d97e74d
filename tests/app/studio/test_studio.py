"""The studio through HTTP: drafts, verdicts, publishing, and who may."""

from collections.abc import Callable
from typing import Any

import pytest

from app.catalogue.import_product import import_product
from app.catalogue.versions import find_draft
from app.identity.access import Role
from tests.factories.box import box_files

PATH = "/api/studio/products/box/draft"
NAME = {"en": "Oak has no lid.", "zh": "橡木没有盖。"}


@pytest.fixture
def studio(services, tenant, clock, merchandiser):
    with services.database.begin(tenant.id) as session:
        import_product(session, box_files(), clock=clock, publishes=True)
    return merchandiser


def rule(text: str, rule_id: str = "oak_has_no_lid") -> dict[str, Any]:
    return {"id": rule_id, "name": NAME, "rule": text}


def keep(studio, text: str, number: int, rule_id: str = "oak_has_no_lid"):
    body = {"number": number, "rule": rule(text, rule_id)}
    return studio.put(f"{PATH}/rules", json=body)


def draft(studio) -> dict[str, Any]:
    return studio.get(PATH).get_json()


def test_the_list_says_what_changed_since_it_was_published(studio):
    (box,) = studio.get("/api/studio/products").get_json()["products"]
    assert (box["published_number"], box["is_changed"]) == (1, False)
    assert (
        keep(studio, "wood = oak -> not lid", draft(studio)["number"]).status_code
        == 200
    )
    (box,) = studio.get("/api/studio/products").get_json()["products"]
    assert (box["published_number"], box["is_changed"]) == (1, True)


def test_a_draft_says_its_rules_in_words(studio):
    (known,) = draft(studio)["rules"]
    assert known["id"] == "ash_is_short"
    assert "400 mm" in known["sentence"]["en"]
    assert "400" in known["sentence"]["zh"]


def test_a_rule_that_is_typed_is_judged_and_not_kept(studio):
    before = draft(studio)
    answer = studio.post(f"{PATH}/try", json={"rule": rule("wood != ash")})
    verdict = answer.get_json()
    assert [(c["option"], c["value"]) for c in verdict["blocked_now"]] == [
        ("wood", "ash")
    ]
    assert verdict["blocked_now"][0]["sentence"] == {
        "en": "Wood: Ash",
        "zh": "木材：白蜡木",
    }
    assert draft(studio) == before


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ("wood = elm -> lid", 8, "elm"),  # an unknown value
        ("widht > 300 mm", 1, "width"),  # an unknown name, and the one that was meant
        ("width <= 400 kg", 10, "kg"),  # another unit
        ("width <= ", 10, ""),  # cut off
    ],
)
def test_a_mistake_is_named_at_its_place(studio, text, column, word):
    verdict = studio.post(f"{PATH}/try", json={"rule": rule(text)}).get_json()
    problem = verdict["problems"][0]
    assert problem["path"].startswith("rules.oak_has_no_lid")
    assert (problem["line"], problem["column"]) == (1, column)
    assert word in problem["sentence"]


def test_malformed_work_is_kept_but_not_published(studio):
    verdict = keep(studio, "wood = elm", draft(studio)["number"]).get_json()
    assert verdict["problems"]
    now = draft(studio)
    assert now["rules"][-1]["rule"] == "wood = elm"
    answer = studio.post(f"{PATH}/publish", json={"number": now["number"]}).get_json()
    assert answer["version"] is None
    assert answer["problems"]


def test_publishing_makes_a_version_and_a_stale_wish_is_refused(studio):
    number = draft(studio)["number"]
    now = keep(studio, "wood = oak -> not lid", number).get_json()["draft_number"]
    stale = studio.post(f"{PATH}/publish", json={"number": number})
    assert (stale.status_code, stale.get_json()["code"]) == (409, "draft_moved")
    wish = {"number": now, "note": "no lids"}
    answer = studio.post(f"{PATH}/publish", json=wish).get_json()
    assert answer["version"]["number"] == 2
    assert [v["note"] for v in draft(studio)["versions"]] == ["no lids", "Imported"]


def test_a_price_changes_what_a_shopper_pays_once_it_is_published(studio, shopper):
    price = {
        "id": "base",
        "label": {"en": "Box", "zh": "盒子"},
        "amount": {"EUR": "21.50"},
    }
    body = {"number": draft(studio)["number"], "price": price}
    now = studio.put(f"{PATH}/prices", json=body).get_json()["draft_number"]
    studio.post(f"{PATH}/publish", json={"number": now})
    first, *_ = draft(studio)["prices"]
    assert first["amount"] == {"EUR": "21.50"}


def test_removing_a_rule_makes_possible_what_it_forbade(studio):
    body = {"number": draft(studio)["number"]}
    studio.post(f"{PATH}/rules/ash_is_short/remove", json=body)
    assert draft(studio)["rules"] == []
    gone = studio.post(f"{PATH}/rules/ash_is_short/remove", json=body)
    assert gone.status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PLANNER])
def test_only_a_merchandiser_edits(studio, signed_in: Callable[[Role], Any], role):
    other = signed_in(role)
    answer = other.get(PATH)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "role_missing")


def trial(studio, text: str, rule_id: str = "oak_has_no_lid") -> dict[str, Any]:
    answer = studio.post(f"{PATH}/try", json={"rule": rule(text, rule_id)})
    return answer.get_json()


def found(verdict: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["kind"], one["id"]) for one in verdict["findings"]}


def test_a_sound_draft_has_its_exact_count_and_nothing_odd(studio):
    verdict = draft(studio)["verdict"]
    assert verdict["findings"] == []
    # five widths of oak, three of ash, with or without a lid
    assert (verdict["variants"], verdict["is_more"]) == ("16", False)
    assert verdict["variants_before"] == "16"


@pytest.mark.parametrize(
    ("text", "kind", "entry"),
    [
        ("wood != ash", "only", "wood"),  # one answer is left
        ("wood = ash -> width <= 500 mm", "redundant", "oak_has_no_lid"),
        ("wood = ash and width > 500 mm -> lid", "idle", "oak_has_no_lid"),
        ("width != 300 mm", "dead", "width"),
    ],
)
def test_what_is_odd_is_told_at_its_entry(studio, text, kind, entry):
    verdict = trial(studio, text)
    assert (kind, entry) in found(verdict)
    for one in verdict["findings"]:
        assert one["sentence"]["en"]
        assert one["sentence"]["zh"]
        assert "{" not in one["sentence"]["en"] + one["sentence"]["zh"]


def test_a_contradiction_is_told_by_its_smallest_set(studio):
    verdict = trial(studio, "wood = ash and width > 400 mm")
    assert set(verdict["conflict"]["rules"]) == {"ash_is_short", "oak_has_no_lid"}
    assert verdict["variants"] is None


def test_an_example_of_what_is_lost_is_told_by_what_is_special_in_it(studio):
    verdict = trial(studio, "wood = oak -> not lid")
    assert verdict["blocked_now"] == []
    assert verdict["examples"]
    assert "Lid yes" in verdict["examples"][0]["en"]
    assert verdict["variants"] == "11"


def test_a_publish_is_refused_while_a_rule_test_fails(
    studio, services, tenant, clock, merchandiser
):
    files = box_files()
    files["tests.yaml"] = b"""
tests:
  - {id: wide_ash, name: {en: Wide ash is refused., zh: x}, valid: false,
     choices: {wood: ash, width: 600}}
  - {id: cheap, name: {en: The small box costs 20., zh: x}, choices: {width: 200},
     costs: {EUR: "20.00"}}
"""
    with services.database.begin(tenant.id) as session:
        import_product(session, files, clock=clock, publishes=True)
    verdict = draft(studio)["verdict"]
    assert (verdict["tests"], verdict["tests_passed"]) == ([], 2)
    body = {"number": draft(studio)["number"]}
    now = studio.post(f"{PATH}/rules/ash_is_short/remove", json=body).get_json()
    assert [test["id"] for test in now["tests"]] == ["wide_ash"]
    wish = {"number": now["draft_number"]}
    answer = studio.post(f"{PATH}/publish", json=wish).get_json()
    assert answer["version"] is None
    (told,) = answer["tests"]
    assert told["sentence"]["en"].startswith("Wide ash is refused: It should be")


def test_an_edit_keeps_what_its_editor_does_not_show(studio, services, tenant, clock):
    files = box_files()
    files["rules.yaml"] = files["rules.yaml"].replace(
        b"id: ash_is_short", b'id: ash_is_short\n    to: "2030-01-01"'
    )
    with services.database.begin(tenant.id) as session:
        import_product(session, files, clock=clock, publishes=False)
    number = draft(studio)["number"]
    assert keep(studio, "width <= 500 mm", number, "ash_is_short").status_code == 200
    with services.database.begin(tenant.id) as session:
        (entry,) = find_draft(session, "box").document["rules"]
    assert (entry["to"], entry["rule"]) == ("2030-01-01", "width <= 500 mm")


def test_what_a_verdict_did_not_count_is_counted_apart(studio):
    body = {"rule": rule("wood = oak -> not lid")}
    counted = studio.post(f"{PATH}/count", json=body).get_json()
    assert counted == {"variants": "11", "is_more": False, "variants_before": "16"}
    plain = studio.post(f"{PATH}/count", json={}).get_json()
    assert plain["variants"] == "16"
    broken = studio.post(f"{PATH}/count", json={"rule": rule("wood = elm")}).get_json()
    assert broken["variants"] is None


def test_rows_that_are_typed_are_judged_and_not_kept(studio, services, tenant, clock):
    files = box_files()
    files["rules.yaml"] = files["rules.yaml"].replace(
        b"tables: []",
        b"tables:\n  - {id: lids, name: {en: Lids by wood., zh: x}}",
    )
    files["tables/lids.csv"] = b"wood,lid\noak,\nash,false\n"
    with services.database.begin(tenant.id) as session:
        import_product(session, files, clock=clock, publishes=True)
    before = draft(studio)
    rows = [["oak", ""], ["oak", "true"], ["ash", "false"]]
    path = f"{PATH}/tables/lids/try"
    verdict = studio.post(path, json={"rows": rows}).get_json()
    told = {one["kind"]: one["sentence"]["en"] for one in verdict["findings"]}
    assert told["shadowed"] == "Lids by wood, row 2: row 1 already allows all of it."
    assert told["missing"].startswith(
        "Lids by wood leaves out 1 of all combinations, such as"
    )
    wrong = studio.post(path, json={"rows": [["elm", ""]]}).get_json()
    assert wrong["problems"]
    assert draft(studio) == before
