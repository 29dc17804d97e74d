"""What a read part tree says of machining: cuts of a part, and joints of two."""

from dataclasses import dataclass
from typing import Literal

from models3d.assembly import Axis, Text
from models3d.cuts import Face
from models3d.formula import Formula

JointKind = Literal["butt", "beside", "hinge", "tongue"]
CutKind = Literal["holes", "groove", "rebate", "pocket"]


@dataclass(frozen=True, slots=True)
class Run:
    """
    Where cuts lie along one axis of a part, in mm from its low face.

    Parameters
    ----------
    spots
        Positions one by one; empty for a run.
    start, end
        Distance of the first and the last from the part's low and high face; of a
        groove where it begins and ends.
    pitch
        From one hole of a run to the next.
    size
        Of a groove, instead of ``end``.
    """

    spots: tuple[Formula, ...] = ()
    start: Formula | None = None
    end: Formula | None = None
    pitch: Formula | None = None
    size: Formula | None = None


@dataclass(frozen=True, slots=True)
class CutSpec:
    """
    Holes or a groove of one part.

    Parameters
    ----------
    runs
        Along the two axes of the face.
    depth
        None goes through.
    """

    kind: CutKind
    face: Face
    runs: tuple[Run, Run]
    diameter: Formula
    depth: Formula | None
    when: Formula | None


@dataclass(frozen=True, slots=True)
class BoreSpec:
    """
    One hole of a fitting, drilled again at each spot of the joint.

    Parameters
    ----------
    into
        ``edge``: the face of the first part that meets the second. ``panel``: its
        broad face. ``mate``: the face of the second part that is met.
    inset
        Distance of a hole in the broad face from the edge that meets; of the plate of
        a hinge from the front edge of the second part.
    shift
        Along the row of spots, towards its middle.
    offset
        Across the row, upwards, to the right or to the front, from the middle of where
        the two meet.
    is_from_low
        Whether ``offset`` counts from the low end of where they meet instead.
    is_high
        Whether ``panel`` is the upper, right or front broad face.
    """

    into: Literal["edge", "panel", "mate"]
    diameter: Formula
    depth: Formula
    inset: Formula
    shift: Formula
    offset: Formula
    is_high: bool
    is_through: bool
    is_from_low: bool


@dataclass(frozen=True, slots=True)
class SpotSpec:
    """
    Where the fittings of a joint sit along the line where two parts meet.

    Parameters
    ----------
    ends, every
        First and last fitting as far from the ends of the line, and between them as
        many as keep the distance at ``every`` or less.
    low, high
        Or distances from the low and the high end, one by one.
    grid_from, grid
        Spots go down to the nearest point of a raster, counted from a height of the
        product.
    """

    ends: Formula | None
    every: Formula | None
    low: tuple[Formula, ...]
    high: tuple[Formula, ...]
    grid_from: Formula | None
    grid: Formula | None


@dataclass(frozen=True, slots=True)
class FittingSpec:
    """Bought pieces of a joint: so many a spot, or a joint."""

    item: str
    name: Text
    count: Formula
    per: Literal["spot", "joint"]


@dataclass(frozen=True, slots=True)
class JointSpec:
    """
    How every part of one list meets parts of another; both get their machining.

    Parameters
    ----------
    of, to
        Ids of parts of the tree.
    kind
        ``butt``: an edge of the first against the broad face of the second.
        ``beside``: broad faces beside one another. ``hinge``: a door and what carries
        it. ``tongue``: the first sits in a groove of the second.
    along
        Axis of the row of fittings; None for the longer one.
    reach
        Widest gap between the two that the joint bridges.
    mates
        How many of the second kind each of the first must meet.
    play
        How much wider and deeper a groove is than what sits in it.
    """

    id: str
    kind: JointKind
    of: tuple[str, ...]
    to: tuple[str, ...]
    when: Formula | None
    along: Axis | None
    reach: Formula
    mates: Formula
    play: Formula
    spots: SpotSpec
    bores: tuple[BoreSpec, ...]
    fittings: tuple[FittingSpec, ...]

    @property
    def is_constant(self) -> bool:
        """Whether it says the same whatever is chosen, so that it cannot fail."""
        given = (self.when, self.reach, self.mates, self.play)
        of_bores = (
            formula
            for bore in self.bores
            for formula in (
                *(bore.diameter, bore.depth, bore.inset, bore.shift, bore.offset),
            )
        )
        spots = self.spots
        of_spots = (spots.ends, spots.every, spots.grid_from, spots.grid)
        counts = (fitting.count for fitting in self.fittings)
        formulas = (*given, *of_bores, *of_spots, *spots.low, *spots.high, *counts)
        return all(one is None or one.fixed is not None for one in formulas)
