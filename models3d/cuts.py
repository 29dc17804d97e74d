"""
What is drilled into a part and routed out of it, in the part's own coordinates.

A point on a face is given by the two axes that lie in it, in the order x, y, z, each
measured from the low corner of the part's box before it is turned: on ``+x`` it is
(y, z), on ``-y`` it is (x, z). Depths go into the material.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Pair = tuple[int, int]
Face = Literal["-x", "+x", "-y", "+y", "-z", "+z"]


@dataclass(frozen=True, slots=True)
class Holes:
    """
    A row of equal holes in one face; a single hole is a row of one.

    Parameters
    ----------
    face
        Face of the part's box that the drill enters, square to it.
    at_dmm
        Centre of the first hole.
    diameter_dmm, depth_dmm
        Of each hole; a through hole is as deep as the part is thick there.
    count, step_dmm
        How many, and from one to the next.
    is_through
        Whether the drill may come out on the other side.
    joint
        Id of the joint that the holes are for; empty for a pattern of the part's own.
    """

    face: Face
    at_dmm: Pair
    diameter_dmm: int
    depth_dmm: int
    count: int = 1
    step_dmm: Pair = (0, 0)
    is_through: bool = False
    joint: str = ""

    @property
    def tool(self) -> str:
        """Name of the drill: its diameter."""
        return f"drill_{self.diameter_dmm / 10:g}"

    def centres(self) -> Iterator[Pair]:
        """Yield the centre of each hole on the face."""
        for number in range(self.count):
            yield (
                self.at_dmm[0] + number * self.step_dmm[0],
                self.at_dmm[1] + number * self.step_dmm[1],
            )

    def has(self, centre: Pair) -> bool:
        """Whether one of the holes is exactly there."""
        du, dv = centre[0] - self.at_dmm[0], centre[1] - self.at_dmm[1]
        su, sv = self.step_dmm
        if su == 0 and sv == 0:
            return du == 0 and dv == 0
        number, rest = divmod(du, su) if su else divmod(dv, sv)
        is_on_row = (du, dv) == (number * su, number * sv)
        return rest == 0 and 0 <= number < self.count and is_on_row


@dataclass(frozen=True, slots=True)
class Groove:
    """
    A straight cut from one face: groove, rebate along an edge, or closed pocket.

    Parameters
    ----------
    low_dmm, size_dmm
        Low corner of the cut on the face, and its two lengths.
    """

    face: Face
    low_dmm: Pair
    size_dmm: Pair
    depth_dmm: int
    kind: Literal["groove", "rebate", "pocket"] = "groove"
    joint: str = ""

    @property
    def tool(self) -> str:
        """Name of the cutter: the widest that runs in the cut."""
        return f"{self.kind}_{min(self.size_dmm) / 10:g}"


Machining = Holes | Groove
