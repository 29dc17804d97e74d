"""Frames: the boxes that zones become for one configuration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from configurator.expressions import exact
from models3d.assembly import AXES, Opening, Triple
from models3d.formula import Formula
from models3d.specs import OpeningSpec, Span, Spans, SplitSpec, ZoneSpec

ROOT = "all"
_WIDEST_DEG = 180
Names = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """
    One box of a zone.

    Parameters
    ----------
    path
        Numbers of the enclosing splits as the start of an id: ``column_1.leaf_2``.
    names
        What formulas inside the frame know.
    gap
        Number of the gap, where the frame lies between two fields of a split.
    """

    path: str
    low: Triple
    high: Triple
    names: Names
    opening: Opening | None = None
    gap: int | None = None

    @property
    def size(self) -> Triple:
        """Lengths along x, y and z."""
        return (
            self.high[0] - self.low[0],
            self.high[1] - self.low[1],
            self.high[2] - self.low[2],
        )


class Unfit(Exception):  # noqa: N818 - a finding on its way to the caller, not an error
    """A formula gave something that cannot be built; becomes an ``Unmakeable``."""

    def __init__(self, path: str, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path
        self.code = code
        self.sentence = sentence


def locate(span: Span, low: int, high: int, names: Names) -> tuple[int, int]:
    """Low and high coordinate of a span in a frame from ``low`` to ``high``."""
    start, end, mid, size = span.start, span.end, span.mid, span.size
    if size is None:
        return (
            low + (start.dmm(names) if start else 0),
            high - (end.dmm(names) if end else 0),
        )
    length = size.dmm(names)
    if start is not None:
        first = low + start.dmm(names)
    elif end is not None:
        first = high - end.dmm(names) - length
    else:
        centre = low + high + (2 * mid.dmm(names) if mid else 0)
        first = (centre - length) // 2
    return first, first + length


def locate_box(
    spans: Spans, low: Triple, high: Triple, names: Names
) -> tuple[Triple, Triple]:
    """Corners of the box that three spans describe."""
    x = locate(spans[0], low[0], high[0], names)
    y = locate(spans[1], low[1], high[1], names)
    z = locate(spans[2], low[2], high[2], names)
    return (x[0], y[0], z[0]), (x[1], y[1], z[1])


@dataclass(frozen=True, slots=True)
class Places:
    """The frames of a zone, and of the gaps between them."""

    fields: tuple[Frame, ...] = ()
    gaps: tuple[Frame, ...] = ()


def root_places(bounds: Triple, configuration: Mapping[str, Any]) -> Places:
    """Return the zone ``all``: the product's bounds."""
    return Places((_frame("", (0, 0, 0), bounds, dict(configuration), None),))


def zone_places(zone: ZoneSpec, parents: Sequence[Frame]) -> Places:
    """Frames of ``zone`` inside each frame of its parent zone."""
    fields: list[Frame] = []
    gaps: list[Frame] = []
    for parent in parents:
        if zone.when is not None and not zone.when.truth(parent.names):
            continue
        low, high = locate_box(zone.spans, parent.low, parent.high, parent.names)
        if zone.split is None:
            fields.append(_single(zone, parent, low, high))
            continue
        found = _split(zone, zone.split, parent, low, high)
        fields.extend(found.fields)
        gaps.extend(found.gaps)
    return Places(tuple(fields), tuple(gaps))


def _single(zone: ZoneSpec, parent: Frame, low: Triple, high: Triple) -> Frame:
    frame = _frame(parent.path, low, high, parent.names, parent.opening)
    _let(zone.lets, 1, frame.names)
    if zone.opening is None:
        return frame
    path = f"{parent.path}{zone.id}"
    return Frame(
        frame.path, low, high, frame.names, _opening(zone.opening, path, frame)
    )


