"""The GLB as an independent reader and trimesh see it."""

import gzip
import io
import math
from typing import Any

import numpy as np
import pytest
import trimesh

from models3d.assembly import BoxShape, RodShape
from models3d.export.gltf import write_glb
from models3d.rotation import matrix, quaternion
from tests.models3d.glb_reader import Glb, is_closed, volume
from tests.models3d.samples import FURNITURE, materials, sample

CASES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("wardrobe", {}),
    ("shelving", {}),
    ("table", {}),
    ("table", {"legs": "steel", "leg_finish": "steel_black"}),
    ("table", {"legs": "trestle", "shape": "rectangle", "length": 2400}),
    ("table", {"shape": "round", "length": 1300, "width": 1300, "thickness": "mm32"}),
)


@pytest.mark.parametrize(("slug", "choices"), CASES)
def test_each_part_is_one_node_whose_box_is_the_part(slug, choices):
    assembly = sample(slug).build(**choices)
    glb = Glb(write_glb(assembly, materials()))
    nodes = glb.nodes()
    assert list(nodes) == [part.id for part in assembly.parts]
    width, _, depth = assembly.bounds_dmm
    for part in assembly.parts:
        corners = glb.triangles(nodes[part.id]).reshape(-1, 3) * 1e4
        low = np.array(part.place.low_dmm) - [width / 2, 0, depth / 2]
        assert np.abs(corners.min(axis=0) - low).max() < 1
        assert np.abs(corners.max(axis=0) - low - part.size_dmm).max() < 1


@pytest.mark.parametrize(("slug", "choices"), CASES)
def test_every_mesh_is_closed_and_faces_out(slug, choices):
    glb = Glb(write_glb(sample(slug).build(**choices), materials()))
    for node in glb.nodes().values():
        triangles = glb.triangles({**node, "translation": [0, 0, 0]})
        assert volume(triangles) > 0
        assert is_closed(triangles), node["name"]


@pytest.mark.parametrize("slug", FURNITURE)
def test_sharp_boxes_have_exactly_the_volume_of_their_panels(slug):
    assembly = sample(slug).build()
    glb = Glb(write_glb(assembly, materials(), ease_mm=0))
    for part in assembly.parts:
        if isinstance(part.shape, BoxShape):
            found = volume(glb.triangles(glb.nodes()[part.id]))
            assert found == pytest.approx(math.prod(part.size_dmm) * 1e-12, rel=1e-5)


def test_a_rail_has_the_volume_of_a_cylinder():
    assembly = sample("wardrobe").build()
    glb = Glb(write_glb(assembly, materials()))
    rail = next(part for part in assembly.parts if isinstance(part.shape, RodShape))
    x, y, z = (length * 1e-4 for length in rail.size_dmm)
    found = volume(glb.triangles(glb.nodes()[rail.id]))
    assert found == pytest.approx(math.pi / 4 * x * y * z, rel=0.02)


@pytest.mark.parametrize("slug", FURNITURE)
def test_trimesh_loads_the_same_parts_at_the_same_places(slug):
    assembly = sample(slug).build()
    scene = trimesh.load_scene(
        io.BytesIO(_without_pictures(write_glb(assembly, materials()))),
        file_type="glb",
    )
    named = set(scene.graph.nodes_geometry)
    assert named == {part.id for part in assembly.parts}
    bounds = np.array(assembly.bounds_dmm) * 1e-4
    extents = scene.bounds[1] - scene.bounds[0]
    assert extents[:2] == pytest.approx(bounds[:2], abs=1e-3)


