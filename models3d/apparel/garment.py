"""
Meshes of a made-to-measure garment for the part tree.

The generator ``garment`` takes ``style`` (``shirt`` or ``hoodie``), ``piece`` and the
finished measures in mm; every piece lies in the box of the whole garment, so all parts
of a tree that name the same measures fit together. ``pieces_of`` lists the pieces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from models3d.apparel.bend import MEASURES, bend, factors_of
from models3d.apparel.lettering import lettering
from models3d.apparel.template import Reals, Sheet, Template, Whole, load_template
from models3d.assembly import Scalar, Triple
from models3d.mesh import Mesh

_SIDES = (("_left", 1), ("_right", -1))
_LETTERING = "lettering_"


@dataclass(frozen=True, eq=False)
class Garment:
    """
    Half a garment bent to one body.

    Parameters
    ----------
    points, normals
        (n, 3) in mm and of unit length, welded across seams.
    middle
        Centre of the whole garment: x is 0.
    """

    template: Template
    points: Reals
    normals: Reals
    middle: Reals


def pieces_of(style: str) -> tuple[str, ...]:
    """Return every piece that ``generate`` makes for ``style``."""
    template = load_template(style)
    found: list[str] = []
    for name, sheet in template.sheets.items():
        ends = ("_left", "_right") if sheet.mode == "pair" else ("",)
        found.extend(f"{name}{end}" for end in ends)
    return (*found, *(f"{_LETTERING}{name}" for name in template.patches))


def generate(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """
    Return one piece of a garment.

    Parameters
    ----------
    size_dmm
        Box of the whole garment; the garment is centred in it, not scaled to it.
    arguments
        ``style``, ``piece``, measures of ``models3d.apparel.bend.MEASURES`` in mm, and
        where they apply ``hem`` (``curved`` or ``straight``) and ``text``.
    """
    del size_dmm
    finished = tuple(
        (name, float(arguments[name])) for name in MEASURES if name in arguments
    )
    style = str(arguments["style"])
    garment = dress(style, finished, arguments.get("hem") == "straight")
    piece = str(arguments["piece"])
    if piece.startswith(_LETTERING):
        place = piece.removeprefix(_LETTERING)
        return lettering(
            garment.template.patches[place],
            garment.points - garment.middle,
            str(arguments.get("text", "")),
        )
    return _mesh(garment, piece)


@lru_cache(maxsize=128)
def dress(
    style: str, finished: tuple[tuple[str, float], ...], is_straight: bool
) -> Garment:
    """Return the garment of ``style`` bent to ``finished``; kept for its pieces."""
    template = load_template(style)
    points = bend(
        template, factors_of(template, dict(finished)), straight_hem=is_straight
    )
    normals = _normals(template, points)
    low, high = points.min(axis=0), points.max(axis=0)
    middle = np.array([0.0, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2])
    return Garment(template, points, normals, middle)


def _normals(template: Template, points: Reals) -> Reals:
    """Mean of the faces around each point, across seams and the mirror plane."""
    triangles = np.concatenate(
        [sheet.triangles for sheet in template.sheets.values() if sheet.mode != "lining"]
    )
    a, b, c = (points[triangles[:, corner]] for corner in range(3))
    faces = np.cross(b - a, c - a)
    corners = template.weld[triangles.T.ravel()]
    count = len(points)
    summed = np.stack(
        [
            np.bincount(corners, np.tile(faces[:, axis], 3), minlength=count)
            for axis in range(3)
        ],
        axis=1,
    )[template.weld]
    summed[np.abs(points[:, 0]) < 1e-9, 0] = 0.0
    length = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.asarray(summed / np.maximum(length, 1e-12))


def _mesh(garment: Garment, piece: str) -> Mesh:
    sheets = garment.template.sheets
    if piece in sheets:
        sheet = sheets[piece]
        sides = (1, -1) if sheet.mode in {"both", "lining"} else (1,)
        return _joined([_side(garment, sheet, side) for side in sides])
    for ending, side in _SIDES:
        name = piece.removesuffix(ending)
        if name != piece and name in sheets and sheets[name].mode == "pair":
            return _side(garment, sheets[name], side)
    raise KeyError(f"no piece {piece!r} in this style")


def _side(garment: Garment, sheet: Sheet, side: int) -> Mesh:
    layers = [] if sheet.mode == "lining" else [_layer(garment, sheet.triangles, 0.0)]
    if len(sheet.inner):
        layers.append(_layer(garment, sheet.inner, sheet.thickness_mm))
    if len(sheet.rim):
        layers.append(_rim(garment, sheet))
    mesh = _joined(layers)
    if side > 0:
        return mesh
    flip = np.array([-1, 1, 1], np.float32)
    turned = np.ascontiguousarray(mesh.triangles[:, ::-1])
    return Mesh(mesh.positions * flip, mesh.normals * flip, mesh.uvs, turned)


def _layer(garment: Garment, triangles: Whole, inside_mm: float) -> Mesh:
    """The outside of some triangles, or their inside a thickness below."""
    used, renumbered = np.unique(triangles, return_inverse=True)
    faces = renumbered.reshape(-1, 3)
    points, normals = garment.points[used], garment.normals[used]
    if inside_mm:
        points, normals, faces = points - normals * inside_mm, -normals, faces[:, ::-1]
    return _made(points - garment.middle, normals, garment.template.uvs[used], faces)


def _rim(garment: Garment, sheet: Sheet) -> Mesh:
    """The turned edge of an opening: a band between outside and inside, seen twice."""
    starts, ends = sheet.rim.T
    corners = np.concatenate([starts, ends])
    outer, normals = garment.points[corners], garment.normals[corners]
    inner = outer - normals * sheet.thickness_mm
    count = len(starts)
    one = np.arange(count)
    a, b, c, d = one, one + count, one + 2 * count, one + 3 * count
    faces = np.concatenate(
        [np.stack([a, b, c], 1), np.stack([b, d, c], 1)]
    )
    both = np.concatenate([faces, faces[:, ::-1]])
    return _made(
        np.concatenate([outer, inner]) - garment.middle,
        np.concatenate([normals, -normals]),
        np.tile(garment.template.uvs[corners], (2, 1)),
        both,
    )


def _made(points: Reals, normals: Reals, uvs_mm: Reals, faces: Whole) -> Mesh:
    """A mesh; the warp runs along the pattern's y."""
    return Mesh(
        points.astype(np.float32),
        normals.astype(np.float32),
        (uvs_mm[:, ::-1] / 1000).astype(np.float32),
        np.ascontiguousarray(faces).astype(np.uint32),
    )


def _joined(meshes: list[Mesh]) -> Mesh:
    starts = np.cumsum([0, *(len(mesh.positions) for mesh in meshes)])
    triangles = [
        mesh.triangles + np.uint32(start)
        for mesh, start in zip(meshes, starts[:-1], strict=True)
    ]
    return Mesh(
        np.concatenate([mesh.positions for mesh in meshes]),
        np.concatenate([mesh.normals for mesh in meshes]),
        np.concatenate([mesh.uvs for mesh in meshes]),
        np.concatenate(triangles),
    )
