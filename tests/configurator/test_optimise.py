"""The best completion found is the best there is: brute force on small models."""

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from configurator.check import check
from configurator.compile import compile_model
from configurator.environment import environment
from configurator.expressions import Problem, evaluate, parse
from configurator.formats.document import read_product
from configurator.linearise import Lineariser
from configurator.model import ProductModelError
from configurator.optimise import Optimum, OutOfTime, _cp_model, cheapest, optimise
from configurator.price import price
from configurator.results import Conflict
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.prices import line, priced, priced_documents
from tests.factories.strategies_configurator import documents
from tests.factories.wardrobe import wardrobe

some = examples(20, 1000)


@st.composite
def priced_states(draw: st.DrawFn) -> tuple[Brute, dict[str, Any]]:
    brute = Brute(read_product(draw(priced_documents())))
    return brute, draw(choices_of(brute))


@st.composite
def choices_of(draw: st.DrawFn, brute: Brute) -> dict[str, Any]:
    return {
        name: draw(st.sampled_from(values))
        for name, values in brute.domains.items()
        if draw(st.integers(0, 3)) == 0
    }


@some
@given(priced_states(), st.sampled_from([1, 5]), st.data())
def test_the_cheapest_completion_is_the_cheapest(state, quantity, data) -> None:
    brute, choices = state
    shown = data.draw(choices_of(brute))
    found = cheapest(
        compile_model(brute.model), choices, "EUR", quantity=quantity, shown=shown
    )
    totals = [
        (price(brute.model, one, {}, "EUR", quantity=quantity).total_minor, one)
        for one in brute.matching(choices)
    ]
    if not totals:
        assert isinstance(found, Conflict)
        return
    assert isinstance(found, Optimum)
    assert found.is_optimal
    assert found.value == found.bound == min(total for total, _ in totals)
    assert check(brute.model, found.configuration) == ()
    again = price(brute.model, found.configuration, {}, "EUR", quantity=quantity)
    assert again.total_minor == found.value
    kept = [
        sum(one[name] == value for name, value in shown.items())
        for total, one in totals
        if total == found.value
    ]
    if shown.keys() | choices.keys() == brute.domains.keys():
        own = sum(found.configuration[name] == value for name, value in shown.items())
        assert own == max(kept)


@st.composite
def ruled_states(draw: st.DrawFn) -> tuple[Brute, dict[str, Any], str]:
    brute = Brute(read_product(draw(documents())))
    named = [o for o in brute.model.options if o.kind.is_numeric]
    unit = {"kg": " / 1 kg", "mm": " / 1 mm", None: ""}
    parts = [f"{o.id}{unit[o.unit]}" for o in named]
    parts += [
        f"(if {o.id} then 3 else 1.5)"
        for o in brute.model.options
        if o.kind == "boolean"
    ]
    parts = parts or ["1"]
    one, other = draw(st.sampled_from(parts)), draw(st.sampled_from(parts))
    shapes = [
        f"{one} + 2 * {other}",
        f"{one} * {other} - {one}",
        f"max({one}, {other} / 2)",
        f"min({one}, 7, {other})",
        f"abs({one} - 300)",
        f"ceil({one}, 40) - round({other} / 7)",
        f"floor({one} / 3) + count({one} > {other}, {other} >= 2)",
        f"if {one} > {other} then {one} else -({other})",
        f"{one} / ({other} - 2)",
    ]
    return brute, draw(choices_of(brute)), draw(st.sampled_from(shapes))


def optimum_or_problem(*question: Any, is_maximum: bool) -> Any:
    try:
        return optimise(*question, is_maximum=is_maximum)
    except ProductModelError as refused:
        return refused.problems[0]


