"""Whether doors and drawers open: alone beside closed ones, and all of them at once."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from models3d.assembly import Assembly, Part
from models3d.findings import Blocked
from models3d.opening import opened, openings
from models3d.overlaps import overlaps


def opening_findings(assembly: Assembly) -> Iterator[Blocked]:
    """
    Yield what a door or drawer runs into.

    Notes
    -----
    Judged where they stand wide open. On its way a concealed hinge lifts its door out
    of its neighbour's, which a turn about one line does not show. A drawer comes out
    where the doors before it are open; sliding doors pass one another, so they are
    opened one at a time, and drawers are judged without them.
    """
    doors = {
        part.opening.group
        for part in assembly.parts
        if part.opening is not None and part.opening.kind == "hinge"
    }
    aside = {
        part.opening.group
        for part in assembly.parts
        if part.opening is not None and part.opening.travel_dmm[0]
    }
    drawers = [
        group for group in openings(assembly.parts) if group not in doors | aside
    ]
    still = tuple(assembly.parts)
    for group in sorted(doors | aside):
        yield from _run_into(assembly, still, {group})
    still = tuple(part for part in assembly.parts if not _is_in(part, aside))
    for group in drawers:
        yield from _run_into(assembly, still, {group, *doors}, about={group})
    if len(doors) + len(drawers) > 1:
        yield from _run_into(assembly, still, {*doors, *drawers})


def _run_into(
    assembly: Assembly,
    parts: Sequence[Part],
    groups: AbstractSet[str],
    about: AbstractSet[str] | None = None,
) -> Iterator[Blocked]:
    """Yield what runs into something when groups are open; ``about`` some of them."""
    moved = {part.id: part for part in parts if _is_in(part, groups)}
    placed = [opened(part) if part.id in moved else part for part in parts]
    for found in overlaps(placed, assembly.cuts_of):
        one, other = moved.get(found.first), moved.get(found.second)
        if _group(one) == _group(other):
            continue
        if about is not None and not {_group(one), _group(other)} & about:
            continue
        if one is None:
            yield Blocked(_group(other), found.second, found.first)
        else:
            yield Blocked(_group(one), found.first, found.second)


def _is_in(part: Part, groups: AbstractSet[str]) -> bool:
    return part.opening is not None and part.opening.group in groups


def _group(part: Part | None) -> str:
    return "" if part is None or part.opening is None else part.opening.group