def _without_pictures(glb: bytes) -> bytes:
    """Return the file with textures named by data, since trimesh opens every URL."""
    pixel = (
        b"data:image/gif;base64,"
        b"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    )
    size = int.from_bytes(glb[12:16], "little")
    text, rest = glb[20 : 20 + size].rstrip(b" "), glb[20 + size :]
    for name in ("oak", "walnut", "birch"):
        text = text.replace(f"/textures/{name}.jpg".encode(), pixel)
    text += b" " * (-len(text) % 4)
    head = b"glTF" + (2).to_bytes(4, "little")
    length = 20 + len(text) + len(rest)
    return (
        head
        + length.to_bytes(4, "little")
        + len(text).to_bytes(4, "little")
        + b"JSON"
        + text
        + rest
    )


@pytest.mark.parametrize("slug", FURNITURE)
def test_equal_variants_give_equal_bytes(slug):
    first, second = (
        write_glb(sample(slug).build(), dict(reversed(list(materials().items()))))
        for _ in range(2)
    )
    assert first == second == write_glb(sample(slug).build(), materials())


def test_the_demo_wardrobe_is_small():
    glb = write_glb(sample("wardrobe").build(), materials())
    assert len(gzip.compress(glb, 6)) < 14_000


def test_accessors_state_their_exact_bounds():
    glb = Glb(write_glb(sample("table").build(), materials()))
    for number, accessor in enumerate(glb.json["accessors"]):
        if "min" in accessor:
            rows = glb.accessor(number)
            assert accessor["min"] == rows.min(axis=0).tolist()
            assert accessor["max"] == rows.max(axis=0).tolist()


def test_normals_have_length_one_and_lean_with_their_faces():
    glb = Glb(write_glb(sample("wardrobe").build(handle="leather"), materials()))
    for mesh in glb.json["meshes"]:
        primitive = mesh["primitives"][0]
        normals = glb.accessor(primitive["attributes"]["NORMAL"]).astype(float)
        assert np.abs(np.linalg.norm(normals, axis=1) - 1).max() < 1e-5
        points = glb.accessor(primitive["attributes"]["POSITION"]).astype(float)
        corners = glb.accessor(primitive["indices"]).reshape(-1, 3)
        a, b, c = (points[corners[:, i]] for i in range(3))
        lean = (np.cross(b - a, c - a) * normals[corners].mean(axis=1)).sum(axis=1)
        assert lean.min() > -1e-12


def test_grain_runs_along_the_texture_at_true_scale():
    assembly = sample("wardrobe").build()
    glb = Glb(write_glb(assembly, materials(), ease_mm=0))
    side = next(part for part in assembly.parts if part.id == "side_left")
    primitive = glb.json["meshes"][glb.nodes()[side.id]["mesh"]]["primitives"][0]
    points = glb.accessor(primitive["attributes"]["POSITION"])
    uvs = glb.accessor(primitive["attributes"]["TEXCOORD_0"])
    normals = glb.accessor(primitive["attributes"]["NORMAL"])
    face = np.abs(normals[:, 0]) > 0.9
    assert np.ptp(uvs[face, 0] - points[face, 1]) == pytest.approx(0, abs=1e-6)
    assert np.ptp(uvs[face, 0]) == pytest.approx(side.size_dmm[1] * 1e-4, rel=1e-6)


def test_doors_say_how_they_open():
    glb = Glb(
        write_glb(
            sample("wardrobe").build(width=1600, **{"columns.count": 2}), materials()
        )
    )
    left = glb.nodes()["doorway_1.leaf_1.door"]["extras"]
    assert left["opening"]["kind"] == "hinge"
    assert left["opening"]["angle"] == -90
    assert left["opening"]["pivot"][0] == pytest.approx(-0.8 + 0.0015)
    handle = glb.nodes()["doorway_1.leaf_1.bar"]["extras"]
    assert handle["opening"] == left["opening"]


@pytest.mark.parametrize(
    "turn", [(90000, 0, 0), (0, 180000, 0), (10000, 20000, 30000), (0, 0, -8000)]
)
def test_the_quaternion_turns_as_the_matrix_does(turn):
    x, y, z, w = quaternion(turn)
    axis, point = np.array([x, y, z]), np.array([0.3, -0.7, 1.1])
    turned = point + 2 * np.cross(axis, np.cross(axis, point) + w * point)
    assert turned == pytest.approx(matrix(turn) @ point, abs=1e-6)
