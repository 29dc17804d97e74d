"""What a merchandiser is told about a price list: brute force on small ones."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from configurator.check import check
from configurator.expressions import ExpressionError
from configurator.formats.document import read_product
from configurator.model import ProductModel
from configurator.price import price
from configurator.price_findings import PriceFinding, price_findings, quantities
from configurator.price_rows import rows_of
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.prices import line, priced, priced_documents

some = examples(15, 600)


def found(lines: list[Any], *rules: str) -> dict[str, set[str]]:
    by_code: dict[str, set[str]] = {}
    for finding in price_findings(priced(lines, *rules)):
        by_code.setdefault(finding.code, set()).add(finding.path)
    return by_code


SOUND = line("base", "100")


@pytest.mark.parametrize(
    ("lines", "rules", "code", "path"),
    [
        (
            [line("lip", "5", when="lip and wood = oak")],  # no oak has a lip
            ["lip -> wood != oak"],
            "idle_price",
            "prices.lip",
        ),
        (
            [line("few", "5", when="order.quantity >= 5 and order.quantity < 5")],
            [],
            "idle_price",
            "prices.few",
        ),
        (
            [line("t", None, columns=["wood", "EUR"], rows=[["oak", "1"]])],
            [],
            "missing_row",
            "prices.t",
        ),
        (
            [
                line(
                    "t",
                    None,
                    columns=["order.quantity", "EUR"],
                    rows=[["1..9", "2"], ["11..", "1"]],  # nobody may buy ten
                )
            ],
            [],
            "missing_row",
            "prices.t",
        ),
        (
            [
                line(
                    "t",
                    None,
                    columns=["width", "EUR"],
                    rows=[["..800", "1"], ["800..", "2"]],  # 800 stands in both
                )
            ],
            [],
            "overlapping_rows",
            "prices.t.rows.1",
        ),
        (
            [line("thin", "5", times="1 / (width / 100 mm - 8)", when="lip")],
            [],
            "no_value",
            "prices.thin",
        ),
        ([line("off", "-120", when="wood = ash")], [], "negative_total", "prices"),
    ],
)
def test_each_oddity_is_named(lines, rules, code, path) -> None:
    assert found([SOUND, *lines], *rules) == {code: {path}}


def test_what_rules_forbid_is_no_gap() -> None:
    table = line("t", None, columns=["wood", "EUR"], rows=[["oak|ash", "1"]])
    assert found([SOUND, table], "wood != elm") == {}
    assert found([SOUND, {**table, "when": "wood != elm"}]) == {}


def test_a_missing_currency_is_named() -> None:
    model = priced([SOUND, line("lip", "5", when="lip")])
    both = replace(model, currencies=("EUR", "CNY"))
    codes = [(one.code, one.path) for one in price_findings(both)]
    assert codes == [
        ("missing_tax", "tax_pct.CNY"),
        ("missing_amount", "prices.base"),
        ("missing_amount", "prices.lip"),
    ]


@some
@given(priced_documents())
def test_findings_are_those_of_brute_force(document) -> None:
    # Some tables get a gap: their last row, which fits everything, is left out.
    for entry in document["prices"][::2]:
        if len(entry.get("rows", ())) > 1:
            entry["rows"].pop()
    brute = Brute(read_product(document))
    model = brute.model
    variants = list(brute.matching({}))
    findings = {(one.code, one.path): one for one in price_findings(model)}
    assert not any(code == "undecided" for code, _path in findings)
    has_gap = has_loss = False
    for quantity in quantities(model):
        for variant in variants:
            try:
                total = price(model, variant, {}, "EUR", quantity=quantity).total_minor
            except ExpressionError:
                has_gap = True
            else:
                has_loss |= total < 0
    codes = {code for code, _path in findings}
    assert bool(codes & {"missing_row", "no_value"}) == has_gap
    assert ("negative_total" in codes) == has_loss
    for one in findings.values():
        if one.example is not None:
            assert check(model, one.example) == ()
            assert_shown(model, one, one.example)


def assert_shown(model: ProductModel, one: PriceFinding, example: Any) -> None:
    """Let the example show what the finding says."""
    by_id = {entry.id: entry for entry in model.prices}
    if one.code == "missing_row":
        entry = by_id[one.path.split(".")[1]]
        assert list(rows_of(entry, example, one.quantity)) == []
    if one.code == "overlapping_rows":
        _prices, name, _rows, row = one.path.split(".")
        first, *others = rows_of(by_id[name], example, one.quantity)
        assert first < int(row)
        assert int(row) in others
    if one.code == "negative_total":
        told = price(model, example, {}, "EUR", quantity=one.quantity)
        assert told.total_minor < 0
