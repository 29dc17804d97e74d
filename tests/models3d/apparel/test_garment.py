"""Every body in range gets a garment that is whole, shut at its seams and its size."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models3d.apparel.bend import bend, factors_of
from models3d.apparel.garment import dress, generate, pieces_of
from models3d.apparel.layers import UnknownPieceError
from models3d.apparel.template import STYLES, Reals, Whole, load_template
from models3d.assembly import Scalar

BOX = (1, 1, 1)
# Finished measures of the smallest to the largest valid body, ease included.
RANGES = {
    "chest": (870, 1580),
    "waist": (760, 1640),
    "hip": (820, 1680),
    "length": (560, 920),
    "sleeve": (480, 800),
    "cuff": (175, 310),
}


@dataclass(frozen=True)
class Cut:
    """
    What a style adds to a body, as its product says: ranges, then ease by fit.

    The rules of the products bound the shares: a waist of at least 60 % of the chest.
    """

    chest: tuple[int, int]
    waist: tuple[int, int]
    hip: tuple[int, int]
    shoulder: tuple[int, int]
    length: tuple[int, int]
    ease: tuple[tuple[int, int, int, int], ...]  # chest, waist, shoulder, upper arm


CUTS = {
    "hoodie": Cut(
        (760, 1400), (600, 1400), (780, 1450), (340, 560), (560, 820),
        ((110, 120, 10, 90), (160, 120, 30, 120), (260, 120, 80, 160)),
    ),
    "shirt": Cut(
        (800, 1400), (620, 1400), (800, 1450), (360, 560), (640, 920),
        ((80, 80, 20, 60), (120, 140, 20, 80), (180, 200, 20, 110)),
    ),
}  # fmt: skip


def within(draw, limits, least=0, most=10_000):
    low, high = max(limits[0], least), min(limits[1], most)
    return draw(st.integers(low, max(low, high)))


@st.composite
def bodies(draw, style):
    """Finished measures of a body that the product's rules let through."""
    cut = CUTS[style]
    chest_ease, waist_ease, shoulder_ease, arm_ease = draw(st.sampled_from(cut.ease))
    chest = draw(st.integers(*cut.chest))
    hip = within(draw, cut.hip, chest * 7 // 10 + 1)
    waist = within(draw, cut.waist, chest * 6 // 10 + 1, hip + 200)
    shoulder = within(draw, cut.shoulder, chest * 3 // 10 + 1, chest * 55 // 100)
    wrist = draw(st.integers(130, 230))
    upper_arm = within(draw, (230, 480), wrist + 60, chest * 42 // 100)
    measures = {
        "chest": chest + chest_ease,
        "shoulder": shoulder + shoulder_ease,
        "length": draw(st.integers(*cut.length)),
        "upper_arm": upper_arm + arm_ease,
        "cuff": wrist + draw(st.integers(45, 80)),
        "sleeve": draw(st.integers(495, 775)),
    }
    if style == "hoodie":
        head = within(draw, (500, 650), most=shoulder * 17 // 10)
        fits = {
            "waist": max(measures["chest"] - 40, waist + waist_ease),
            "hip": max(hip + 20, measures["chest"] - 140),
            "head": head,
            "neck": head * 0.74,
        }
    else:
        loose = max(waist + waist_ease, measures["chest"] - 220)
        neck = within(draw, (320, 520), chest * 28 // 100 + 1, chest // 2)
        fits = {"waist": loose, "hip": max(hip + 60, loose - 40), "neck": neck + 20}
    return {**measures, **fits}


def finished(style: str, **changes: float) -> dict[str, float]:
    measures = dict(load_template(style).measures)
    return {**measures, **changes}


def slice_girth(points: Reals, triangles: Whole, height: float) -> float:
    """Length of the cut of a mesh with a level plane: a judge that shares no code."""
    total = 0.0
    for corners in points[triangles]:
        above = corners[:, 1] - height
        crossings = [
            corners[i] + (corners[j] - corners[i]) * above[i] / (above[i] - above[j])
            for i, j in ((0, 1), (1, 2), (2, 0))
            if above[i] * above[j] < 0
        ]
        if len(crossings) == 2:
            total += float(np.linalg.norm(crossings[0] - crossings[1]))
    return total


def torso(style: str) -> Whole:
    sheets = load_template(style).sheets
    names = [name for name in ("front", "back", "yoke") if name in sheets]
    return np.concatenate([sheets[name].triangles for name in names])


def height_of(
    style: str, level: str, measures: Mapping[str, float]
) -> tuple[float, Reals]:
    """Where a level of the template lies in the bent garment."""
    template = load_template(style)
    triangles = torso(style)
    used = np.unique(triangles)
    nearest = np.argsort(np.abs(template.anchors[used, 1] - template.levels[level]))
    moved = bend(template, factors_of(template, measures), straight_hem=False)
    rest, bent = template.anchors[used, 1][nearest[:40]], moved[used, 1][nearest[:40]]
    slope, offset = np.polyfit(rest, bent, 1)
    return slope * template.levels[level] + offset, moved


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_piece_of_every_body_is_finite_and_of_sane_size(style, data):
    measures = data.draw(bodies(style))
    for piece in pieces_of(style):
        mesh = generate(BOX, {"style": style, "piece": piece, "text": "AB", **measures})
        assert np.isfinite(mesh.positions).all()
        assert np.isfinite(mesh.normals).all()
        lengths = np.linalg.norm(mesh.normals, axis=1)
        assert np.abs(lengths - 1).max() < 0.0065
        assert np.abs(mesh.positions).max() < 1500
        assert mesh.triangles.max() < len(mesh.positions)
        assert len(mesh.uvs) == len(mesh.normals) == len(mesh.positions)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_girths_are_met_where_the_tape_lies(style, data):
    measures = data.draw(bodies(style))
    template = load_template(style)
    for level in ("chest", "waist", "hip"):
        height, moved = height_of(style, level, measures)
        girth = 2 * slice_girth(moved, torso(style), height)
        # The passages between levels are curved: the cut lies a little beside them.
        assert girth == pytest.approx(measures[level], rel=0.012), level
        assert template.measures[level] > 0


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=25, deadline=None)
@given(data=st.data(), is_straight=st.booleans())
def test_seams_stay_shut(style, data, is_straight):
    measures = data.draw(bodies(style))
    template = load_template(style)
    points = bend(template, factors_of(template, measures), straight_hem=is_straight)
    gap = np.linalg.norm(points - points[template.weld], axis=1)
    assert gap.max() < 0.2


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_left_and_right_are_mirror_images(style, data):
    measures = data.draw(bodies(style))
    arguments = {"style": style, **measures}
    left = generate(BOX, {**arguments, "piece": "front_left"}).whole()
    right = generate(BOX, {**arguments, "piece": "front_right"}).whole()
    assert np.allclose(left.positions * [-1, 1, 1], right.positions, atol=1e-3)
    assert np.allclose(left.normals * [-1, 1, 1], right.normals, atol=1e-6)
    assert left.positions[:, 0].min() > -0.01


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_cloth_is_torn_or_folded_by_bending(style, data):
    measures = data.draw(bodies(style))
    template = load_template(style)
    bent = bend(template, factors_of(template, measures), straight_hem=False)
    for name in ("front", "back", "cuff"):
        triangles = template.sheets[name].triangles
        for i, j in ((0, 1), (1, 2), (2, 0)):
            before = np.linalg.norm(
                template.anchors[triangles[:, i]] - template.anchors[triangles[:, j]],
                axis=1,
            )
            after = np.linalg.norm(
                bent[triangles[:, i]] - bent[triangles[:, j]], axis=1
            )
            assert (after / before).min() > 0.3, name
            assert (after / before).max() < 2.5, name


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "measure", ["chest", "waist", "hip", "length", "sleeve", "cuff"]
)
def test_a_larger_measure_makes_a_larger_garment(style, measure):
    low, high = RANGES[measure]
    boxes = []
    for value in np.linspace(low, high, 6):
        measures = tuple(sorted(finished(style, **{measure: value}).items()))
        points = dress(style, measures, is_straight=False).points
        boxes.append(np.abs(points - points.mean(axis=0)).sum())
    assert boxes == sorted(boxes)


@pytest.mark.parametrize("style", STYLES)
def test_length_is_met_down_the_back(style):
    template = load_template(style)
    lengths = []
    for length in (600.0, 700.0, 800.0):
        measures = tuple(sorted(finished(style, length=length).items()))
        points = dress(style, measures, is_straight=False).points
        sheets = template.sheets
        rib = sheets["rib"].triangles if "rib" in sheets else torso(style)
        cloth = np.unique(np.concatenate([torso(style), rib]))
        lengths.append(np.ptp(points[cloth][points[cloth, 0] < 1, 1]))
    assert np.diff(lengths) == pytest.approx([100.0, 100.0], abs=6.0)
    assert template.levels["nape"] > template.levels["hip"]


def test_a_straight_hem_is_level():
    measures = tuple(sorted(finished("shirt").items()))
    template = load_template("shirt")
    spread = []
    for is_straight in (False, True):
        points = dress("shirt", measures, is_straight=is_straight).points
        hem = np.unique(template.sheets["front"].rim)
        spread.append(np.ptp(points[hem, 1]))
    assert spread[1] < spread[0] / 2


def test_outsides_face_away_from_the_body():
    mesh = generate(BOX, {"style": "shirt", "piece": "front_left"}).whole()
    a, b, c = (mesh.positions[mesh.triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    agrees = (faces * mesh.normals[mesh.triangles[:, 0]]).sum(axis=1) >= 0
    assert agrees.mean() > 0.95


@pytest.mark.parametrize("place", ["chest", "cuff", "tail"])
def test_more_letters_take_more_thread_and_stay_on_their_patch(place):
    sizes = []
    for text in ("A", "AB", "ABC", "ABCD"):
        mesh = generate(
            BOX, {"style": "shirt", "piece": f"lettering_{place}", "text": text}
        )
        sizes.append(len(mesh.triangles))
        assert np.ptp(mesh.positions, axis=0).max() < 110
    assert sizes == sorted(set(sizes))


def test_an_unknown_piece_is_refused_by_name():
    with pytest.raises(UnknownPieceError, match="sleeve_third"):
        generate(BOX, {"style": "shirt", "piece": "sleeve_third"})


def test_equal_bodies_get_equal_bytes():
    arguments: dict[str, Scalar] = {"style": "hoodie", "piece": "hood"}
    arguments |= {"chest": 1100, "head": 580}
    first, second = generate(BOX, arguments), generate(BOX, dict(arguments))
    assert first.positions.tobytes() == second.positions.tobytes()
