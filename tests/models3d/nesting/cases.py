"""Small problems, and what is true of each."""

from functools import cache
from itertools import combinations

from hypothesis import strategies as st

from models3d.nesting.plan import NoRoom, Plan
from models3d.nesting.problem import Cutting, Piece, Problem, Sheet
from models3d.nesting.solve import Budget, solve


def make_problem(sizes, sheet=(10, 8), *, stages=3, first="any", kerf=0, turn=False):
    """Return a problem of pieces with these sizes, one copy each."""
    pieces = tuple(
        Piece(f"p{n}", width, height, may_turn=turn, order=f"o{n % 2}")
        for n, (width, height) in enumerate(sizes)
    )
    cutting = Cutting(kerf=kerf, stages=stages, first=first)
    return Problem("made", pieces, (Sheet("sheet", *sheet),), cutting)


def planned(problem, iterations=300, seed=1) -> Plan:
    """Nest a problem that has room."""
    plan = solve(problem, Budget(iterations=iterations, seed=seed))
    assert not isinstance(plan, NoRoom)
    return plan


@st.composite
def problems(draw) -> Problem:
    """Draw problems of every kind: kerf, trim, grain, stages, several sizes, rests."""
    pieces = tuple(
        Piece(
            f"p{n}",
            draw(st.integers(1, 60)),
            draw(st.integers(1, 60)),
            draw(st.integers(1, 3)),
            may_turn=draw(st.booleans()),
            order=f"o{draw(st.integers(0, 3))}",
        )
        for n in range(draw(st.integers(1, 12)))
    )
    sheets = [Sheet("large", 100, draw(st.integers(80, 120)), draw(prices))]
    if draw(st.booleans()):
        sheets.append(Sheet("wide", 140, 90, draw(prices), draw(st.integers(0, 3))))
    if draw(st.booleans()):
        sheets.append(Sheet("rest", 61, 70, 0, draw(st.integers(1, 2)), is_offcut=True))
    cutting = Cutting(
        kerf=draw(st.integers(0, 6)),
        trim=draw(st.integers(0, 8)),
        stages=draw(st.sampled_from([2, 3, None])),
        first=draw(st.sampled_from(["any", "horizontal", "vertical"])),
        least_rest=(draw(st.integers(0, 30)), draw(st.integers(0, 30))),
    )
    return Problem("drawn", pieces, tuple(sheets), cutting)


prices = st.none() | st.integers(0, 500)

tiny = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=4)


def least_sheets(problem: Problem) -> int:  # noqa: C901 - one recursion in another
    """
    Try every way to saw the pieces of a tiny problem; return the fewest sheets.

    Shares nothing with the search: a rectangle is cut at every place in every
    direction that is allowed, and the pieces are dealt to its two parts in every way.
    """
    kerf, cutting = problem.cutting.kerf, problem.cutting
    stages = cutting.stages or 7
    sheet = problem.sheets[0]
    sizes = [(piece.width, piece.height) for piece in problem.pieces]
    turns = problem.pieces[0].may_turn

    @cache
    def fits(group: tuple[int, ...], wide: int, high: int, axis: int, left: int):
        if not group:
            return True
        if sum(sizes[n][0] * sizes[n][1] for n in group) > wide * high:
            return False
        if len(group) == 1:
            size = sizes[group[0]]
            for w, h in {size, size[::-1] if turns else size}:
                # One dimension is right: one trimming cut, whatever the stage.
                if (w == wide and h <= high) or (h == high and w <= wide):
                    return True
        side = high if axis else wide
        for at in range(1, side):
            rest = max(0, side - at - kerf)
            one = (wide, at) if axis else (at, high)
            other = (wide, rest) if axis else (rest, high)
            for count in range(len(group) + 1):
                for part in combinations(group, count):
                    others = tuple(n for n in group if n not in part)
                    if fits(part, *one, axis, left) and fits(
                        others, *other, axis, left
                    ):
                        return True
        return left > 1 and fits(group, wide, high, 1 - axis, left - 1)

    firsts = {"any": (0, 1), "vertical": (0,), "horizontal": (1,)}[cutting.first]

    @cache
    def fewest(group: tuple[int, ...]) -> int:
        if not group:
            return 0
        best = len(group)
        for count in range(len(group)):
            for rest in combinations(group[1:], count):
                part = (group[0], *rest)
                if any(
                    fits(part, sheet.width, sheet.height, axis, stages)
                    for axis in firsts
                ):
                    others = tuple(n for n in group if n not in part)
                    best = min(best, 1 + fewest(others))
        return best

    return fewest(tuple(range(len(sizes))))
