"""
Garments as drawings: few even tones of each piece, bounded by smooth outlines.

Facets would show their seams and weigh 70 KB; here the garment is seen once as pixels,
and each piece becomes the outlines of where it is at least so light.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models3d.assembly import Assembly, Material, Part
from models3d.export.contours import outlines
from models3d.export.oblique import EYE, RIGHT, SUN, UP
from models3d.export.raster import Picture, Reals, Triangles, rasterised
from models3d.export.tints import shaded
from models3d.mesh import Indices
from models3d.meshes.of_part import mesh_of

_PIXELS = 640
_MARGIN = 0.07
# Coordinates of the drawing to a pixel.
_FINE = 4
_TONES = tuple(round(0.5 + 0.04 * step, 2) for step in range(16))
_EDGE_LIGHT = 0.74
_INSIDE_LIGHT = 0.7
_TOLERANCE, _LEAST_AREA = 0.3, 3.0
# A ribbon narrower than this in pixels is thread or lettering: drawn as it is.
_THREAD = 3.0
_THREAD_LIFT_MM = 6.0
_SEWN_ON_MM = 4.0


@dataclass(frozen=True, eq=False)
class _Seen:
    """A part's triangles in the plane of the picture, in pixels and mm of depth."""

    part: Part
    spots: Reals
    depths: Reals
    lights: Reals
    area: float
    is_thread: bool


def _lift(area: float, largest: float) -> float:
    """Return by how many mm a small piece is sewn on: facets are coarser than cloth."""
    return _SEWN_ON_MM if area < largest / 8 else 0.0


def drapery(
    assembly: Assembly, materials: Mapping[str, Material], width_px: int
) -> list[str]:
    """Return the lines of an SVG ``width_px`` wide that draw a garment."""
    seen = _seen(assembly)
    cloth = [one for one in seen if not one.is_thread]
    largest = max((one.area for one in cloth), default=0.0)
    picture = rasterised(
        Triangles(
            np.concatenate([one.spots for one in cloth]),
            np.concatenate([one.depths + _lift(one.area, largest) for one in cloth]),
            np.concatenate([one.lights for one in cloth]),
            np.repeat(range(len(cloth)), [len(one.spots) for one in cloth]),
        ),
        _PIXELS,
    )
    scale = width_px / _PIXELS / _FINE
    return [
        _shadow(cloth, width_px),
        f'<g transform="scale({scale:g})" stroke-width="2.4">',
        *(
            line
            for number, one in enumerate(cloth)
            for line in _piece(picture, number, materials[one.part.material])
        ),
        *(
            _thread(picture, one, materials[one.part.material])
            for one in seen
            if one.is_thread
        ),
        "</g>",
    ]


def _seen(assembly: Assembly) -> list[_Seen]:
    meshes = [(part, mesh_of(part).whole()) for part in assembly.parts]
    meshes = [(part, mesh) for part, mesh in meshes if len(mesh.triangles)]
    flat = [
        mesh.positions.astype(float) @ np.stack([RIGHT, -UP, EYE]).T
        for _, mesh in meshes
    ]
    points = np.concatenate(flat)[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    scale = _PIXELS * (1 - 2 * _MARGIN) / float((high - low).max())
    shift = _PIXELS / 2 - scale * (low + high) / 2
    found = []
    for (part, mesh), spots in zip(meshes, flat, strict=True):
        corners = spots[mesh.triangles]
        pixels = corners[:, :, :2] * scale + shift
        normals = mesh.normals[mesh.triangles].astype(float)
        lights = _lights(pixels, normals)
        area = _area(pixels)
        width = 2 * area / _open_length(pixels, mesh.triangles)
        is_thread = width < _THREAD
        found.append(_Seen(part, pixels, corners[:, :, 2], lights, area, is_thread))
    return found


def _lights(pixels: Reals, normals: Reals) -> Reals:
    """Return light on each corner: soft from above and in front, little inside."""
    a, b, c = (pixels[:, k] for k in range(3))
    ab, ac = b - a, c - a
    # With y down, a face that looks at us runs clockwise.
    is_inside = (ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0] > 0)[:, None]
    outside = 0.8 + 0.26 * (normals @ SUN)
    inside = (0.8 - 0.26 * (normals @ SUN)) * _INSIDE_LIGHT
    return np.asarray(np.where(is_inside, inside, outside))


def _area(pixels: Reals) -> float:
    ab, ac = pixels[:, 1] - pixels[:, 0], pixels[:, 2] - pixels[:, 0]
    return float(np.abs(ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]).sum() / 2)


