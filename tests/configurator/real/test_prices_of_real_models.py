"""The cheapest completions of the real car, each value of it priced at random."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from configurator.cheapest import PriceGuide
from configurator.check import check
from configurator.expressions import expression_of, syntax
from configurator.model import PriceLine, ProductModel
from configurator.optimise import Optimum, cheapest
from configurator.terms import PriceTerms, price_terms
from tests.configurator.counts import IS_PROOF
from tests.configurator.real.models import Real, real, states

CAR = "renault-part"
TEXT = {"en": "x", "zh": "某"}
STATES = 20 if IS_PROOF else 2
DRAWN = 40 if IS_PROOF else 10


def priced(model: ProductModel) -> ProductModel:
    """Return the model with a price line for each value of each option."""
    draw = Random(1)
    lines = [
        PriceLine(
            f"{option.id}_{value.id}",
            TEXT,
            {"EUR": draw.randrange(50_000)},
            when=expression_of(
                syntax.Comparison("=", syntax.Name(option.id), syntax.Quoted(value.id))
            ),
        )
        for option in model.options
        for value in option.values
    ]
    return replace(model, currencies=("EUR",), prices=tuple(lines))


@pytest.fixture(scope="module")
def car(reference_data) -> tuple[Real, ProductModel, PriceTerms]:
    found = real(reference_data, CAR)
    model = priced(found.compiled.model)
    return found, model, price_terms(model, "EUR")


def cost(terms: PriceTerms, variant: dict[str, Any]) -> int:
    return sum(
        term.amounts[tuple(variant[name] for name in term.options)]
        for term in terms.terms
    )


@pytest.mark.slow
def test_each_price_is_that_of_a_variant(car) -> None:
    found, model, terms = car
    guide = PriceGuide(found.compiled, terms)
    draw = Random(5)
    for state in states(found, wanted=STATES, seed=11):
        answer = guide.answer(state.choices)
        assert answer.is_exact
        listed = [(o, v) for o, costs in answer.by_value.items() for v in costs]
        for option, value in draw.sample(listed, DRAWN):
            wish = {**state.choices, option: value}
            variant = guide.variant(wish)
            assert isinstance(variant, dict)
            assert wish.items() <= variant.items()
            assert check(model, variant) == ()
            assert cost(terms, variant) == answer.by_value[option][value]


@pytest.mark.slow
@pytest.mark.skipif(not IS_PROOF, reason="it takes a quarter of a minute a state")
def test_another_solver_finds_nothing_cheaper(car) -> None:
    found, model, terms = car
    guide = PriceGuide(found.compiled, terms)
    for state in states(found, wanted=4, seed=12):
        told = guide.answer(state.choices).total_minor
        best = cheapest(model, state.choices, "EUR", seconds=120)
        assert isinstance(best, Optimum)
        assert best.is_optimal
        assert best.value == told
