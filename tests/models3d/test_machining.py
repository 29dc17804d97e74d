"""Holes and grooves: where a part's own patterns and its joints put them."""

from itertools import pairwise
from typing import Any

import pytest

from models3d.assembly import Assembly
from models3d.cuts import Groove, Holes
from tests.models3d.small_trees import built, panel, small_tree

SIDES = panel(id="side", mirror=["x"])
SHELF = panel(id="shelf", across="y", x={"start": 20, "end": 20}, y={"start": 500})
CAM: dict[str, Any] = {"id": "cam", "pattern": "cam_dowel", "of": "shelf", "to": "side"}


def holes(assembly: Assembly, part_id: str, face: str) -> set[tuple[int, int, int]]:
    """Return diameter and place of each hole in a face of a part."""
    return {
        (cut.diameter_dmm, *at)
        for cut in assembly.machined.cuts.get(part_id, ())
        if isinstance(cut, Holes) and cut.face == face
        for at in cut.centres()
    }


def test_rows_of_the_system_fill_the_height_in_steps_of_32():
    rows = {"pattern": "rows_32", "face": "+x"}
    found = holes(built(small_tree(panel(machining=[rows]))), "board", "+x")
    heights = sorted(y for d, y, z in found if z == 370)
    assert heights[0] == 640
    assert {b - a for a, b in pairwise(heights)} == {320}
    assert 20000 - 640 - 320 < heights[-1] <= 20000 - 640
    assert {z for *_, z in found} == {370, 4000 - 370}
    assert len(found) == 2 * len(heights)


def test_a_mirror_image_has_its_holes_mirrored():
    hole = {"cut": "holes", "face": "+x", "y": 100, "z": 50, "diameter": 5, "depth": 9}
    on_top = {**hole, "face": "+z", "x": 4, "y": 30}
    del on_top["z"]
    assembly = built(small_tree(panel(machining=[hole, on_top], mirror=["x"])))
    assert holes(assembly, "board_left", "+x") == {(50, 1000, 500)}
    assert holes(assembly, "board_right", "-x") == {(50, 1000, 500)}
    assert holes(assembly, "board_left", "+z") == {(50, 40, 300)}
    assert holes(assembly, "board_right", "+z") == {(50, 160, 300)}


def test_a_mirror_image_has_its_banding_mirrored():
    edges = {"faces": ["-x", "+z"], "thickness": 1}
    tree = small_tree(panel(across="y", edges=edges, x={"size": 9}, mirror=["x"]))
    faces = [{edge.face for edge in part.edges} for part in built(tree).parts]
    assert faces == [{"-x", "+z"}, {"+x", "+z"}]


def test_a_joint_drills_both_parts_where_they_meet():
    assembly = built(small_tree(SIDES, SHELF, joints=[CAM]))
    # The shelf is 20 thick and begins at 500: its middle is at 510 of the side.
    assert holes(assembly, "side_left", "+x") == {
        (50, 5100, 690), (80, 5100, 1010), (50, 5100, 3310), (80, 5100, 2990),
    }  # fmt: skip
    assert holes(assembly, "side_right", "-x") == holes(assembly, "side_left", "+x")
    assert holes(assembly, "shelf", "-x") == {
        (80, 100, 690), (80, 100, 1010), (80, 100, 3310), (80, 100, 2990),
    }  # fmt: skip
    # The cams sit in the underside, as far from each end as the bolt is long.
    assert holes(assembly, "shelf", "-y") == {
        (150, x, z) for x in (340, 9600 - 340) for z in (690, 3310)
    }


def test_what_a_joint_needs_is_bought_and_counted():
    assembly = built(small_tree(SIDES, SHELF, joints=[CAM]))
    counts = {use.item: 0 for use in assembly.hardware}
    for use in assembly.hardware:
        counts[use.item] += use.count
    assert counts == {"cam": 4, "dowel": 4}
    assert assembly.measures["cam_count"] == 4
    assert assembly.measures["hardware_count"] == 8
    assert assembly.measures["hole_count"] == sum(
        cut.count
        for cuts in assembly.machined.cuts.values()
        for cut in cuts
        if isinstance(cut, Holes)
    )


def test_a_hole_of_the_row_serves_a_pin_and_is_drilled_once():
    side = panel(
        id="side", mirror=["x"], machining=[{"pattern": "rows_32", "face": "+x"}]
    )
    shelf = SHELF | {"y": {"start": "64 mm + 10 * 32 mm + 2.5 mm"}}
    pins = {"id": "pins", "pattern": "shelf_pin", "of": "shelf", "to": "side"}
    bare = built(small_tree(side, shelf))
    pinned = built(small_tree(side, shelf, joints=[pins]))
    assert pinned.measures["hole_count"] == bare.measures["hole_count"]
    assert pinned.measures["shelf_pin_count"] == 4
    lower = shelf | {"y": {"start": 400}}
    beside = built(small_tree(side, lower, joints=[pins]))
    assert beside.measures["hole_count"] == bare.measures["hole_count"] + 4


def test_a_board_in_a_groove_gets_its_groove():
    back = panel(id="back", across="z", x={"start": 13.5, "end": 13.5}, z={"start": 12})
    joint = {"id": "rear", "pattern": "in_groove", "of": "back", "to": "side"}
    assembly = built(small_tree(SIDES, back, joints=[joint]))
    (groove,) = assembly.machined.cuts["side_left"]
    assert isinstance(groove, Groove)
    assert groove.face == "+x"
    assert groove.depth_dmm == 65 + 1
    assert (groove.low_dmm, groove.size_dmm) == ((0, 119), (20000, 202))


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_hinge_has_its_cup_in_the_door_and_its_plate_on_the_side(side):
    door = panel(id="door", zone="leaf", across="z")
    zone = {"id": "leaf", "in": "all", "x": {"start": 1.5, "end": 1.5},
            "z": {"end": 0, "size": 20}, "opening": {"hinge": side}}  # fmt: skip
    sides = panel(id="side", mirror=["x"], z={"end": 22})
    joint = {"id": "hinge", "pattern": "cup_hinge", "of": "door", "to": "side"}
    assembly = built(small_tree(sides, door, zones=[zone], joints=[joint]))
    cups = {(x, y) for d, x, y in holes(assembly, "door", "-z") if d == 350}
    heights = {y for _, y in cups}
    assert {x for x, _ in cups} == {225 if side == "left" else 9970 - 225}
    assert min(heights) == 1000
    assert max(heights) == 19000
    plates = holes(assembly, f"side_{side}", "+x" if side == "left" else "-x")
    assert plates == {
        (50, y + shift, 3780 - 370) for y in heights for shift in (-160, 160)
    }
    assert assembly.measures["hinge_count"] == len(heights)


def test_a_turned_part_is_joined_by_nothing():
    leaning = SHELF | {"turn": {"z": 5}}
    assembly = built(small_tree(SIDES, leaning, joints=[CAM]))
    assert [joint.second for joint in assembly.machined.joints] == [""]


def test_a_joint_with_a_condition_is_made_only_where_it_holds():
    tree = small_tree(SIDES, SHELF, joints=[CAM | {"when": "is_open"}])
    assert built(tree).machined.joints == ()
    assert len(built(tree, is_open=True).machined.joints) == 2
