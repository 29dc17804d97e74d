"""Brute force agrees with every answer of the engine on random small models."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.answer import answer, nearest
from configurator.check import check
from configurator.compile import compile_model
from configurator.complete import complete
from configurator.count import count
from configurator.explain import explain, explain_conflict
from configurator.formats.document import read_product
from configurator.model import OptionKind
from configurator.results import Conflict, Explanation, NotBlocked, Repair, Status
from tests.configurator.brute import Brute, without
from tests.configurator.counts import many
from tests.factories.strategies_configurator import documents


@st.composite
def states(draw: st.DrawFn) -> tuple[Brute, Any, dict[str, Any]]:
    model = read_product(draw(documents()))
    brute = Brute(model)
    choices = {
        name: draw(st.sampled_from(values))
        for name, values in brute.domains.items()
        if draw(st.booleans())
    }
    return brute, compile_model(model), choices


@many
@given(states())
def test_every_value_is_offered_exactly_when_some_variant_has_it(state):
    brute, compiled, choices = state
    found = answer(compiled, choices)
    assert (found.conflict is None) == brute.can(choices)
    for name, values in brute.domains.items():
        others = without(choices, name)
        possible = [value for value in values if brute.can({**others, name: value})]
        option = found.options[name]
        listed = {
            value for value, status in option.values.items() if status != Status.BLOCKED
        }
        if option.values:
            chosen = {choices[name]} if name in choices else set()
            assert listed - chosen == set(possible) - chosen
        if brute.model.option(name).kind.is_numeric:
            expected = (min(possible), max(possible)) if possible else (None, None)
            assert (option.minimum, option.maximum) == expected
        if name not in choices:
            by_count = {0: Status.BLOCKED, 1: Status.IMPLIED}
            status = by_count.get(len(possible), Status.AVAILABLE)
            is_text = brute.model.option(name).kind is OptionKind.TEXT
            assert (is_text and possible) or option.status == status


@many
@given(states(), st.data())
def test_a_completion_is_valid_and_keeps_what_was_shown_in_order(state, data):
    brute, compiled, choices = state
    shown = {
        name: data.draw(st.sampled_from(values))
        for name, values in brute.domains.items()
        if data.draw(st.booleans())
    }
    result = complete(compiled, choices, shown)
    if not brute.can(choices):
        assert isinstance(result, Conflict)
        return
    assert isinstance(result, dict)
    assert check(brute.model, result) == ()
    kept = dict(choices)
    for name in brute.domains:
        is_free = name in shown and name not in kept
        if is_free and brute.can({**kept, name: shown[name]}):
            kept[name] = shown[name]
    assert {name: result[name] for name in kept} == kept
    assert complete(compile_model(brute.model), choices, shown) == result


@many
@given(states())
def test_every_blocked_value_has_a_minimal_reason_and_fewest_change_repairs(state):
    brute, compiled, choices = state
    for name, values in brute.domains.items():
        others = without(choices, name)
        for value in values:
            found = explain(compiled, choices, name, value)
            if brute.can({**others, name: value}):
                assert found == NotBlocked(name, value)
                continue
            assert isinstance(found, Explanation)
            _assert_minimal(brute, {name: value}, found.choices, found.rules)
            _assert_fewest(brute, others, {name: value}, found.repairs)


@many
@given(states())
def test_contradictory_choices_have_a_minimal_reason_and_repairs(state):
    brute, compiled, choices = state
    found = explain_conflict(compiled, choices)
    if brute.can(choices):
        assert found.choices == {}
        assert found.rules == ()
        return
    _assert_minimal(brute, {}, found.choices, found.rules)
    _assert_fewest(brute, choices, {}, found.repairs)


def _assert_minimal(brute: Brute, wish: Any, choices: Any, rules: Any) -> None:
    assert not brute.can({**choices, **wish}, rules)
    for name in choices:
        assert brute.can({**without(choices, name), **wish})
    for rule in rules:
        assert brute.can({**choices, **wish}, set(rules) - {rule})


def _assert_fewest(
    brute: Brute, choices: Any, wish: Any, repairs: tuple[Repair, ...]
) -> None:
    changes = [
        sum(values[name] != value for name, value in choices.items())
        for values in brute.matching(wish)
    ]
    assert bool(repairs) == bool(changes)
    assert len({frozenset(repair.changes) for repair in repairs}) == len(repairs)
    for repair in repairs:
        repaired = repair.apply({**choices, **wish})
        assert brute.can(repaired)
        assert wish.items() <= repaired.items()
        changed = [name for name in choices if repaired[name] != choices[name]]
        assert len(changed) == min(changes)


@many
@given(states(), st.data())
def test_the_nearest_number_is_the_nearest(state, data):
    brute, compiled, choices = state
    for option in brute.model.options:
        if not option.kind.is_numeric:
            continue
        wanted = data.draw(st.sampled_from(brute.domains[option.id]))
        others = without(choices, option.id)
        possible = [
            value
            for value in brute.domains[option.id]
            if brute.can({**others, option.id: value})
        ]
        found = nearest(compiled, choices, option.id, wanted)
        expected = min(
            possible, key=lambda value: (abs(value - wanted), value), default=None
        )
        assert found == expected


@many
@given(documents(), st.randoms(use_true_random=False))
def test_a_random_session_never_meets_a_dead_end(document, random):
    model = read_product(document)
    compiled = compile_model(model)
    choices: dict[str, Any] = {}
    if answer(compiled, {}).conflict is not None:
        return
    shown: Any = None
    for name in random.sample([o.id for o in model.options], len(model.options)):
        option = answer(compiled, choices).options[name]
        free = [v for v, status in option.values.items() if status != Status.BLOCKED]
        shown = complete(compiled, choices, shown)
        assert isinstance(shown, dict)
        choices[name] = random.choice(free) if free else shown[name]
        assert answer(compiled, choices).conflict is None
    assert check(model, choices) == ()


@many
@given(documents())
def test_counts_are_exact_although_auxiliary_variables_are_many(document):
    model = read_product(document)
    brute = Brute(model)
    texts = {o.id for o in model.options if o.kind is OptionKind.TEXT}
    distinct = {
        tuple(value for name, value in values.items() if name not in texts)
        for values in brute.matching({})
    }
    assert count(compile_model(model)) == len(distinct)


@many
@given(documents())
def test_every_auxiliary_variable_is_determined_by_the_options(document):
    document["options"] = [o for o in document["options"] if o["kind"] != "text"]
    known = {o["id"] for o in document["options"]}
    document["rules"] = [r for r in document["rules"] if "initials" not in r["rule"]]
    if not known:
        return
    model = read_product(document)
    compiled = compile_model(model)
    found = 0
    with compiled.solver() as solver:
        while solver.holds(()):
            found += 1
            solver.refuse([-literal for literal in solver.assignment()])
    assert found == sum(1 for _ in Brute(model).matching({}))
