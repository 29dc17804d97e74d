"""The judge: a plan that breaks one rule is told exactly that."""

from dataclasses import replace

import pytest

from models3d.nesting.plan import Cut, CutSheet, Placement, Plan, Rest
from models3d.nesting.problem import Cutting, Piece, Problem, Sheet
from models3d.nesting.verify import KINDS, verify
from tests.models3d.nesting.cases import make_problem, planned

PROBLEM = Problem(
    "judged",
    (Piece("a", 60, 50, order="A"), Piece("b", 36, 30, 2, order="B")),
    (Sheet("board", 120, 100, None, 3), Sheet("old", 60, 50, 0, 1, is_offcut=True)),
    Cutting(kerf=4, trim=5, stages=3, first="horizontal", least_rest=(5, 5)),
)
CUTS = (
    Cut(0, 0, "horizontal", 1, 0, 120),
    Cut(2, 0, "horizontal", 95, 0, 120),
    Cut(3, 0, "vertical", 1, 5, 95),
    Cut(6, 0, "vertical", 115, 5, 95),
    Cut(7, 1, "horizontal", 69, 5, 115),  # the strip of all three
    Cut(9, 2, "vertical", 65, 5, 69),  # a, with what is above it
    Cut(12, 2, "vertical", 105, 5, 69),  # the two b
    Cut(11, 3, "horizontal", 55, 5, 65),  # part 15 is a
    Cut(13, 3, "horizontal", 35, 69, 105),  # part 17 is b 1
    Cut(18, 3, "horizontal", 69, 69, 105),
)
A = Placement("a", 1, "A", 5, 5, 60, 50, is_turned=False)
B1 = Placement("b", 1, "B", 69, 5, 36, 30, is_turned=False)
B2 = Placement("b", 2, "B", 69, 39, 36, 30, is_turned=False)
REST = Rest(5, 73, 110, 22)
SHEET = CutSheet("board", 120, 100, (A, B1, B2), CUTS[:9], (REST,))
PLAN = Plan("judged", (SHEET,), 1, 1)


def kinds(plan: Plan, problem: Problem = PROBLEM) -> set[str]:
    return {one.kind for one in verify(problem, plan)}


def sheet(**changes: object) -> Plan:
    return replace(PLAN, sheets=(replace(SHEET, **changes),))  # type: ignore[arg-type] # any field


def cut(n: int, **changes: object) -> Plan:
    cuts = list(SHEET.cuts)
    cuts[n] = replace(cuts[n], **changes)  # type: ignore[arg-type] # any field
    return sheet(cuts=tuple(cuts))


def test_the_plan_that_the_others_are_made_of_is_faultless():
    assert verify(PROBLEM, PLAN) == []


BROKEN = {
    "unknown_sheet": sheet(sheet="nobody's"),
    "out_of_stock": replace(
        PLAN, sheets=(SHEET, *[CutSheet("board", 120, 100, (), (), ())] * 3)
    ),
    "unknown_part": sheet(cuts=(*SHEET.cuts, Cut(0, 1, "horizontal", 80, 0, 120))),
    "not_through": cut(8, end=104),
    "cut_outside": sheet(cuts=(*SHEET.cuts, Cut(10, 1, "horizontal", 95, 5, 115))),
    "wrong_stage": cut(8, stage=2),
    "unknown_piece": sheet(placements=(A, B1, replace(B2, copy=3))),
    "wrong_order": sheet(placements=(replace(A, order="B"), B1, B2)),
    "not_freed": sheet(placements=(replace(A, x=6), B1, B2)),
    "twice": sheet(placements=(A, B1, replace(B2, copy=1))),
    "missing": sheet(placements=(A, B1)),
    "wrong_rest": sheet(rests=(REST, REST)),
}
ALSO = {
    "unknown_piece": {"missing"},
    "twice": {"missing"},
}


@pytest.mark.parametrize("kind", BROKEN)
def test_each_rule_is_broken_alone(kind):
    assert kinds(BROKEN[kind]) == {kind} | ALSO.get(kind, set())


def test_a_piece_of_another_size_is_told():
    smaller = (Piece("a", 60, 49, order="A"), PROBLEM.pieces[1])
    assert kinds(PLAN, replace(PROBLEM, pieces=smaller)) == {"wrong_size"}


def test_a_piece_with_grain_must_not_be_turned():
    turned = sheet(placements=(replace(A, is_turned=True), B1, B2))
    pieces = (Piece("a", 50, 60, order="A"), PROBLEM.pieces[1])
    assert kinds(turned, replace(PROBLEM, pieces=pieces)) == {"turned"}
    free = (replace(pieces[0], may_turn=True), pieces[1])
    assert kinds(turned, replace(PROBLEM, pieces=free)) == set()


def test_a_cut_of_a_later_stage_frees_one_piece_or_is_too_deep():
    # Two stages: the third ones above trim a, and free two pieces from one part.
    two = replace(PROBLEM, cutting=replace(PROBLEM.cutting, stages=2))
    found = verify(two, PLAN)
    assert [(one.kind, one.path) for one in found] == [("too_deep", "sheets.0.cuts.8")]


def test_the_first_direction_counts_as_a_stage_where_the_other_is_prescribed():
    problem = make_problem([(4, 8), (6, 8)], stages=2, first="vertical")
    plan = planned(problem)
    assert verify(problem, plan) == []
    level = replace(problem, cutting=replace(problem.cutting, first="horizontal"))
    assert {one.kind for one in verify(level, plan)} == {"wrong_stage"}


def test_what_lies_in_the_untrimmed_edge_is_told():
    problem = Problem("edge", (Piece("a", 120, 100),), (Sheet("s", 120, 100),))
    trimmed = Cutting(trim=5)
    room = Problem("edge", (Piece("a", 110, 90),), (Sheet("s", 120, 100),), trimmed)
    placed = Placement("a", 1, "", 0, 0, 110, 90, is_turned=False)
    cuts = (
        Cut(0, 1, "horizontal", 90, 0, 120),
        Cut(1, 2, "vertical", 110, 0, 90),
    )
    plan = Plan("edge", (CutSheet("s", 120, 100, (placed,), cuts, ()),), 1, 1)
    assert kinds(plan, room) == {"untrimmed"}
    assert verify(problem, planned(problem)) == []


def test_a_rest_that_is_too_small_to_keep_is_told():
    strict = replace(PROBLEM, cutting=replace(PROBLEM.cutting, least_rest=(23, 23)))
    assert kinds(PLAN, strict) == {"wrong_rest"}


def test_every_rule_has_its_test():
    elsewhere = {"wrong_size", "turned", "too_deep", "untrimmed"}
    assert set(BROKEN) | elsewhere == set(KINDS)
