"""Brute force agrees with what a difference says about two random small versions."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.check import check
from configurator.compile import compile_model
from configurator.diff import diff
from configurator.formats.document import read_product
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.strategies_configurator import TEXT, documents, option
from tests.factories.strategies_versions import versions

many = examples(30, 3000)


def shared_part(values: Any, shared: list[str]) -> tuple[Any, ...]:
    return tuple(values[name] for name in shared)


@many
@given(versions())
def test_a_difference_is_what_the_variants_say(pair):
    old, new = (Brute(model) for model in pair)
    found = diff(compile_model(old.model), compile_model(new.model))
    shared = [name for name in old.domains if name in new.domains]
    assert found.options_added == tuple(n for n in new.domains if n not in shared)
    assert found.options_removed == tuple(n for n in old.domains if n not in shared)
    blocked, possible = set(found.blocked_now), set(found.possible_now)
    for name in shared:
        for value in {*old.domains[name], *new.domains[name]}:
            was, now = old.can({name: value}), new.can({name: value})
            assert ((name, value) in blocked) == (was and not now)
            assert ((name, value) in possible) == (now and not was)
    before, after = list(old.matching({})), list(new.matching({}))
    assert (found.count_before, found.count_after) == (len(before), len(after))
    parts_before = {shared_part(values, shared) for values in before}
    parts_after = {shared_part(values, shared) for values in after}
    lost = [v for v in before if shared_part(v, shared) not in parts_after]
    gained = [v for v in after if shared_part(v, shared) not in parts_before]
    assert found.lost in {len(lost), None}
    assert found.gained in {len(gained), None}
    if not found.options_added:
        assert found.lost is not None
    assert all(example in lost for example in found.examples)
    assert all(example in gained for example in found.new_examples)
    if found.lost and shared == list(old.domains) == list(new.domains):
        assert found.examples
    if found.gained and shared == list(old.domains) == list(new.domains):
        assert found.new_examples


@many
@given(documents(), st.data())
def test_a_model_does_not_differ_from_itself_under_other_names(document, data):
    model = read_product(document)
    renamed = [
        {**rule, "id": f"other_{at}"} for at, rule in enumerate(document["rules"])
    ]
    renamed = data.draw(st.permutations(renamed))
    other = read_product({**document, "rules": renamed})
    found = diff(compile_model(model), compile_model(other))
    assert (found.blocked_now, found.possible_now) == ((), ())
    assert (found.examples, found.new_examples) == ((), ())
    assert (found.lost, found.gained) == (0, 0)


def test_an_added_option_that_is_tied_to_others_leaves_the_lost_ones_uncounted() -> (
    None
):
    document: dict[str, Any] = {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": [option("finish"), option("soft")],
        "rules": [{"id": "one", "name": TEXT, "rule": "soft -> finish = oak"}],
    }
    old = {**document, "options": [option("finish")], "rules": []}
    both = [compile_model(read_product(d)) for d in (old, document)]
    found = diff(*both)
    assert (found.count_before, found.count_after) == (3, 4)
    assert (found.lost, found.gained) == (None, 0)
    uncounted = diff(*both, limit=0)
    assert uncounted.count_before is uncounted.lost is None


def test_examples_break_nothing_in_their_own_version_and_something_in_the_other() -> (
    None
):
    document: dict[str, Any] = {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": [option("finish"), option("width"), option("soft")],
        "rules": [{"id": "one", "name": TEXT, "rule": "soft -> finish = oak"}],
    }
    narrow = {"id": "two", "name": TEXT, "rule": "soft -> width <= 900 mm"}
    old, new = (
        compile_model(read_product(d))
        for d in (document, {**document, "rules": [narrow]})
    )
    found = diff(old, new)
    assert found.examples
    assert found.new_examples
    for example in found.examples:
        assert check(old.model, example) == ()
        assert check(new.model, example) != ()
    for example in found.new_examples:
        assert check(new.model, example) == ()
        assert check(old.model, example) != ()
    assert found.lost == 3  # oak, soft and wider than 900 mm
    assert found.gained == 8  # soft, not oak and at most 900 mm
