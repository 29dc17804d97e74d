"""From zones and spans to parts in tenths of a millimetre."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models3d.assembly import Assembly, MeshShape, Part
from models3d.cuts import Holes
from models3d.evaluate import Unmakeable, evaluate
from models3d.measures import measure_kinds
from tests.models3d.samples import FURNITURE, sample
from tests.models3d.small_trees import CONFIGURATION, built, panel, small_tree

COLUMN: dict[str, Any] = {
    "id": "column",
    "in": "all",
    "x": {"start": 20, "end": 20},
    "split": {"along": "x", "count": "columns", "gap": 20, "at_most": 9},
}


def by_id(assembly: Assembly) -> dict[str, Part]:
    return {part.id: part for part in assembly.parts}


@given(width=st.integers(600, 3000), columns=st.integers(1, 9), gap=st.integers(0, 30))
def test_a_split_loses_nothing_and_its_fields_differ_by_a_tenth(width, columns, gap):
    zone = {**COLUMN, "split": {**COLUMN["split"], "gap": gap}}
    shelf = panel(zone="column", across="y")
    divider = panel(id="divider", zone=None, between="column")
    tree = small_tree(shelf, *([divider] if gap else []), zones=[zone])
    assembly = built(tree, width=width, columns=columns)
    fields = [p for p in assembly.parts if p.id.endswith("board")]
    gaps = [p for p in assembly.parts if p.id.startswith("divider")]
    assert len(fields) == columns
    assert {part.size_dmm[0] for part in gaps} <= {gap * 10}
    total = sum(p.size_dmm[0] for p in fields) + (columns - 1) * gap * 10
    assert total == (width - 40) * 10
    sizes = {p.size_dmm[0] for p in fields}
    assert max(sizes) - min(sizes) <= 1
    row = sorted([*fields, *gaps], key=lambda part: part.place.low_dmm[0])
    ends = [part.place.low_dmm[0] + part.size_dmm[0] for part in row]
    if gap:
        assert ends[:-1] == [part.place.low_dmm[0] for part in row[1:]]


@pytest.mark.parametrize(
    ("span", "low", "size"),
    [
        ({"start": 100}, 1000, 200),  # the board's thickness follows
        ({"end": 100}, 8800, 200),
        ({"mid": 0}, 4900, 200),
        ({"mid": -50}, 4400, 200),
        ({"start": "width / 3"}, 3333, 200),  # to the nearest tenth
    ],
)
def test_a_span_places_a_board_of_the_slots_thickness(span, low, size):
    part = built(small_tree(panel(x=span))).parts[0]
    assert (part.place.low_dmm[0], part.size_dmm[0]) == (low, size)
    assert part.size_dmm[1:] == (20000, 4000)


def test_mirror_images_are_named_by_their_side_wherever_the_first_one_stands():
    for x in ({"start": 30}, {"end": 30}):
        parts = by_id(built(small_tree(panel(x=x, mirror=["x"]))))
        assert parts["board_left"].place.low_dmm[0] == 300
        assert parts["board_right"].place.low_dmm[0] == 10000 - 300 - 200


def test_four_legs_come_from_one():
    leg = panel(
        kind="turned",
        slot="bar",
        across=None,
        outline=[[0, 500], [1000, 1000]],
        x={"start": 0, "size": 60},
        z={"start": 0, "size": 60},
        mirror=["x", "z"],
    )
    parts = by_id(built(small_tree(leg)))
    assert set(parts) == {
        f"board_{x}_{z}" for x in ("left", "right") for z in ("back", "front")
    }
    assert parts["board_right_front"].place.low_dmm == (9400, 0, 3400)


def test_a_turned_part_and_its_mirror_image_lean_against_one_another():
    strut = panel(x={"start": 100}, turn={"z": 10}, mirror=["x"])
    left, right = built(small_tree(strut)).parts
    assert left.place.turn_mdeg == (0, 0, 10000)
    assert right.place.turn_mdeg == (0, 0, -10000)


def test_repeats_count_and_conditions_choose():
    shelf = panel(
        across="y",
        repeat=4,
        y={"start": "zone_y * n / (count + 1)"},
        when="n != 2 or is_open",
    )
    tree = small_tree(shelf)
    assert [p.id for p in built(tree).parts] == ["board_1", "board_3", "board_4"]
    assert len(built(tree, is_open=True).parts) == 4


def test_ids_stay_when_something_unrelated_changes():
    wardrobe = sample("wardrobe")
    before = by_id(wardrobe.build(**{"columns.count": 3}, width=1800))
    after = by_id(wardrobe.build(**{"columns.count": 3}, width=1800, lighting=True))
    assert set(before) <= set(after)
    assert any("light" in part for part in set(after) - set(before))


def test_lets_differ_from_field_to_field():
    zone = {**COLUMN, "let": {"is_last": ["false", "false", "true"]}}
    zone["split"] = {**zone["split"], "at_most": 3}
    tree = small_tree(panel(zone="column", when="is_last"), zones=[zone])
    assert [part.id for part in built(tree).parts] == ["column_3.board"]


def test_what_is_in_a_door_opens_with_it():
    door = {**COLUMN, "opening": {"hinge": "right", "angle": 90}}
    tree = small_tree(panel(zone="column", across="z"), zones=[door])
    opening = built(tree).parts[0].opening
    assert opening is not None
    assert (opening.group, opening.angle_deg) == ("column_1", 90)
    assert opening.pivot_dmm[0] == built(tree).parts[0].size_dmm[0] + 200


def test_a_door_that_would_turn_too_far_is_named():
    door = {**COLUMN, "opening": {"hinge": "right", "angle": "width / 1 mm"}}
    tree = small_tree(panel(zone="column", across="z"), zones=[door])
    found = evaluate(tree, CONFIGURATION)
    assert isinstance(found, Unmakeable)
    assert {problem.code for problem in found.problems} == {"angle_out_of_range"}


def test_what_has_no_room_is_named_and_nothing_is_half_made():
    tree = small_tree(
        panel(across="y", x={"start": 600, "end": 600}),
        panel(id="other", across="y", y={"start": "width / (columns - 3)"}),
    )
    found = evaluate(tree, CONFIGURATION)
    assert isinstance(found, Unmakeable)
    assert [(p.path, p.code) for p in found.problems] == [
        ("parts.board", "no_room"),
        ("parts.other", "division_by_zero"),
    ]


def test_a_split_beyond_its_limit_is_no_assembly():
    found = evaluate(
        small_tree(panel(zone="column"), zones=[COLUMN]),
        CONFIGURATION | {"columns": 12},
    )
    assert isinstance(found, Unmakeable)
    assert found.problems[0].code == "split_out_of_range"


@pytest.mark.parametrize("slug", FURNITURE)
def test_measures_are_known_before_anything_is_built(slug):
    kinds = measure_kinds(sample(slug).tree)
    measures = sample(slug).build().measures
    assert set(measures) == set(kinds)
    for name, kind in kinds.items():
        assert isinstance(measures[name], int if kind == "integer" else Decimal | int)


@pytest.mark.parametrize("slug", FURNITURE)
def test_measures_add_up_from_the_parts(slug):
    product = sample(slug)
    for variant in product.random_variants(seed=5, count=8):
        assembly = product.assemble(variant)
        measures = assembly.measures
        panels = [part for part in assembly.parts if part.kind == "panel"]
        area = Decimal(
            sum(sorted(p.size_dmm)[1] * sorted(p.size_dmm)[2] for p in panels)
        )
        assert measures["panel_area_m2"] == area.scaleb(-8)
        assert measures["panel_count"] == len(panels)
        assert measures["hole_count"] == sum(
            len(list(cut.centres()))
            for cuts in assembly.machined.cuts.values()
            for cut in cuts
            if isinstance(cut, Holes)
        )
        assert measures["part_count"] == len(assembly.parts)
        doors = {
            p.opening.group
            for p in assembly.parts
            if p.opening is not None and p.opening.kind == "hinge"
        }
        assert measures["door_count"] == len(doors)


def test_a_plain_board_weighs_its_volume_times_its_density():
    assembly = built(small_tree(panel()))
    assert assembly.measures["weight_kg"] == Decimal("11.2")  # 20 x 2000 x 400 x 700


def test_only_lacquered_surfaces_count_as_lacquered():
    tree = small_tree(panel())
    assert built(tree).measures["lacquered_area_m2"] == 0
    surface = built(tree, finish="white").measures["lacquered_area_m2"]
    assert surface == 2 * (
        Decimal("0.02") * 2
        + Decimal(2) * Decimal("0.4")
        + Decimal("0.4") * Decimal("0.02")
    )


def test_a_contour_keeps_a_panel_a_panel():
    top = next(p for p in sample("table").build().parts if p.id.startswith("top"))
    assert top.kind == "panel"
    assert isinstance(top.shape, MeshShape)


def test_the_centre_of_gravity_is_the_weighted_middle_of_the_parts():
    low = panel(id="low", across="y", y={"start": 0})
    high = panel(id="high", across="y", y={"end": 0}, x={"start": 0, "size": 500})
    measures = built(small_tree(low, high)).measures
    # 5.6 kg at (500, 10) and 2.8 kg at (250, 1990); both 200 from the back.
    assert measures["gravity_x_mm"] == Decimal("416.7")
    assert measures["gravity_y_mm"] == Decimal(670)
    assert measures["gravity_z_mm"] == Decimal(200)
    assert measures["volume_m3"] == Decimal("0.012")
