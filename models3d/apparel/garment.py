"""
Meshes of a made-to-measure garment for the part tree.

The generator ``garment`` takes ``style`` (``shirt`` or ``hoodie``), ``piece`` and the
finished measures in mm; every piece lies in the box of the whole garment, so all parts
of a tree that name the same measures fit together. ``pieces_of`` lists the pieces.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from models3d.apparel.bend import MEASURES, bend, factors_of
from models3d.apparel.layers import piece_names, piece_of, sheet_of
from models3d.apparel.lettering import lettering
from models3d.apparel.template import Reals, Template, Whole, load_template
from models3d.assembly import Scalar, Triple
from models3d.mesh import Mesh

_LETTERING = "lettering_"
# The inside of a sloping edge reaches below its outside.
_CLEARANCE_MM = 5.0


@dataclass(frozen=True, eq=False)
class Garment:
    """
    Half a garment bent to one body.

    Parameters
    ----------
    points, normals
        (n, 3) in mm and of unit length, welded across seams.
    foot
        Middle of the garment, just below its hem.
    """

    template: Template
    points: Reals
    normals: Reals
    foot: Reals


def pieces_of(style: str) -> tuple[str, ...]:
    """Return every piece that ``generate`` makes for ``style``."""
    template = load_template(style)
    letterings = (f"{_LETTERING}{place}" for place in template.patches)
    return (*piece_names(template), *letterings)


def generate(size_dmm: Triple, arguments: Mapping[str, Scalar]) -> Mesh:
    """
    Return one piece of a garment.

    Parameters
    ----------
    size_dmm
        Box of the whole garment: it stands in the middle of the box's floor and is
        not scaled to it.
    arguments
        ``style``, ``piece``, measures of ``models3d.apparel.bend.MEASURES`` in mm, and
        where they apply ``hem`` (``curved`` or ``straight``) and ``text``.
    """
    finished = tuple(
        (name, float(arguments[name])) for name in MEASURES if name in arguments
    )
    style, piece = str(arguments["style"]), str(arguments["piece"])
    body = _Body(style, finished, arguments.get("hem") == "straight", size_dmm[1])
    if piece.startswith(_LETTERING):
        garment = body.dress()
        patch = garment.template.patches[piece.removeprefix(_LETTERING)]
        text = str(arguments.get("text", ""))
        return lettering(patch, garment.points - body.centre(garment), text)
    sheet, sides = sheet_of(style, piece)
    return replace(_half(body, sheet), sides=sides)


@dataclass(frozen=True, slots=True)
class _Body:
    """What every piece of one garment has in common."""

    style: str
    finished: tuple[tuple[str, float], ...]
    is_straight: bool
    height_dmm: int

    def dress(self) -> Garment:
        return dress(self.style, self.finished, is_straight=self.is_straight)

    def centre(self, garment: Garment) -> Reals:
        rise: Reals = np.array([0.0, self.height_dmm / 20, 0.0])
        return garment.foot + rise


@lru_cache(maxsize=128)
def dress(
    style: str, finished: tuple[tuple[str, float], ...], *, is_straight: bool
) -> Garment:
    """Return the garment of ``style`` bent to ``finished``; kept for its pieces."""
    template = load_template(style)
    factors = factors_of(template, dict(finished))
    points = bend(template, factors, straight_hem=is_straight)
    low, high = points.min(axis=0), points.max(axis=0)
    foot = np.array([0.0, low[1] - _CLEARANCE_MM, (low[2] + high[2]) / 2])
    return Garment(template, points, _normals(style, template, points), foot)


@lru_cache(maxsize=8)
def _corners(style: str) -> tuple[Whole, Whole]:
    """Every outside triangle of a style, and the welded point of each corner."""
    template = load_template(style)
    sheets = [sheet for sheet in template.sheets.values() if sheet.mode != "lining"]
    triangles = np.concatenate([sheet.triangles for sheet in sheets])
    return triangles, template.weld[triangles.T.ravel()]


def _normals(style: str, template: Template, points: Reals) -> Reals:
    """Mean of the faces around each point, across seams and the mirror plane."""
    triangles, corners = _corners(style)
    a, b, c = (points[triangles[:, corner]] for corner in range(3))
    faces = np.tile(np.cross(b - a, c - a), (3, 1))
    count = len(points)
    summed = np.stack(
        [np.bincount(corners, faces[:, axis], minlength=count) for axis in range(3)],
        axis=1,
    )[template.weld]
    summed[np.abs(points[:, 0]) < 1e-9, 0] = 0.0
    length = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.where(length > 1e-9, summed / np.maximum(length, 1e-9), (0.0, 0.0, 1.0))


@lru_cache(maxsize=512)
def _half(body: _Body, sheet: str) -> Mesh:
    """Return a sheet on the wearer's left; left and right share its arrays."""
    garment, piece = body.dress(), piece_of(body.style, sheet)
    normals = garment.normals[piece.corners]
    points = garment.points[piece.corners] - normals * piece.depth_mm
    return Mesh(
        (points - body.centre(garment)).astype(np.float32),
        (normals * piece.facing).astype(np.float32),
        piece.uvs,
        piece.triangles,
    )
