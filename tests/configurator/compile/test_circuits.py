"""A circuit agrees with brute force on everything that it answers."""

import random
from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.compile import CompiledModel, Limits, compile_model
from configurator.compile.build import variables_of
from configurator.compile.circuits import Circuits
from configurator.compile.clauses import Clauses
from configurator.count import count
from configurator.formats.document import read_product
from configurator.model import OptionKind
from tests.configurator.brute import Brute
from tests.configurator.counts import examples, many
from tests.factories.strategies_configurator import documents

CAPPED = Limits(seconds=0)


class Covered:
    """Brute force over the options that a circuit covers."""

    def __init__(self, compiled: CompiledModel, brute: Brute) -> None:
        assert compiled.circuits is not None
        self.circuits = compiled.circuits
        rules = compiled.covered
        names = list(self.circuits.variables)
        seen = {
            tuple(values[name] for name in names): None
            for values in brute.matching({}, rules)
        }
        self.variants = [dict(zip(names, values, strict=True)) for values in seen]

    def having(self, choices: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            variant
            for variant in self.variants
            if all(variant[name] == value for name, value in choices.items())
        ]

    def literals(self) -> list[tuple[str, Any]]:
        return [
            (name, value)
            for name, variable in self.circuits.variables.items()
            for value in variable.values
        ]


@st.composite
def covered(draw: st.DrawFn) -> tuple[Covered, dict[str, Any]]:
    model = read_product(draw(documents()))
    compiled = compile_model(model, CAPPED)
    if compiled.circuits is None:
        compiled = compile_model(read_product(PLAIN), CAPPED)
        brute = Brute(compiled.model)
    else:
        brute = Brute(model)
    found = Covered(compiled, brute)
    choices = {
        name: draw(st.sampled_from(variable.values))
        for name, variable in found.circuits.variables.items()
        if draw(st.booleans())
    }
    return found, choices


def named(word: str) -> dict[str, str]:
    return {"en": word, "zh": word}


PLAIN: dict[str, Any] = {
    "format": 1,
    "id": "plain",
    "name": named("Plain"),
    "currencies": [],
    "options": [
        {"id": "lid", "kind": "boolean", "name": named("Lid")},
        {
            "id": "wood",
            "kind": "enumerated",
            "name": named("Wood"),
            "values": [{"id": i, "name": named(i)} for i in ("oak", "ash", "elm")],
        },
    ],
    "rules": [{"id": "oak_lid", "name": named("R"), "rule": "wood = oak -> lid"}],
}


@many
@given(covered())
def test_a_literal_is_possible_exactly_when_a_variant_has_it(state):
    found, choices = state
    holds, possible = found.circuits.judge(choices)
    assert holds == bool(found.having(choices))
    assert found.circuits.holds(choices) == holds
    for literal, (name, value) in enumerate(found.literals()):
        assert found.circuits.literal(name, value) == literal
        others = {key: kept for key, kept in choices.items() if key != name}
        assert possible[literal] == bool(found.having({**others, name: value}))


@many
@given(covered())
def test_variants_are_counted_exactly_by_value_too(state):
    found, choices = state
    assert found.circuits.count(choices) == len(found.having(choices))
    expected = []
    for name, value in found.literals():
        others = {key: kept for key, kept in choices.items() if key != name}
        expected.append(len(found.having({**others, name: value})))
    assert found.circuits.counts(choices) == expected


@many
@given(covered(), st.randoms(use_true_random=False))
def test_the_cheapest_variant_is_found_for_every_value(state, rng):
    found, choices = state
    literals = found.literals()
    costs = np.array([rng.randrange(100) for _ in literals], dtype=np.int64)
    price = dict(zip(literals, costs.tolist(), strict=True))

    def total(variant: dict[str, Any]) -> int:
        return sum(price[pair] for pair in variant.items())

    least, by_literal = found.circuits.least(costs, choices)
    best = found.circuits.best(costs, choices)
    prices = [total(variant) for variant in found.having(choices)]
    assert least == min(prices, default=None)
    assert (best is None) == (not prices)
    if best is not None:
        assert best in found.having(choices)
        assert total(best) == least
    for literal, (name, value) in enumerate(literals):
        others = {key: kept for key, kept in choices.items() if key != name}
        wanted = [total(v) for v in found.having({**others, name: value})]
        if wanted:
            assert by_literal[literal] == min(wanted)
        else:
            assert by_literal[literal] >= 2**60


def test_samples_are_uniform() -> None:
    compiled = compile_model(read_product(PLAIN), CAPPED)
    assert compiled.circuits is not None
    rng = random.Random(7)
    drawn = Counter(
        tuple(compiled.circuits.sample(rng, {}).values()) for _ in range(5_000)
    )
    assert len(drawn) == 5
    # Five standard deviations of a fair share of 1,000.
    assert all(abs(number - 1_000) < 5 * 29 for number in drawn.values())


