"""The poster: deterministic, well-formed, nothing in front that belongs behind."""

from xml.etree import ElementTree as ET

import pytest

from models3d.export.oblique import faces_of
from models3d.export.svg import elevation
from models3d.export.tints import shaded
from tests.models3d.samples import FURNITURE, materials, sample
from tests.models3d.small_trees import built, panel, small_tree

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("slug", FURNITURE)
def test_a_poster_is_well_formed_and_always_the_same(slug):
    assembly = sample(slug).build()
    text = elevation(assembly, materials(), dimensions=True)
    assert text == elevation(assembly, materials(), dimensions=True)
    root = ET.fromstring(text)  # noqa: S314 - made by us
    assert len(root.findall(f"{SVG}path")) > len(assembly.parts) / 2
    written = {node.text for node in root.iter(f"{SVG}text")}
    assert written == {f"{length / 10:,.0f}" for length in assembly.bounds_dmm}
    for path in root.findall(f"{SVG}path"):
        for point in path.attrib["d"].strip("MZ").replace("ZM", "L").split("L"):
            x, y = map(float, point.split())
            assert 0 <= x <= 720
            assert 0 <= y <= 720


def test_doors_are_drawn_after_what_they_hide():
    order = [face.part.id for face in faces_of(sample("wardrobe").build())]
    last = {part: index for index, part in enumerate(order)}
    first = {part: order.index(part) for part in set(order)}
    for part, index in last.items():
        if part.startswith(("column_1", "drawer", "back")):
            assert index < first["doorway_1.leaf_1.door"]


def test_no_box_is_drawn_over_one_that_stands_in_front():
    shelves = panel(across="y", repeat=5, y={"start": "zone_y * n / 6"})
    walls = panel(id="wall", y={"start": 1700, "size": 100}, mirror=["x"])
    front = panel(id="front", across="z", z={"end": 0}, y={"start": 0, "size": 100})
    faces = faces_of(built(small_tree(shelves, walls, front)))
    parts = list({face.part.id: face.part for face in faces}.values())
    for i, later in enumerate(parts):
        for earlier in parts[:i]:
            is_behind = any(
                low + size <= other
                for low, size, other in zip(
                    later.place.low_dmm,
                    later.size_dmm,
                    earlier.place.low_dmm,
                    strict=True,
                )
            )
            is_before = any(
                low + size <= other
                for low, size, other in zip(
                    earlier.place.low_dmm,
                    earlier.size_dmm,
                    later.place.low_dmm,
                    strict=True,
                )
            )
            assert is_before or not is_behind


def test_an_empty_assembly_still_gives_a_picture():
    tree = small_tree(panel(when="is_open"))
    assert ET.fromstring(elevation(built(tree), {})).tag == f"{SVG}svg"  # noqa: S314 - made by us


def test_shade_stays_a_colour():
    assert shaded("#ff8000", 2) == "#ffff00"
    assert shaded("#ff8000", 0.5) == "#804000"