@some
@given(ruled_states(), st.booleans())
def test_the_most_of_a_number_is_the_most(state, is_maximum) -> None:
    brute, choices, text = state
    objective = parse(text)
    values = []
    for one in brute.matching(choices):
        try:
            values.append(evaluate(objective, environment(brute.model, one)))
        except ValueError:  # it divides by zero: no candidate
            continue
    compiled = compile_model(brute.model)
    if not values and brute.can(choices):
        with pytest.raises(ValueError, match="No variant"):
            optimise(compiled, choices, objective, is_maximum=is_maximum)
        return
    found = optimum_or_problem(compiled, choices, objective, is_maximum=is_maximum)
    if isinstance(found, Problem):
        # Quotients need a common denominator, and that has 64 bits.
        assert found.code == "too_wide"
        assert "/ (" in text
        assert math.lcm(*(Fraction(value).denominator for value in values)) > 2**40
        return
    if not values:
        assert isinstance(found, Conflict)
        return
    assert isinstance(found, Optimum)
    assert found.value == (max(values) if is_maximum else min(values))
    assert found.is_optimal
    assert evaluate(objective, environment(brute.model, found.configuration)) == (
        found.value
    )


def solutions(lineariser: Lineariser) -> set[tuple[Any, ...]]:
    """Return the configurations of every solution of a small program."""
    model, variables = _cp_model(lineariser.program, cp_model)
    found = set()

    class Collector(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            assignment = [self.value(variable) for variable in variables]
            one = lineariser.columns.configuration_at(assignment)
            found.add(tuple(one.values()))

    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.solve(model, Collector())
    return found


@some
@given(documents(), st.sampled_from([1, 12, 400]))
def test_the_program_has_the_variants_for_solutions(document, small) -> None:
    """Every arm is reached: with 1, nothing is listed that has a linear form."""
    model = read_product(document)
    brute = Brute(model)
    try:
        lineariser = Lineariser(model, {}, small=small)
    except ProductModelError:
        pytest.fail("small models are never too wide")
    classes = {
        name: set(column.values)
        for name, column in lineariser.columns.by_option.items()
    }
    expected = {
        tuple(one.values())
        for one in brute.matching({})
        if all(value in classes[name] for name, value in one.items())
    }
    assert solutions(lineariser) == expected


@pytest.mark.parametrize("step", [1, 10])
def test_a_wardrobe_is_as_wide_and_as_cheap_as_it_may_be(step) -> None:
    model = read_product(wardrobe(step=step))
    choices: dict[str, Any] = {"columns": 3, "doors": "hinged"}
    found = optimise(model, choices, parse("width"), is_maximum=True)
    assert isinstance(found, Optimum)
    assert (found.value, found.is_optimal) == (1800, True)
    least = cheapest(model, choices, "EUR")
    assert isinstance(least, Optimum)
    assert least.is_optimal
    assert least.left_out == ("handles",)
    # 900 mm are the narrowest three columns, 1,800 mm the lowest wardrobe.
    size = (least.configuration["width"], least.configuration["height"])
    assert size == (900, 1800)
    lines = price(model, least.configuration, {"handles": 0}, "EUR")
    assert lines.total_minor == least.value


def test_no_time_is_no_answer() -> None:
    model = read_product(wardrobe())
    found = optimise(model, {}, parse("width * height / 1 m2"), seconds=0.0)
    assert isinstance(found, OutOfTime)


def test_a_product_of_too_many_numbers_under_a_line_is_refused() -> None:
    model = read_product(wardrobe())
    with pytest.raises(ProductModelError) as caught:
        optimise(model, {}, parse("depth / (width * height)"))
    assert [(p.path, p.code) for p in caught.value.problems] == [
        ("objective", "too_wide")
    ]


def test_numbers_beyond_64_bits_are_refused() -> None:
    model = priced([line("a", "1")])
    huge = parse("width * width * 1000000000000 / 1 mm2 + width / 1000000007 mm")
    with pytest.raises(ProductModelError) as caught:
        optimise(model, {}, huge)
    assert [problem.code for problem in caught.value.problems] == ["too_wide"]


def test_among_equally_cheap_ones_what_was_shown_stays() -> None:
    compiled = compile_model(priced([line("oak", "10", when="wood = oak")]))
    shown: dict[str, Any] = {"wood": "elm", "width": 900, "lip": True, "monogram": "BA"}
    found = cheapest(compiled, {}, "EUR", shown=shown)
    assert isinstance(found, Optimum)
    assert found.configuration == shown
