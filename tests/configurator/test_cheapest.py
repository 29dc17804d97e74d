"""The cheapest completion of each value: brute force on small models."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.cheapest import CheapestCompletions, price_guide
from configurator.check import check
from configurator.compile import compile_model
from configurator.formats.document import read_product
from configurator.optimise import Optimum, cheapest
from configurator.price import price
from configurator.results import Conflict
from tests.configurator.brute import Brute, without
from tests.configurator.counts import examples
from tests.factories.prices import line, priced, priced_documents
from tests.factories.wardrobe import wardrobe

some = examples(15, 1000)


@st.composite
def priced_states(draw: st.DrawFn) -> tuple[Brute, dict[str, Any]]:
    brute = Brute(read_product(draw(priced_documents())))
    choices = {
        name: draw(st.sampled_from(values))
        for name, values in brute.domains.items()
        if draw(st.integers(0, 3)) == 0
    }
    return brute, choices if brute.can(choices) else {}


def totals(
    brute: Brute, choices: dict[str, Any], quantity: int, left_out: tuple[str, ...]
) -> Iterator[int]:
    for one in brute.matching(choices):
        lines = price(brute.model, one, {}, "EUR", quantity=quantity).lines
        yield sum(line.amount_minor for line in lines if line.id not in left_out)


def assert_sound(brute: Brute, choices: Any, found: CheapestCompletions, quantity: int):
    """Exact where it says so; else never above what a completion costs."""
    if not brute.can({}):
        return
    least = min(totals(brute, choices, quantity, found.left_out), default=None)
    assert (found.total_minor is None) == (least is None)
    if least is not None and found.total_minor is not None:
        assert found.total_minor <= least
        assert not found.is_exact or found.total_minor == least
    for name, costs in found.by_value.items():
        others = without(choices, name)
        for value in brute.domains[name]:
            wish = {**others, name: value}
            wished = min(totals(brute, wish, quantity, found.left_out), default=None)
            if name == "monogram" and value not in costs:
                continue  # it is in the class of another text
            assert (value in costs) == (wished is not None)
            if wished is not None:
                assert costs[value] <= wished
                assert not found.is_exact or costs[value] == wished


@some
@given(priced_states(), st.sampled_from([1, 5]))
def test_every_value_has_the_price_of_its_cheapest_completion(state, quantity) -> None:
    brute, choices = state
    compiled = compile_model(brute.model)
    guide = price_guide(compiled, "EUR", quantity=quantity, passes=1000)
    found = guide.answer(choices)
    covered = compiled.circuits.variables if compiled.circuits else {}
    assert found.by_value.keys() == covered.keys()
    # 'AB' is told apart where a rule mentions it, not where only a price does.
    assert all("'AB'" in str(brute.model.prices) for _ in found.left_out)
    assert_sound(brute, choices, found, quantity)
    looked_at = {name for term in guide.outside for name in term.options}
    assert found.is_exact or found.left_out or looked_at - choices.keys()
    assert not guide.is_relaxed


@some
@given(priced_states(), st.sampled_from([1, 3]))
def test_with_few_passes_no_completion_is_cheaper_than_told(state, passes) -> None:
    brute, choices = state
    guide = price_guide(compile_model(brute.model), "EUR", passes=passes)
    found = guide.answer(choices)
    assert_sound(brute, choices, found, 1)


@some
@given(priced_states(), st.data())
def test_the_variant_is_the_cheapest_and_the_nearest_of_these(state, data) -> None:
    brute, choices = state
    shown = {
        name: data.draw(st.sampled_from(values))
        for name, values in brute.domains.items()
    }
    guide = price_guide(compile_model(brute.model), "EUR", passes=1000)
    found = guide.variant(choices, shown)
    if not brute.can(choices):
        assert isinstance(found, Conflict)
        return
    assert isinstance(found, dict)
    assert check(brute.model, found) == ()
    if not guide.answer(choices).is_exact:
        return
    costs = {
        tuple(one.values()): price(brute.model, one, {}, "EUR").total_minor
        for one in brute.matching(choices)
    }
    least = min(costs.values())
    assert costs[tuple(found[name] for name in brute.domains)] == least
    if guide.compiled.rest:
        return  # what no circuit covers keeps what was shown one by one
    kept = [
        sum(a == b for a, b in zip(one, shown.values(), strict=True))
        for one, cost in costs.items()
        if cost == least
    ]
    own = sum(found[name] == value for name, value in shown.items())
    assert own == max(kept)


def test_a_variant_without_a_price_is_never_the_cheapest() -> None:
    rows = [["oak", "9"], ["ash", "5"]]
    model = priced([line("board", None, columns=["wood", "EUR"], rows=rows)])
    found = price_guide(compile_model(model), "EUR").answer({})
    assert found.total_minor == 500
    assert found.by_value["wood"] == {"oak": 900, "ash": 500}
    chosen = price_guide(compile_model(model), "EUR").answer({"wood": "elm"})
    assert chosen.total_minor is None
    assert chosen.by_value["wood"] == {"oak": 900, "ash": 500}


def test_lines_that_look_at_measures_are_named() -> None:
    model = read_product(wardrobe())
    guide = price_guide(compile_model(model), "EUR")
    found = guide.answer({"width": 1200, "height": 2200})
    # 1,200 by 2,200 mm stands in the formula of the line "area", too wide to list.
    assert found.left_out == ("area", "handles")
    by_light = found.by_value.get("light", {False: 39500, True: 44490})
    assert by_light == {False: 39500, True: 44490}
    exact = cheapest(model, {"width": 1200, "height": 2200}, "EUR")
    assert isinstance(exact, Optimum)
    assert exact.value == 39500 + 25212
