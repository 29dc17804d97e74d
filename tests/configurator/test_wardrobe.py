"""The engine on a model of the shop's size: 17 options, three of them fine numbers."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from configurator.answer import answer, nearest
from configurator.bill import bill, routing
from configurator.check import check
from configurator.compile import compile_model
from configurator.complete import complete
from configurator.diff import diff
from configurator.explain import explain
from configurator.expressions import ExpressionError
from configurator.formats.document import read_product
from configurator.model import ChoiceError, ProductModelError
from configurator.price import price
from configurator.results import Explanation, Status
from tests.factories.wardrobe import wardrobe


@pytest.fixture(scope="module")
def compiled():
    return compile_model(read_product(wardrobe()))


def test_numbers_are_answered_by_exact_bounds(compiled) -> None:
    found = answer(compiled, {"columns": 3, "doors": "hinged"})
    # 300 to 600 mm a column, whole centimetres.
    assert (found.options["width"].minimum, found.options["width"].maximum) == (
        900,
        1800,
    )
    assert nearest(compiled, {"columns": 3, "doors": "hinged"}, "width", 2015) == 1800


def test_a_blocked_value_is_explained_in_words_and_repaired(compiled) -> None:
    found = explain(compiled, {"columns": 5, "width": 1600}, "doors", "sliding")
    assert isinstance(found, Explanation)
    assert found.choices == {"columns": 5}
    assert found.rules == ("sliding_columns",)
    assert found.sentences["en"] == (
        "Doors cannot be sliding now.",
        "You chose Columns: 5.",
        "Sliding doors come in pairs.",
    )
    assert found.repairs[0].changes == {"doors": "sliding", "columns": 4}


def test_the_width_moves_to_the_nearest_valid_one(compiled) -> None:
    shown = complete(compiled, {})
    assert isinstance(shown, dict)
    assert shown["width"] == 1200
    moved = complete(compiled, {"columns": 5}, shown)
    assert isinstance(moved, dict)
    assert moved["width"] == 1500
    assert check(compiled.model, moved) == ()


def test_a_conditional_default_follows_its_condition(compiled) -> None:
    light = complete(compiled, {"material": "oak"})
    assert isinstance(light, dict)
    assert light["finish"] == "white"
    assert complete(compiled, {"material": "oak"}, {"finish": "oak_oil"}) == {
        **light,
        "finish": "oak_oil",
    }


def test_many_threads_get_the_answers_one_would(compiled) -> None:
    random = Random(1)
    states = [{"columns": random.randint(1, 6)} for _ in range(40)]
    expected = [answer(compiled, state) for state in states]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda s: answer(compiled, s), states)) == expected


def test_random_sessions_never_meet_a_dead_end(compiled) -> None:
    random = Random(7)
    for _session in range(8):
        choices: dict[str, Any] = {}
        shown: Any = None
        order = [option.id for option in compiled.model.options]
        random.shuffle(order)
        for name in order:
            option = answer(compiled, choices).options[name]
            shown = complete(compiled, choices, shown)
            assert isinstance(shown, dict)
            free: list[Any] = [
                v for v, s in option.values.items() if s != Status.BLOCKED
            ]
            if not free and option.minimum is not None:
                wish = random.randint(int(option.minimum), int(option.maximum or 0))
                free = [nearest(compiled, choices, name, wish)]
            choices[name] = random.choice(free) if free else shown[name]
            assert answer(compiled, choices).conflict is None
        assert check(compiled.model, choices) == ()


def test_the_same_model_has_the_same_hash(compiled) -> None:
    again = compile_model(read_product(wardrobe()))
    assert again.content_hash == compiled.content_hash
    assert list(again.clauses) == list(compiled.clauses)


@pytest.mark.parametrize(
    "choices",
    [
        {"colour": "red"},  # no such option
        {"material": "gold"},  # no such value
        {"width": 1205},  # off the grid
        {"width": 99_990},  # out of range
        {"width": "1200"},  # a text
        {"width": True},  # a truth
        {"soft_close": 1},  # a number
        {"monogram": "lower"},  # against the pattern
        {"monogram": "A" * 13},  # too long
    ],
)
def test_a_malformed_choice_is_refused_by_name(compiled, choices) -> None:
    for question in (answer, complete):
        with pytest.raises(ChoiceError) as caught:
            question(compiled, choices)
        assert [problem.path for problem in caught.value.problems] == list(choices)


def test_a_price_is_the_sum_of_its_lines(compiled) -> None:
    shown = complete(compiled, {"width": 1200, "height": 2200, "light": True})
    assert isinstance(shown, dict)
    found = price(compiled.model, shown, {"handles": 4}, "EUR")
    amounts = {line.id: line.amount_minor for line in found.lines}
    # 95.50 a square metre of 2.64 m2; four handles of 7.25.
    assert amounts == {"base": 39500, "area": 25212, "light": 4990, "handles": 2900}
    assert found.total_minor == sum(amounts.values())
    assert found.tax_minor == 11592  # 19/119 of 726.02, rounded half up
    with pytest.raises(ExpressionError) as caught:
        price(compiled.model, shown, {}, "EUR")
    assert caught.value.problems[0].path == "prices.handles.times"
    with pytest.raises(ValueError, match="USD"):
        price(compiled.model, shown, {"handles": 4}, "USD")


def test_bill_and_routing_follow_the_configuration(compiled) -> None:
    shown = complete(compiled, {"width": 1200, "height": 2200, "material": "spruce"})
    assert isinstance(shown, dict)
    board = bill(compiled.model, shown, {}).lines[0]
    assert (board.quantity, board.unit) == (Decimal("5.28"), "m2")
    steps = routing(compiled.model, {**shown, "finish": "raw"}, {}).operations
    assert [(step.id, step.minutes, step.after) for step in steps] == [
        ("saw", 12, ()),
        ("pack", 12, ("saw",)),  # without spraying, packing waits for the saw
    ]
    sprayed = routing(compiled.model, {**shown, "finish": "white"}, {}).operations
    assert sprayed[1].setup == {"colour": "white"}


def test_a_difference_names_what_a_new_rule_forbids(compiled) -> None:
    stricter = wardrobe()
    stricter["rules"][0]["rule"] = "material = oak -> height <= 2300 mm"
    stricter["rules"].append(
        {"id": "no_knobs", "name": {"en": "No", "zh": "否"}, "rule": "handle != knob"}
    )
    new = compile_model(read_product(stricter))
    found = diff(compiled, new)
    assert found.blocked_now == (("handle", "knob"),)
    assert found.possible_now == ()
    assert len(found.examples) >= 2
    for example in found.examples:
        assert check(compiled.model, example) == ()
        assert check(new.model, example) != ()
    assert diff(compiled, compiled).examples == ()
    assert diff(new, compiled).possible_now == (("handle", "knob"),)


def test_each_rule_forbids_something(compiled) -> None:
    """Every rule of the model alone is broken by some variant of the others."""
    broken = Counter[str]()
    for name in compiled.selectors:
        with compiled.solver() as solver:
            rest = [s for key, s in compiled.selectors.items() if key != name]
            broken[name] += any(
                solver.holds_under(rest, breach) for breach in compiled.breaches(name)
            )
    assert [name for name, count in broken.items() if not count] == []


def test_a_relation_of_too_many_numbers_is_refused_by_name() -> None:
    document = wardrobe()
    document["rules"].append(
        {
            "id": "volume",
            "name": {"en": "V", "zh": "体"},
            "rule": "width * height * depth * columns <= 9 m3",
        }
    )
    with pytest.raises(ProductModelError) as caught:
        compile_model(read_product(document))
    assert [p.path for p in caught.value.problems] == ["rules.volume"]
