"""Random sessions click only what is available, and time only what is waited for."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from configurator.check import check
from configurator.compile import compile_model
from configurator.complete import complete
from configurator.expressions import parse
from configurator.model import Option, OptionKind, ProductModel, Rule, Value
from configurator.results import Conflict
from configurator.walk import available, blocked, first_state, walk_session

NAME = {"en": "N", "zh": "N"}
WOODS = (Value("oak", NAME), Value("ash", NAME))


def shelf(rule: str = "wood = ash -> width <= 900 mm") -> ProductModel:
    return ProductModel(
        "shelf",
        NAME,
        (
            Option("wood", OptionKind.ENUMERATED, NAME, values=WOODS),
            Option("lip", OptionKind.BOOLEAN, NAME),
            Option(
                "width",
                OptionKind.MEASUREMENT,
                NAME,
                unit="mm",
                minimum=400,
                maximum=1800,
                step=1,
            ),
            Option(
                "depth",
                OptionKind.DECIMAL,
                NAME,
                minimum=Decimal("0.5"),
                maximum=Decimal(2),
                step=Decimal("0.5"),
            ),
            Option("note", OptionKind.TEXT, NAME, max_length=3),
        ),
        rules=(Rule("ash_is_short", NAME, parse(rule)),),
    )


def ticks() -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += 0.25


def test_every_number_that_is_drawn_is_valid_and_every_session_completes() -> None:
    model = shelf()
    compiled = compile_model(model)
    first = first_state(compiled)
    widths = set()
    for seed in range(60):
        clock = ticks().__next__
        walked = list(
            walk_session(compiled, first, clicks=9, draw=Random(seed), clock=clock)
        )
        # A wide shelf leaves one wood, and then there is nothing to pick.
        is_wood_open = "wood" in walked[-1].choices
        sizes = [len(state.choices) for state in walked]
        assert sizes == ([1, 2, 3, 4] if is_wood_open else [1, 2, 3])
        assert {state.seconds for state in walked} == {0.25}
        assert all(state.dead_end is None for state in walked)
        complete_one = complete(compiled, walked[-1].choices)
        assert not isinstance(complete_one, Conflict)
        assert check(model, complete_one) == ()
        widths.add(walked[-1].choices["width"])
    assert len(widths) > 30


def test_every_available_value_has_the_same_chance() -> None:
    compiled = compile_model(shelf())
    first = first_state(compiled)
    pairs = available(first.options)
    # Two woods, two lips, four depths, and the fine width once; no text.
    assert len(pairs) == 9
    assert ("width", None) in pairs
    seen = set()
    for seed in range(200):
        (state,) = walk_session(
            compiled, first, clicks=1, draw=Random(seed), clock=lambda: 0.0
        )
        ((option, value),) = state.choices.items()
        seen.add((option, None if option == "width" else value))
    assert seen == set(pairs)


def test_a_contradiction_is_a_dead_end_of_all_choices() -> None:
    first = first_state(compile_model(shelf("lip and not lip")))
    assert first.dead_end == ""
    assert first.conflict is not None
    assert available(first.options) == []
    assert ("wood", "oak") in blocked(first.options)
