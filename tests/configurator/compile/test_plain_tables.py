"""Rows laid out the fast way against the general one."""

from hypothesis import given
from hypothesis import strategies as st

from configurator.compile.clauses import Clauses
from configurator.compile.relation import of_plain_table, of_table
from configurator.compile.variables import make_variable
from configurator.model import Cell, Option, OptionKind, Table
from tests.configurator.counts import examples

NAME = {"en": "x", "zh": "x"}
number = st.integers(0, 3)
cells = st.one_of(
    st.builds(lambda value: Cell((value,)), number),
    st.builds(
        Cell,
        st.lists(number, max_size=2).map(tuple),
        st.lists(st.tuples(number, number), max_size=1).map(tuple),
        st.booleans(),
    ),
)
plain = st.builds(lambda value: Cell((value,)), number)


@examples(60, 3000)
@given(
    st.one_of(
        st.lists(st.tuples(plain, plain), min_size=1, max_size=6),
        st.lists(st.tuples(cells, cells), max_size=4),
    )
)
def test_rows_laid_out_fast_are_those_laid_out_in_general(rows):
    options = [
        Option(name, OptionKind.INTEGER, NAME, minimum=0, maximum=3, step=1)
        for name in "ab"
    ]
    variables = {o.id: make_variable(o, Clauses(), set()) for o in options}
    table = Table("table", NAME, ("a", "b"), tuple(rows))
    fast = of_plain_table(table, variables)
    assert fast.options == table.options
    found = set(map(tuple, fast.rows.tolist()))
    assert found == set(map(tuple, of_table(table, variables).rows.tolist()))
