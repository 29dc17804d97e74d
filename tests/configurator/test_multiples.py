"""Questions with several answers."""

from itertools import product
from typing import Any

import pytest

from configurator.compile import compile_model
from configurator.count import count
from configurator.expressions import evaluate, expression_of, parse
from configurator.expressions.lists import expanded
from configurator.expressions.scope import Scope, SeveralType
from configurator.formats.document import read_product
from configurator.model import ProductModelError
from tests.configurator.brute import Brute
from tests.factories.strategies_configurator import TEXT

VALUES = ("lamp", "led", "lock")


def document(**changes: Any) -> dict[str, Any]:
    extras = {
        "id": "extras",
        "kind": "multiple",
        "name": TEXT,
        "values": [{"id": value, "name": TEXT} for value in VALUES],
        **changes,
    }
    return {"format": 1, "id": "thing", "name": TEXT, "options": [extras]}


@pytest.mark.parametrize("least", range(4))
@pytest.mark.parametrize("most", range(4))
def test_as_many_answers_are_picked_as_is_allowed(least: int, most: int) -> None:
    if least > most:
        with pytest.raises(ProductModelError, match="at_least <= at_most"):
            read_product(document(at_least=least, at_most=most))
        return
    model = read_product(document(at_least=least, at_most=most))
    expected = sum(least <= sum(c) <= most for c in product((0, 1), repeat=3))
    assert sum(1 for _ in Brute(model).matching({})) == expected
    assert count(compile_model(model)) == expected
    assert all(rule.is_structural for rule in model.rules)


def test_bounds_that_say_nothing_are_no_rules() -> None:
    assert read_product(document()).rules == ()


SCOPE = Scope({"extras": SeveralType("extras", VALUES)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lamp in extras", lambda held: "lamp" in held),
        ("'led' not in extras", lambda held: "led" not in held),
        ("count(extras) = 2", lambda held: len(held) == 2),
        ("any(extras)", bool),
        ("all(extras)", lambda held: len(held) == 3),
        ("not any(extras)", lambda held: not held),
    ],
)
def test_an_expression_sees_what_is_picked(text: str, expected: Any) -> None:
    statement = expression_of(expanded(parse(text).root, SCOPE))
    for picked in product((False, True), repeat=3):
        values = dict(zip((f"extras.{v}" for v in VALUES), picked, strict=True))
        held = [v for v, is_held in zip(VALUES, picked, strict=True) if is_held]
        assert evaluate(statement, values) == expected(held)
