"""Searching the rows of a few tables against trying every combination."""

from itertools import chain, combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from configurator import rowsearch
from configurator.compile.relation import Relation
from configurator.rowsearch import RowSearch
from tests.configurator.counts import examples

many = examples(60, 5000)


@st.composite
def asked(draw):
    """Sizes of options, tables over some of them, and what is chosen of them."""
    sizes = {name: draw(st.integers(1, 3)) for name in "abcde"}
    tables = {}
    for number in range(draw(st.integers(1, 5))):
        options = draw(st.lists(st.sampled_from("abcde"), min_size=1, unique=True))
        every = list(product(*(range(sizes[name]) for name in options)))
        rows = draw(st.lists(st.sampled_from(every), max_size=6))
        listed = np.array(rows, dtype=np.int32).reshape(len(rows), len(options))
        tables[f"table{number}"] = Relation(tuple(options), listed)
    chosen = {
        name: draw(st.integers(0, size - 1))
        for name, size in sizes.items()
        if not draw(st.integers(0, 3))
    }
    return sizes, tables, chosen


def can(sizes, tables, chosen) -> bool:
    listed = {name: set(map(tuple, t.rows.tolist())) for name, t in tables.items()}
    for values in product(*map(range, sizes.values())):
        variant = dict(zip(sizes, values, strict=True))
        if chosen.items() <= variant.items() and all(
            tuple(variant[option] for option in table.options) in listed[name]
            for name, table in tables.items()
        ):
            return True
    return False


@many
@given(asked())
def test_every_part_of_the_tables_is_judged_as_by_trying_all_and_blamed_truly(state):
    sizes, tables, chosen = state
    rows = RowSearch(tables, sizes, chosen)
    parts = chain.from_iterable(
        combinations(tables, count) for count in range(1, len(tables) + 1)
    )
    for part in parts:
        expected = can(sizes, {name: tables[name] for name in part}, chosen)
        assert rows.holds(part) is expected
        if not expected:
            core = rows.core(part)
            assert set(core) <= set(part)
            assert not can(sizes, {name: tables[name] for name in core}, chosen)


def test_a_search_that_takes_too_long_says_neither_yes_nor_no(monkeypatch):
    monkeypatch.setattr(rowsearch, "MAX_STEPS", 0)
    same = Relation(("a", "b"), np.array([[0, 0], [1, 1]], dtype=np.int32))
    other = Relation(("a", "b"), np.array([[0, 1], [1, 0]], dtype=np.int32))
    rows = RowSearch({"same": same, "other": other}, {"a": 2, "b": 2}, {})
    assert rows.holds(("same", "other")) is None
