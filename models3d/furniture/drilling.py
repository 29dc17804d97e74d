"""The drilling plan: every hole and groove of every part, face by face."""

from collections.abc import Iterator
from dataclasses import dataclass

from models3d.assembly import Assembly, Text
from models3d.cuts import Holes, Pair


@dataclass(frozen=True, slots=True)
class DrillingLine:
    """
    One hole, or one groove, of a part.

    Parameters
    ----------
    part
        Id of the part.
    face
        Face of the part's box that the tool enters: ``-x`` is the left one.
    at_dmm
        Centre of the hole or low corner of the groove on that face, along its two axes
        in the order x, y, z, from the low corner of the part.
    size_dmm
        Diameter twice, or the two lengths of the groove.
    joint
        Id of the joint that it is for; empty for a pattern of the part's own.
    """

    part: str
    name: Text
    face: str
    tool: str
    at_dmm: Pair
    size_dmm: Pair
    depth_dmm: int
    is_through: bool
    joint: str


def drilling_plan(assembly: Assembly) -> tuple[DrillingLine, ...]:
    """Return every cut, part by part in the order of the assembly, then by face."""
    return tuple(_lines(assembly))


def _lines(assembly: Assembly) -> Iterator[DrillingLine]:
    """Yield the lines of each part in the order in which a machine takes them."""
    for part in assembly.parts:
        lines: list[DrillingLine] = []
        for cut in assembly.cuts_of(part):
            if isinstance(cut, Holes):
                diameter, through = cut.diameter_dmm, cut.is_through
                lines.extend(
                    DrillingLine(
                        part.id,
                        part.name,
                        cut.face,
                        cut.tool,
                        at,
                        (diameter, diameter),
                        cut.depth_dmm,
                        through,
                        cut.joint,
                    )
                    for at in cut.centres()
                )
            else:
                lines.append(
                    DrillingLine(
                        part.id,
                        part.name,
                        cut.face,
                        cut.tool,
                        cut.low_dmm,
                        cut.size_dmm,
                        cut.depth_dmm,
                        is_through=False,
                        joint=cut.joint,
                    )
                )
        yield from sorted(lines, key=lambda line: (line.face, line.tool, line.at_dmm))
