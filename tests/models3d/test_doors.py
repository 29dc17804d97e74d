"""Doors and drawers open without running into anything that stands still or moves."""

import math
from dataclasses import replace

import pytest

from models3d.assembly import Assembly, Machined, Part, Place
from models3d.checks import check_assembly
from models3d.findings import Overlap
from tests.models3d.samples import sample

FAR = 100_000


def opened(part: Part) -> Part:
    """Return the part where it stands when everything is wide open."""
    opening = part.opening
    if opening is None:
        return part
    x, y, z = part.place.low_dmm
    if opening.kind == "slide":
        dx, dy, dz = opening.travel_dmm
        return replace(part, place=Place((x + dx, y + dy, z + dz)))
    angle = math.radians(opening.angle_deg)
    width, _, depth = part.size_dmm
    from_x = x + width / 2 - opening.pivot_dmm[0]
    from_z = z + depth / 2 - opening.pivot_dmm[2]
    to_x = from_x * math.cos(angle) + from_z * math.sin(angle) + opening.pivot_dmm[0]
    to_z = from_z * math.cos(angle) - from_x * math.sin(angle) + opening.pivot_dmm[2]
    low = (round(to_x - width / 2), y, round(to_z - depth / 2))
    return replace(part, place=Place(low, (0, 1000 * opening.angle_deg, 0)))


def overlaps(assembly: Assembly, parts: list[Part]) -> tuple[Overlap, ...]:
    limit = (FAR, FAR, FAR)
    apart = replace(assembly, parts=tuple(parts), limit_dmm=limit)
    return tuple(f for f in check_assembly(apart) if isinstance(f, Overlap))


@pytest.mark.parametrize("slug", ["wardrobe", "shelving"])
def test_all_doors_and_drawers_can_be_open_at_once(slug):
    """Handles too: doors that face one another over a divider leave room for them."""
    product = sample(slug)
    for variant in product.random_variants(seed=23, count=40):
        assembly = product.assemble(variant)
        if variant.get("doors") != "sliding":
            parts = [opened(part) for part in assembly.parts]
            assert overlaps(assembly, parts) == (), variant


@pytest.mark.parametrize("handle", ["bow", "bar", "knob", "leather"])
@pytest.mark.parametrize(
    "inside",
    [
        ("drawers", "drawers", "drawers"),
        ("shelves", "drawers", "drawers"),
        ("drawers", "rail", "drawers"),
        ("shelves", "rail", "shelves"),
    ],
)
def test_double_doors_with_handles_open_together(handle, inside):
    columns = {f"columns.{n}.inside": what for n, what in enumerate(inside, 1)}
    assembly = sample("wardrobe").build(
        width=2100,
        doors="hinged",
        handle=handle,
        **{"columns.count": 3},
        **columns,
    )
    leaves = {part.opening for part in assembly.parts if part.slot == "pull"}
    assert len(leaves) == 6
    assert overlaps(assembly, [opened(part) for part in assembly.parts]) == ()


def test_drawers_come_out_unless_the_next_column_s_doors_need_the_room():
    assembly = sample("wardrobe").build(
        width=2100,
        **{"columns.count": 3},
        doors="hinged",
        **{f"columns.{n}.inside": "drawers" for n in (1, 2, 3)},
    )
    travels = {
        part.opening.group.split(".")[0]: part.opening.travel_dmm[2]
        for part in assembly.parts
        if part.opening is not None and part.opening.kind == "slide"
    }
    assert travels["column_1"] > 3000
    assert travels["column_2"] == 0
    assert travels["column_3"] > 3000


@pytest.mark.parametrize("slug", ["wardrobe", "shelving"])
def test_each_door_opens_alone_with_its_handle(slug):
    product = sample(slug)
    for variant in product.random_variants(seed=29, count=12):
        assembly = product.assemble(variant)
        doors = {
            part.opening.group
            for part in assembly.parts
            if part.opening is not None and part.opening.kind == "hinge"
        }
        for door in doors:
            parts = [
                opened(part)
                if part.opening is not None and part.opening.group == door
                else part
                for part in assembly.parts
            ]
            assert overlaps(assembly, parts) == (), (variant, door)


def test_a_sliding_door_passes_behind_its_neighbour():
    assembly = sample("wardrobe").build(doors="sliding")
    left = [p for p in assembly.parts if p.id == "sliding_left"]
    rest = [p for p in assembly.parts if p.opening is None or p.id == "sliding_right"]
    rest = [p for p in rest if "track" not in p.id]
    # It stands open: it moves no further, and what held it closed is out of the way.
    aside = [replace(part, opening=None) for part in map(opened, left)]
    moved = replace(assembly, parts=(*aside, *rest), machine=lambda: Machined({}))
    assert check_assembly(moved) == ()
