"""Checks of an assembly against brute force and on variants of the sample products."""

import itertools
import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models3d.assembly import Assembly, MeshShape, Part, Place, SlotUse, Triple
from models3d.checks import check_assembly
from models3d.findings import DoubleId, Finding, OutOfBounds, Overlap, TooLarge
from models3d.rotation import matrix
from tests.models3d.samples import FURNITURE, sample
from tests.models3d.small_trees import NAME, built, panel, small_tree

LIMIT = (20000, 20000, 20000)


def part(
    number: int, low: Triple, size: Triple, turn: Triple = (0, 0, 0), **further: Any
) -> Part:
    place = Place(low, turn)
    further = {"name": NAME, "kind": "panel", "slot": "s", "material": "m"} | further
    return Part(id=f"p{number}", size_dmm=size, place=place, **further)


def assembly(*parts: Part, sheet: tuple[int, int] | None = None) -> Assembly:
    slots = {"s": SlotUse("m", 0, Decimal(0), sheet)}
    return Assembly(LIMIT, parts, {}, slots, bounds_dmm=LIMIT)


def overlaps(found: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(f.first, f.second) for f in found if isinstance(f, Overlap)}


corner = st.tuples(*[st.integers(0, 12)] * 3)
side = st.tuples(*[st.integers(1, 9)] * 3)


@given(st.lists(st.tuples(corner, side), max_size=7))
def test_upright_boxes_overlap_where_their_cells_do(boxes):
    cells = [
        set(
            itertools.product(
                *(range(a, a + s) for a, s in zip(low, size, strict=True))
            )
        )
        for low, size in boxes
    ]
    # A cell is 0.2 mm, so that one shared cell is deeper than the tolerance.
    parts = [
        part(i, tuple(2 * a for a in low), tuple(2 * s for s in size))
        for i, (low, size) in enumerate(boxes)
    ]
    expected = {
        (f"p{i}", f"p{j}")
        for i, j in itertools.combinations(range(len(boxes)), 2)
        if cells[i] & cells[j]
    }
    assert overlaps(check_assembly(assembly(*parts))) == expected


@settings(max_examples=60)
@given(
    st.tuples(*[st.integers(-180, 180)] * 3),
    st.tuples(*[st.integers(-40, 40)] * 3),
    st.integers(0, 2**31),
)
def test_turned_boxes_that_share_a_point_are_found(turn, offset, seed):
    turn_mdeg = tuple(1000 * angle for angle in turn)
    first = part(0, (9950, 9800, 9980), (100, 400, 40))
    low = tuple(9900 + 2 * o for o in offset)
    second = part(1, low, (200, 60, 120), turn_mdeg)
    found = overlaps(check_assembly(assembly(first, second)))
    # Points deep inside the second, seen from the first.
    points = np.random.default_rng(seed).uniform(-0.45, 0.45, (400, 3)) * [200, 60, 120]
    centre = np.array(low) + np.array([100, 30, 60])
    world = points @ matrix(turn_mdeg).T + centre
    within = np.abs(world - [10000, 10000, 10000]) < [48, 198, 18]
    if within.all(axis=1).any():
        assert found == {("p0", "p1")}


def test_turned_boxes_that_only_seem_to_meet_are_let_pass():
    # Diagonal neighbours: their upright boxes overlap, they do not.
    first = part(0, (1000, 1000, 1000), (1000, 100, 100), (0, 0, 45000))
    beside = part(1, (1000, 1250, 1000), (1000, 100, 100), (0, 0, 45000))
    assert check_assembly(assembly(first, beside)) == ()
    closer = part(1, (1000, 1120, 1000), (1000, 100, 100), (0, 0, 45000))
    assert overlaps(check_assembly(assembly(first, closer))) == {("p0", "p1")}


def test_contact_is_fine_and_a_tenth_is_tolerated():
    first = part(0, (0, 0, 0), (100, 100, 100))
    for gap, expected in ((0, set()), (-1, set()), (-2, {("p0", "p1")})):
        second = part(1, (100 + gap, 0, 0), (100, 100, 100))
        assert overlaps(check_assembly(assembly(first, second))) == expected


def test_cloth_may_touch_what_it_covers():
    shape = MeshShape("garment", is_solid=False)
    cloth = part(0, (0, 0, 0), (100, 100, 100), kind="mesh", shape=shape)
    assert check_assembly(assembly(cloth, part(1, (0, 0, 0), (100, 100, 100)))) == ()


def test_what_stands_out_is_named_with_its_excess():
    found = check_assembly(assembly(part(0, (-30, 0, 0), (100, 100, 100))))
    assert found == (OutOfBounds("p0", 30),)
    leaning = part(0, (19000, 0, 0), (1000, 1000, 100), (0, 0, 45000))
    (out,) = check_assembly(assembly(leaning))
    assert isinstance(out, OutOfBounds)
    assert out.by_dmm == pytest.approx(500 * (math.sqrt(2) - 1), abs=1)


@pytest.mark.parametrize(
    ("size", "grain", "fits"),
    [
        ((190, 9000, 4000), "y", True),
        ((190, 4000, 9000), "y", False),  # the grain would run across the sheet
        ((190, 4000, 9000), None, True),
        ((190, 10001, 100), None, False),
        ((190, 100, 5001), "y", False),
    ],
)
def test_a_panel_must_come_out_of_a_sheet(size, grain, fits):
    found = check_assembly(
        assembly(part(0, (0, 0, 0), size, grain=grain), sheet=(10000, 5000))
    )
    assert (found == ()) is fits
    assert all(isinstance(finding, TooLarge) for finding in found)


def test_two_parts_of_one_id_are_found():
    twins = part(0, (0, 0, 0), (9, 9, 9)), part(0, (500, 0, 0), (9, 9, 9))
    assert check_assembly(assembly(*twins)) == (DoubleId("p0"),)


def test_a_tree_that_repeats_a_part_in_place_is_found():
    found = check_assembly(built(small_tree(panel(repeat=2))))
    assert overlaps(found) == {("board_1", "board_2")}


@pytest.mark.parametrize("slug", FURNITURE)
def test_random_valid_variants_can_be_built(slug):
    product = sample(slug)
    for variant in product.random_variants(seed=17, count=40):
        assert check_assembly(product.assemble(variant)) == (), variant


@pytest.mark.parametrize("slug", FURNITURE)
def test_no_two_parts_of_a_variant_overlap_by_the_plainest_comparison(slug):
    product = sample(slug)
    for variant in product.random_variants(seed=3, count=6):
        assembly = product.assemble(variant)
        upright = [p for p in assembly.parts if not any(p.place.turn_mdeg)]
        # A drawer's bottom reaches 6 mm into grooves of its sides.
        let_in = {
            frozenset((joint.first, joint.second)): 60
            for joint in assembly.machined.joints
            if joint.kind == "tongue"
        }
        for a, b in itertools.combinations(upright, 2):
            depth = min(
                min(al + asz, bl + bsz) - max(al, bl)
                for al, asz, bl, bsz in zip(
                    a.place.low_dmm,
                    a.size_dmm,
                    b.place.low_dmm,
                    b.size_dmm,
                    strict=True,
                )
            )
            assert depth <= let_in.get(frozenset((a.id, b.id)), 1), (a.id, b.id)
