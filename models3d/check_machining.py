"""
Whether what is drilled and routed can be: inside, not through, each with its mate.

Cuts are judged as boxes, parallel holes as cylinders: stricter than the true shapes, so
that what passes never meets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from models3d.assembly import Assembly, Joint, Limits, Part, Triple
from models3d.cuts import Face, Groove, Holes, Machining, Pair
from models3d.findings import (
    CutOutside,
    CutsMeet,
    CutThrough,
    Finding,
    MachineLimit,
    MateMissed,
    NoMate,
    NoTool,
)
from models3d.machining import (
    cut_box,
    in_face,
    in_product,
    mirrored_face,
    on_part,
)

_TOLERANCE_DMM = 1
_LEFT_DMM = 5
"""Material that a drill leaves standing when it does not come through."""
_NEAR_DMM = 500
"""No fitting has its holes farther from its spot than this."""


def machining_findings(assembly: Assembly) -> Iterator[Finding]:
    """Yield every cut and joint that cannot be made."""
    for part in assembly.parts:
        cuts = assembly.cuts_of(part)
        if cuts:
            yield from _inside(part, cuts)
            yield from _meeting(part, cuts)
            yield from _limits(part, cuts, assembly.limits)
    parts = {part.id: part for part in assembly.parts}
    places = cache(lambda part_id: _places(parts[part_id], assembly))
    for joint in assembly.machined.joints:
        if not joint.second:
            yield NoMate(joint.id, joint.first)
        elif _is_missed(assembly, joint, parts, places(joint.second)):
            yield MateMissed(joint.id, joint.first, joint.second)


def _inside(part: Part, cuts: Sequence[Machining]) -> Iterator[Finding]:
    for cut in cuts:
        a, b = in_face(cut.face)
        size = part.size_dmm[a], part.size_dmm[b]
        thick = part.size_dmm["xyz".index(cut.face[1])]
        for at, low, high in _extents(cut):
            is_within = all(
                low[i] >= -_TOLERANCE_DMM and high[i] <= size[i] + _TOLERANCE_DMM
                for i in (0, 1)
            )
            if not is_within or cut.depth_dmm <= 0 or low[0] >= high[0]:
                yield CutOutside(part.id, cut.face, at)
                break
        through = isinstance(cut, Holes) and cut.is_through
        if not through and cut.depth_dmm > thick - _LEFT_DMM:
            at = cut.at_dmm if isinstance(cut, Holes) else cut.low_dmm
            yield CutThrough(part.id, cut.face, at, cut.depth_dmm, thick)


def _extents(cut: Machining) -> Iterator[tuple[Pair, Pair, Pair]]:
    """Yield each cut's place with the low and the high corner of its mouth."""
    if isinstance(cut, Groove):
        high = cut.low_dmm[0] + cut.size_dmm[0], cut.low_dmm[1] + cut.size_dmm[1]
        yield cut.low_dmm, cut.low_dmm, high
        return
    radius = cut.diameter_dmm // 2
    for u, v in cut.centres():
        yield (u, v), (u - radius, v - radius), (u + radius, v + radius)


@dataclass(frozen=True, slots=True)
class _Body:
    """What one cut takes away, as a box; ``axis`` is that of a hole."""

    low: Triple
    high: Triple
    axis: int | None
    radius: int
    joint: str
    face: Face
    at: Pair


def _bodies(part: Part, cuts: Sequence[Machining]) -> Iterator[_Body]:
    for cut in cuts:
        if isinstance(cut, Groove):
            low, high = cut_box(part, cut)
            yield _Body(low, high, None, 0, cut.joint, cut.face, cut.low_dmm)
            continue
        radius = cut.diameter_dmm // 2
        axis = "xyz".index(cut.face[1])
        for at in cut.centres():
            ends = (
                on_part(part, cut.face, at),
                on_part(part, cut.face, at, cut.depth_dmm),
            )
            low, high = (
                _spread(tuple(map(chosen, *ends)), axis, sign * radius)
                for chosen, sign in ((min, -1), (max, 1))
            )
            yield _Body(low, high, axis, radius, cut.joint, cut.face, at)


