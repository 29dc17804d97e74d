"""One test a check: a small product that breaks exactly this one."""

from typing import Any

import pytest

from models3d.checks import check_assembly
from models3d.findings import (
    Blocked,
    CutOutside,
    CutsMeet,
    CutThrough,
    Finding,
    MachineLimit,
    MateMissed,
    NoMate,
    NoTool,
    Overlap,
    Tipping,
    TooHeavy,
)
from tests.models3d.samples import sample
from tests.models3d.small_trees import built, panel, small_tree

SIDES = panel(id="side", mirror=["x"])
SHELF = panel(id="shelf", across="y", x={"start": 20, "end": 20}, y={"start": 500})
CAM: dict[str, Any] = {"id": "cam", "pattern": "cam_dowel", "of": "shelf", "to": "side"}


def found(*parts: dict[str, Any], **further: Any) -> tuple[Finding, ...]:
    return check_assembly(built(small_tree(*parts, **further)))


def hole(**overrides: Any) -> dict[str, Any]:
    base = {"cut": "holes", "face": "+x", "y": 100, "z": 50, "diameter": 8, "depth": 9}
    return {**base, **overrides}


def drilled(*cuts: dict[str, Any], **limits: Any) -> tuple[Finding, ...]:
    return found(panel(machining=list(cuts)), limits=limits)


def test_a_sound_carcass_has_no_findings():
    assert found(SIDES, SHELF, joints=[CAM]) == ()


def test_a_part_without_its_mate_is_found():
    short = SHELF | {"x": {"start": 20, "end": 21}}
    assert found(SIDES, short, joints=[CAM]) == (NoMate("cam", "shelf"),)


def test_a_hole_that_its_mate_does_not_answer_is_found():
    bores = [
        {"in": "edge", "diameter": 8, "depth": 20},
        {"in": "mate", "diameter": 8, "depth": 9, "shift": 3},
    ]
    joint = {**CAM, "bores": bores}
    assert set(found(SIDES, SHELF, joints=[joint])) == {
        MateMissed("cam", "shelf", "side_left"),
        MateMissed("cam", "shelf", "side_right"),
    }


@pytest.mark.parametrize("y", [3, "size_y - 3 mm", "size_y + 9 mm", -9])
def test_a_hole_that_leaves_its_face_is_found(y):
    (finding,) = drilled(hole(y=y))
    assert isinstance(finding, CutOutside)
    assert drilled(hole(y=4)) == ()


def test_a_hole_that_would_come_through_is_found():
    assert drilled(hole(depth=19.6)) == (
        CutThrough("board", "+x", (1000, 500), 196, 200),
    )
    assert drilled(hole(depth=19.5)) == ()
    through = hole(through=True)
    del through["depth"]
    assert drilled(through) == ()


def test_a_groove_too_deep_is_found():
    groove = {"cut": "groove", "face": "+x", "z": {"start": 9, "size": 8}, "depth": 20}
    (finding,) = drilled(groove)
    assert isinstance(finding, CutThrough)
    assert drilled(groove | {"depth": 6}) == ()


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        ({"y": 107}, True),
        ({"y": 108}, False),
        ({"face": "-x"}, False),  # 9 and 9 in 20
        ({"face": "-x", "depth": 12}, True),
        ({"face": "+z", "x": 15, "z": None, "depth": 350}, True),  # from the edge
        ({"face": "+z", "x": 15, "z": None, "depth": 340}, False),
        ({"face": "+z", "x": 6, "z": None, "depth": 380}, False),
    ],
)
def test_holes_that_run_into_one_another_are_found(other, meets):
    second = {key: value for key, value in hole(**other).items() if value is not None}
    findings = drilled(hole(), second)
    assert bool(findings) is meets
    assert all(isinstance(finding, CutsMeet) for finding in findings)


def test_what_the_machine_cannot_hold_is_found():
    for limits, is_small in (
        ({"machine": [1900, 500]}, False),
        ({"smallest": [90, 401]}, True),
    ):
        (finding,) = drilled(hole(), **limits)
        assert isinstance(finding, MachineLimit)
        assert finding.is_small is is_small
        assert found(panel(), limits=limits) == ()  # nothing is drilled here


