"""Bills, routings and prices over lists of modules: sums, counts and their traces."""

from decimal import Decimal
from typing import Any

import pytest

from configurator.bill import bill, routing
from configurator.cheapest import price_guide
from configurator.compile import compile_model
from configurator.expressions import ExpressionError
from configurator.formats.document import read_product
from configurator.model import ProductModel
from configurator.optimise import Optimum, cheapest
from configurator.price import price
from configurator.terms import price_terms
from tests.configurator.brute import Brute
from tests.factories.prices import TEXT, line


def wardrobe(columns: int, prices: list[Any]) -> ProductModel:
    """Return columns of two kinds, from one to so many, with a bill and a routing."""
    part = {
        "id": "columns",
        "name": TEXT,
        "count": {"min": 1, "max": columns, "default": 1},
        "options": [
            {
                "id": "type",
                "kind": "enumerated",
                "name": TEXT,
                "values": [{"id": v, "name": TEXT} for v in ("shelves", "drawers")],
            },
            {
                "id": "width",
                "kind": "integer",
                "name": TEXT,
                "unit": "mm",
                "min": 400,
                "max": 600,
                "step": 100,
            },
        ],
    }
    drawers = "count(columns, type = drawers)"
    return read_product(
        {
            "format": 1,
            "id": "wardrobe",
            "name": TEXT,
            "currencies": ["EUR"],
            "options": [{"id": "soft", "kind": "boolean", "name": TEXT}],
            "modules": [part],
            "rules": [
                {"id": "soft", "name": TEXT, "rule": f"soft -> {drawers} >= 1"},
                {"id": "wide", "name": TEXT, "rule": "sum(columns, width) >= 1 m"},
            ],
            "prices": prices,
            "bill": [
                {
                    "id": "runners",
                    "material": "fittings",
                    "name": TEXT,
                    "unit": "pcs",
                    "quantity": f"2 * {drawers} + measure.pins",
                    "when": "any(columns, type = drawers)",
                },
                {
                    "id": "top",
                    "material": "board",
                    "name": TEXT,
                    "unit": "m",
                    "quantity": "sum(columns, width)",
                },
            ],
            "routing": [
                {
                    "id": "assemble",
                    "name": TEXT,
                    "work_centre": "bench",
                    "minutes": f"5 + 3 * {drawers}",
                }
            ],
        }
    )


CONFIGURATION: dict[str, Any] = {
    "soft": True,
    "columns.count": 2,
    "columns.1.type": "drawers",
    "columns.1.width": 600,
    "columns.2.type": "shelves",
    "columns.2.width": 400,
}
PRICES = [
    line("case", "100", times="sum(columns, width) / 100 mm"),
    line("drawers", "45.00", times="count(columns, type = drawers)"),
    line("soft", "-20", when="soft"),
]


def test_bill_and_routing_add_up_over_modules_and_name_their_source() -> None:
    model = wardrobe(2, PRICES)
    found = bill(model, CONFIGURATION, {"pins": 3})
    assert [(one.id, one.quantity, one.source) for one in found.lines] == [
        ("runners", Decimal(5), "bill.runners"),
        ("top", Decimal(1), "bill.top"),
    ]
    [step] = routing(model, CONFIGURATION, {}).operations
    assert (step.minutes, step.source) == (8, "routing.assemble")
    plain = {**CONFIGURATION, "soft": False, "columns.1.type": "shelves"}
    assert [one.id for one in bill(model, plain, {}).lines] == ["top"]


def test_a_missing_measure_names_its_line() -> None:
    with pytest.raises(ExpressionError) as caught:
        bill(wardrobe(2, PRICES), CONFIGURATION, {})
    assert caught.value.problems[0].path == "bill.runners.quantity"


def test_modules_are_priced_and_their_cheapest_is_found() -> None:
    model = wardrobe(2, PRICES)
    told = price(model, CONFIGURATION, {}, "EUR")
    assert [one.amount_minor for one in told.lines] == [100000, 4500, -2000]
    brute = Brute(model)
    least = min(price(model, one, {}, "EUR").total_minor for one in brute.matching({}))
    compiled = compile_model(model)
    found = cheapest(compiled, {}, "EUR")
    assert isinstance(found, Optimum)
    assert (found.value, found.is_optimal, found.left_out) == (least, True, ())
    guided = price_guide(compiled, "EUR").answer({})
    assert guided.left_out == ()
    assert guided.total_minor is not None
    assert guided.total_minor <= least
    assert not guided.is_exact or guided.total_minor == least


def test_a_sum_over_many_modules_is_one_term_a_module() -> None:
    model = wardrobe(6, PRICES)
    terms = price_terms(model, "EUR")
    assert terms.remainder == ()
    assert max(len(term.options) for term in terms.terms) <= 2
