"""The cut list holds each panel once, at its size, with its bands."""

from collections import Counter
from decimal import Decimal

import pytest

from models3d.furniture.cutlist import cut_list
from tests.models3d.samples import FURNITURE, sample
from tests.models3d.small_trees import built, panel, small_tree


@pytest.mark.parametrize("slug", FURNITURE)
def test_each_panel_is_cut_exactly_once(slug):
    product = sample(slug)
    for variant in product.random_variants(seed=2, count=10):
        assembly = product.assemble(variant)
        pieces = cut_list(assembly)
        panels = [part for part in assembly.parts if part.kind == "panel"]
        assert Counter(piece.id for piece in pieces) == Counter(p.id for p in panels)
        area = Decimal(sum(p.length_dmm * p.width_dmm for p in pieces)).scaleb(-8)
        assert area == assembly.measures["panel_area_m2"]
        for piece, part in zip(pieces, panels, strict=True):
            sizes = (piece.length_dmm, piece.width_dmm, piece.thickness_dmm)
            assert sorted(sizes) == sorted(part.size_dmm)
            assert piece.thickness_dmm == assembly.slots[part.slot].thickness_dmm


def test_length_runs_with_the_grain_and_bands_make_the_blank_smaller():
    data = panel(
        x={"start": 0, "end": 0},
        y={"start": 0, "size": 300},
        across="z",
        grain="y",
        edges={"faces": ["+y", "-x", "+x"], "thickness": 1},
    )
    (piece,) = cut_list(built(small_tree(data)))
    assert (piece.length_dmm, piece.width_dmm, piece.thickness_dmm) == (
        3000,
        10000,
        200,
    )
    assert (piece.cut_length_dmm, piece.cut_width_dmm) == (2990, 9980)
    assert piece.edges == (10, 10, 0, 10)
    assert piece.has_grain


def test_without_grain_the_longer_side_is_the_length():
    (piece,) = cut_list(built(small_tree(panel())))
    assert (piece.length_dmm, piece.width_dmm) == (20000, 4000)
    assert not piece.has_grain


def test_edges_measured_for_the_price_are_the_edges_of_the_cut_list():
    assembly = sample("wardrobe").build()
    length = 0
    for piece in cut_list(assembly):
        beside, ends = piece.edges[:2], piece.edges[2:]
        length += sum(map(bool, beside)) * piece.length_dmm
        length += sum(map(bool, ends)) * piece.width_dmm
    assert assembly.measures["edge_m"] == Decimal(length).scaleb(-4)
