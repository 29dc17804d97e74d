"""Rule tests pass exactly when the model gets their cases right."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.compile import compile_model
from configurator.complete import complete
from configurator.formats.document import read_product
from configurator.model import ChoiceError, RuleTest
from configurator.price import price
from configurator.rule_tests import RuleTestResult, run_rule_tests
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.strategies_configurator import TEXT, documents, option

many = examples(30, 3000)


@many
@given(documents(), st.data())
def test_a_case_passes_exactly_when_some_variant_has_it_or_none_should(document, data):
    model = read_product(document)
    brute = Brute(model)
    cases = []
    for at in range(3):
        choices = {
            name: data.draw(st.sampled_from(values))
            for name, values in brute.domains.items()
            if data.draw(st.booleans())
        }
        cases.append(RuleTest(f"case_{at}", TEXT, choices, data.draw(st.booleans())))
    compiled = compile_model(replace(model, tests=tuple(cases)))
    found = run_rule_tests(compiled)
    assert [result.test for result in found] == cases
    for result in found:
        is_possible = brute.can(result.test.choices)
        assert result.passes == (is_possible == result.test.is_valid)
        assert (result.conflict is None) == is_possible
        if result.configuration is not None:
            assert brute.can(result.configuration)
            assert result.test.choices.items() <= result.configuration.items()
        lengths = {len(lines) for lines in result.sentences.values()}
        assert len(lengths) == 1


@pytest.fixture
def model() -> Any:
    document: dict[str, Any] = {
        "format": 1,
        "id": "box",
        "name": TEXT,
        "currencies": ["EUR", "JPY"],
        "options": [option("soft"), option("handle")],
        "rules": [
            {
                "id": "no_knob",
                "name": {"en": "Soft boxes have bars.", "zh": "软盒用拉手。"},
                "rule": "soft -> handle = bar",
            }
        ],
        "prices": [
            {"id": "base", "label": TEXT, "amount": {"EUR": "99.50", "JPY": 15000}},
        ],
    }
    return read_product(document)


def run(model: Any, test: RuleTest, *, is_priced: bool = True) -> RuleTestResult:
    def total(configuration: Any, currency: str) -> int:
        return price(model, configuration, {}, currency).total_minor

    compiled = compile_model(replace(model, tests=(test,)))
    return run_rule_tests(compiled, total if is_priced else None)[0]


def test_what_must_cost_something_is_priced_as_it_is_completed(model) -> None:
    test = RuleTest("one", TEXT, {"soft": True}, costs={"EUR": 9950, "JPY": 15000})
    found = run(model, test)
    assert found.passes
    assert found.configuration == complete(compile_model(model), {"soft": True})


def test_another_price_is_said_in_the_currency_s_own_decimals(model) -> None:
    test = RuleTest("one", TEXT, {}, costs={"EUR": 10000, "JPY": 14999})
    assert run(model, test).sentences == {
        "en": (
            "It should cost 100.00 EUR, but costs 99.50 EUR.",
            "It should cost 14999 JPY, but costs 15000 JPY.",
        ),
        "zh": (
            "价格应为100.00 EUR，实际为99.50 EUR。",
            "价格应为14999 JPY，实际为15000 JPY。",
        ),
    }


def test_a_price_that_nobody_can_tell_does_not_pass(model) -> None:
    found = run(model, RuleTest("one", TEXT, {}, costs={"EUR": 9950}), is_priced=False)
    assert found.sentences["en"] == ("What it costs in EUR cannot be told here.",)
    assert run(model, RuleTest("one", TEXT, {}), is_priced=False).passes


def test_what_is_wrongly_impossible_is_explained(model) -> None:
    found = run(model, RuleTest("one", TEXT, {"soft": True, "handle": "knob"}))
    assert found.sentences["en"][0] == "It should be possible, but is not."
    assert found.sentences["en"][-1] == "Soft boxes have bars."
    assert found.sentences["zh"][-1] == "软盒用拉手。"


def test_what_is_wrongly_possible_is_shown(model) -> None:
    found = run(model, RuleTest("one", TEXT, {"handle": "bar"}, is_valid=False))
    assert found.sentences["en"] == ("It should be impossible, but this is allowed.",)
    assert found.configuration is not None
    assert found.configuration["handle"] == "bar"


def test_a_case_of_an_unknown_option_is_malformed(model) -> None:
    with pytest.raises(ChoiceError, match="no option lid"):
        run(model, RuleTest("one", TEXT, {"lid": True}))
