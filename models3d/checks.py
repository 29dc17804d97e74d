"""Whether an assembly can be built: every check that a publish asks."""

from collections.abc import Iterator, Sequence

import numpy as np

from models3d.assembly import Assembly, Part
from models3d.check_machining import machining_findings
from models3d.check_opening import opening_findings
from models3d.check_standing import standing_findings
from models3d.findings import DoubleId, Finding, OutOfBounds, TooLarge
from models3d.overlaps import TOLERANCE_DMM, box_around, overlaps


def check_assembly(assembly: Assembly) -> tuple[Finding, ...]:
    """
    Return everything that keeps the assembly from being built; empty when sound.

    Notes
    -----
    Parts are judged by their boxes, turned ones by separating axes (Gottschalk 1996).
    That is stricter than their true shapes: what passes never overlaps. What sits in
    a groove of the other part does not overlap it. Cloth is left out.
    """
    return (
        *_double_ids(assembly.parts),
        *_out_of_bounds(assembly),
        *_too_large(assembly),
        *overlaps(assembly.parts, assembly.cuts_of),
        *machining_findings(assembly),
        *opening_findings(assembly),
        *standing_findings(assembly),
    )


def _double_ids(parts: Sequence[Part]) -> Iterator[DoubleId]:
    seen: set[str] = set()
    for part in parts:
        if part.id in seen:
            yield DoubleId(part.id)
        seen.add(part.id)


def _out_of_bounds(assembly: Assembly) -> Iterator[OutOfBounds]:
    for part in assembly.parts:
        centre, half, _ = box_around(part)
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