def test_a_hole_without_its_drill_is_found():
    assert drilled(hole(), drills={5: 35}) == (NoTool("board", "drill_8", 90),)
    assert drilled(hole(), drills={8: 8}) == (NoTool("board", "drill_8", 90),)
    assert drilled(hole(), drills={8: 9}) == ()


DOOR: dict[str, Any] = {
    "id": "leaf",
    "in": "all",
    "z": {"start": 380, "size": 20},
    "x": {"start": 300, "size": 300},
    "opening": {"hinge": "left", "angle": 90},
}


def test_a_door_that_runs_into_its_neighbour_is_found():
    post = panel(id="post", x={"start": 310}, z={"start": 401, "end": -300})
    door = panel(id="door", zone="leaf", across="z")
    findings = found(door, post, zones=[DOOR], overhang=300, limits={"fixed": True})
    assert findings == (Blocked("leaf", "door", "post"),)
    apart = post | {"x": {"start": 320}}
    beside = found(door, apart, zones=[DOOR], overhang=300, limits={"fixed": True})
    assert beside == ()


def test_a_drawer_that_runs_into_something_is_found():
    zone = {**DOOR, "opening": {"slide": 200}}
    box = panel(id="box", zone="leaf", across="z")
    bar = panel(id="bar", across="z", z={"start": 570}, y={"start": 0, "size": 20})
    findings = found(box, bar, zones=[zone], overhang=400, limits={"fixed": True})
    assert findings == (Blocked("leaf", "box", "bar"),)


def test_what_falls_over_is_found():
    foot = panel(id="foot", across="y", y={"start": 0}, z={"start": 0, "end": 300})
    head = panel(id="head", across="y", y={"end": 0})
    assert found(foot) == ()
    (finding,) = found(foot, head)
    # A foot of 100 and 1.4 kg, a head of 400 and 5.6: 0.2 x 50 + 0.8 x 200 = 170.
    assert finding == Tipping(by_dmm=1700 - 1000, is_open=False)
    assert found(foot, head, limits={"fixed": True}) == ()


def test_what_falls_over_with_its_drawer_out_is_found():
    foot = panel(id="foot", across="y", y={"start": 0})
    box = panel(id="box", zone="leaf", across="z")
    leaf = {"y": {"start": 20, "size": 300}, "z": {"start": 300, "size": 20}}
    zone = {**DOOR, **leaf, "opening": {"slide": 250}}
    assert found(foot, box, zones=[zone]) == ()
    (finding,) = found(foot, box, zones=[zone], limits={"drawer_load_kg": 10})
    assert isinstance(finding, Tipping)
    assert finding.is_open


def test_a_part_too_heavy_for_a_package_is_found():
    assert found(panel(), limits={"package_kg": 11.2}) == ()
    assert found(panel(), limits={"package_kg": 11}) == (
        TooHeavy("board", 11200, 11000),
    )


def test_only_its_groove_lets_a_board_into_another():
    back = panel(id="back", across="z", x={"start": 13.5, "end": 13.5}, z={"start": 12})
    joint = {
        "id": "rear",
        "pattern": "in_groove",
        "of": "back",
        "to": "side",
        "mates": 2,
    }
    assert found(SIDES, back, joints=[joint]) == ()
    assert {type(finding) for finding in found(SIDES, back)} == {Overlap}


def test_every_finding_speaks_both_languages():
    parts = [SIDES, SHELF, panel(id="twice", repeat=2, machining=[hole(depth=30)])]
    findings = found(*parts, joints=[CAM], limits={"package_kg": 1})
    assert len({type(finding) for finding in findings}) >= 3
    for finding in findings:
        assert finding.sentences["en"].endswith(".")
        assert finding.sentences["zh"].endswith("。")


def test_the_wardrobe_s_hinges_use_holes_of_the_rows():
    wardrobe = sample("wardrobe").build(doors="hinged")
    rows = {c for c in wardrobe.machined.cuts["side_left"] if not c.joint}
    plates = [c for c in wardrobe.machined.cuts["side_left"] if "hinge" in c.joint]
    assert rows
    assert plates == []
    hinge = [j for j in wardrobe.machined.joints if j.id == "hinge"]
    assert all(joint.second and joint.spots_dmm for joint in hinge)
