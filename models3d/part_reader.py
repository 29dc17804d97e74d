"""Reads the parts of a tree; ``models3d.tree`` states the format."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from configurator.expressions import Scope, Type, number
from models3d.assembly import AXES, Axis, FaceName
from models3d.formula import Formula
from models3d.frames import ROOT
from models3d.generators import GENERATORS
from models3d.machining_reader import MachiningReader
from models3d.reading import Reader, is_pair
from models3d.specs import EdgeSpec, PartSpec, ShapeSpec, SlotSpec, Spans

_KINDS = ("panel", "rod", "profile", "turned", "mesh")
_FACES: tuple[FaceName, ...] = ("-x", "+x", "-y", "+y", "-z", "+z")
_SECTIONS = ("square", "tube", "round_tube", "angle")
_ZERO = Formula.constant(0)
_REQUIRED = ("id", "name", "kind", "slot")
_OPTIONAL = (
    *("zone", "between", "across", "x", "y", "z", "repeat", "mirror", "turn", "when"),
    *(
        "grain",
        "edges",
        "along",
        "section",
        "wall",
        "outline",
        "mesh",
        "machining",
    ),
)
_COUNTERS: Mapping[str, Type] = {"n": number(), "count": number()}


class PartReader:
    """
    Reads one part after the other.

    Parameters
    ----------
    slots
        The tree's material slots.
    scope_of
        Names that formulas of a zone may use, by the zone's id and the path to
        complain about.
    split_zones
        Zones that are split, and so have gaps to lie between.
    machining
        Reads what is cut into a part.
    """

    def __init__(
        self,
        reader: Reader,
        slots: Mapping[str, SlotSpec],
        scope_of: Callable[[str, str], Scope],
        split_zones: set[str],
        machining: MachiningReader,
    ) -> None:
        self._reader = reader
        self._machining = machining
        self._slots = slots
        self._scope_of = scope_of
        self._split = split_zones

    def read(self, data: Mapping[str, Any], path: str) -> PartSpec:
        """Return the part that a mapping describes."""
        found = self._reader.mapping(data, path, _REQUIRED, _OPTIONAL)
        zone, is_between = self._home(found, path)
        outer = self._scope_of(zone, path)
        repeat = self._reader.optional(found, "repeat", path, "number", outer)
        scope = outer if repeat is None else outer.extended(_COUNTERS)
        kind = self._reader.one_of(found.get("kind"), f"{path}.kind", _KINDS)
        slot = self._slot_name(found.get("slot"), f"{path}.slot")
        across = None
        if kind == "panel":
            across = self._reader.axis(found.get("across"), f"{path}.across")
        spans = self._reader.spans(found, path, scope, across)
        if across is not None and slot in self._slots:
            spans = self._thick(spans, across, slot, is_between=is_between)
        turn = self._reader.mapping(found.get("turn", {}), f"{path}.turn", (), AXES)
        tx, ty, tz = (
            self._reader.optional(turn, axis, f"{path}.turn", "number", scope)
            for axis in AXES
        )
        return PartSpec(
            found["id"],
            self._reader.text(found.get("name"), f"{path}.name"),
            kind,  # type: ignore[arg-type]  # one_of has judged it
            zone,
            is_between,
            slot,
            across,
            spans,
            self._reader.optional(found, "when", path, "boolean", scope),
            repeat,
            self._mirror(found.get("mirror", []), f"{path}.mirror"),
            (tx, ty, tz),
            self._shape(found, kind, path, scope),
            self._reader.axis(found["grain"], f"{path}.grain")
            if "grain" in found
            else None,
            self._edges(found.get("edges"), f"{path}.edges", scope),
            self._machining.cuts(
                found.get("machining", []), f"{path}.machining", scope
            ),
            any(span.after or span.before for span in spans),
        )

    def _home(self, found: Mapping[str, Any], path: str) -> tuple[str, bool]:
        if ("zone" in found) == ("between" in found):
            self._reader.note(path, "no_home", "Either zone or between is wanted.")
            return ROOT, False
        if "zone" in found:
            return str(found["zone"]), False
        zone = str(found["between"])
        if zone not in self._split:
            self._reader.note(
                f"{path}.between", "no_split", f"“{zone}” is no zone with a split."
            )
        return zone, True

    def _slot_name(self, data: Any, path: str) -> str:
        return self._reader.one_of(data, path, tuple(self._slots) or ("",))

    def _thick(
        self, spans: Spans, across: Axis, slot: str, *, is_between: bool
    ) -> Spans:
        """Return the board's own thickness where the tree does not state both faces."""
        axis = "xyz".index(across)
        span = spans[axis]
        given = [f for f in (span.start, span.end, span.mid, span.size) if f]
        if len(given) == 2 or (is_between and not given):
            return spans
        # Against the part before it, it lies with its high face.
        end = span.end or (_ZERO if span.before and not span.after else None)
        start = span.start if given or end is not None else _ZERO
        thick = replace(span, start=start, end=end, size=self._slots[slot].thickness)
        return (*spans[:axis], thick, *spans[axis + 1 :])  # type: ignore[return-value]  # still three

    def _mirror(self, data: Any, path: str) -> tuple[Axis, ...]:
        if not isinstance(data, list):
            self._reader.note(path, "not_a_list", "A list of axes is wanted here.")
            return ()
        return tuple(self._reader.axis(item, path) for item in data)

    def _edges(self, data: Any, path: str, scope: Scope) -> EdgeSpec | None:
        if data is None:
            return None
        found = self._reader.mapping(data, path, ("faces", "thickness"), ())
        on = found.get("faces", [])
        faces = tuple(
            cast("FaceName", self._reader.one_of(face, f"{path}.faces", _FACES))
            for face in on
        )
        thickness = (
            self._reader.optional(found, "thickness", path, "length", scope) or _ZERO
        )
        return EdgeSpec(faces, thickness)

    def _shape(
        self, found: Mapping[str, Any], kind: str, path: str, scope: Scope
    ) -> ShapeSpec:
        match kind:
            case "rod" | "profile":
                along = self._reader.axis(found.get("along"), f"{path}.along")
                section = self._reader.one_of(
                    found.get("section", "square"), f"{path}.section", _SECTIONS
                )
                wall = self._reader.optional(found, "wall", path, "length", scope)
                return ShapeSpec(along=along, section=section, wall=wall)  # type: ignore[arg-type]  # one_of has judged it
            case "turned":
                return ShapeSpec(outline=self._outline(found, f"{path}.outline"))
            case "mesh":
                return self._mesh(found.get("mesh"), f"{path}.mesh", scope)
            case _ if "mesh" in found:
                return self._mesh(found["mesh"], f"{path}.mesh", scope)
            case _:
                return ShapeSpec()

    def _outline(
        self, found: Mapping[str, Any], path: str
    ) -> tuple[tuple[int, int], ...]:
        points = found.get("outline")
        if not isinstance(points, list) or not all(is_pair(point) for point in points):
            self._reader.note(
                path, "bad_outline", "Pairs [height, radius] in thousandths are wanted."
            )
            return ((0, 1000), (1000, 1000))
        heights = [height for height, _ in points]
        if heights != sorted(set(heights)) or heights[:1] + heights[-1:] != [0, 1000]:
            self._reader.note(
                path, "bad_outline", "Heights must rise from 0 to 1000 thousandths."
            )
        return tuple((height, radius) for height, radius in points)

    def _mesh(self, data: Any, path: str, scope: Scope) -> ShapeSpec:
        found = self._reader.mapping(data, path, ("generator",), ("arguments", "solid"))
        name = self._reader.one_of(
            found.get("generator"), f"{path}.generator", tuple(GENERATORS)
        )
        arguments = {
            key: self._reader.formula(value, f"{path}.arguments.{key}", "any", scope)
            for key, value in self._reader.items(
                found.get("arguments", {}), f"{path}.arguments"
            )
        }
        return ShapeSpec(
            generator=name,
            arguments=arguments,
            is_solid=found.get("solid", True) is True,
        )
