"""What follows a plan: the way back to the order, and the picture."""

from xml.etree import ElementTree as ET

from hypothesis import given

from models3d.nesting.picture import sheet_picture
from models3d.nesting.problem import Cutting, Piece, Problem, Sheet
from models3d.nesting.sorting import shelves, sort_plan
from tests.configurator.counts import examples
from tests.models3d.nesting.cases import planned, problems

_SVG = "{http://www.w3.org/2000/svg}"


def _plan(problem):
    stocked = tuple(sheet for sheet in problem.sheets if sheet.count is None)
    return planned(Problem("p", problem.pieces, stocked, problem.cutting), 20)


@given(problems())
@examples(50, 1000)
def test_every_panel_finds_its_order_alone_on_its_shelf(problem):
    plans = [_plan(problem), _plan(problem)]
    found = sort_plan(plans)
    wanted = {piece.id: piece for piece in problem.pieces}
    assert len(found) == 2 * problem.total
    holds: dict[int, str] = {}
    for one in found:
        assert one.order == wanted[one.piece].order
        assert holds.setdefault(one.shelf, one.order) == one.order
        if one.is_last:
            del holds[one.shelf]
    assert holds == {}
    assert sum(one.is_last for one in found) == len({one.order for one in found})
    assert shelves(plans) <= len({one.order for one in found})


@given(problems())
@examples(30, 500)
def test_a_picture_shows_every_piece_and_rest_to_scale(problem):
    plan = _plan(problem)
    for n, sheet in enumerate(plan.sheets):
        tree = ET.fromstring(sheet_picture(plan, n))  # noqa: S314 - made by us
        boxes = [e for e in tree.iter(f"{_SVG}rect") if "stroke" in e.attrib]
        shown = [
            round(float(e.attrib["width"]) * float(e.attrib["height"])) for e in boxes
        ]
        assert len(shown) == 1 + len(sheet.placements) + len(sheet.rests)
        scale = 952 / sheet.width
        real = [
            sheet.width * sheet.height,
            *(one.width * one.height for one in (*sheet.rests, *sheet.placements)),
        ]
        for area, true in zip(shown, real, strict=True):
            side = 0.05 * 2 * scale * (sheet.width + sheet.height) + 1
            assert abs(area - true * scale * scale) <= side


def test_a_picture_names_pieces_orders_and_cuts():
    problem = Problem(
        "oak & <18>",
        (Piece("side", 600, 400, order="A-17"), Piece("top", 300, 400)),
        (Sheet("s", 1000, 800),),
        Cutting(least_rest=(50, 50)),
    )
    text = sheet_picture(planned(problem), 0)
    words = [e.text or "" for e in ET.fromstring(text).iter(f"{_SVG}text")]  # noqa: S314 - ours
    assert "oak & <18>: sheet 1 of 1" in words
    assert {"A-17", "600 x 400", "300 x 400"} <= set(words)
    assert any(word.endswith("side") for word in words)
    assert sheet_picture(planned(problem), 0) == text
    in_mm = sheet_picture(planned(problem), 0, per_mm=10)
    assert "60 x 40" in in_mm
    assert "600 x 400" not in in_mm