def _open_length(pixels: Reals, triangles: Indices) -> float:
    """Return how long the edges are that only one triangle has; hardly 0 if closed."""
    sides = np.concatenate([triangles[:, [k, (k + 1) % 3]] for k in range(3)])
    numbers = sides.min(axis=1).astype(np.int64) << 32 | sides.max(axis=1)
    _, first, counts = np.unique(numbers, return_index=True, return_counts=True)
    ends = np.concatenate([pixels[:, [k, (k + 1) % 3]] for k in range(3)])
    ends = ends[first[counts == 1]]
    return max(float(np.hypot(*(ends[:, 1] - ends[:, 0]).T).sum()), 1e-9)


def _piece(picture: Picture, number: int, material: Material) -> Iterator[str]:
    """Yield the outline of a piece in its darkest tone, then what is lighter."""
    rows, columns = np.nonzero(picture.owners == number)
    if not len(rows):
        return
    window = np.s_[
        max(rows.min() - 3, 0) : rows.max() + 4,
        max(columns.min() - 3, 0) : columns.max() + 4,
    ]
    corner = np.array([window[1].start, window[0].start], float)
    mask = (picture.owners[window] == number).astype(float)
    cover = _blurred(mask)
    light = _spread(picture.lights[window], mask)
    darkest = float(np.quantile(picture.lights[rows, columns], 0.02))
    tones = [tone for tone in _TONES if tone > darkest]
    base = max((tone for tone in _TONES if tone <= darkest), default=_TONES[0])
    fill = shaded(material.colour, base)
    edge = shaded(material.colour, base * _EDGE_LIGHT)
    yield _path(cover - 0.5, corner, f'fill="{fill}" stroke="{edge}"')
    for tone in tones:
        field = np.minimum(cover - 0.72, (light - tone) * 8)
        if (field > 0).any():
            yield _path(field, corner, f'fill="{shaded(material.colour, tone)}"')


def _path(field: Reals, corner: Reals, style: str) -> str:
    loops = outlines(field, _TOLERANCE, _LEAST_AREA)
    data = "".join(_loop((loop + corner + 0.5) * _FINE) for loop in loops)
    return f'<path d="{data}" {style}/>' if data else ""


def _loop(points: Reals) -> str:
    """Return a closed line, each step relative to the last: half the text."""
    spots = np.rint(points).astype(int)
    steps = np.diff(spots, axis=0)
    steps = steps[np.abs(steps).sum(axis=1) > 0]
    text = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{spots[0, 0]} {spots[0, 1]}l{text}z"


def _blurred(mask: Reals) -> Reals:
    """Return the mean over each pixel and its neighbours: edges between pixels."""
    padded = np.pad(mask, 1)
    rows = padded[:-2] + 2 * padded[1:-1] + padded[2:]
    return np.asarray((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 16)


def _spread(light: Reals, mask: Reals) -> Reals:
    """Return light evened out within a piece and carried a little over its edge."""
    for _ in range(4):
        cover = _blurred(mask)
        even = _blurred(light * mask) / np.maximum(cover, 1e-9)
        light, mask = np.where(cover > 0, even, 0.0), (cover > 0).astype(float)
    return light


def _thread(picture: Picture, one: _Seen, material: Material) -> str:
    """Return a seam or letters where no cloth hides them."""
    middles = one.spots.mean(axis=1).astype(int).clip(0, _PIXELS - 1)
    hidden = picture.depths[middles[:, 1], middles[:, 0]]
    shown = one.depths.mean(axis=1) > hidden - _THREAD_LIFT_MM
    light = float(np.clip(one.lights[shown].mean(), 0.7, 1.0)) if shown.any() else 1
    colour = shaded(material.colour, light * 0.9)
    data = "".join(_loop(triangle * _FINE) for triangle in one.spots[shown])
    return f'<path d="{data}" fill="{colour}"/>' if data else ""


def _shadow(cloth: Sequence[_Seen], width_px: int) -> str:
    """Return a soft pool of shadow under the hem."""
    spots = np.concatenate([one.spots.reshape(-1, 2) for one in cloth])
    spots = spots * (width_px / _PIXELS)
    floor = float(spots[:, 1].max())
    near = spots[spots[:, 1] > floor - 0.25 * float(np.ptp(spots[:, 1]))]
    left, right = float(near[:, 0].min()), float(near[:, 0].max())
    middle, half = (left + right) / 2, (right - left) / 2
    return (
        '<radialGradient id="floor">'
        '<stop stop-color="#1b1a17" stop-opacity=".2"/>'
        '<stop offset=".55" stop-color="#1b1a17" stop-opacity=".09"/>'
        '<stop offset="1" stop-color="#1b1a17" stop-opacity="0"/></radialGradient>'
        f'<ellipse cx="{middle:.0f}" cy="{floor - half * 0.06:.0f}" rx="{half:.0f}" '
        f'ry="{half * 0.17:.0f}" fill="url(#floor)"/>'
    )
