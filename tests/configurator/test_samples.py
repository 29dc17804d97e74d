"""Samples are uniform where they say so, and pairs are covered exactly."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator import pairwise as pairs
from configurator import samples
from configurator.check import check
from configurator.compile import compile_model
from configurator.formats.document import read_product
from configurator.model import OptionKind
from configurator.pairwise import TooManyValuesError, pairwise
from configurator.samples import sample
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.strategies_configurator import TEXT, documents, option

many = examples(30, 3000)


def without_circuits(compiled: Any) -> Any:
    """Return the model answered by a solver alone."""
    return replace(compiled, circuits=None, covered=frozenset())


@many
@given(documents(), st.integers(0, 5), st.booleans())
def test_samples_are_variants_and_the_same_for_the_same_seed(document, seed, is_plain):
    model = read_product(document)
    compiled = compile_model(model)
    compiled = without_circuits(compiled) if is_plain else compiled
    found = sample(compiled, 3, Random(seed))
    assert len(found.configurations) == (3 if Brute(model).can({}) else 0)
    for configuration in found.configurations:
        assert check(model, configuration) == ()
    assert sample(compiled, 3, Random(seed)) == found


def product(rules: list[str], *names: str) -> Any:
    document = {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": [option(name) for name in names],
        "rules": [
            {"id": f"rule_{at}", "name": TEXT, "rule": rule}
            for at, rule in enumerate(rules)
        ],
    }
    return read_product(document)


SKEWED = ["soft -> finish = oak", "soft -> columns = 3", "columns = 0 -> light"]


@pytest.mark.parametrize("is_plain", [False, True])
@pytest.mark.parametrize("draws", [500, 0], ids=["by luck", "from the list"])
def test_every_variant_is_drawn_as_often_as_any_other(
    is_plain, draws, monkeypatch
) -> None:
    """A shopper who decides in turn would have soft half the time: here 2 of 23."""
    monkeypatch.setattr(samples, "MAX_DRAWS", draws)
    model = product(SKEWED, "soft", "finish", "columns", "light")
    variants = list(Brute(model).matching({}))
    compiled = compile_model(model)
    compiled = without_circuits(compiled) if is_plain else compiled
    found = sample(compiled, 4_000, Random(3))
    assert found.is_uniform
    seen = Counter(tuple(values.values()) for values in found.configurations)
    assert seen.keys() == {tuple(values.values()) for values in variants}
    expected = 4_000 / len(variants)
    chi_squared = sum((n - expected) ** 2 / expected for n in seen.values())
    # Beyond this with probability 1e-6 or so for up to 23 degrees of freedom.
    assert chi_squared < 70


def test_samples_drawn_in_turn_do_not_claim_to_be_uniform(monkeypatch) -> None:
    monkeypatch.setattr(samples, "MAX_DRAWS", 0)
    monkeypatch.setattr(samples, "MAX_LISTED", 3)
    model = product(["width + depth <= 900 mm"], "width", "depth", "initials")
    found = sample(without_circuits(compile_model(model)), 20, Random(1))
    assert not found.is_uniform
    for configuration in found.configurations:
        assert check(model, configuration) == ()


def test_a_contradictory_model_has_no_samples() -> None:
    compiled = compile_model(product(["soft", "not soft"], "soft"))
    assert sample(compiled, 5, Random(1)).configurations == ()
    assert pairwise(compiled, Random(1)).configurations == ()


def listed(brute: Brute, name: str) -> list[Any]:
    """Return the values of an option that pairs are made of."""
    option = brute.model.option(name)
    if option.kind is OptionKind.TEXT:
        return []
    possible = [v for v in brute.domains[name] if brute.can({name: v})]
    if option.kind.is_numeric:
        return sorted({min(possible), max(possible)})
    return possible


@many
@given(documents(), st.booleans())
def test_every_pair_of_values_that_is_possible_appears(document, is_plain):
    model = read_product(document)
    brute = Brute(model)
    compiled = compile_model(model)
    compiled = without_circuits(compiled) if is_plain else compiled
    found = pairwise(compiled, Random(1))
    if not brute.can({}):
        assert found.configurations == ()
        return
    possible = []
    total = 0
    for one, two in combinations(brute.domains, 2):
        for first in listed(brute, one):
            for second in listed(brute, two):
                total += 1
                pair = {one: first, two: second}
                if brute.can(pair):
                    possible.append(pair)
    assert (found.covered, found.impossible) == (len(possible), total - len(possible))
    assert found.configurations
    assert len(found.configurations) <= max(1, len(possible))
    for configuration in found.configurations:
        assert check(model, configuration) == ()
    for pair in possible:
        assert any(pair.items() <= c.items() for c in found.configurations)


def test_pairs_of_chosen_options_need_no_more_variants_than_these_have() -> None:
    model = product([], "finish", "handle", "soft", "light", "load")
    found = pairwise(compile_model(model), Random(1), ["finish", "handle"])
    assert len(found.configurations) == 6


def test_too_many_values_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(pairs, "MAX_VALUES", 4)
    with pytest.raises(TooManyValuesError, match="5 values"):
        pairwise(compile_model(product([], "finish", "handle")), Random(1))
