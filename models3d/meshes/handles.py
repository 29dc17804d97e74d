"""Handles, each made to fill the part's box; z points away from the door."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from models3d.assembly import Scalar, Triple
from models3d.mesh import Mesh
from models3d.meshes.primitives import as_mesh, revolve, rod, turned_to

Points = npt.NDArray[np.float64]
_AROUND = 12
_BEND = 8


def bow(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """Return a round bar bent twice, with both feet on the door."""
    del arguments
    width, height, depth = (length / 10 for length in size_dmm)
    radius = width / 2
    bend = min((depth - radius) * 0.7, height / 4)
    turn = np.linspace(0, np.pi / 2, _BEND)
    top = height / 2 - radius
    reach = depth / 2 - radius
    upper = np.stack(
        [
            np.zeros(_BEND),
            top - bend + bend * np.cos(turn),
            reach - bend + bend * np.sin(turn),
        ],
        axis=1,
    )
    lower = upper[::-1] * [1, -1, 1]
    foot = np.array([[0, top, -depth / 2]])
    path = np.concatenate([foot, upper, lower, foot * [1, -1, 1]])
    return sweep(path, radius)


def bar(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """Return a long round bar on two posts."""
    del arguments
    width, height, depth = size_dmm
    grip = rod((width, height, width), "y")
    stand = depth - width // 2
    post = turned_to(
        revolve(
            [(0, 0), (0, 1), (stand / 10, 1), (stand / 10, 0)],
            stand / 10,
            (width * 0.035, width * 0.035),
        ),
        2,
    )
    away = np.array([0, 0, (depth - width) / 20])
    inset = height * 0.32 / 10
    back = np.array([0, 0, (stand - depth) / 20])
    return joined(
        (
            (grip, away),
            (post, back + np.array([0, inset, 0])),
            (post, back - np.array([0, inset, 0])),
        )
    )


def knob(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """Return a turned knob on a slim neck."""
    del arguments
    length = size_dmm[2] / 10
    outline = (
        *((0.0, 0.0), (0.0, 0.46), (0.12, 0.40), (0.34, 0.38), (0.46, 0.62)),
        *((0.58, 0.88), (0.72, 0.99), (0.84, 0.97), (0.94, 0.80), (1.0, 0.45)),
        (1.0, 0.0),
    )
    rings = [(share * length, radius) for share, radius in outline]
    return turned_to(revolve(rings, length, (size_dmm[0] / 20, size_dmm[1] / 20)), 2)


def leather(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """Return a strap that bows out between its two screws."""
    del arguments
    width, height, depth = (length / 10 for length in size_dmm)
    thick = 3.0
    along = np.linspace(-1, 1, 25)
    reach = -depth / 2 + (depth - thick) * np.cos(along * np.pi / 2) ** 1.6
    middle = np.stack([along * height / 2, reach], axis=1)
    return _ribbon(middle, width, thick)


def _ribbon(middle: Points, width: float, thick: float) -> Mesh:
    """Return a band of ``width`` along (y, z) points; closed."""
    count = len(middle)
    loops = []
    for y, z in middle:
        loops.append(
            [
                [-width / 2, y, z],
                [width / 2, y, z],
                [width / 2, y, z + thick],
                [-width / 2, y, z + thick],
            ]
        )
    rows = np.array(loops)
    sides = []
    for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)):
        sides.append(_strip(rows[:, [a, b]]))
    caps = [_cap(rows[0]), _cap(rows[count - 1][::-1])]
    return _flat([*sides, *caps])


def _strip(rows: Points) -> Points:
    """Return the triangles between neighbouring rows of two points."""
    a, b = rows[:-1, 0], rows[:-1, 1]
    c, d = rows[1:, 0], rows[1:, 1]
    return np.concatenate(
        [np.stack([a, d, b], axis=1), np.stack([a, c, d], axis=1)], axis=0
    )


def _cap(loop: Points) -> Points:
    return np.array([[loop[0], loop[1], loop[2]], [loop[0], loop[2], loop[3]]])


def _flat(pieces: Sequence[Points]) -> Mesh:
    """Return triangles with normals averaged where faces meet gently."""
    corners = np.concatenate(pieces)
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    if (corners[:, 0] * faces).sum() < 0:
        corners, faces = corners[:, ::-1], -faces
    faces /= np.linalg.norm(faces, axis=1, keepdims=True)
    points = corners.reshape(-1, 3)
    normals = np.repeat(faces, 3, axis=0)
    _, spots = np.unique(np.round(points, 6), axis=0, return_inverse=True)
    near = spots.reshape(-1, 1) == spots.reshape(1, -1)
    gentle = normals @ normals.T > 0.8
    smooth = (near & gentle).astype(np.float32) @ normals
    smooth /= np.linalg.norm(smooth, axis=1, keepdims=True)
    uvs = points[:, [1, 0]] / 1000
    return as_mesh(points, smooth, uvs, np.arange(len(points)).reshape(-1, 3))


def sweep(path: Points, radius: float) -> Mesh:
    """Return a round bar along a path in the plane x = 0, with flat ends."""
    tangents = np.gradient(path, axis=0)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
    across = np.array([1.0, 0.0, 0.0])
    angle = np.linspace(0, 2 * np.pi, _AROUND + 1)
    points, normals = [], []
    for place, tangent in zip(path, tangents, strict=True):
        other = np.cross(tangent, across)
        away = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * other
        points.append(place + radius * away)
        normals.append(away)
    ring = _AROUND + 1
    triangles = []
    for row in range(len(path) - 1):
        low = row * ring + np.arange(_AROUND)
        high = low + ring
        triangles += [
            np.stack([low, high, low + 1], axis=1),
            np.stack([low + 1, high, high + 1], axis=1),
        ]
    rounds = np.concatenate(points)
    length = np.linalg.norm(np.diff(path, axis=0), axis=1).cumsum()
    along = np.repeat(np.concatenate([[0.0], length]), ring)
    around = np.tile(angle * radius, len(path))
    uvs = np.stack([along, around], axis=1) / 1000
    body = as_mesh(rounds, np.concatenate(normals), uvs, np.concatenate(triangles))
    caps = [
        _end(points[0], path[0], -tangents[0]),
        _end(points[-1], path[-1], tangents[-1]),
    ]
    nowhere = np.zeros(3)
    return _facing_out(joined([(piece, nowhere) for piece in (body, *caps)]))


def _end(ring: Points, centre: Points, away: Points) -> Mesh:
    points = np.concatenate([centre[None], ring])
    normals = np.repeat(away[None], len(points), axis=0)
    low = np.arange(1, _AROUND + 1)
    triangles = np.stack([np.zeros_like(low), low, low + 1], axis=1)
    corners = points[triangles[0]]
    face = np.cross(corners[1] - corners[0], corners[2] - corners[0])
    if face @ away < 0:
        triangles = triangles[:, ::-1]
    return as_mesh(points, normals, points[:, :2] / 1000, triangles)


def _facing_out(mesh: Mesh) -> Mesh:
    """Return the mesh with every triangle turned the way its normals point."""
    corners = mesh.positions[mesh.triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    wrong = (faces * mesh.normals[mesh.triangles].mean(axis=1)).sum(axis=1) < 0
    triangles = mesh.triangles.copy()
    triangles[wrong] = triangles[wrong][:, ::-1]
    return Mesh(mesh.positions, mesh.normals, mesh.uvs, triangles)


def joined(pieces: Sequence[tuple[Mesh, Points]]) -> Mesh:
    """Return several meshes, each moved by its offset, as one."""
    points, normals, uvs, triangles = [], [], [], []
    base = 0
    for mesh, offset in pieces:
        points.append(mesh.positions + offset)
        normals.append(mesh.normals)
        uvs.append(mesh.uvs)
        triangles.append(mesh.triangles.astype(np.int64) + base)
        base += len(mesh.positions)
    return as_mesh(
        np.concatenate(points),
        np.concatenate(normals),
        np.concatenate(uvs),
        np.concatenate(triangles),
    )
