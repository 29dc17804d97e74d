"""Whether an assembly can be built: nothing overlaps, leaves its bounds or a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models3d.assembly import Assembly, MeshShape, Part
from models3d.rotation import matrix

TOLERANCE_DMM = 1
"""Depth to which two parts may reach into one another: 0.1 mm."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two parts that would be in the same place, ``depth_dmm`` deep."""

    first: str
    second: str
    depth_dmm: int


@dataclass(frozen=True, slots=True)
class OutOfBounds:
    """A part that stands out of the product's bounds by ``by_dmm``."""

    part: str
    by_dmm: int


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A panel that no sheet of its material holds."""

    part: str
    slot: str
    size_dmm: tuple[int, int]
    sheet_dmm: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DoubleId:
    """Two parts that carry the same id."""

    part: str


Finding = Overlap | OutOfBounds | TooLarge | DoubleId


def check_assembly(assembly: Assembly) -> tuple[Finding, ...]:
    """
    Return everything that keeps the assembly from being built; empty when sound.

    Notes
    -----
    Parts are judged by their boxes, turned ones by separating axes (Gottschalk 1996).
    That is stricter than their true shapes: what passes never overlaps. Cloth is left
    out.
    """
    return (
        *_double_ids(assembly.parts),
        *_out_of_bounds(assembly),
        *_too_large(assembly),
        *_overlaps(assembly.parts),
    )


def _double_ids(parts: Sequence[Part]) -> Iterator[DoubleId]:
    seen: set[str] = set()
    for part in parts:
        if part.id in seen:
            yield DoubleId(part.id)
        seen.add(part.id)


def _out_of_bounds(assembly: Assembly) -> Iterator[OutOfBounds]:
    for part in assembly.parts:
        centre, half, _ = _box(part)
        excess = max(
            float((half - centre).max()),
            float((centre + half - np.array(assembly.limit_dmm)).max()),
        )
        if excess > TOLERANCE_DMM:
            yield OutOfBounds(part.id, round(excess))


def _too_large(assembly: Assembly) -> Iterator[TooLarge]:
    for part in assembly.parts:
        sheet = assembly.slots[part.slot].sheet_dmm
        if part.kind != "panel" or sheet is None:
            continue
        size = _on_sheet(part)
        fits = size[0] <= sheet[0] and size[1] <= sheet[1]
        turned = part.grain is None and size[1] <= sheet[0] and size[0] <= sheet[1]
        if not (fits or turned):
            yield TooLarge(part.id, part.slot, size, sheet)


def _on_sheet(part: Part) -> tuple[int, int]:
    """Return length along the grain and width of a panel."""
    _, middle, largest = sorted(part.size_dmm)
    if part.grain is None:
        return largest, middle
    along = part.size_dmm["xyz".index(part.grain)]
    return along, middle if along == largest else largest


def _box(part: Part) -> tuple[Floats, Floats, bool]:
    """Return centre, half size of the upright box around it, and if it is turned."""
    half = np.array(part.size_dmm) / 2
    centre = np.array(part.place.low_dmm) + half
    is_turned = any(part.place.turn_mdeg)
    if is_turned:
        half = np.abs(matrix(part.place.turn_mdeg)) @ half
    return centre, half, is_turned


def _overlaps(parts: Sequence[Part]) -> Iterator[Overlap]:
    solid = [part for part in parts if _is_solid(part)]
    if not solid:
        return
    boxes = [_box(part) for part in solid]
    centres = np.array([box[0] for box in boxes])
    halves = np.array([box[1] for box in boxes])
    distance = np.abs(centres[:, None] - centres[None])
    depth = (halves[:, None] + halves[None] - distance).min(axis=2)
    pairs = np.argwhere(np.triu(depth > TOLERANCE_DMM, k=1))
    for i, j in pairs:
        first, second = solid[i], solid[j]
        found = float(depth[i, j])
        if boxes[i][2] or boxes[j][2]:
            found = _turned_depth(first, second)
        if found > TOLERANCE_DMM:
            yield Overlap(first.id, second.id, round(found))


def _is_solid(part: Part) -> bool:
    return not isinstance(part.shape, MeshShape) or part.shape.is_solid


def _turned_depth(first: Part, second: Part) -> float:
    """Return how deep two turned boxes reach into one another; negative if apart."""
    turns = matrix(first.place.turn_mdeg), matrix(second.place.turn_mdeg)
    halves = np.array(first.size_dmm) / 2, np.array(second.size_dmm) / 2
    centres = (
        np.array(first.place.low_dmm) + halves[0],
        np.array(second.place.low_dmm) + halves[1],
    )
    axes = [*turns[0].T, *turns[1].T]
    for a in turns[0].T:
        for b in turns[1].T:
            cross = np.cross(a, b)
            length = float(np.linalg.norm(cross))
            if length > 1e-6:
                axes.append(cross / length)
    return min(_depth_along(axis, centres, turns, halves) for axis in axes)


def _depth_along(
    axis: Floats,
    centres: tuple[Floats, Floats],
    turns: tuple[Floats, Floats],
    halves: tuple[Floats, Floats],
) -> float:
    reach = sum(
        float(np.abs(turn.T @ axis) @ half)
        for turn, half in zip(turns, halves, strict=True)
    )
    return reach - abs(float((centres[0] - centres[1]) @ axis))
