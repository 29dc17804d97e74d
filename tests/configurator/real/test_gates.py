"""
Counts stay exact where clauses need variables of their own.

A variable that is not settled by the options multiplies the count: one-sided gates
gave 36 digits instead of 14 in a trial.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from configurator.compile import compile_model
from configurator.count import count
from configurator.formats.document import read_product
from configurator.model import Configuration
from tests.configurator.brute import Brute
from tests.configurator.counts import IS_PROOF

TEXT = {"en": "x", "zh": "某"}
NAMES = tuple("abcdef")
VALUES = ("one", "two", "three")


@st.composite
def statements(draw: st.DrawFn, depth: int = 3) -> str:
    """Return a nested statement, which clauses cannot say without gates."""
    if depth == 0:
        return draw(
            st.sampled_from(
                [
                    *NAMES,
                    *(f"kind = {value}" for value in VALUES),
                    "number >= 2",
                    "number * 2 = 4",
                    "count(a, b, c) = 2",
                ]
            )
        )
    joint = draw(st.sampled_from(["and", "or", "->", "<->"]))
    one, two = draw(statements(depth - 1)), draw(statements(depth - 1))
    negated = draw(st.sampled_from(["", "not "]))
    return f"{negated}(({one}) {joint} ({two}))"


def document(rules, table):
    switches = [{"id": n, "name": TEXT, "kind": "boolean"} for n in NAMES]
    values = [{"id": value, "name": TEXT} for value in VALUES]
    return {
        "format": 1,
        "id": "gates",
        "name": TEXT,
        "currencies": ["EUR"],
        "options": [
            *switches,
            {"id": "kind", "name": TEXT, "kind": "enumerated", "values": values},
            {"id": "number", "name": TEXT, "kind": "integer", "min": 0, "max": 3},
        ],
        "rules": [
            {"id": f"r{n}", "name": TEXT, "rule": rule} for n, rule in enumerate(rules)
        ],
        "tables": [
            {
                "id": "t",
                "name": TEXT,
                "options": ["a", "kind", "number"],
                "rows": table,
            }
        ],
    }


cells = st.tuples(
    st.sampled_from(["", "true", "false"]),
    st.sampled_from(["", *VALUES, "!one", "one|two"]),
    st.sampled_from(["", "1", "0..2", "!2"]),
)


@settings(max_examples=400 if IS_PROOF else 25, deadline=None)
@given(
    rules=st.lists(statements(), min_size=1, max_size=5),
    # Overlapping rows: which of them fits is not settled by the options.
    table=st.lists(cells.map(list), min_size=1, max_size=5),
)
def test_the_count_is_that_of_enumeration(rules, table):
    model = read_product(document(rules, table))
    brute = Brute(model)
    compiled = compile_model(model)
    assert count(compiled) == sum(1 for _ in brute.matching({}))
    picked: Configuration = {"a": True, "kind": "two"}
    assert count(compiled, choices=picked) == sum(1 for _ in brute.matching(picked))
