"""Dates: a product on one day."""

from datetime import date, timedelta
from typing import Any

import pytest

from configurator.compile import compile_model
from configurator.count import count
from configurator.effective import effective_on, periods
from configurator.formats.document import read_product
from configurator.formats.folder import read_folder, write_folder
from configurator.model import ALWAYS, ProductModelError
from tests.configurator.brute import Brute
from tests.factories.strategies_configurator import TEXT

SPRING, AUTUMN = date(2027, 3, 1), date(2027, 9, 1)


def document() -> dict[str, Any]:
    wood = {
        "id": "wood",
        "kind": "enumerated",
        "name": TEXT,
        "default": "elm",
        "values": [
            {"id": "elm", "name": TEXT, "from": "2027-03-01"},
            {"id": "oak", "name": TEXT},
            {"id": "ash", "name": TEXT, "to": "2027-09-01"},
        ],
    }
    extras = {
        "id": "extras",
        "kind": "multiple",
        "name": TEXT,
        "values": [{"id": "lamp", "name": TEXT, "from": "2027-03-01"}],
    }
    leaf = {
        "id": "leaf",
        "kind": "enumerated",
        "name": TEXT,
        "values": [
            {"id": "glass", "name": TEXT, "to": "2027-03-01"},
            {"id": "panel", "name": TEXT, "from": "2027-03-01"},
            {"id": "steel", "name": TEXT, "from": "2027-03-01"},
        ],
    }
    doors = {
        "id": "doors",
        "name": TEXT,
        "count": {"min": 0, "max": 2},
        "options": [leaf],
    }
    price = {"id": "base", "label": TEXT, "amount": {"EUR": "10.00"}}
    return {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "currencies": ["EUR"],
        "options": [wood, extras],
        "modules": [doors],
        "defaults": [
            {"option": "wood", "value": "ash", "when": "lamp in extras"},
            {"option": "wood", "value": "oak", "when": "true"},
        ],
        "rules": [
            {
                "id": "ends",
                "name": TEXT,
                "rule": "wood = oak -> lamp not in extras",
                "to": "2027-09-01",
            },
            {
                "id": "two",
                "name": TEXT,
                "rule": "count(doors, leaf = panel) + count(doors, leaf = glass) <= 1",
            },
        ],
        "tables": [
            {
                "id": "later",
                "name": TEXT,
                "from": "2027-09-01",
                "options": ["wood"],
                "rows": [["!oak"]],
            }
        ],
        "prices": [
            {**price, "to": "2027-03-01"},
            {**price, "id": "new", "from": "2027-03-01"},
        ],
    }


MODEL = read_product(document())


def on(day: date) -> Any:
    return effective_on(MODEL, day)


def test_periods_are_the_days_on_which_something_changes() -> None:
    assert periods(MODEL) == (SPRING, AUTUMN)
    assert periods(on(SPRING)) == ()


def test_a_day_has_its_values_rules_tables_and_prices() -> None:
    before, spring, autumn = (
        on(SPRING - timedelta(days=1)),
        on(SPRING),
        on(AUTUMN),
    )
    woods = [[v.id for v in m.option("wood").values] for m in (before, spring, autumn)]
    assert woods == [["oak", "ash"], ["elm", "oak", "ash"], ["elm", "oak"]]
    assert [p.id for m in (before, spring) for p in m.prices] == ["base", "new"]
    assert [[t.id for t in m.tables] for m in (spring, autumn)] == [[], ["later"]]
    assert "ends" in {rule.id for rule in spring.rules}
    assert "ends" not in {rule.id for rule in autumn.rules}
    assert all(rule.effective == ALWAYS for rule in spring.rules)


def test_nothing_changes_between_two_periods() -> None:
    assert on(SPRING) == on(AUTUMN - timedelta(days=1))
    assert on(AUTUMN) == on(AUTUMN + timedelta(days=900))


def test_a_default_that_does_not_hold_gives_way_to_the_next() -> None:
    before = on(SPRING - timedelta(days=1))
    assert before.option("wood").default is None  # elm is not there yet
    assert [default.value for default in before.defaults] == ["ash", "oak"]
    assert [default.value for default in on(AUTUMN).defaults] == ["oak"]


@pytest.mark.parametrize("day", [SPRING - timedelta(days=1), SPRING, AUTUMN])
def test_a_day_counts_the_variants_that_its_own_document_has(day: date) -> None:
    """The same document with everything else taken out by hand, undated."""
    found = effective_on(MODEL, day)
    assert count(compile_model(found)) == sum(1 for _ in Brute(found).matching({}))
    by_hand = undated(document(), day)
    gone = " + count(doors, leaf = glass)"
    if day < SPRING:
        gone = "count(doors, leaf = panel) + "
    by_hand["rules"][-1]["rule"] = by_hand["rules"][-1]["rule"].replace(gone, "")
    variants = sum(1 for _ in Brute(read_product(by_hand)).matching({}))
    assert sum(1 for _ in Brute(found).matching({})) == variants


def undated(thing: Any, day: date) -> Any:
    if isinstance(thing, list):
        kept = [item for item in thing if _holds(item, day)]
        return [undated(item, day) for item in kept]
    if isinstance(thing, dict):
        whole = {
            k: undated(v, day) for k, v in thing.items() if k not in {"from", "to"}
        }
        if whole.get("kind") == "multiple" and not whole["values"]:
            # An answer that is not there yet stays a question, answered with no.
            values = [{"id": v["id"], "name": TEXT} for v in thing["values"]]
            return {**whole, "values": values, "at_most": 0}
        if whole.get("default") == "elm" and day < SPRING:
            del whole["default"]
        return whole
    return thing


def _holds(item: Any, day: date) -> bool:
    if not isinstance(item, dict):
        return True
    begin, end = item.get("from", "0001-01-01"), item.get("to", "9999-01-01")
    is_gone = item.get("option") == "wood" and item.get("value") == "ash"
    if is_gone and day >= AUTUMN:
        return False
    return begin <= day.isoformat() < end


def test_dates_survive_the_round_trip() -> None:
    again, _ = read_folder(write_folder(document()))
    assert again == document()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"from": "2027-03-01", "to": "2027-03-01"}, "empty_period"),
        ({"from": "2027-03-02", "to": "2027-03-01"}, "empty_period"),
        ({"from": "1 March"}, "wrong_type"),
        ({"from": "2027-02-30"}, "wrong_type"),
        ({"from": 20270301}, "wrong_type"),
        ({"until": "2027-02-03"}, "unknown_key"),
    ],
)
def test_a_date_that_is_none_is_named(changes: dict[str, Any], code: str) -> None:
    broken = document()
    broken["rules"][1] |= changes
    with pytest.raises(ProductModelError) as caught:
        read_product(broken)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ([{"from": "2027-01-01"}], "before 2027-01-01"),
        ([{"to": "2027-01-01"}], "on 2027-01-01"),
        ([{"to": "2027-01-01"}, {"from": "2027-02-01"}], "on 2027-01-01"),
    ],
)
def test_a_day_without_any_value_is_named(
    dates: list[dict[str, str]], told: str
) -> None:
    broken = document()
    broken["options"][0]["values"] = [
        {"id": name, "name": TEXT, **when}
        for name, when in zip(("elm", "oak"), dates, strict=False)
    ]
    broken["defaults"] = []
    broken["rules"] = broken["tables"] = []
    with pytest.raises(ProductModelError, match=f"No value is left {told}"):
        read_product(broken)
