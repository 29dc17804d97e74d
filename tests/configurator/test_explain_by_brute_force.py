"""Reasons and repairs against brute force, by circuit and by solver alike."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.compile import CompiledModel, compile_model
from configurator.compile.portfolio import Limits
from configurator.explain import explain, explain_conflict, smallest_conflict
from configurator.formats.document import read_product
from configurator.model import OptionKind
from configurator.repairs import repairs
from configurator.results import Conflict, Explanation, NotBlocked, Repair
from tests.configurator.brute import Brute, without
from tests.configurator.counts import examples
from tests.factories.strategies_configurator import documents

WITHOUT_D4 = Limits(seconds=0)
few = examples(25, 2000)
some = examples(40, 3000)


@st.composite
def models(draw: st.DrawFn) -> tuple[Brute, CompiledModel]:
    """Random products, some of whose rules are structural."""
    model = read_product(draw(documents()))
    rules = tuple(
        replace(rule, is_structural=draw(st.booleans())) for rule in model.rules
    )
    model = replace(model, rules=rules)
    return Brute(model), compile_model(model, WITHOUT_D4)


@st.composite
def states(draw: st.DrawFn) -> tuple[Brute, CompiledModel, dict[str, Any]]:
    brute, compiled = draw(models())
    choices = {
        name: draw(st.sampled_from(values))
        for name, values in brute.domains.items()
        if draw(st.integers(0, 3))
    }
    return brute, compiled, choices


def engines(compiled: CompiledModel) -> list[CompiledModel]:
    """Return the model with its circuits and without."""
    return [compiled, replace(compiled, circuits=None)]


def blocked(brute: Brute, choices: Any) -> list[tuple[str, Any]]:
    return [
        (name, value)
        for name, values in brute.domains.items()
        for value in values
        if not brute.can({**choices, name: value})
    ]


@some
@given(states(), st.data())
def test_a_reason_is_minimal_and_puts_the_merchandisers_own_rules_first(state, data):
    brute, compiled, choices = state
    wishes = blocked(brute, choices)
    if not wishes:
        return
    name, value = data.draw(st.sampled_from(wishes))
    others, wish = without(choices, name), {name: value}
    if brute.can({**others, **wish}):
        assert explain(compiled, choices, name, value) == NotBlocked(name, value)
        return
    found = [explain(engine, choices, name, value) for engine in engines(compiled)]
    assert found[0] == found[1]
    assert isinstance(found[0], Explanation)
    assert_minimal(brute, wish, found[0].choices, found[0].rules)
    assert found[0].choices == earliest(brute, wish, others)
    assert_fewest(brute, others, wish, found[0].repairs)


@some
@given(states())
def test_contradictory_choices_are_explained_and_mended_alike(state):
    brute, compiled, choices = state
    found = [explain_conflict(engine, choices) for engine in engines(compiled)]
    assert found[0] == found[1]
    if brute.can(choices):
        assert found[0] == Conflict({}, (), {"en": (), "zh": ()})
        return
    assert_minimal(brute, {}, found[0].choices, found[0].rules)
    assert found[0].choices == earliest(brute, {}, choices)
    assert_fewest(brute, choices, {}, found[0].repairs)


@few
@given(models())
def test_a_model_without_variants_has_a_smallest_conflict(state):
    brute, compiled = state
    found = smallest_conflict(compiled)
    assert found.repairs == ()
    assert found.choices == {}
    if brute.can({}):
        assert found.rules == ()
        return
    assert explain_conflict(compiled, {}) == found
    every = [relation.id for relation in brute.model.relations]
    fewest = next(
        size
        for size in range(1, len(every) + 1)
        if any(not brute.can({}, rules) for rules in combinations(every, size))
    )
    assert not brute.can({}, found.rules)
    assert len(found.rules) == fewest


@few
@given(states(), st.data())
def test_the_same_question_gets_the_same_answer_whatever_was_asked_before(state, data):
    brute, compiled, choices = state
    wishes = blocked(brute, choices)
    if not wishes:
        return
    first, other = data.draw(st.tuples(*[st.sampled_from(wishes)] * 2))
    alone = explain(compile_model(brute.model, WITHOUT_D4), choices, *first)
    explain(compiled, choices, *other)
    assert explain(compiled, choices, *first) == alone


def assert_minimal(brute: Brute, wish: Any, choices: Any, rules: Sequence[str]) -> None:
    assert not brute.can({**choices, **wish}, rules)
    for name in choices:
        assert brute.can({**without(choices, name), **wish})
    for rule in rules:
        assert brute.can({**choices, **wish}, set(rules) - {rule})
    structural = {rule.id for rule in brute.model.rules if rule.is_structural}
    own = {relation.id for relation in brute.model.relations} - structural
    assert list(rules) == sorted(rules, key=lambda rule: rule in structural)
    if not brute.can({**choices, **wish}, own):
        assert own.issuperset(rules)


def earliest(brute: Brute, wish: Any, choices: Any) -> dict[str, Any]:
    """Return what is left when later questions are dropped before earlier ones."""
    kept = {name: choices[name] for name in brute.domains if name in choices}
    for name in reversed(list(kept)):
        if not brute.can({**without(kept, name), **wish}):
            del kept[name]
    return kept


def assert_fewest(
    brute: Brute, choices: Any, wish: Any, found: tuple[Repair, ...]
) -> None:
    """Judge repairs by every variant that grants the wish."""
    names = [name for name in brute.domains if name in choices][::-1]
    changed = [
        tuple(at for at, name in enumerate(names) if values[name] != choices[name])
        for values in brute.matching(wish)
    ]
    fewest = min(map(len, changed), default=0)
    expected = sorted({each for each in changed if len(each) == fewest})[:3]
    assert len(found) == len(expected)
    for repair, places in zip(found, expected, strict=True):
        gone = {names[at] for at in places}
        assert repair.changes.keys() == gone | wish.keys()
        assert repair.drops == ()
        settled = {k: v for k, v in choices.items() if k not in gone} | wish
        for name in reversed(names):
            if name in gone:
                best = next(
                    value
                    for value in preferred(brute, name, choices[name])
                    if brute.can({**settled, name: value})
                )
                assert repair.changes[name] == best
                settled[name] = best
        assert repair.apply({**choices, **wish}) == settled


def preferred(brute: Brute, name: str, chosen: Any) -> list[Any]:
    """Return values, the nearest number and the shortest text first."""
    kind = brute.model.option(name).kind
    values = brute.domains[name]
    if kind.is_numeric:
        return sorted(values, key=lambda value: (abs(value - chosen), value))
    if kind is OptionKind.TEXT:
        return sorted(values, key=lambda text: (len(text), text))
    return values


@few
@given(states())
def test_repairs_alone_are_those_of_the_explanation(state):
    brute, compiled, choices = state
    for name, value in blocked(brute, choices)[:4]:
        found = explain(compiled, choices, name, value)
        alone = repairs(compiled, choices, {name: value})
        assert alone == (found.repairs if isinstance(found, Explanation) else ())
        none = explain(compiled, choices, name, value, most_repairs=0)
        assert isinstance(found, NotBlocked) or none == replace(found, repairs=())
