"""Cloth in the GLB: whole numbers, halves shared, both faces drawn, and small."""

import gzip
import io

import numpy as np
import pytest
import trimesh

from models3d.export.gltf import write_glb
from models3d.mesh import Mesh
from models3d.meshes.of_part import mesh_of
from tests.models3d.glb_reader import Glb
from tests.models3d.samples import SLUGS, materials, sample

CLOTHING = ("shirt", "hoodie")


@pytest.mark.parametrize("slug", CLOTHING)
def test_each_piece_stands_where_its_mesh_does(slug):
    assembly = sample(slug).build()
    glb = Glb(write_glb(assembly, materials()))
    nodes = glb.nodes()
    assert list(nodes) == [part.id for part in assembly.parts]
    middle = np.array([0, assembly.bounds_dmm[1] / 2e4, 0])
    for part in assembly.parts:
        mesh = mesh_of(part).whole()
        wanted = mesh.positions[mesh.triangles].mean(axis=1) / 1000 + middle
        found = glb.triangles(nodes[part.id]).mean(axis=1)
        # Half a step of 0.1 mm, and the rounding of the box's centre.
        assert np.abs(found - wanted).max() < 0.00011, part.id


@pytest.mark.parametrize("slug", CLOTHING)
def test_faces_turn_to_the_side_their_normals_show(slug):
    """A mirror image must not be drawn inside out."""
    assembly = sample(slug).build()
    glb = Glb(write_glb(assembly, materials()))
    for part in assembly.parts:
        if not part.id.startswith("front"):
            continue
        triangles = glb.triangles(glb.nodes()[part.id])
        faces = np.cross(
            triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
        )
        assert faces[:, 2].sum() > 0, part.id


@pytest.mark.parametrize("slug", CLOTHING)
def test_left_and_right_share_every_byte(slug):
    glb = Glb(write_glb(sample(slug).build(), materials()))
    nodes = glb.nodes()
    left, right = nodes["front_left"], nodes["front_right"]
    assert left["mesh"] == right["mesh"]
    assert left["scale"][0] == -right["scale"][0]
    assert len(nodes["back"]["children"]) == 1


@pytest.mark.parametrize("slug", CLOTHING)
def test_neighbours_share_the_points_of_their_seams(slug):
    glb = Glb(write_glb(sample(slug).build(), materials()))
    nodes = glb.nodes()
    back, front = (
        {tuple(p) for p in np.round(glb.triangles(nodes[name]).reshape(-1, 3), 6)}
        for name in ("back", "front_left")
    )
    assert len(back & front) >= 5


@pytest.mark.parametrize("slug", CLOTHING)
def test_cloth_is_drawn_from_both_faces_with_its_texture_at_true_scale(slug):
    fabric = {"shirt": "stripe_navy", "hoodie": "terry_grey"}[slug]
    glb = Glb(write_glb(sample(slug).build(fabric=fabric), materials()))
    assert glb.json["extensionsRequired"] == ["KHR_mesh_quantization"]
    assert all(surface["doubleSided"] for surface in glb.json["materials"])
    cloth = next(one for one in glb.json["materials"] if one["name"] == fabric)
    texture = cloth["pbrMetallicRoughness"]["baseColorTexture"]
    scale = texture["extensions"]["KHR_texture_transform"]["scale"]
    along, across = materials()[fabric].texture_dmm
    node = glb.nodes()["back"]
    attributes = glb.json["meshes"][node["mesh"]]["primitives"][0]["attributes"]
    uvs = glb.accessor(attributes["TEXCOORD_0"]) * scale
    points = glb.accessor(attributes["POSITION"])
    # The back's height, against how often the texture repeats along it.
    repeats = np.ptp(points[:, 1]) / along
    assert np.ptp(uvs[:, 0]) == pytest.approx(repeats, rel=0.15)
    assert across > 0


def test_plain_cloth_carries_no_texture_coordinates():
    glb = Glb(write_glb(sample("shirt").build(fabric="poplin_white"), materials()))
    node = glb.nodes()["back"]
    primitive = glb.json["meshes"][node["mesh"]]["primitives"][0]
    assert set(primitive["attributes"]) == {"POSITION", "NORMAL"}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_first_model_of_every_product_is_light(slug):
    glb = write_glb(sample(slug).build(), materials())
    assert len(gzip.compress(glb, 6)) < 60_000


@pytest.mark.parametrize("slug", CLOTHING)
def test_equal_bodies_give_equal_files(slug):
    first, second = (write_glb(sample(slug).build(), materials()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("slug", CLOTHING)
def test_trimesh_finds_the_garment_of_the_same_size(slug):
    assembly = sample(slug).build()
    scene = trimesh.load_scene(
        io.BytesIO(write_glb(assembly, materials())), file_type="glb"
    )
    found = np.array(scene.bounds)
    meshes = [mesh_of(part).whole().positions for part in assembly.parts]
    points = np.concatenate(meshes) / 1000
    points[:, 1] += assembly.bounds_dmm[1] / 2e4
    assert np.abs(found - [points.min(axis=0), points.max(axis=0)]).max() < 0.0002


def test_a_whole_mesh_holds_both_images_facing_out():
    square = np.array([[1, 0, 0], [2, 0, 0], [1, 1, 0]], np.float32)
    normals = np.tile(np.array([0, 0, 1], np.float32), (3, 1))
    half = Mesh(
        square, normals, square[:, :2], np.array([[0, 1, 2]], np.uint32), (1, -1)
    )
    whole = half.whole()
    a, b, c = (whole.positions[whole.triangles[:, k]] for k in range(3))
    assert np.cross(b - a, c - a)[:, 2].tolist() == [1, 1]
    assert whole.positions[:, 0].tolist() == [1, 2, 1, -1, -2, -1]