def _split(
    zone: ZoneSpec, split: SplitSpec, parent: Frame, low: Triple, high: Triple
) -> Places:
    axis = "xyz".index(split.along)
    count = split.count.whole(parent.names)
    if not 0 <= count <= split.at_most:
        raise Unfit(
            f"zones.{zone.id}.split.count",
            "split_out_of_range",
            f"{zone.id} would be split into {count}, allowed are 0 to {split.at_most}.",
        )
    gap = split.gap.dmm(parent.names)
    fields: list[Frame] = []
    gaps: list[Frame] = []
    edges = list(_edges(low[axis], high[axis], count, gap))
    for number, (first, last) in enumerate(edges, 1):
        field_low, field_high = _slice(low, high, axis, first, last)
        fields.append(_field(zone, number, parent, field_low, field_high))
        if number < count:
            gap_low, gap_high = _slice(low, high, axis, last, edges[number][0])
            names = parent.names | {zone.id: number}
            gaps.append(
                _frame(parent.path, gap_low, gap_high, names, parent.opening, number)
            )
    return Places(tuple(fields), tuple(gaps))


def _edges(low: int, high: int, count: int, gap: int) -> Iterator[tuple[int, int]]:
    """Equal fields in whole tenths: rounded edges, so that nothing is lost."""
    if count == 0:
        return
    pitch = Fraction(high - low + gap, count)
    for number in range(count):
        yield low + round(number * pitch), low + round((number + 1) * pitch) - gap


def _slice(
    low: Triple, high: Triple, axis: int, first: int, last: int
) -> tuple[Triple, Triple]:
    cut_low, cut_high = list(low), list(high)
    cut_low[axis], cut_high[axis] = first, last
    return (
        (cut_low[0], cut_low[1], cut_low[2]),
        (cut_high[0], cut_high[1], cut_high[2]),
    )


def _field(
    zone: ZoneSpec, number: int, parent: Frame, low: Triple, high: Triple
) -> Frame:
    path = f"{parent.path}{zone.id}_{number}."
    names = parent.names | {zone.id: number}
    frame = _frame(path, low, high, names, parent.opening)
    _let(zone.lets, number, frame.names)
    if zone.opening is None:
        return frame
    opening = _opening(zone.opening, path[:-1], frame)
    return Frame(path, low, high, frame.names, opening)


def _frame(  # noqa: PLR0913, PLR0917 - the fields of a Frame, sizes added to its names
    path: str,
    low: Triple,
    high: Triple,
    names: Names,
    opening: Opening | None,
    gap: int | None = None,
) -> Frame:
    known = dict(names)
    for axis, name in enumerate(("zone_x", "zone_y", "zone_z")):
        known[name] = exact(Fraction(high[axis] - low[axis], 10))
    return Frame(path, low, high, known, opening, gap)


def _let(lets: Mapping[str, tuple[Formula, ...]], number: int, names: Names) -> None:
    for name, formulas in lets.items():
        names[name] = formulas[number - 1].value(names)


def _opening(spec: OpeningSpec, group: str, frame: Frame) -> Opening:
    if spec.kind == "slide":
        travel = spec.travel.dmm(frame.names)
        x, y, z = (travel if axis == spec.along else 0 for axis in AXES)
        return Opening(group, "slide", travel_dmm=(x, y, z))
    side = spec.side if isinstance(spec.side, str) else spec.side.value(frame.names)
    pivot_x = frame.low[0] if side == "left" else frame.high[0]
    angle = spec.angle_deg.whole(frame.names)
    if not 0 <= angle <= _WIDEST_DEG:
        raise Unfit(
            f"zones.{group}.opening.angle",
            "angle_out_of_range",
            f"{group} would open by {angle} degrees; 0 to {_WIDEST_DEG} are possible.",
        )
    angle = -angle if side == "left" else angle
    # A concealed hinge lifts the door out of its neighbour's way: it turns about the
    # edge of its front.
    return Opening(group, "hinge", (pivot_x, frame.low[1], frame.high[2]), angle)
