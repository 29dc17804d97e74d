"""A saved configuration moves to another version with as few changes as possible."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator.check import check
from configurator.compile import compile_model
from configurator.formats.document import read_product
from configurator.migrate import Change, Migration, migrate
from configurator.model import Configuration
from configurator.results import Conflict
from tests.configurator.brute import Brute
from tests.configurator.counts import examples
from tests.factories.strategies_configurator import TEXT, documents, option
from tests.factories.strategies_versions import versions

many = examples(30, 3000)


def differs(one: Any, other: Any) -> bool:
    return one != other or isinstance(one, bool) != isinstance(other, bool)


@st.composite
def moves(draw: st.DrawFn) -> tuple[Brute, Any, dict[str, Any]]:
    """Return a version, and what was saved with another one, often not all of it."""
    old, new = draw(versions())
    if draw(st.booleans()):
        # Texts and derived values, too, but no other version.
        old = new = read_product(draw(documents()))
    saved = {
        name: draw(st.sampled_from(values))
        for name, values in Brute(old).domains.items()
        if draw(st.integers(0, 5))
    }
    return Brute(new), old, saved


@many
@given(moves())
def test_a_migration_changes_as_little_as_any_variant_does(move):
    brute, old, saved = move
    _assert_nearest(brute, saved, migrate(compile_model(brute.model), saved, old))


@many
@given(moves())
def test_a_migration_is_as_small_where_no_circuit_answers(move):
    brute, old, saved = move
    compiled = replace(compile_model(brute.model), circuits=None, covered=frozenset())
    _assert_nearest(brute, saved, migrate(compiled, saved, old))


def _assert_nearest(brute: Brute, saved: dict[str, Any], found: Any) -> None:
    changes = [
        sum(differs(values[name], was) for name, was in saved.items() if name in values)
        for values in brute.matching({})
    ]
    if not changes:
        assert isinstance(found, Conflict)
        return
    assert isinstance(found, Migration)
    assert check(brute.model, found.configuration) == ()
    assert len(found.changes) == min(changes)
    moved = {**saved, **{change.option: change.now for change in found.changes}}
    for change in found.changes:
        assert differs(change.was, change.now)
        assert change.was == saved[change.option]
    assert {**moved, **found.added} == {**found.configuration, **found.dropped}
    assert found.dropped.keys().isdisjoint(brute.domains)
    assert found.added.keys().isdisjoint(saved)
    said = len(found.changes) + len(found.dropped) + len(found.added)
    assert [len(lines) for lines in found.sentences.values()] == [said, said]


def product(options: list[dict[str, Any]], *rules: str) -> Any:
    return read_product(
        {
            "format": 1,
            "id": "thing",
            "name": TEXT,
            "options": options,
            "rules": [
                {"id": f"rule_{at}", "name": TEXT, "rule": rule}
                for at, rule in enumerate(rules)
            ],
        }
    )


def test_what_changed_is_said_in_words() -> None:
    def named(entry: dict[str, Any], en: str, zh: str) -> dict[str, Any]:
        return {**entry, "name": {"en": en, "zh": zh}}

    teak = {"id": "teak", "name": {"en": "Teak", "zh": "柚木"}}
    finish = named(option("finish"), "Finish", "饰面")
    finish["values"] = [{"id": "oak", "name": {"en": "Oak", "zh": "橡木"}}]
    width = named(option("width"), "Width", "宽度")
    soft = named(option("soft"), "Soft close", "缓冲")
    light = named(option("light"), "Light", "灯")
    old = product([{**finish, "values": [*finish["values"], teak]}, width, light])
    new = compile_model(product([finish, width, soft], "width <= 900 mm"))
    saved: Configuration = {"finish": "teak", "width": 1200, "light": True}
    found = migrate(new, saved, old)
    assert isinstance(found, Migration)
    assert found.changes == (
        Change("finish", "teak", "oak"),
        Change("width", 1200, 900),
    )
    assert found.sentences["en"] == (
        "Finish was Teak and is Oak now.",
        "Width was 1,200 mm and is 900 mm now.",
        "Light is not asked any more; it was yes.",
        "Soft close is new: yes.",
    )
    assert found.sentences["zh"] == (
        "饰面由柚木改为橡木。",
        "宽度由1,200 mm改为900 mm。",
        "不再询问灯（原为是）。",
        "新增缓冲：是。",
    )


def test_a_number_off_the_new_grid_moves_to_the_nearest_point() -> None:
    new = compile_model(product([option("width"), option("soft")]))
    for saved, moved in ((1049, 1000), (5000, 1200), ("wide", 600)):
        found = migrate(new, {"width": saved, "soft": True})
        assert isinstance(found, Migration)
        assert found.configuration["width"] == moved


def test_one_value_gives_way_rather_than_many() -> None:
    """Dropping the first choice frees the others, keeping it costs three."""
    rules = ["soft -> finish = raw", "soft -> not light", "soft -> handle = knob"]
    model = product([option(n) for n in ("soft", "light", "finish", "handle")], *rules)
    saved: Configuration = {
        "soft": True,
        "light": True,
        "finish": "oak",
        "handle": "bar",
    }
    found = migrate(compile_model(model), saved)
    assert isinstance(found, Migration)
    assert found.changes == (Change("soft", was=True, now=False),)