def test_there_is_no_sample_of_nothing() -> None:
    compiled = compile_model(read_product(PLAIN), CAPPED)
    assert compiled.circuits is not None
    with pytest.raises(ValueError, match="No variant"):
        compiled.circuits.sample(random.Random(1), {"wood": "oak", "lid": False})


@many
@given(documents())
def test_children_come_first_and_each_node_is_used(document):
    circuits = compile_model(read_product(document), CAPPED).circuits
    if circuits is None:
        return
    circuit = circuits.circuit
    used = set(circuit.children.tolist())
    for at, (start, end) in enumerate(pairwise(circuit.first.tolist())):
        node = circuit.leaves + at
        assert all(child < node for child in circuit.children[start:end].tolist())
        assert node in used or node == circuit.size - 1


def crossed(number: int) -> dict[str, Any]:
    """Return a model with a rule that no list can hold: it is left to d4."""
    names = [f"f{at}" for at in range(number)]
    return {
        **PLAIN,
        "options": [
            *PLAIN["options"],
            *({"id": n, "kind": "boolean", "name": named(n)} for n in names),
        ],
        "rules": [
            *PLAIN["rules"],
            {"id": "some", "name": named("S"), "rule": " or ".join(["lid", *names])},
            {"id": "few", "name": named("F"), "rule": f"not ({' and '.join(names)})"},
        ],
    }


def test_d4_gives_the_same_statuses_and_count_as_arithmetic() -> None:
    circuits = compile_model(read_product(crossed(20))).circuits
    assert circuits is not None
    assert circuits.engine == "d4"
    # With a lid any wood and all but one of the sets; without, no oak and not none.
    assert circuits.count({}) == 3 * (2**20 - 1) + 2 * (2**20 - 2)
    assert circuits.count({"wood": "oak"}) == 2**20 - 1
    possible = circuits.possible({"wood": "oak"})
    assert not possible[circuits.literal("lid", value=False)]
    others = {f"f{at}": True for at in range(19)}
    assert not circuits.possible(others)[circuits.literal("f19", value=True)]


def test_without_d4_the_solver_answers_and_the_engine_says_so() -> None:
    compiled = compile_model(read_product(crossed(20)), CAPPED)
    assert compiled.circuits is None
    assert compiled.engine == "sat"


def test_variables_are_numbered_the_same_every_time() -> None:
    model = read_product(crossed(3))
    assert variables_of(model, Clauses()) == variables_of(model, Clauses())


def test_a_circuit_covers_what_it_says_it_covers() -> None:
    circuits = compile_model(read_product(PLAIN), CAPPED).circuits
    assert isinstance(circuits, Circuits)
    assert circuits.covers("lid")
    assert not circuits.covers("nothing")


@many
@given(documents())
def test_d4_counts_what_no_circuit_covers(document):
    """The trap of counts: a one-sided auxiliary variable would multiply them."""
    model = read_product(document)
    if any(option.kind is OptionKind.TEXT for option in model.options):
        return
    compiled = compile_model(model, CAPPED)
    if not compiled.rest:
        return
    expected = sum(1 for _ in Brute(model).matching({}))
    assert count(compiled, limit=0, seconds=20) == expected


def sized() -> dict[str, Any]:
    """Return a model whose numbers are too many to be listed together."""
    grid = {"kind": "integer", "min": 0, "max": 79, "step": 1, "unit": "mm"}
    return {
        **PLAIN,
        "options": [
            *PLAIN["options"],
            {"id": "width", "name": named("W"), **grid},
            {"id": "depth", "name": named("D"), **grid},
            {"id": "twice", "name": named("T"), **grid, "max": 1},
        ],
        "rules": [
            *PLAIN["rules"],
            {"id": "sum", "name": named("S"), "rule": "width + depth <= 100 mm"},
            {"id": "lid", "name": named("L"), "rule": "lid -> width * 2 > depth"},
            {"id": "two", "name": named("T"), "rule": "twice = 1 mm -> width > 9 mm"},
        ],
    }


@pytest.fixture(scope="module")
def numeric() -> Covered:
    model = read_product(sized())
    compiled = compile_model(model)
    assert compiled.engine == "d4"
    return Covered(compiled, Brute(model))


@given(st.data())
@examples(25, 400)
def test_numbers_are_judged_point_by_point(numeric, data):
    circuits = numeric.circuits
    choices = {
        name: data.draw(st.sampled_from(variable.values))
        for name, variable in circuits.variables.items()
        if data.draw(st.booleans())
    }
    holds, possible = circuits.judge(choices)
    assert holds == bool(numeric.having(choices))
    assert circuits.count(choices) == len(numeric.having(choices))
    for name in circuits.variables:
        others = {key: kept for key, kept in choices.items() if key != name}
        expected = {variant[name] for variant in numeric.having(others)}
        values = circuits.variables[name].values
        found = possible[circuits.span(name)].tolist()
        assert {v for v, is_in in zip(values, found, strict=True) if is_in} == expected
