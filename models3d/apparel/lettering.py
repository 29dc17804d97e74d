"""Letters of a monogram or print: strokes of even width that follow the cloth."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from models3d.apparel.strokes import STROKES
from models3d.apparel.template import Patch, Reals
from models3d.mesh import Mesh

_COLUMNS, _ROWS = 25, 5
_ADVANCE = 0.78
_GLYPH = 0.56
_WIDTH_SHARE = 0.13
_LIFT_MM = 1.0
_STEP = 0.18


def lettering(patch: Patch, points: Reals, text: str) -> Mesh:
    """
    Return ``text`` on its patch, centred and as large as fits.

    Parameters
    ----------
    points
        (n, 3) in mm: the garment's points, of which the patch names a grid.
    text
        Characters without a stroke drawing are left out as spaces.
    """
    grid = points[patch.first : patch.first + _COLUMNS * _ROWS]
    grid = grid.reshape(_ROWS, _COLUMNS, 3)
    span = max(len(text), 1) * _ADVANCE - (_ADVANCE - _GLYPH) + _WIDTH_SHARE
    height = min(patch.height_mm / (1 + _WIDTH_SHARE), patch.width_mm / span)
    left = (patch.width_mm - (span - _WIDTH_SHARE) * height) / 2
    base = (patch.height_mm - height) / 2
    ribbons = [
        _ribbon(stroke * height + (left + number * _ADVANCE * height, base), height)
        for number, character in enumerate(text)
        for stroke in _strokes(character)
    ]
    return _on_cloth(patch, grid, ribbons)


def _strokes(character: str) -> Iterator[Reals]:
    for stroke in STROKES.get(character, ()):
        yield _refined(np.array(stroke, float))


def _refined(line: Reals) -> Reals:
    """Add points until the polyline can follow the cloth."""
    points = [line[0]]
    for start, end in pairwise(line):
        pieces = max(1, int(np.ceil(np.linalg.norm(end - start) / _STEP)))
        points += [start + (end - start) * k / pieces for k in range(1, pieces + 1)]
    return np.array(points)


def _ribbon(line: Reals, height_mm: float) -> Reals:
    """(k, 2, 2): left and right edge of the stroke, in mm on the patch."""
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    side = np.stack([-along[:, 1], along[:, 0]], axis=1) * height_mm * _WIDTH_SHARE / 2
    return np.stack([line + side, line - side], axis=1)


def _on_cloth(patch: Patch, grid: Reals, ribbons: list[Reals]) -> Mesh:
    if not ribbons:
        empty = np.zeros((0, 3), np.float32)
        return Mesh(empty, empty, empty[:, :2], np.zeros((0, 3), np.uint32))
    flat = np.concatenate([ribbon.reshape(-1, 2) for ribbon in ribbons])
    places, normals = _sampled(patch, grid, flat)
    faces, start = [], 0
    for ribbon in ribbons:
        first = start + 2 * np.arange(len(ribbon) - 1)
        faces += [
            np.stack([first, first + 1, first + 2], 1),
            np.stack([first + 1, first + 3, first + 2], 1),
        ]
        start += 2 * len(ribbon)
    triangles = np.concatenate(faces)
    a, b, c = (places[triangles[:, corner]] for corner in range(3))
    if (np.cross(b - a, c - a) * normals[triangles[:, 0]]).sum() < 0:
        triangles = triangles[:, ::-1]
    return Mesh(
        (places + normals * _LIFT_MM).astype(np.float32),
        normals.astype(np.float32),
        (flat / 1000).astype(np.float32),
        np.ascontiguousarray(triangles).astype(np.uint32),
    )


def _sampled(patch: Patch, grid: Reals, flat: Reals) -> tuple[Reals, Reals]:
    """Points and outward normals of the cloth at places on the patch."""
    u = np.clip(flat[:, 0] / patch.width_mm, 0, 1) * (_COLUMNS - 1)
    v = np.clip(flat[:, 1] / patch.height_mm, 0, 1) * (_ROWS - 1)
    i = np.minimum(u.astype(int), _COLUMNS - 2)
    j = np.minimum(v.astype(int), _ROWS - 2)
    s, t = (u - i)[:, None], (v - j)[:, None]
    low = grid[j, i] * (1 - s) + grid[j, i + 1] * s
    high = grid[j + 1, i] * (1 - s) + grid[j + 1, i + 1] * s
    across = (grid[j, i + 1] - grid[j, i]) * (1 - t) + (
        grid[j + 1, i + 1] - grid[j + 1, i]
    ) * t
    normals = np.cross(across, high - low)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return low * (1 - t) + high * t, normals
