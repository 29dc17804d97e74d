"""The cut list: what the saw makes, each panel exactly once."""

from dataclasses import dataclass

from models3d.assembly import Assembly, Part, Text


@dataclass(frozen=True, slots=True)
class CutPiece:
    """
    One panel to saw.

    Parameters
    ----------
    id
        Of the part.
    length_dmm, width_dmm
        Finished size with edge bands; length runs along the grain where the panel has
        one, otherwise it is the longer side.
    cut_length_dmm, cut_width_dmm
        Size to saw: without the bands.
    has_grain
        Whether the piece must not be turned on the sheet.
    edges
        Thickness of the bands on the two edges along the length, then on the two
        across it; 0 for none.
    """

    id: str
    part: Text
    material: str
    length_dmm: int
    width_dmm: int
    thickness_dmm: int
    cut_length_dmm: int
    cut_width_dmm: int
    has_grain: bool
    edges: tuple[int, int, int, int]


def cut_list(assembly: Assembly) -> tuple[CutPiece, ...]:
    """
    Return the panels of the assembly as pieces to saw, in its order.

    Notes
    -----
    Bands along the length make the piece narrower, bands across shorter.
    """
    return tuple(_piece(part) for part in assembly.parts if part.kind == "panel")


def _piece(part: Part) -> CutPiece:
    along, across, thick = _axes(part)
    length, width = part.size_dmm[along], part.size_dmm[across]
    bands: dict[str, int] = {edge.face: edge.thickness_dmm for edge in part.edges}
    beside = tuple(bands.get(f"{side}{'xyz'[across]}", 0) for side in "-+")
    ends = tuple(bands.get(f"{side}{'xyz'[along]}", 0) for side in "-+")
    return CutPiece(
        id=part.id,
        part=part.name,
        material=part.material,
        length_dmm=length,
        width_dmm=width,
        thickness_dmm=part.size_dmm[thick],
        cut_length_dmm=length - sum(ends),
        cut_width_dmm=width - sum(beside),
        has_grain=part.grain is not None,
        edges=(beside[0], beside[1], ends[0], ends[1]),
    )


def _axes(part: Part) -> tuple[int, int, int]:
    """Return the axes of length, width and thickness."""
    by_size = sorted(range(3), key=lambda axis: part.size_dmm[axis])
    thick, middle, longest = by_size
    if part.grain is None:
        return longest, middle, thick
    grain = "xyz".index(part.grain)
    return (grain, middle if grain == longest else longest, thick)
