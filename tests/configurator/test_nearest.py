"""The completion with the fewest changes to what was saved: brute force."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.check import check
from configurator.compile import compile_model
from configurator.formats.document import read_product
from configurator.nearest import nearest_variant
from configurator.results import Conflict
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.prices import priced
from tests.factories.strategies_configurator import documents

some = examples(20, 1000)


@some
@given(documents(), st.data())
def test_no_completion_keeps_more_of_what_was_saved(document, data) -> None:
    brute = Brute(read_product(document))

    def some_of(chance: int) -> dict[str, Any]:
        return {
            name: data.draw(st.sampled_from(values))
            for name, values in brute.domains.items()
            if data.draw(st.integers(0, 3)) < chance
        }

    choices, saved = some_of(1), some_of(3)
    found = nearest_variant(compile_model(brute.model), choices, saved)
    if not brute.can(choices):
        assert isinstance(found, Conflict)
        return
    assert isinstance(found, dict)
    assert check(brute.model, found) == ()
    assert choices.items() <= found.items()

    def kept(one: dict[str, Any]) -> int:
        return sum(one[name] == value for name, value in saved.items())

    assert kept(found) == max(kept(one) for one in brute.matching(choices))


def test_what_a_version_no_longer_knows_is_no_obstacle() -> None:
    compiled = compile_model(priced([], "wood = elm -> width <= 800 mm"))
    saved: dict[str, Any] = {
        "wood": "teak",
        "width": 1040,
        "lip": True,
        "colour": "red",
    }
    found = nearest_variant(compiled, {"wood": "elm"}, saved)
    assert isinstance(found, dict)
    # The nearest point of the grid is 1,000, which elm does not come in.
    assert (found["wood"], found["width"], found["lip"]) == ("elm", 800, True)
