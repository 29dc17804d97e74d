"""Brute force agrees with every finding about the rows of random small tables."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from configurator import rows as judged
from configurator.compile import compile_model
from configurator.formats.document import read_product
from configurator.model import Cell, Option, OptionKind, ProductModel, Table, Value
from configurator.results import MoreThan
from configurator.rows import RowFindings, judge_rows
from tests.configurator.brute import Brute, domain
from tests.configurator.counts import examples
from tests.factories.strategies_configurator import TEXT, cells, option, statements

many = examples(30, 3000)

NAMES = ("finish", "handle", "columns", "soft", "load")


@st.composite
def models(draw: st.DrawFn) -> ProductModel:
    """Return a model of a table and rules beside it."""
    names = tuple(
        draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    )
    columns = names[: draw(st.integers(1, 3))]
    row = st.tuples(*(cells(name) for name in columns)).map(list)
    rules = draw(st.lists(statements(names), max_size=3))
    document: dict[str, Any] = {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": [option(name) for name in names],
        "rules": [
            {"id": f"rule_{at}", "name": TEXT, "rule": rule}
            for at, rule in enumerate(rules)
        ],
        "tables": [
            {
                "id": "table",
                "name": TEXT,
                "options": list(columns),
                "rows": draw(st.lists(row, min_size=1, max_size=7)),
            }
        ],
    }
    return read_product(document)


class Rows:
    """All combinations of a table's columns, and those that each row admits."""

    def __init__(self, model: ProductModel) -> None:
        self.table = model.tables[0]
        domains = [domain(model.option(name)) for name in self.table.options]
        self.every = list(product(*domains))
        self.admitted = [set(self._admitted(row)) for row in self.table.rows]

    def _admitted(self, row: tuple[Cell, ...]) -> Iterator[tuple[Any, ...]]:
        for combination in self.every:
            pairs = zip(row, combination, strict=True)
            if all(cell.admits(value) for cell, value in pairs):
                yield combination

    def of(self, values: Any) -> tuple[Any, ...]:
        """Return the combination that a configuration has."""
        return tuple(values[name] for name in self.table.options)


def findings(model: ProductModel) -> RowFindings:
    return judge_rows(compile_model(model))[0]


@many
@given(models())
def test_rows_overlap_that_admit_a_common_combination(model):
    found, rows = findings(model), Rows(model)
    pairs = [
        (one + 1, two + 1)
        for one, two in combinations(range(len(rows.admitted)), 2)
        if rows.admitted[one] & rows.admitted[two]
    ]
    assert found.overlap_count == len(pairs)
    listed = [(overlap.first, overlap.second) for overlap in found.overlaps]
    assert listed == pairs[: judged.MAX_LISTED]
    for overlap in found.overlaps:
        example = rows.of(overlap.example)
        assert example in rows.admitted[overlap.first - 1]
        assert example in rows.admitted[overlap.second - 1]


@many
@given(models())
def test_shadowed_rows_may_go_together_and_no_other_row_may(model):
    found, rows = findings(model), Rows(model)
    dropped = []
    kept = list(range(len(rows.admitted)))
    for row in reversed(range(len(rows.admitted))):
        others = set().union(*(rows.admitted[one] for one in kept if one != row))
        if rows.admitted[row] <= others:
            kept.remove(row)
            dropped.append(row + 1)
    assert [shadowed.row for shadowed in found.shadowed] == dropped
    for shadowed in found.shadowed:
        by = set().union(*(rows.admitted[one - 1] for one in shadowed.by))
        assert rows.admitted[shadowed.row - 1] <= by


@many
@given(models())
def test_a_row_is_dead_when_no_variant_uses_it(model):
    found, rows = findings(model), Rows(model)
    used = {rows.of(values) for values in Brute(model).matching({})}
    dead = [at for at, own in enumerate(rows.admitted, 1) if not own & used]
    assert list(found.dead) == dead


@many
@given(models())
def test_missing_combinations_are_those_that_only_the_table_forbids(model):
    found, rows = findings(model), Rows(model)
    rules = [rule.id for rule in model.rules]
    allowed = {rows.of(values) for values in Brute(model).matching({}, rules)}
    missing = allowed - set().union(*rows.admitted)
    assert found.missing_count == len(missing)
    assert found.is_complete
    covered = set()
    for box in found.missing:
        names = rows.table.options
        inside = [
            combination
            for combination in rows.every
            if all(
                value in box.values.get(name, (value,))
                for name, value in zip(names, combination, strict=True)
            )
        ]
        assert box.size == len(inside)
        assert rows.of(box.example) in set(inside) & missing
        assert not set(inside) & set().union(*rows.admitted)
        covered |= set(inside)
    assert missing <= covered


def grid(size: int, rows: list[tuple[Cell, ...]]) -> ProductModel:
    """Return a model of one table over as many options of ten values as columns."""
    values = tuple(Value(f"v{at}", TEXT) for at in range(size))
    names = [f"o{at}" for at in range(len(rows[0]))]
    options = [Option(n, OptionKind.ENUMERATED, TEXT, values=values) for n in names]
    table = Table("table", TEXT, tuple(names), tuple(rows))
    return ProductModel("grid", TEXT, tuple(options), tables=(table,))


def test_a_large_table_is_judged_whole() -> None:
    """Every combination of four values of ten but one, and one row twice."""
    every = list(product(range(10), repeat=4))
    rows = [tuple(Cell((f"v{one}",)) for one in row) for row in every]
    found = findings(grid(10, [*rows[:1234], *rows[1235:], rows[17]]))
    assert found.missing_count == 1
    assert found.missing[0].values == {
        "o0": ("v1",),
        "o1": ("v2",),
        "o2": ("v3",),
        "o3": ("v4",),
    }
    assert found.overlap_count == 1
    assert [(s.row, s.by) for s in found.shadowed] == [(10_000, (18,))]
    assert found.dead == ()
    assert found.is_complete


def test_more_missing_combinations_than_are_listed_are_said_to_be_more() -> None:
    """The diagonal of a cube of twenty: 7,980 are missing."""
    rows = [tuple(Cell((f"v{at}",)) for _ in range(3)) for at in range(20)]
    found = findings(grid(20, rows))
    assert len(found.missing) == judged.MAX_LISTED
    assert not found.is_complete
    assert found.missing_count == 20**3 - 20


def test_missing_combinations_beside_a_rule_are_counted_up_to_a_limit() -> None:
    model = grid(20, [(Cell(("v0",)), Cell(("v0",)), Cell(("v0",)))])
    other = Table("other", TEXT, ("o0",), ((Cell(("v19",), is_negated=True),),))
    tables = (*model.tables, other)
    both = ProductModel("both", TEXT, model.options, tables=tables)
    found = judge_rows(compile_model(both), ["table"])
    assert found[0].missing_count == MoreThan(judged.MAX_COUNTED)
