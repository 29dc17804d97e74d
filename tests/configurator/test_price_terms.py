"""A price taken apart into terms adds up again, for every combination of values."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.expressions import ExpressionError
from configurator.formats.document import read_product
from configurator.model import ProductModel
from configurator.price import price
from configurator.terms import MAX_JOINT, PriceTerms, price_terms
from tests.configurator.brute import domain
from tests.configurator.counts import many
from tests.factories.prices import BASE, line, priced, priced_documents

TEXTS = {"monogram": ("", "A", "B", "AA", "AB", "BA", "BB")}


def combinations(model: ProductModel) -> list[dict[str, Any]]:
    domains = {option.id: domain(option) for option in model.options}
    return [
        dict(zip(domains, values, strict=True)) for values in product(*domains.values())
    ]


def total_of(terms: PriceTerms, configuration: dict[str, Any]) -> int | None:
    """Return the sum of the terms, None where one of them has no price."""
    found = [
        term.amounts.get(tuple(configuration[name] for name in term.options))
        for term in terms.terms
    ]
    return sum(one for one in found if one is not None) if None not in found else None


@many
@given(priced_documents(), st.sampled_from([1, 5]))
def test_the_terms_add_up_to_the_price(document, quantity) -> None:
    model = read_product(document)
    terms = price_terms(model, "EUR", quantity=quantity, texts=TEXTS)
    assert terms.remainder == ()
    for configuration in combinations(model):
        found = price(model, configuration, {}, "EUR", quantity=quantity)
        assert total_of(terms, configuration) == found.total_minor


@many
@given(priced_documents())
def test_what_looks_at_an_unlisted_text_is_left_to_the_remainder(document) -> None:
    model = read_product(document)
    terms = price_terms(model, "EUR")
    for configuration in combinations(model):
        found = price(model, configuration, {}, "EUR")
        rest = [one for one in found.lines if one.id in terms.remainder]
        listed = total_of(terms, configuration)
        assert listed is not None
        assert listed + sum(one.amount_minor for one in rest) == found.total_minor


def test_each_term_looks_at_as_few_options_as_its_lines_do() -> None:
    terms = price_terms(
        priced(
            [
                line("base", "100"),
                line("oak", "20", when="wood = oak"),
                line("elm", "30", when="wood = elm"),
                line("board", "1.50", times="width / 100 mm", when="lip"),
                line("fittings", "2.00", times="measure.pins"),
                line("spring", None, rebate={"pct": 10, "on": ["oak", "board"]}),
            ]
        ),
        "EUR",
    )
    assert {term.options: term.lines for term in terms.terms} == {
        (): ("base",),
        ("wood",): ("oak", "elm", "spring"),
        ("width", "lip"): ("board", "spring"),
    }
    assert terms.remainder == ("fittings",)
    by_wood = next(term for term in terms.terms if term.options == ("wood",))
    assert by_wood.amounts == {("oak",): 1800, ("ash",): 0, ("elm",): 3000}


def test_a_sum_over_many_options_is_taken_apart_when_nothing_is_rounded() -> None:
    sum_of_flags = "count(" + ", ".join(f"flag_{n}" for n in range(20)) + ")"
    document = priced([], is_document=True)
    document["options"] = [
        {"id": f"flag_{n}", "kind": "boolean", "name": {"en": "x", "zh": "某"}}
        for n in range(20)
    ]
    document["derived"] = []
    document["prices"] = [line("lamps", "45.00", times=f"0.5 * {sum_of_flags} - 1")]
    assert MAX_JOINT < 2**20
    terms = price_terms(read_product(document), "EUR")
    assert terms.remainder == ()
    amounts = {term.options: dict(term.amounts) for term in terms.terms}
    assert amounts[()] == {(): -4500}
    assert amounts[("flag_7",)] == {(True,): 2250, (False,): 0}
    # A third of 45.01 is no whole number: the sum may be rounded only once.
    document["prices"] = [line("lamps", "45.01", times=f"{sum_of_flags} / 3")]
    assert price_terms(read_product(document), "EUR").remainder == ("lamps",)


def test_a_combination_without_a_price_is_missing() -> None:
    rows = [["oak", "", "5"], ["", "true", "6"]]
    terms = price_terms(
        priced([line("board", None, columns=["wood", "lip", "EUR"], rows=rows)]), "EUR"
    )
    [term] = terms.terms
    assert ("ash", False) not in term.amounts
    assert term.amounts[("ash", True)] == 600


def test_a_price_that_divides_by_zero_is_no_price() -> None:
    model = priced([line("thin", "5", times="1 / (width / 100 mm - 8)")])
    [term] = price_terms(model, "EUR").terms
    assert (800,) not in term.amounts
    with pytest.raises(ExpressionError) as caught:
        price(model, BASE, {}, "EUR")
    assert caught.value.problems[0].path == "prices.thin.times"
