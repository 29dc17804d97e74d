"""Removal tests of reasons and repairs on real models, by judges of their own."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from configurator.check import check
from configurator.compile import CompiledModel
from configurator.explain import explain
from configurator.results import Explanation
from configurator.walk import blocked
from tests.configurator.brute import without
from tests.configurator.counts import IS_PROOF
from tests.configurator.real.judges import Judge
from tests.configurator.real.models import WALKED, Real, real, walked

WISHES = 200 if IS_PROOF else 12
NAMES = WALKED if IS_PROOF else ("berkeleydb.xml", "renault-part")


@pytest.mark.parametrize("name", NAMES)
def test_dropping_any_part_of_a_reason_makes_the_wish_possible(
    reference_data: Path, name: str
) -> None:
    model = real(reference_data, name)
    for choices, option, value in _wishes(model):
        found = explain(model.compiled, choices, option, value)
        assert isinstance(found, Explanation)
        wish = {option: value}
        assert not model.judge.can({**found.choices, **wish})
        for dropped in found.choices:
            assert model.judge.can({**without(found.choices, dropped), **wish})
        _assert_rules_are_needed(model.compiled, found, wish)
        _assert_fewest(model.judge, without(choices, option), wish, found)
        without_circuits = replace(model.compiled, circuits=None)
        alone = explain(without_circuits, choices, option, value)
        assert isinstance(alone, Explanation)
        assert (alone.choices, alone.repairs) == (found.choices, found.repairs)


def _wishes(model: Real) -> list[tuple[dict[str, Any], str, Any]]:
    """Return random sessions, each with a value that its choices block."""
    draw = Random(7)
    dead = set(blocked(model.first.options))
    found: list[tuple[dict[str, Any], str, Any]] = []
    while len(found) < WISHES:
        state = walked(model, draw, clicks=draw.randint(2, 12))[-1]
        refused = [p for p in blocked(state.options) if p not in dead]
        if refused:
            found.append((dict(state.choices), *draw.choice(refused)))
    return found


def _assert_rules_are_needed(
    compiled: CompiledModel, found: Explanation, wish: dict[str, Any]
) -> None:
    """Each rule is broken alone by some configuration, as plain evaluation says."""
    under = compiled.all_chosen({**found.choices, **wish})
    selectors = [compiled.selectors[rule] for rule in found.rules]
    with compiled.solver() as solver:
        assert not solver.holds_under(selectors, under)
        for at, rule in enumerate(found.rules):
            assert solver.holds_under([*selectors[:at], *selectors[at + 1 :]], under)
            assignment = solver.assignment()
            values = {
                name: variable.values[variable.index_in(assignment)]
                for name, variable in compiled.variables.items()
            }
            assert ({**found.choices, **wish}).items() <= values.items()
            broken = {each.subject for each in check(compiled.model, values)}
            assert broken & set(found.rules) == {rule}


def _assert_fewest(
    judge: Judge, choices: dict[str, Any], wish: dict[str, Any], found: Explanation
) -> None:
    assert 1 <= len(found.repairs) <= 3
    changed = [set(repair.changes) - set(wish) for repair in found.repairs]
    assert len({frozenset(each) for each in changed}) == len(changed)
    for repair, gone in zip(found.repairs, changed, strict=True):
        assert len(gone) == len(changed[0])
        assert all(repair.changes[name] != choices[name] for name in gone)
        assert judge.can(repair.apply({**choices, **wish}))
    for fewer in combinations(choices, len(changed[0]) - 1):
        kept = {k: v for k, v in choices.items() if k not in fewer}
        assert not judge.can({**kept, **wish})
