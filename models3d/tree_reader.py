"""Reads zones, parts and slots of a tree; ``models3d.tree`` states the format."""

from collections.abc import Mapping, Sequence
from typing import Any

from configurator.expressions import ChoiceType, Scope, Type, number, type_of
from models3d.assembly import AXES
from models3d.formula import Formula
from models3d.frames import ROOT
from models3d.limits_reader import read_limits
from models3d.machining_reader import MachiningReader
from models3d.part_reader import PartReader
from models3d.problems import Problem
from models3d.reading import Reader, is_pair
from models3d.specs import (
    HardwareSpec,
    OpeningSpec,
    PartSpec,
    ProductTree,
    SlotSpec,
    SplitSpec,
    ZoneSpec,
    anchored_order,
)
from models3d.templates import expanded

_ZERO = Formula.constant(0)
_SQUARE = Formula.constant(90)
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
        """Return the tree; its problems are in ``reader.problems``."""
        top = self.reader.mapping(
            expanded(data, self.reader),
            "tree",
            ("bounds", "slots", "parts"),
            (
                "overhang",
                "zones",
                "hardware",
                "measures",
                "patterns",
                "joints",
                "limits",
            ),
        )
        bounds = self._bounds(top.get("bounds"))
        overhang = self.reader.optional(top, "overhang", "tree", "length", self._base)
        for name, item in self.reader.items(top.get("slots", {}), "tree.slots"):
            self._slots[name] = self._slot(item, f"tree.slots.{name}")
        lengths = dict.fromkeys(
            (f"thickness_{slot}" for slot in self._slots), number("mm")
        )
        self._base = self._base.extended(lengths)
        self._scopes[ROOT] = self._inner(self._base, {})
        zones = tuple(
            self._zone(item, path)
            for item, path in self.reader.entries(top.get("zones", []), "tree.zones")
        )
        machining = MachiningReader(self.reader, top.get("patterns", {}))
        parts_reader = PartReader(
            self.reader, self._slots, self._scope_of, self._split, machining
        )
        parts = tuple(
            parts_reader.read(item, path)
            for item, path in self.reader.entries(top.get("parts", []), "tree.parts")
        )
        self._judge_anchors(parts)
        known = tuple(part.id for part in parts)
        joints = tuple(
            machining.joint(item, path, self._base, known)
            for item, path in self.reader.entries(top.get("joints", []), "tree.joints")
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
            for name, value in self.reader.items(
                top.get("measures", {}), "tree.measures"
            )
        }
        return ProductTree(
            bounds,
            overhang or _ZERO,
            self._slots,
            zones,
            parts,
            hardware,
            measures,
            joints,
            read_limits(self.reader, top.get("limits", {}), self._base),
        )

    def _judge_anchors(self, parts: tuple[PartSpec, ...]) -> None:
        """Note anchors to nothing, and parts that are anchored to one another."""
        for part in parts:
            for axis, span in zip(AXES, part.spans, strict=True):
                for key, name in (("after", span.after), ("before", span.before)):
                    if name is not None and not any(
                        name == other.id or name.startswith(f"{other.id}_")
                        for other in parts
                    ):
                        path = f"tree.parts.{part.id}.{axis}.{key}"
                        sentence = f"“{name}” is no part of this tree."
                        self.reader.note(path, "unknown_part", sentence)
        for part in anchored_order(parts)[1]:
            sentence = "Its place follows from parts whose places follow from it."
            self.reader.note(f"tree.parts.{part.id}", "anchor_cycle", sentence)

    def _bounds(self, data: Any) -> tuple[Formula, Formula, Formula]:
        found = self.reader.mapping(data, "tree.bounds", AXES, ())
        x, y, z = (
            self.reader.optional(found, axis, "tree.bounds", "length", self._base)
            or _ZERO
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
        if sheet is not None and not is_pair(sheet):
            self.reader.note(
                f"{path}.sheet", "bad_sheet", "A sheet is [length, width] in mm."
            )
            sheet = None
        return SlotSpec(
            path.rpartition(".")[2],
            option,
            materials,
            self.reader.optional(found, "thickness", path, "length", self._base)
            or _ZERO,
            self.reader.optional(found, "density", path, "number", self._base) or _ZERO,
            None if sheet is None else (sheet[0] * 10, sheet[1] * 10),
            self.reader.optional(found, "lacquered", path, "boolean", self._base)
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
        materials = dict(self.reader.items(found.get("of", {}), f"{path}.of"))
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
        when = self.reader.optional(found, "when", path, "boolean", outer)
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
        spans = self.reader.spans(found, path, outer)
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
        along = self.reader.axis(found.get("along"), f"{path}.along")
        return SplitSpec(
            along,
            self.reader.optional(found, "count", path, "number", scope) or _ZERO,
            self.reader.optional(found, "gap", path, "length", scope) or _ZERO,
            self.reader.whole(found.get("at_most", _MAX_SPLIT), f"{path}.at_most"),
        )

    def _lets(
        self, data: Any, path: str, scope: Scope, split: SplitSpec | None
    ) -> Mapping[str, tuple[Formula, ...]]:
        lets = {}
        for name, value in self.reader.items(data, path):
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
        found = self.reader.mapping(
            data, path, (), ("hinge", "angle", "slide", "along")
        )
        if ("hinge" in found) == ("slide" in found):
            self.reader.note(path, "bad_opening", "Either hinge or slide is wanted.")
            return None
        if "slide" in found:
            travel = self.reader.optional(found, "slide", path, "length", scope)
            along = self.reader.axis(found.get("along", "z"), f"{path}.along")
            return OpeningSpec("slide", "left", _ZERO, travel or _ZERO, along)
        angle = self.reader.optional(found, "angle", path, "number", scope) or _SQUARE
        side = found["hinge"]
        if side == "left" or side == "right":  # noqa: PLR1714 - narrows to the literal
            return OpeningSpec("hinge", side, angle, _ZERO)
        formula = self.reader.formula(side, f"{path}.hinge", "any", scope)
        return OpeningSpec("hinge", formula, angle, _ZERO)

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
            self.reader.optional(found, "count", path, "number", scope) or _ZERO,
            self.reader.optional(found, "when", path, "boolean", scope),
        )


def _type_of(formulas: Sequence[Formula], scope: Scope) -> Type:
    """Type of a let: that of its first formula; all of them are read the same way."""
    expression = formulas[0].expression
    found = None if expression is None else type_of(expression, scope)
    return found or number()
