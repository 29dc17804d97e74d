"""Decisions on a circuit, one after the other, stand as brute force says."""

from hypothesis import given
from hypothesis import strategies as st

from configurator.compile.narrowing import Narrowing
from tests.configurator.compile.test_circuits import covered
from tests.configurator.counts import many


@many
@given(covered(), st.randoms(use_true_random=False))
def test_a_decision_stands_exactly_when_some_variant_has_all_of_them(state, rng):
    found, choices = state
    narrowing = Narrowing(found.circuits, choices)
    assert narrowing.holds() == bool(found.having(choices))
    decided, wishes = dict(choices), found.literals()
    rng.shuffle(wishes)
    for name, value in wishes:
        stands = narrowing.decide(name, value)
        wish = {**decided, name: value}
        # What is decided stays so: another value of the same option is refused.
        is_other = decided.get(name, value) != value
        assert stands == (bool(found.having(wish)) and not is_other)
        if stands:
            decided = wish
        assert narrowing.holds() == bool(found.having(decided))
        if name not in decided:
            left = {variant[name] for variant in found.having(decided)}
            values = found.circuits.variables[name].values
            assert {values[at] for at in narrowing.possible(name)} == left


@many
@given(covered(), st.randoms(use_true_random=False))
def test_a_refused_decision_leaves_no_trace(state, rng):
    found, choices = state
    tried, fresh = (Narrowing(found.circuits, choices) for _ in range(2))
    wishes = found.literals()
    for name, value in wishes:
        if not found.having(choices | {name: value}):
            assert not tried.decide(name, value)
    rng.shuffle(wishes)
    for name, value in wishes:
        assert tried.decide(name, value) == fresh.decide(name, value)
