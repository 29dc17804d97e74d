"""
How the pieces of a template become meshes, worked out once a style.

A piece is a list of corners: which point of the half garment each one is, on which
side of the garment, how far below the outside and which way it faces. Topology, UVs
and triangles never change; only the points move with the body.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from models3d.apparel.template import Reals, Sheet, Template, Whole, load_template
from models3d.mesh import Floats, Indices

Side = Literal[1, -1]
_ENDINGS: tuple[tuple[str, Side], ...] = (("_left", 1), ("_right", -1))
_UV_STEPS = 4096


@dataclass(frozen=True, eq=False)
class Piece:
    """
    One piece of a garment, before it is bent.

    Parameters
    ----------
    corners
        (n,) index of the template's point.
    side
        (n, 1) 1 for the wearer's left, -1 for the mirror image.
    facing
        (n, 1) 1 for the outside, -1 for the inside.
    depth_mm
        (n, 1) below the outside of the cloth.
    """

    corners: Whole
    side: Reals
    facing: Reals
    depth_mm: Reals
    uvs: Floats
    triangles: Indices


class UnknownPieceError(KeyError):
    """The style has no piece of that name."""


def piece_names(template: Template) -> tuple[str, ...]:
    """Return the names of every piece of cloth and trimming, left before right."""
    names: list[str] = []
    for name, sheet in template.sheets.items():
        pair = [f"{name}{ending}" for ending, _ in _ENDINGS]
        names.extend(pair if sheet.mode == "pair" else [name])
    return tuple(names)


@lru_cache(maxsize=256)
def piece_of(style: str, name: str) -> Piece:
    """
    Return the piece ``name`` of ``style``.

    Raises
    ------
    UnknownPieceError
        When the style has none of that name.
    """
    template = load_template(style)
    for ending, side in _ENDINGS:
        sheet = template.sheets.get(name.removesuffix(ending))
        if name.endswith(ending) and sheet is not None and sheet.mode == "pair":
            return _stacked(template, _layers(sheet, side))
    sheet = template.sheets.get(name)
    if sheet is None or sheet.mode == "pair":
        raise UnknownPieceError(f"The {style} has no piece called {name}.")
    sides: tuple[Side, ...] = (1,) if sheet.mode == "one" else (1, -1)
    return _stacked(
        template, [layer for side in sides for layer in _layers(sheet, side)]
    )


@dataclass(frozen=True, eq=False)
class _Layer:
    corners: Whole
    side: Side
    facing: Side
    depth_mm: float
    triangles: Whole


def _layers(sheet: Sheet, side: Side) -> list[_Layer]:
    """Outside, the inside that can be seen, and the edges where they meet."""
    found = []
    if sheet.mode != "lining":
        found.append(_surface(sheet.triangles, side, 1, 0.0))
    if len(sheet.inner):
        found.append(_surface(sheet.inner, side, -1, sheet.thickness_mm))
    if len(sheet.rim):
        found.extend(_rim(sheet, side))
    return found


def _surface(triangles: Whole, side: Side, facing: Side, depth_mm: float) -> _Layer:
    corners, numbers = np.unique(triangles, return_inverse=True)
    faces = numbers.reshape(-1, 3)
    turned = faces if side * facing > 0 else faces[:, ::-1]
    return _Layer(corners, side, facing, depth_mm, turned)


def _rim(sheet: Sheet, side: Side) -> list[_Layer]:
    """Lay a band over the cut edge, with both faces: an edge is seen from both."""
    starts, ends = sheet.rim.T
    count = len(starts)
    first = np.arange(count)
    a, b, c, d = (first + count * number for number in range(4))
    band = np.concatenate([np.stack([a, b, c], 1), np.stack([b, d, c], 1)])
    faces = np.concatenate([band, band[:, ::-1]])
    outer = np.concatenate([starts, ends])
    nothing = np.zeros((0, 3), np.int64)
    # The second layer holds only the inner corners that the first one's faces use.
    return [
        _Layer(outer, side, 1, 0.0, faces),
        _Layer(outer, side, -1, sheet.thickness_mm, nothing),
    ]


def _stacked(template: Template, layers: list[_Layer]) -> Piece:
    starts = np.cumsum([0, *(len(layer.corners) for layer in layers)])
    corners = np.concatenate([layer.corners for layer in layers])
    triangles = np.concatenate(
        [
            layer.triangles + start
            for layer, start in zip(layers, starts[:-1], strict=True)
        ]
    )
    # The warp runs along the pattern's y. Binary fractions pack well.
    uvs = np.round(template.uvs[corners][:, ::-1] / 1000 * _UV_STEPS) / _UV_STEPS
    return Piece(
        corners,
        _column(layers, [float(layer.side) for layer in layers]),
        _column(layers, [float(layer.facing) for layer in layers]),
        _column(layers, [layer.depth_mm for layer in layers]),
        uvs.astype(np.float32),
        np.ascontiguousarray(triangles).astype(np.uint32),
    )


def _column(layers: list[_Layer], values: list[float]) -> Reals:
    counts = [len(layer.corners) for layer in layers]
    return np.repeat(np.array(values, float), counts)[:, None]
