"""Bounds: never above what can be done, and better than the area where they should."""

from hypothesis import given
from hypothesis import strategies as st

from models3d.nesting.bounds import area_bound, cost_bound, lower_bound
from models3d.nesting.problem import Cutting, Piece, Problem, Sheet
from tests.configurator.counts import examples
from tests.models3d.nesting.cases import least_sheets, make_problem, tiny


@given(tiny, st.integers(0, 2), st.booleans())
@examples(60, 1000)
def test_no_plan_goes_below_a_bound(sizes, kerf, turn):
    problem = make_problem(sizes, (6, 5), stages=None, kerf=kerf, turn=turn)
    assert area_bound(problem) <= lower_bound(problem) <= least_sheets(problem)


def test_pieces_over_half_of_a_sheet_each_need_one():
    problem = make_problem([(6, 5)] * 7, (10, 8))
    assert (area_bound(problem), lower_bound(problem)) == (3, 7)


def test_three_thirds_and_a_little_do_not_fit_beside_one_another():
    problem = make_problem([(34, 100)] * 6, (100, 100))
    assert (area_bound(problem), lower_bound(problem)) == (3, 3)
    assert lower_bound(make_problem([(26, 100)] * 8, (100, 100))) == 3


def test_the_kerf_between_pieces_counts():
    exact = make_problem([(5, 8)] * 4, (10, 8))
    sawn = make_problem([(5, 8)] * 4, (10, 8), kerf=1)
    assert (lower_bound(exact), lower_bound(sawn)) == (2, 4)


def test_the_largest_sheets_fill_up_first_and_the_cheapest_cost_least():
    sheets = (Sheet("large", 10, 10, 900, 1), Sheet("small", 5, 10, 300))
    pieces = (Piece("p", 5, 10, count=6),)
    problem = Problem("sizes", pieces, sheets, Cutting())
    assert area_bound(problem) == 5
    assert cost_bound(problem) == 1800
