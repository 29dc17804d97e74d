"""What a read part tree holds: zones, parts, slots and hardware with their formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from models3d.assembly import Axis, FaceName, Kind, Text
from models3d.formula import Formula
from models3d.joint_specs import CutSpec, JointSpec


@dataclass(frozen=True, slots=True)
class Span:
    """
    Where something lies along one axis of its zone.

    Parameters
    ----------
    start, end
        Distance from the zone's low and high face, in mm.
    mid
        Distance of the centre from the zone's centre, in mm.
    size
        Length in mm. Start and end fix a span, or size with one of the other three.
    after, before
        Ids of parts whose high and low face stand for the zone's low and high one.
    """

    start: Formula | None
    end: Formula | None
    mid: Formula | None
    size: Formula | None
    after: str | None = None
    before: str | None = None


Spans = tuple[Span, Span, Span]


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """A material slot: the material by the value of an option, or always the same."""

    id: str
    option: str | None
    materials: Mapping[str, str]
    thickness: Formula
    density: Formula
    sheet_dmm: tuple[int, int] | None
    is_lacquered: Formula
    has_grain: bool


@dataclass(frozen=True, slots=True)
class SplitSpec:
    """Division of a zone into equal fields with gaps, along one axis."""

    along: Axis
    count: Formula
    gap: Formula
    at_most: int


@dataclass(frozen=True, slots=True)
class OpeningSpec:
    """How everything in a zone opens together."""

    kind: Literal["hinge", "slide"]
    side: Literal["left", "right"] | Formula
    angle_deg: Formula
    travel: Formula
    along: Axis = "z"


@dataclass(frozen=True, slots=True)
class ZoneSpec:
    """A box in which parts and further zones find their place."""

    id: str
    inside: str
    spans: Spans
    when: Formula | None
    split: SplitSpec | None
    lets: Mapping[str, tuple[Formula, ...]]
    opening: OpeningSpec | None


@dataclass(frozen=True, slots=True)
class EdgeSpec:
    """Banding of the named faces of a panel."""

    faces: tuple[FaceName, ...]
    thickness: Formula


@dataclass(frozen=True, slots=True)
class ShapeSpec:
    """The shape of a part before its formulas are evaluated."""

    along: Axis | None = None
    section: Literal["square", "tube", "round_tube", "angle"] = "square"
    wall: Formula | None = None
    outline: tuple[tuple[int, int], ...] = ()
    generator: str = ""
    arguments: Mapping[str, Formula] | None = None
    is_solid: bool = True


@dataclass(frozen=True, slots=True)
class PartSpec:
    """One part, or one for each repeat and mirror image, in each place of its zone."""

    id: str
    name: Text
    kind: Kind
    zone: str
    is_between: bool
    slot: str
    across: Axis | None
    spans: Spans
    when: Formula | None
    repeat: Formula | None
    mirror: tuple[Axis, ...]
    turn: tuple[Formula | None, Formula | None, Formula | None]
    shape: ShapeSpec
    grain: Axis | None
    edges: EdgeSpec | None
    cuts: tuple[CutSpec, ...] = ()
    is_anchored: bool = False


@dataclass(frozen=True, slots=True)
class HardwareSpec:
    """Bought pieces, counted in each place of a zone."""

    id: str
    item: str
    name: Text
    zone: str
    count: Formula
    when: Formula | None


@dataclass(frozen=True, slots=True)
class LimitSpec:
    """What the factory and the floor can bear; see ``models3d.assembly.Limits``."""

    machine_dmm: tuple[int, int] | None = None
    smallest_dmm: tuple[int, int] | None = None
    drills_dmm: Mapping[int, int] = field(default_factory=dict)
    package_kg: Formula | None = None
    is_fixed: Formula | None = None
    load_kg: Formula | None = None


@dataclass(frozen=True)
class ProductTree:
    """
    A product as data: everything that is built, with formulas over its options.

    Parameters
    ----------
    bounds
        Width, height and depth of the product as it is sold.
    overhang
        How far handles may stand out in front of the bounds, in mm.
    measures
        Further named numbers for price, bill and routing, besides those that
        follow from the parts (``models3d.measures.measure_kinds`` lists all).
    """

    bounds: tuple[Formula, Formula, Formula]
    overhang: Formula
    slots: Mapping[str, SlotSpec]
    zones: tuple[ZoneSpec, ...]
    parts: tuple[PartSpec, ...]
    hardware: tuple[HardwareSpec, ...]
    measures: Mapping[str, Formula]
    joints: tuple[JointSpec, ...] = ()
    limits: LimitSpec = LimitSpec()

    @cached_property
    def building_order(self) -> tuple[PartSpec, ...]:
        """The parts, each behind those that it is anchored to."""
        return tuple(self.parts[index] for index in anchored_order(self.parts)[0])

    @cached_property
    def constant_joints(self) -> frozenset[str]:
        """Ids of joints that say the same whatever is chosen, so that none can fail."""
        return frozenset(joint.id for joint in self.joints if joint.is_constant)


def anchored_order(
    parts: Sequence[PartSpec],
) -> tuple[tuple[int, ...], tuple[PartSpec, ...]]:
    """Return the order in which parts can be placed, and those in a cycle."""
    wanted = {
        index: {
            other
            for span in part.spans
            for anchor in (span.after, span.before)
            if anchor is not None
            for other, candidate in enumerate(parts)
            if anchor == candidate.id or anchor.startswith(f"{candidate.id}_")
        }
        for index, part in enumerate(parts)
    }
    order: list[int] = []
    while wanted:
        ready = [
            index for index, others in wanted.items() if not others & wanted.keys()
        ]
        if not ready:
            break
        order.extend(ready)
        for index in ready:
            del wanted[index]
    return tuple(order), tuple(parts[index] for index in wanted)
