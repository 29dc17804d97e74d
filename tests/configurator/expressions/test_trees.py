"""Trees built by machine: laziness, canonical text, limits."""

import pickle
import tracemalloc
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.expressions import (
    BooleanType,
    ChoiceType,
    ExpressionError,
    Scope,
    check,
    evaluate,
    expression_of,
    format_expression,
    parse,
    syntax,
)
from tests.configurator.counts import many

IDS = st.one_of(
    st.sampled_from(["a", "a.b", "columns.1.width", "and", "if", "mm", "count", "1a"]),
    st.text(min_size=1, max_size=4),
)
NUMBERS = st.builds(
    lambda digits, places: syntax.Number(Fraction(digits, 10**places)),
    st.integers(0, 10**30),
    st.integers(0, 25),
)
LEAVES = st.one_of(
    st.builds(syntax.Name, IDS),
    st.builds(syntax.Quoted, st.text(max_size=4)),
    NUMBERS,
    st.builds(syntax.Truth, st.booleans()),
)


def _above(inner: st.SearchStrategy[syntax.Node]) -> st.SearchStrategy[syntax.Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(syntax.Not, inner),
        st.builds(syntax.Negative, inner),
        st.builds(syntax.Junction, st.sampled_from(["and", "or"]), several),
        st.builds(syntax.Implication, inner, inner, st.booleans()),
        st.builds(
            syntax.Comparison, st.sampled_from(["=", "!=", "<", ">="]), inner, inner
        ),
        st.builds(
            syntax.Arithmetic, st.sampled_from(["+", "-", "*", "/"]), inner, inner
        ),
        st.builds(syntax.Among, inner, some, st.booleans()),
        st.builds(syntax.Conditional, inner, inner, inner),
        st.builds(syntax.Call, st.sampled_from(["min", "count", "sum"]), some),
        st.builds(
            lambda word, name: syntax.Call("in", (word, name)),
            inner,
            st.builds(syntax.Name, IDS),
        ),
    )


TREES = st.recursive(LEAVES, _above, max_leaves=12)


@many
@given(TREES)
def test_any_tree_is_written_so_that_it_reads_back(tree: syntax.Node) -> None:
    text = expression_of(tree).text
    assert parse(text).root == tree
    assert format_expression(parse(text)) == text


def test_a_tree_built_by_machine_costs_nothing_before_it_is_used() -> None:
    names = [syntax.Name(f"Feature {number}") for number in range(100)]
    trees = [
        syntax.Implication(one, other, is_mutual=False)
        for one in names
        for other in names
    ]
    tracemalloc.start()
    expressions = [expression_of(tree) for tree in trees]
    size, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size / len(expressions) < 150  # bytes: the object and its place in the list
    assert expressions[1].text == "`Feature 0` -> `Feature 1`"
    assert not evaluate(expressions[1], {"Feature 0": True, "Feature 1": False})


def test_an_expression_is_its_tree() -> None:
    assert parse("a  and (b)") == parse("a and b")
    assert hash(parse("a  and (b)")) == hash(parse("a and b"))
    again = pickle.loads(pickle.dumps(parse("a  and b")))  # noqa: S301 our own bytes
    assert again.text == "a  and b"
    assert again == parse("a and b")


def test_a_tree_that_is_too_deep_is_refused() -> None:
    tree: syntax.Node = syntax.Name("a")
    for _ in range(200):
        tree = syntax.Not(tree)
    with pytest.raises(ExpressionError, match="150 levels"):
        expression_of(tree)


def test_a_thousand_mistakes_are_all_told_quickly() -> None:
    """Looking for a suggestion to each took more than a minute."""
    text = " and ".join(f"opt{number} = oka" for number in range(1500))
    kinds = {f"opt{n}": ChoiceType(f"opt{n}", ("oak", "ash")) for n in range(1500)}
    problems = check(parse(text), Scope(kinds), BooleanType())
    assert len(problems) == 1500
    assert "Did you mean oak?" in problems[0].sentence
    assert len({problem.column for problem in problems}) == 1500
