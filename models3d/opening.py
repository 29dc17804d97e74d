"""Parts where they are when doors and drawers stand wide open."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from models3d.assembly import Part, Place

_FULL_MDEG = 1000


def opened(part: Part) -> Part:
    """Return the part where it is when what it belongs to is wide open."""
    opening = part.opening
    if opening is None:
        return part
    low, size = part.place.low_dmm, part.size_dmm
    if opening.kind == "slide":
        dx, dy, dz = opening.travel_dmm
        moved = low[0] + dx, low[1] + dy, low[2] + dz
        return replace(part, place=Place(moved, part.place.turn_mdeg))
    angle = math.radians(opening.angle_deg)
    pivot = opening.pivot_dmm
    # The centre turns about the upright line through the pivot, from +z towards +x.
    x = low[0] + size[0] / 2 - pivot[0]
    z = low[2] + size[2] / 2 - pivot[2]
    to_x = pivot[0] + x * math.cos(angle) + z * math.sin(angle) - size[0] / 2
    to_z = pivot[2] + z * math.cos(angle) - x * math.sin(angle) - size[2] / 2
    turn = part.place.turn_mdeg
    turned = turn[0], turn[1] + opening.angle_deg * _FULL_MDEG, turn[2]
    return replace(part, place=Place((round(to_x), low[1], round(to_z)), turned))


def openings(parts: Iterable[Part]) -> Iterator[str]:
    """Yield each group of parts that moves, once, in the order of the parts."""
    seen = set()
    for part in parts:
        if part.opening is not None and part.opening.group not in seen:
            seen.add(part.opening.group)
            yield part.opening.group
