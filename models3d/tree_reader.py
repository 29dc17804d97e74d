"""Reads zones, parts and slots of a tree; ``models3d.tree`` states the format."""

from collections.abc import Mapping, Sequence
from typing import Any

from configurator.expressions import ChoiceType, Scope, Type, number, type_of
from models3d.assembly import AXES, Axis
from models3d.formula import Formula
from models3d.frames import ROOT
from models3d.generators import GENERATORS
from models3d.problems import Problem
from models3d.reading import Reader
from models3d.specs import (
    EdgeSpec,
    HardwareSpec,
    OpeningSpec,
    PartSpec,
    ProductTree,
    ShapeSpec,
    SlotSpec,
    Span,
    Spans,
    SplitSpec,
    ZoneSpec,
)

_KINDS = ("panel", "rod", "profile", "turned", "mesh")
_FACES = ("-x", "+x", "-y", "+y", "-z", "+z")
_SECTIONS = ("square", "tube", "round_tube", "angle")
_ZERO = Formula.constant(0)
_MAX_SPLIT = 40


class TreeReader:
    """One pass over the data of a tree."""

    def __init__(self, parameters: Mapping[str, Type]) -> None:
        self.reader = Reader()
        self._base = Scope(parameters)
        self._slots: dict[str, SlotSpec] = {}
        self._scopes: dict[str, Scope] = {}
        self._split: set[str] = set()

    @property
    def problems(self) -> list[Problem]:
        """Everything that was wrong so far."""
        return self.reader.problems

    def read(self, data: Any) -> ProductTree:
        """The tree; its problems are in ``reader.problems``."""
        top = self.reader.mapping(
            data,
            "tree",
            ("bounds", "slots", "parts"),
            ("overhang", "zones", "hardware", "measures"),
        )
        bounds = self._bounds(top.get("bounds"))
        overhang = self._formula(top, "overhang", "tree", "length", self._base)
        for item, path in self._named(top.get("slots", {}), "tree.slots"):
            self._slots[path.rpartition(".")[2]] = self._slot(item, path)
        lengths = dict.fromkeys(
            (f"thickness_{slot}" for slot in self._slots), number("mm")
        )
        self._base = self._base.extended(lengths)
        self._scopes[ROOT] = self._inner(self._base, {})
        zones = tuple(
            self._zone(item, path)
            for item, path in self.reader.entries(top.get("zones", []), "tree.zones")
        )
        parts = tuple(
            self._part(item, path)
            for item, path in self.reader.entries(top.get("parts", []), "tree.parts")
        )
        hardware = tuple(
            self._hardware(item, path)
            for item, path in self.reader.entries(
                top.get("hardware", []), "tree.hardware"
            )
        )
        measures = {
            name: self.reader.formula(
                value, f"tree.measures.{name}", "number", self._base
            )
            for name, value in self._plain(top.get("measures", {}), "tree.measures")
        }
        return ProductTree(
            bounds, overhang or _ZERO, self._slots, zones, parts, hardware, measures
        )

    def _plain(self, data: Any, path: str) -> list[tuple[str, Any]]:
        if not isinstance(data, Mapping):
            self.reader.note(path, "not_a_mapping", "A mapping is wanted here.")
            return []
        return list(data.items())

    def _named(self, data: Any, path: str) -> list[tuple[Mapping[str, Any], str]]:
        return [(value, f"{path}.{name}") for name, value in self._plain(data, path)]

    def _formula(
        self, data: Mapping[str, Any], key: str, path: str, want: Any, scope: Scope
    ) -> Formula | None:
        if data.get(key) is None:
            return None
        return self.reader.formula(data[key], f"{path}.{key}", want, scope)

    def _bounds(self, data: Any) -> tuple[Formula, Formula, Formula]:
        found = self.reader.mapping(data, "tree.bounds", AXES, ())
        x, y, z = (
            self._formula(found, axis, "tree.bounds", "length", self._base) or _ZERO
            for axis in AXES
        )
        return x, y, z

    def _slot(self, data: Any, path: str) -> SlotSpec:
        found = self.reader.mapping(
            data,
            path,
            ("density",),
            ("by", "of", "is", "thickness", "sheet", "lacquered", "grain"),
        )
        option, materials = self._slot_materials(found, path)
        sheet = found.get("sheet")
        if sheet is not None and not _is_pair(sheet):
            self.reader.note(
                f"{path}.sheet", "bad_sheet", "A sheet is [length, width] in mm."
            )
            sheet = None
        return SlotSpec(
            path.rpartition(".")[2],
            option,
            materials,
            self._formula(found, "thickness", path, "length", self._base) or _ZERO,
            self._formula(found, "density", path, "number", self._base) or _ZERO,
            None if sheet is None else (sheet[0] * 10, sheet[1] * 10),
            self._formula(found, "lacquered", path, "boolean", self._base)
            or Formula.constant(False),  # noqa: FBT003 - the constant itself
            found.get("grain", True) is True,
        )

    def _slot_materials(
        self, found: Mapping[str, Any], path: str
    ) -> tuple[str | None, Mapping[str, str]]:
        if "is" in found and "by" not in found:
            return None, {"": str(found["is"])}
        option = found.get("by")
        kind = self._base.find(str(option))
        if not isinstance(kind, ChoiceType):
            self.reader.note(
                f"{path}.by", "unknown_option", f"“{option}” is no enumerated option."
            )
            return None, {"": ""}
        materials = dict(self._plain(found.get("of", {}), f"{path}.of"))
        for value in kind.values:
            if value not in materials:
                self.reader.note(
                    f"{path}.of", "missing_value", f"No material for “{value}”."
                )
        for value in materials:
            if value not in kind.values:
                self.reader.note(
                    f"{path}.of.{value}",
                    "unknown_value",
                    f"“{value}” is no value of “{option}”.",
                )
        return str(option), materials

    def _inner(self, outer: Scope, further: Mapping[str, Type]) -> Scope:
        lengths = dict.fromkeys(("zone_x", "zone_y", "zone_z"), number("mm"))
        return outer.extended({**lengths, **further})

    def _zone(self, data: Mapping[str, Any], path: str) -> ZoneSpec:
        found = self.reader.mapping(
            data, path, ("id", "in"), ("x", "y", "z", "when", "split", "let", "opening")
        )
        identity, inside = found["id"], str(found.get("in"))
        outer = self._scope_of(inside, f"{path}.in")
        when = self._formula(found, "when", path, "boolean", outer)
        split = self._split_spec(found.get("split"), f"{path}.split", outer)
        further: dict[str, Type] = {} if split is None else {identity: number()}
        if split is not None:
            self._split.add(identity)
        inner = self._inner(outer, further)
        lets = self._lets(found.get("let", {}), f"{path}.let", inner, split)
        kinds = {name: _type_of(formulas, inner) for name, formulas in lets.items()}
        self._scopes[identity] = inner.extended(kinds)
        opening = self._opening(
            found.get("opening"), f"{path}.opening", self._scopes[identity]
        )
        spans = self._spans(found, path, outer)
        return ZoneSpec(identity, inside, spans, when, split, lets, opening)

    def _scope_of(self, zone: str, path: str) -> Scope:
        if zone not in self._scopes:
            self.reader.note(
                path, "unknown_zone", f"“{zone}” is no zone stated before this line."
            )
            return self._scopes[ROOT]
        return self._scopes[zone]

    def _split_spec(self, data: Any, path: str, scope: Scope) -> SplitSpec | None:
        if data is None:
            return None
        found = self.reader.mapping(data, path, ("along", "count"), ("gap", "at_most"))
        along = self._axis(found.get("along"), f"{path}.along")
        return SplitSpec(
            along,
            self._formula(found, "count", path, "number", scope) or _ZERO,
            self._formula(found, "gap", path, "length", scope) or _ZERO,
            self.reader.whole(found.get("at_most", _MAX_SPLIT), f"{path}.at_most"),
        )

    def _axis(self, data: Any, path: str) -> Axis:
        word = self.reader.one_of(data, path, AXES)
        return AXES["xyz".index(word)]

    def _lets(
        self, data: Any, path: str, scope: Scope, split: SplitSpec | None
    ) -> Mapping[str, tuple[Formula, ...]]:
        lets = {}
        for name, value in self._plain(data, path):
            items = value if isinstance(value, list) else [value]
            wanted = 1 if split is None else split.at_most
            if len(items) == 1:
                items = items * wanted
            if len(items) < wanted:
                self.reader.note(
                    f"{path}.{name}", "short_let", f"{wanted} formulas are wanted here."
                )
                continue
            lets[name] = tuple(
                self.reader.formula(item, f"{path}.{name}.{index}", "any", scope)
                for index, item in enumerate(items)
            )
        return lets

    def _opening(self, data: Any, path: str, scope: Scope) -> OpeningSpec | None:
        if data is None:
            return None
        found = self.reader.mapping(data, path, (), ("hinge", "angle", "slide", "along"))
        if ("hinge" in found) == ("slide" in found):
            self.reader.note(path, "bad_opening", "Either hinge or slide is wanted.")
            return None
        if "slide" in found:
            travel = self._formula(found, "slide", path, "length", scope)
            along = self._axis(found.get("along", "z"), f"{path}.along")
            return OpeningSpec("slide", "left", 0, travel or _ZERO, along)
        angle = self.reader.whole(found.get("angle", 105), f"{path}.angle")
        side = found["hinge"]
        if side == "left" or side == "right":  # noqa: PLR1714 - narrows to the literal
            return OpeningSpec("hinge", side, angle, _ZERO)
        formula = self.reader.formula(side, f"{path}.hinge", "any", scope)
        return OpeningSpec("hinge", formula, angle, _ZERO)

    def _spans(self, found: Mapping[str, Any], path: str, scope: Scope) -> Spans:
        x, y, z = (
            self._span(found.get(axis), f"{path}.{axis}", scope) for axis in AXES
        )
        return x, y, z

    def _span(self, data: Any, path: str, scope: Scope) -> Span:
        if data is None:
            return Span(None, None, None, None)
        found = self.reader.mapping(data, path, (), ("start", "end", "mid", "size"))
        start, end, mid, size = (
            self._formula(found, key, path, "length", scope)
            for key in ("start", "end", "mid", "size")
        )
        fixed = [f for f in (start, end, mid) if f is not None]
        if (size is not None and len(fixed) > 1) or (size is None and mid is not None):
            self.reader.note(
                path,
                "bad_span",
                "Start and end, or size with one of start, end and mid.",
            )
        return Span(start, end, mid, size)

    def _part(self, data: Mapping[str, Any], path: str) -> PartSpec:
        found = self.reader.mapping(data, path, _REQUIRED, _OPTIONAL)
        zone, is_between = self._home(found, path)
        outer = self._scope_of(zone, path)
        repeat = self._formula(found, "repeat", path, "number", outer)
        scope = outer if repeat is None else outer.extended(_COUNTERS)
        kind = self.reader.one_of(found.get("kind"), f"{path}.kind", _KINDS)
        slot = self._slot_name(found.get("slot"), f"{path}.slot")
        across = None
        if kind == "panel":
            across = self._axis(found.get("across"), f"{path}.across")
        spans = self._spans(found, path, scope)
        if across is not None and slot in self._slots:
            spans = self._thick(spans, across, slot, is_between=is_between)
        turn = self.reader.mapping(found.get("turn", {}), f"{path}.turn", (), AXES)
        tx, ty, tz = (
            self._formula(turn, axis, f"{path}.turn", "number", scope) for axis in AXES
        )
        return PartSpec(
            found["id"],
            self.reader.text(found.get("name"), f"{path}.name"),
            kind,  # type: ignore[arg-type]  # one_of has judged it
            zone,
            is_between,
            slot,
            across,
            spans,
            self._formula(found, "when", path, "boolean", scope),
            repeat,
            self._mirror(found.get("mirror", []), f"{path}.mirror"),
            (tx, ty, tz),
            self._shape(found, kind, path, scope),
            self._axis(found["grain"], f"{path}.grain") if "grain" in found else None,
            self._edges(found.get("edges"), f"{path}.edges", scope),
            self._formula(found, "holes", path, "number", scope),
        )

    def _home(self, found: Mapping[str, Any], path: str) -> tuple[str, bool]:
        if ("zone" in found) == ("between" in found):
            self.reader.note(path, "no_home", "Either zone or between is wanted.")
            return ROOT, False
        if "zone" in found:
            return str(found["zone"]), False
        zone = str(found["between"])
        if zone not in self._split:
            self.reader.note(
                f"{path}.between", "no_split", f"“{zone}” is no zone with a split."
            )
        return zone, True

    def _slot_name(self, data: Any, path: str) -> str:
        return self.reader.one_of(data, path, tuple(self._slots) or ("",))

    def _thick(
        self, spans: Spans, across: Axis, slot: str, *, is_between: bool
    ) -> Spans:
        """The board's own thickness where the tree does not state both faces."""
        axis = "xyz".index(across)
        span = spans[axis]
        given = [f for f in (span.start, span.end, span.mid, span.size) if f]
        if len(given) == 2 or (is_between and not given):
            return spans
        start = span.start if given else _ZERO
        thick = Span(start, span.end, span.mid, self._slots[slot].thickness)
        return (*spans[:axis], thick, *spans[axis + 1 :])  # type: ignore[return-value]  # still three

    def _mirror(self, data: Any, path: str) -> tuple[Axis, ...]:
        if not isinstance(data, list):
            self.reader.note(path, "not_a_list", "A list of axes is wanted here.")
            return ()
        return tuple(self._axis(item, path) for item in data)

    def _edges(self, data: Any, path: str, scope: Scope) -> EdgeSpec | None:
        if data is None:
            return None
        found = self.reader.mapping(data, path, ("faces", "thickness"), ())
        on = found.get("faces", [])
        faces = tuple(self.reader.one_of(face, f"{path}.faces", _FACES) for face in on)
        thickness = self._formula(found, "thickness", path, "length", scope) or _ZERO
        return EdgeSpec(faces, thickness)

    def _shape(
        self, found: Mapping[str, Any], kind: str, path: str, scope: Scope
    ) -> ShapeSpec:
        match kind:
            case "rod" | "profile":
                along = self._axis(found.get("along"), f"{path}.along")
                section = self.reader.one_of(
                    found.get("section", "square"), f"{path}.section", _SECTIONS
                )
                wall = self._formula(found, "wall", path, "length", scope)
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
        if not isinstance(points, list) or not all(_is_pair(point) for point in points):
            self.reader.note(
                path, "bad_outline", "Pairs [height, radius] in thousandths are wanted."
            )
            return ((0, 1000), (1000, 1000))
        heights = [height for height, _ in points]
        if heights != sorted(set(heights)) or heights[:1] + heights[-1:] != [0, 1000]:
            self.reader.note(
                path, "bad_outline", "Heights must rise from 0 to 1000 thousandths."
            )
        return tuple((height, radius) for height, radius in points)

    def _mesh(self, data: Any, path: str, scope: Scope) -> ShapeSpec:
        found = self.reader.mapping(data, path, ("generator",), ("arguments", "solid"))
        name = self.reader.one_of(
            found.get("generator"), f"{path}.generator", tuple(GENERATORS)
        )
        arguments = {
            key: self.reader.formula(value, f"{path}.arguments.{key}", "any", scope)
            for key, value in self._plain(
                found.get("arguments", {}), f"{path}.arguments"
            )
        }
        return ShapeSpec(
            generator=name,
            arguments=arguments,
            is_solid=found.get("solid", True) is True,
        )

    def _hardware(self, data: Mapping[str, Any], path: str) -> HardwareSpec:
        found = self.reader.mapping(
            data, path, ("id", "item", "name", "count"), ("zone", "when")
        )
        zone = str(found.get("zone", ROOT))
        scope = self._scope_of(zone, f"{path}.zone")
        return HardwareSpec(
            found["id"],
            str(found.get("item")),
            self.reader.text(found.get("name"), f"{path}.name"),
            zone,
            self._formula(found, "count", path, "number", scope) or _ZERO,
            self._formula(found, "when", path, "boolean", scope),
        )


_REQUIRED = ("id", "name", "kind", "slot")
_OPTIONAL = (
    *("zone", "between", "across", "x", "y", "z", "repeat", "mirror", "turn", "when"),
    *("grain", "edges", "holes", "along", "section", "wall", "outline", "mesh"),
)
_COUNTERS: Mapping[str, Type] = {"n": number(), "count": number()}


def _type_of(formulas: Sequence[Formula], scope: Scope) -> Type:
    """Type of a let: that of its first formula; all of them are read the same way."""
    expression = formulas[0].expression
    found = None if expression is None else type_of(expression, scope)
    return found or number()


def _is_pair(data: Any) -> bool:
    return (
        isinstance(data, Sequence)
        and len(data) == 2
        and all(isinstance(x, int) and not isinstance(x, bool) and x >= 0 for x in data)
    )
