"""
How the pieces of a template become meshes, worked out once a style.

A piece is a list of corners: which point of the half garment each one is, how far below
the outside and which way it faces. Topology, UVs and triangles never change; only the
points move with the body. Cloth is drawn from both of its faces, so an inside is laid
only where it is of another cloth; a hem's edge shows how thick the cloth is.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from models3d.apparel.template import Reals, Sheet, Template, Whole, load_template
from models3d.mesh import Floats, Indices, Side

_ENDINGS: tuple[tuple[str, Side], ...] = (("_left", 1), ("_right", -1))


@dataclass(frozen=True, eq=False)
class Piece:
    """
    One piece of a garment, before it is bent.

    Parameters
    ----------
    corners
        (n,) index of the template's point.
    facing
        (n, 1) 1 for the outside, -1 for the inside.
    depth_mm
        (n, 1) below the outside of the cloth.
    """

    corners: Whole
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


def sheet_of(style: str, name: str) -> tuple[str, tuple[Side, ...]]:
    """
    Return the sheet of ``style`` that the piece ``name`` is cut from, and its sides.

    Raises
    ------
    UnknownPieceError
        When the style has none of that name.
    """
    template = load_template(style)
    for ending, side in _ENDINGS:
        stem = name.removesuffix(ending)
        sheet = template.sheets.get(stem)
        if name.endswith(ending) and sheet is not None and sheet.mode == "pair":
            return stem, (side,)
    sheet = template.sheets.get(name)
    if sheet is None or sheet.mode == "pair":
        raise UnknownPieceError(f"The {style} has no piece called {name}.")
    return name, (1,) if sheet.mode == "one" else (1, -1)


@lru_cache(maxsize=128)
def piece_of(style: str, sheet: str) -> Piece:
    """Return a sheet of a style on the wearer's left."""
    template = load_template(style)
    return _stacked(template, _layers(template.sheets[sheet]))


@dataclass(frozen=True, eq=False)
class _Layer:
    corners: Whole
    facing: Side
    depth_mm: float
    triangles: Whole


def _layers(sheet: Sheet) -> list[_Layer]:
    if sheet.mode == "lining":
        return [_surface(sheet.inner, -1, sheet.thickness_mm)]
    outside = _surface(sheet.triangles, 1, 0.0)
    return [outside, *_rim(sheet)] if len(sheet.rim) else [outside]


def _surface(triangles: Whole, facing: Side, depth_mm: float) -> _Layer:
    corners, numbers = np.unique(triangles, return_inverse=True)
    faces = numbers.reshape(-1, 3)
    turned = faces if facing > 0 else faces[:, ::-1]
    return _Layer(corners, facing, depth_mm, turned)


def _rim(sheet: Sheet) -> list[_Layer]:
    """Lay a band over the cut edge."""
    starts, ends = sheet.rim.T
    count = len(starts)
    first = np.arange(count)
    a, b, c, d = (first + count * number for number in range(4))
    band = np.concatenate([np.stack([a, b, c], 1), np.stack([b, d, c], 1)])
    outer = np.concatenate([starts, ends])
    nothing = np.zeros((0, 3), np.int64)
    # The second layer holds only the inner corners that the first one's faces use.
    return [
        _Layer(outer, 1, 0.0, band),
        _Layer(outer, -1, sheet.thickness_mm, nothing),
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
    # The warp runs along the pattern's y.
    uvs = template.uvs[corners][:, ::-1] / 1000
    return Piece(
        corners,
        _column(layers, [float(layer.facing) for layer in layers]),
        _column(layers, [layer.depth_mm for layer in layers]),
        uvs.astype(np.float32),
        np.ascontiguousarray(triangles).astype(np.uint32),
    )


def _column(layers: list[_Layer], values: list[float]) -> Reals:
    counts = [len(layer.corners) for layer in layers]
    return np.repeat(np.array(values, float), counts)[:, None]
