"""Every status of real models, judged by another solver over the published file."""

from random import Random

import pytest

from configurator.check import check
from configurator.complete import complete
from configurator.results import Conflict, Status
from tests.configurator.counts import IS_PROOF
from tests.configurator.real.models import WALKED, pairs, real, states

# A proof is taken up again where it stopped: a part, of five states each, is a test.
PARTS = 10 if IS_PROOF else 1
STATES = 5 if IS_PROOF else 2
# Above 1,000 options so many values of a state, drawn at random; below, every value
# in a proof.
DRAWN = 500 if IS_PROOF else 15


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", WALKED)
def test_what_is_offered_can_be_completed_and_what_is_blocked_cannot(
    name, part, reference_data
):
    model = real(reference_data, name)
    draw = Random(part)
    for number, state in enumerate(states(model, wanted=STATES, seed=3 + 100 * part)):
        listed = pairs(state)
        if not IS_PROOF or len(model.compiled.model.options) > 1000:
            listed = draw.sample(listed, min(DRAWN, len(listed)))
        for option, value, status in listed:
            told = (name, number, dict(state.choices), option, value)
            others = {k: v for k, v in state.choices.items() if k != option}
            wish = {**others, option: value}
            assert model.judge.can(wish) == (status is not Status.BLOCKED), told
            if status is not Status.BLOCKED:
                found = complete(model.compiled, wish, {})
                assert not isinstance(found, Conflict), told
                assert wish.items() <= found.items(), told
                assert check(model.compiled.model, found) == (), told


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", WALKED)
def test_an_implied_option_has_one_value_left(name, part, reference_data):
    model = real(reference_data, name)
    for state in states(model, wanted=STATES, seed=4 + 100 * part):
        for one in state.options.values():
            left = [v for v, s in one.values.items() if s is not Status.BLOCKED]
            assert (len(left) == 1) == (one.status is Status.IMPLIED) or (
                one.status is Status.CHOSEN
            )