def _spread(point: tuple[int, ...], axis: int, by: int) -> Triple:
    x, y, z = (value + (0 if a == axis else by) for a, value in enumerate(point))
    return x, y, z


def _meeting(part: Part, cuts: Sequence[Machining]) -> Iterator[CutsMeet]:
    bodies = list(_bodies(part, cuts))
    low = np.array([body.low for body in bodies])
    high = np.array([body.high for body in bodies])
    shared = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])
    pairs = np.argwhere(np.triu((shared > _TOLERANCE_DMM).all(axis=2), k=1))
    for i, j in pairs:
        first, second = bodies[i], bodies[j]
        # A bolt runs into its own cam.
        if first.joint and first.joint == second.joint:
            continue
        if first.axis is not None and first.axis == second.axis:
            between = [
                (first.low[a] + first.high[a] - second.low[a] - second.high[a]) / 2
                for a in range(3)
                if a != first.axis
            ]
            if np.hypot(*between) >= first.radius + second.radius - _TOLERANCE_DMM:
                continue
        yield CutsMeet(part.id, first.face, first.at, second.face, second.at)


def _limits(
    part: Part, cuts: Sequence[Machining], limits: Limits
) -> Iterator[MachineLimit | NoTool]:
    if part.kind == "panel":
        _, width, length = sorted(part.size_dmm)
        size = length, width
        most, least = limits.machine_dmm, limits.smallest_dmm
        if most is not None and (length > most[0] or width > most[1]):
            yield MachineLimit(part.id, size, most, is_small=False)
        if least is not None and (length < least[0] or width < least[1]):
            yield MachineLimit(part.id, size, least, is_small=True)
    if not limits.drills_dmm:
        return
    for cut in cuts:
        if not isinstance(cut, Holes) or cut.is_through:
            continue
        if cut.depth_dmm > limits.drills_dmm.get(cut.diameter_dmm, 0):
            yield NoTool(part.id, cut.tool, cut.depth_dmm)


_Places = tuple[tuple[Face, tuple[float, float, float]], ...]


def _places(part: Part, assembly: Assembly) -> _Places:
    """Return every hole of a part as its face and the place of its mouth."""
    return tuple(
        (face, in_product(part, on_part(part, face, at)))
        for cut in assembly.cuts_of(part)
        if isinstance(cut, Holes)
        for face in _mouths(cut)
        for at in cut.centres()
    )


def _is_missed(
    assembly: Assembly, joint: Joint, parts: Mapping[str, Part], theirs: _Places
) -> bool:
    """
    Whether a fitting has holes in one part that the other part does not answer.

    Notes
    -----
    Judged by where the holes are in the product, whoever drilled them: a hole of the
    first part whose mouth touches the second one must look into a hole there; and near
    each spot the second part must have a hole at all.
    """
    first, second = parts[joint.first], parts[joint.second]
    if joint.kind == "tongue":
        return not any(
            isinstance(cut, Groove) and cut.joint == joint.name
            for cut in assembly.cuts_of(second)
        )
    for cut in assembly.cuts_of(first):
        if not isinstance(cut, Holes) or cut.joint != joint.name:
            continue
        for at in cut.centres():
            mouth = in_product(first, on_part(first, cut.face, at))
            if _touches(second, mouth) and not any(
                face[1] == cut.face[1] and face != cut.face and _same(mouth, place)
                for face, place in theirs
            ):
                return True
    along = joint.along
    return any(
        not any(abs(place[along] - spot) <= _NEAR_DMM for _, place in theirs)
        for spot in joint.spots_dmm
    )


def _mouths(cut: Holes) -> tuple[Face, ...]:
    if not cut.is_through:
        return (cut.face,)
    return cut.face, mirrored_face(cut.face, "xyz".index(cut.face[1]))


def _touches(part: Part, point: tuple[float, float, float]) -> bool:
    low, size = part.place.low_dmm, part.size_dmm
    return all(
        low[a] - _TOLERANCE_DMM <= point[a] <= low[a] + size[a] + _TOLERANCE_DMM
        for a in range(3)
    )


def _same(
    first: tuple[float, float, float], second: tuple[float, float, float]
) -> bool:
    return all(abs(a - b) <= _TOLERANCE_DMM for a, b in zip(first, second, strict=True))
