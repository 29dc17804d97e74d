"""What a configuration costs, line by line, and the mistakes a price list can have."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.effective import effective_on
from configurator.expressions import ExpressionError
from configurator.formats.document import read_product
from configurator.formats.folder import read_folder, write_folder
from configurator.model import ProductModelError
from configurator.price import price
from tests.configurator.counts import many
from tests.factories.prices import BASE, line, priced, priced_documents

TABLE = {
    "columns": ["wood", "width", "order.quantity", "EUR"],
    "rows": [
        ["oak", "600..800", "", "10.00"],
        ["oak", "", "..9", "20.00"],
        ["oak", "", "10..", "15.00"],
        ["!oak", "", "", "5.00"],
    ],
}


def amounts(lines: list[Any], **asked: Any) -> dict[str, int]:
    chosen = {**BASE, **asked.pop("chosen", {})}
    model = priced(lines, *asked.get("also", ()))
    asked.pop("also", None)
    found = price(model, chosen, {}, asked.pop("currency", "EUR"), **asked)
    assert found.total_minor == sum(one.amount_minor for one in found.lines)
    return {one.id: one.amount_minor for one in found.lines}


def sources(lines: list[Any], **asked: Any) -> list[str]:
    found = price(priced(lines), BASE, {}, "EUR", **asked)
    return [one.source for one in found.lines]


def test_the_first_row_that_fits_counts() -> None:
    lines = [line("board", None, **TABLE)]
    assert amounts(lines) == {"board": 1000}
    assert amounts(lines, chosen={"width": 900}) == {"board": 2000}
    assert amounts(lines, chosen={"width": 900}, quantity=10) == {"board": 1500}
    assert amounts(lines, chosen={"wood": "ash"}) == {"board": 500}
    assert sources(lines) == ["prices.board.rows.0"]


def test_a_price_table_multiplies_and_has_a_condition() -> None:
    lines = [line("board", None, **TABLE, times="width / 100 mm", when="lip")]
    assert amounts(lines) == {}
    assert amounts(lines, chosen={"lip": True}) == {"board": 8000}


def test_a_gap_in_a_price_table_is_never_free_of_charge() -> None:
    lines = [line("board", None, columns=["wood", "EUR"], rows=[["ash", "1"]])]
    with pytest.raises(ExpressionError) as caught:
        amounts(lines)
    assert [(p.path, p.code) for p in caught.value.problems] == [
        ("prices.board", "no_price_row")
    ]


def test_a_larger_order_reaches_the_next_step_of_the_scale() -> None:
    scale = [
        {"from": 10, "amount": {"EUR": "8.00"}},
        {"from": 50, "amount": {"EUR": "7.00"}},
    ]
    lines = [line("hook", "9.00", scale=scale, times="2")]
    found = [amounts(lines, quantity=pieces)["hook"] for pieces in (1, 9, 10, 50, 99)]
    assert found == [1800, 1800, 1600, 1400, 1400]
    assert sources(lines, quantity=10) == ["prices.hook.steps.0"]
    assert sources(lines) == ["prices.hook"]
    with pytest.raises(ValueError, match="0 pieces"):
        amounts(lines, quantity=0)


def test_expressions_look_at_the_ordered_quantity() -> None:
    lines = [
        line("setting_up", "100.00", times="1 / order.quantity"),
        line("single", "3.00", when="order.quantity < 3"),
    ]
    assert amounts(lines) == {"setting_up": 10000, "single": 300}
    assert amounts(lines, quantity=3) == {"setting_up": 3333}


def test_a_percentage_is_taken_from_each_line_and_each_is_rounded() -> None:
    lines = [
        line("one", "0.15"),
        line("two", "0.05"),
        line("not_named", "5.00"),
        line("spring", None, rebate={"pct": 10, "on": ["one", "two"]}),
    ]
    # 13.5 and 4.5 minor units are left, rounded half up to 14 and 5.
    assert amounts(lines)["spring"] == -1
    lines[-1] = line("spring", None, rebate={"pct": "12.5"})
    assert amounts(lines)["spring"] == -(2 + 1 + 62)
    assert sources(lines)[-1] == "prices.spring"


def test_a_campaign_rounds_to_whole_euros() -> None:
    rebate = {"pct": 10, "round_to": {"EUR": "1.00"}}
    lines = [line("one", "99.40"), line("spring", None, rebate=rebate)]
    assert amounts(lines) == {"one": 9940, "spring": 8900 - 9940}


def test_an_absolute_rebate_never_exceeds_what_it_is_on() -> None:
    lines = [
        line("one", "30.00"),
        line("lip", "40.00", when="lip"),
        line("other", "100.00"),
        line("welcome", "50.00", rebate={"on": ["one", "lip"]}),
    ]
    assert amounts(lines)["welcome"] == -3000
    assert amounts(lines, chosen={"lip": True})["welcome"] == -5000


def test_a_rebate_may_be_on_a_rebate() -> None:
    lines = [
        line("one", "100.00"),
        line("spring", None, rebate={"pct": 10}),
        line("staff", None, rebate={"pct": 50, "on": ["one", "spring"]}),
    ]
    assert amounts(lines) == {"one": 10000, "spring": -1000, "staff": -4500}


def test_a_rebate_on_nothing_has_no_line() -> None:
    lines = [
        line("lip", "40.00", when="lip"),
        line("spring", None, rebate={"pct": 10, "on": ["lip"]}),
    ]
    assert amounts(lines) == {}


@pytest.mark.parametrize(
    ("currency", "written", "minor"),
    [("JPY", "1500", 1500), ("EUR", "15.25", 1525), ("KWD", "1.505", 1505)],
)
def test_each_currency_has_its_own_decimals(currency, written, minor) -> None:
    document = priced_document_in(currency, written)
    found = price(read_product(document), BASE, {}, currency)
    assert found.total_minor == minor


def priced_document_in(currency: str, written: str) -> dict[str, Any]:
    document: dict[str, Any] = dict(priced([], is_document=True))
    document["currencies"] = [currency]
    document["prices"] = [{**line("one", None), "amount": {currency: written}}]
    document["tax_pct"] = {}
    return document


@pytest.mark.parametrize(
    ("currency", "written"), [("JPY", "1500.5"), ("EUR", "1.005"), ("KWD", "0.0001")]
)
def test_an_amount_below_the_minor_unit_is_refused(currency, written) -> None:
    with pytest.raises(ProductModelError) as caught:
        read_product(priced_document_in(currency, written))
    assert [p.code for p in caught.value.problems] == ["bad_amount"]


def test_lines_count_on_their_days_only() -> None:
    dated = {"from": "2026-03-01", "to": "2026-04-01"}
    model = priced([line("spring", "10.00", **dated)])
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    found = [bool(price(model, BASE, {}, "EUR", day=day).lines) for day in days]
    assert found == [False, True, True, False]
    today = effective_on(model, date(2026, 3, 1))
    assert price(today, BASE, {}, "EUR").total_minor == 1000
    with pytest.raises(ValueError, match="On which day"):
        price(model, BASE, {}, "EUR")


@pytest.mark.parametrize(
    ("lines", "code", "path"),
    [
        ([line("a", None)], "missing_key", "prices.a"),  # no amount at all
        ([line("a", "1", **TABLE)], "bad_price", "prices.a"),  # two amounts
        ([line("a", None, columns=["EUR"])], "missing_key", "prices.a"),  # no rows
        (
            [line("a", None, columns=["wood"], rows=[["oak"]])],  # nothing to pay
            "missing_amount",
            "prices.a.columns",
        ),
        (
            [line("a", None, columns=["wod", "EUR"], rows=[["oak", "1"]])],  # a typo
            "unknown_option",
            "prices.a.columns.0",
        ),
        (
            [line("a", None, columns=["monogram", "EUR"], rows=[["A", "1"]])],  # text
            "text_in_table",
            "prices.a.columns.0",
        ),
        (
            [line("a", None, columns=["wood", "wood", "EUR"], rows=[["", "", "1"]])],
            "duplicate_id",
            "prices.a.columns.0",
        ),
        (
            [line("a", None, columns=["wood", "EUR"], rows=[["teak", "1"]])],
            "bad_cell",
            "prices.a.rows.0.wood",
        ),
        (
            [line("a", None, columns=["wood", "EUR"], rows=[["oak", "1.001"]])],
            "bad_amount",
            "prices.a.rows.0.EUR",
        ),
        (
            [line("a", None, columns=["wood", "EUR"], rows=[["oak"]])],  # too short
            "row_length",
            "prices.a.rows.0",
        ),
        (
            [line("a", None, columns=["wood", "EUR"], rows=[])],  # no row
            "empty_table",
            "prices.a.rows",
        ),
        (
            [line("a", "1", scale=[{"from": 1, "amount": {"EUR": "1"}}])],
            "bad_scale",
            "prices.a.scale.0.from",
        ),
        (
            [line("a", None, rebate={"pct": 120})],  # more than all of it
            "bad_rebate",
            "prices.a.rebate.pct",
        ),
        (
            [line("a", "1", rebate={"on": ["b"]}), line("b", "1")],  # stands after it
            "unknown_line",
            "prices.a.rebate.on.0",
        ),
        ([line("a", "1", rebate={"pct": 5})], "bad_price", "prices.a"),  # which?
        (
            [line("a", "1", rebate={}, times="2")],  # how often, of what?
            "bad_price",
            "prices.a.times",
        ),
        (
            [line("a", "1", rebate={"round_to": {"EUR": "1"}})],  # of no percentage
            "bad_rebate",
            "prices.a.rebate.round_to",
        ),
        (
            [line("a", "1", when="order.quantity > 3 mm")],  # a length of pieces
            "wrong_type",
            "prices.a.when",
        ),
    ],
)
def test_each_mistake_in_a_price_list_is_named(lines, code, path) -> None:
    with pytest.raises(ProductModelError) as caught:
        priced(lines)
    assert (code, path) in [(p.code, p.path) for p in caught.value.problems]


def test_a_price_table_stands_in_its_own_file() -> None:
    document = priced([line("board", None, **TABLE)], is_document=True)
    files = write_folder(document)
    assert files["prices/board.csv"].splitlines()[:2] == [
        b"wood,width,order.quantity,EUR",
        b"oak,600..800,,10.00",
    ]
    files["prices/board.csv"] += b"teak,,,1.00\n"
    with pytest.raises(ProductModelError) as caught:
        read_product(*read_folder(files))
    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == ("prices/board.csv", 6)
    files["prices/bord.csv"] = files.pop("prices/board.csv")
    with pytest.raises(ProductModelError) as caught:
        read_folder(files)
    assert [p.code for p in caught.value.problems] == ["unnamed_table"]


def test_a_column_of_a_broken_option_is_no_second_mistake() -> None:
    document = priced([line("board", None, **TABLE)], is_document=True)
    document["options"][1]["kind"] = "intger"
    with pytest.raises(ProductModelError) as caught:
        read_product(document)
    assert [problem.code for problem in caught.value.problems] == ["unknown_kind"]


@many
@given(priced_documents())
def test_any_price_list_survives_the_round_trip(document: dict[str, Any]) -> None:
    again, positions = read_folder(write_folder(document))
    assert again == document
    assert read_product(again, positions) == read_product(document)


@many
@given(priced_documents(), st.integers(1, 60))
def test_every_line_has_a_source_and_the_lines_add_up(document, quantity) -> None:
    model = read_product(document)
    found = price(model, BASE, {}, "EUR", quantity=quantity)
    assert found.total_minor == sum(one.amount_minor for one in found.lines)
    by_id = {entry.id: entry for entry in model.prices}
    for one in found.lines:
        entry, *inside = one.source.removeprefix("prices.").split(".")
        assert by_id[one.id].id == entry
        if inside:
            rows: Any = getattr(by_id[entry], inside[0])
            written = rows[int(inside[1])].amounts["EUR"]
            assert by_id[entry].times or one.amount_minor == written
    rate = Decimal(19)
    exact = found.total_minor * rate / (100 + rate)
    assert abs(found.tax_minor - exact) <= Decimal("0.5")
