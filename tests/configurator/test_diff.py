"""Brute force agrees with what a difference says about two random small versions."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.check import check
from configurator.compile import compile_model
from configurator.diff import diff
from configurator.formats.document import read_product
from configurator.model import ProductModel
from tests.configurator.brute import Brute
from tests.configurator.counts import many
from tests.factories.strategies_configurator import TEXT, documents, option, statements

NAMES = ("finish", "handle", "width", "columns", "soft", "light", "load")


@st.composite
def versions(draw: st.DrawFn) -> tuple[ProductModel, ProductModel]:
    """Return two versions: options come and go, values and rules change."""
    pool = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    kept = draw(st.lists(st.sampled_from(pool), min_size=1, unique=True))
    known = draw(st.lists(statements(tuple(kept)), max_size=3))
    return tuple(read_product(draw(_version(pool, kept, known))) for _ in range(2))  # type: ignore[return-value]  # two of them


@st.composite
def _version(
    draw: st.DrawFn, pool: list[str], kept: list[str], known: list[str]
) -> dict[str, Any]:
    names = [n for n in pool if n in kept or not draw(st.integers(0, 3))]
    options = []
    for name in names:
        entry = option(name)
        if name == "finish" and draw(st.booleans()):
            entry["values"] = entry["values"][1:]
        if name == "columns":
            entry["max"] = draw(st.sampled_from([2, 3]))
            entry["step"] = draw(st.sampled_from([1, 2]))
            entry["max"] -= entry["max"] % entry["step"]
        options.append(entry)
    rules = [rule for rule in known if draw(st.booleans())]
    rules += draw(st.lists(statements(tuple(names)), max_size=2))
    if any(
        option["id"] == "finish" and len(option["values"]) < 3 for option in options
    ):
        rules = [rule for rule in rules if "oak" not in rule]
    return {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": options,
        "rules": [
            {"id": f"rule_{at}", "name": TEXT, "rule": rule}
            for at, rule in enumerate(rules)
        ],
    }


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
