"""Random sessions on real models go on until everything is settled."""

from random import Random

import pytest

from configurator.check import check
from configurator.results import Status
from configurator.walk import State
from tests.configurator.counts import IS_PROOF
from tests.configurator.real.models import WALKED, real, walked

# 10,000 in a proof; those on the large model stop after 30 clicks.
SESSIONS = {
    "renault-part": 4000,
    "berkeleydb.xml": 3200,
    "financial-services-2017-05-22.xml": 1800,
    "financial-services-2018-05-09.xml": 800,
    "automotive02_01.xml": 200,
}
CLICKS = {"automotive02_01.xml": 30}
# A proof is taken up again where it stopped: a part is a test.
PARTS = 10


def settled(state: State):
    """Return the configuration that a state leaves."""
    return {
        name: next(v for v, s in one.values.items() if s in _SETTLED)
        for name, one in state.options.items()
    }


_SETTLED = {Status.CHOSEN, Status.IMPLIED}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS if IS_PROOF else 1))
@pytest.mark.parametrize("name", WALKED)
def test_no_session_ends_in_a_dead_end(name, part, reference_data):
    model = real(reference_data, name)
    draw = Random(f"{name} {part}")
    for _ in range(SESSIONS[name] // PARTS if IS_PROOF else 3):
        clicks = CLICKS.get(name, len(model.compiled.model.options))
        last = walked(model, draw, clicks=clicks)[-1]
        assert last.dead_end is None, last.choices
        if name in CLICKS:
            assert model.judge.can(last.choices), last.choices
        else:
            whole = settled(last)
            assert check(model.compiled.model, whole) == (), last.choices
            assert model.judge.can(whole), last.choices


def test_a_proof_walks_ten_thousand_sessions():
    assert sum(SESSIONS.values()) == 10_000
