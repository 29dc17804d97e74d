"""Whether the product stands, closed and wide open, and its parts can be carried."""

from collections.abc import Iterator, Sequence

import numpy as np

from models3d.assembly import Assembly, Part
from models3d.findings import Finding, Tipping, TooHeavy
from models3d.gravity import Mass, centre_of, masses
from models3d.opening import opened, openings
from models3d.overlaps import box_around

_FLOOR_DMM = 10
"""Parts that begin below this height stand on the floor."""


def standing_findings(assembly: Assembly) -> Iterator[Finding]:
    """Yield how it falls over, and every part too heavy for a package."""
    limit = assembly.limits.package_g
    if limit is not None:
        for mass in masses(assembly.parts, assembly.slots):
            if mass.grams > limit:
                yield TooHeavy(mass.id, round(mass.grams), limit)
    if assembly.limits.is_fixed:
        return
    feet = _feet(assembly.parts)
    if feet is None:
        return
    for is_open in (False, True):
        parts = [opened(part) for part in assembly.parts] if is_open else assembly.parts
        found = [*masses(parts, assembly.slots)]
        if is_open:
            found.extend(_loads(parts, assembly.limits.load_g))
        if not any(mass.grams for mass in found):
            return
        by = _outside(found, feet)
        if by > 0:
            yield Tipping(by, is_open)
            return


def _feet(parts: Sequence[Part]) -> tuple[tuple[float, float], ...] | None:
    """Return the low and the high end of what stands on the floor, along x and z."""
    boxes = [
        box_around(part)[:2] for part in parts if part.place.low_dmm[1] <= _FLOOR_DMM
    ]
    if not boxes:
        return None
    low = np.min([centre - half for centre, half in boxes], axis=0)
    high = np.max([centre + half for centre, half in boxes], axis=0)
    return (float(low[0]), float(high[0])), (float(low[2]), float(high[2]))


def _loads(parts: Sequence[Part], load_g: int) -> Iterator[Mass]:
    """Yield what each open drawer holds, in the middle of its parts."""
    for group in openings(parts):
        inside = [
            part for part in parts if part.opening and part.opening.group == group
        ]
        opening = inside[0].opening
        if opening is None or opening.kind != "slide" or not opening.travel_dmm[2]:
            continue
        centres = np.array([box_around(part)[0] for part in inside])
        x, y, z = (float(value) for value in centres.mean(axis=0))
        yield Mass(group, load_g, (x, y, z))


def _outside(found: Sequence[Mass], feet: tuple[tuple[float, float], ...]) -> int:
    """Return how far the centre of gravity is beyond the feet; negative when safe."""
    x, _, z = centre_of(found)
    by = max(
        max(low - at, at - high) for at, (low, high) in zip((x, z), feet, strict=True)
    )
    return round(by)
