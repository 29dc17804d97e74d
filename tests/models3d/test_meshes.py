"""Meshes judged by trimesh: closed, facing out, of the volume of their closed form."""

import math

import numpy as np
import pytest
import trimesh

from models3d.assembly import MeshShape
from models3d.generators import GENERATORS, generate_mesh
from models3d.mesh import Mesh
from models3d.meshes import primitives
from models3d.shapes import _turned_share

HANDLE = (120, 1720, 340)


def judged(mesh: Mesh) -> trimesh.Trimesh:
    """Return trimesh's view, corners joined by place alone."""
    found = trimesh.Trimesh(mesh.positions.astype(float), mesh.triangles, process=False)
    found.merge_vertices(merge_tex=True, merge_norm=True, digits_vertex=4)
    found.update_faces(found.nondegenerate_faces())
    return found


CASES = [
    ("handle_bow", (), HANDLE),
    ("handle_bar", (), (120, 4800, 360)),
    ("handle_knob", (), (320, 320, 300)),
    ("handle_leather", (), (240, 1300, 260)),
    ("table_top", (("bevel", 0), ("contour", "rectangle")), (20000, 320, 9500)),
    ("table_top", (("bevel", 30), ("contour", "rounded")), (20000, 320, 9500)),
    ("table_top", (("bevel", 30), ("contour", "oval")), (20000, 400, 9500)),
    ("leg_tapered", (("foot", 1),), (720, 7000, 720)),
    ("leg_leaning", (("wide", 62),), (620, 6500, 2300)),
]


@pytest.mark.parametrize(("generator", "arguments", "size"), CASES)
def test_a_generated_mesh_is_closed_and_fills_its_box(generator, arguments, size):
    mesh = generate_mesh(MeshShape(generator, arguments), size)
    found = judged(mesh)
    assert found.is_watertight
    assert found.is_winding_consistent
    assert found.volume > 0
    extents = np.ptp(mesh.positions, axis=0) * 10
    assert extents == pytest.approx(size, abs=12)
    assert (extents <= np.array(size) + 1).all()


def test_every_furniture_generator_is_judged_here():
    assert {name for name, *_ in CASES} == set(GENERATORS) - {"garment"}


def test_a_table_top_has_the_volume_of_its_contour():
    plan = math.pi / 4 * 1600 * 900
    shape = MeshShape("table_top", (("bevel", 0), ("contour", "oval")))
    found = judged(generate_mesh(shape, (16000, 320, 9000))).volume
    assert found == pytest.approx(plan * 32, rel=0.01)


def test_a_leaning_leg_has_the_volume_of_its_section_times_height():
    shape = MeshShape("leg_leaning", (("wide", 62),))
    found = judged(generate_mesh(shape, (620, 6500, 2300))).volume
    assert found == pytest.approx(62 * 62 * 650, rel=0.005)


@pytest.mark.parametrize("along", ["x", "y", "z"])
def test_a_rod_lies_along_its_axis(along):
    size = [250, 250, 250]
    size["xyz".index(along)] = 9000
    found = judged(primitives.rod(tuple(size), along))
    assert found.is_watertight
    assert found.volume == pytest.approx(math.pi / 4 * 25 * 25 * 900, rel=0.02)
    assert found.extents * 10 == pytest.approx(size, rel=0.01)


def test_a_turned_leg_has_the_volume_of_its_cones():
    outline = ((0, 400), (300, 600), (700, 900), (760, 650), (1000, 1000))
    size = (800, 7200, 800)
    found = judged(primitives.turned(size, outline))
    assert found.is_watertight
    closed_form = math.pi / 4 * 80 * 80 * 720 * _turned_share(outline)
    polygon = primitives.SEGMENTS / 2 * math.sin(2 * math.pi / primitives.SEGMENTS)
    assert found.volume == pytest.approx(closed_form * polygon / math.pi, rel=1e-5)


@pytest.mark.parametrize("grain", [None, "x", "y", "z"])
@pytest.mark.parametrize("size", [(10000, 190, 5000), (10, 10, 10), (30, 5000, 120)])
def test_boards_are_closed_and_lose_only_their_eased_edges(size, grain):
    found = judged(primitives.box(size, grain))
    assert found.is_watertight
    x, y, z = (length / 10 for length in size)
    assert found.extents == pytest.approx((x, y, z), abs=1e-3)
    ease = min(primitives.EASE_MM, min(x, y, z) / 4)
    edges = 4 * (x + y + z) * ease * ease / 2
    assert x * y * z - edges <= found.volume <= x * y * z
