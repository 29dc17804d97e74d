"""What price, bill and routing may ask of an assembly: ``measure.*``."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from models3d.assembly import HardwareUse, Machined, Part, SlotUse
from models3d.frames import Names
from models3d.gravity import centre_of, masses
from models3d.machining import hole_count
from models3d.shapes import length_axis, volume_mm3
from models3d.specs import ProductTree

MeasureKind = Literal["integer", "decimal"]
_KINDS = ("panel", "rod", "profile", "turned", "mesh")
_TOTALS = (
    *("panel_area_m2", "edge_m", "weight_kg", "lacquered_area_m2", "volume_m3"),
    *("gravity_x_mm", "gravity_y_mm", "gravity_z_mm"),
)
_COUNTS = ("part_count", "hole_count", "door_count", "drawer_count", "hardware_count")


def measure_kinds(tree: ProductTree) -> Mapping[str, MeasureKind]:
    """
    Every measure that assemblies of ``tree`` have, without evaluating it.

    Notes
    -----
    Names end in their unit: ``_m2``, ``_m3``, ``_m``, ``_mm``, ``_kg``, or ``_count``.
    ``gravity_y_mm`` is the height of the centre of gravity. ``area_board_m2``
    is the area of the panels of slot ``board``, ``length_rail_m`` the length of its
    rods and profiles, ``hinge_count`` the number of the hardware item ``hinge``.
    """
    kinds: dict[str, MeasureKind] = dict.fromkeys(_TOTALS, "decimal")
    for name in (*_COUNTS, *(f"{kind}_count" for kind in _KINDS)):
        kinds[name] = "integer"
    for slot in tree.slots:
        kinds[f"area_{slot}_m2"] = "decimal"
        kinds[f"length_{slot}_m"] = "decimal"
        kinds[f"{slot}_count"] = "integer"
    for hardware in tree.hardware:
        kinds[f"{hardware.item}_count"] = "integer"
    for joint in tree.joints:
        for fitting in joint.fittings:
            kinds[f"{fitting.item}_count"] = "integer"
    kinds.update(dict.fromkeys(tree.measures, "decimal"))
    return MappingProxyType(dict(sorted(kinds.items())))


class Measures(Mapping[str, int | Decimal]):
    """
    Value of each measure of ``measure_kinds(tree)``.

    Notes
    -----
    What the tree's own formulas say is worked out at once, because it may fail. The
    rest follows from the parts and waits until somebody asks: a picture does not.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that measures follow from
        self,
        tree: ProductTree,
        parts: Sequence[Part],
        slots: Mapping[str, SlotUse],
        hardware: Sequence[HardwareUse],
        machined: Callable[[], Machined],
        names: Names,
    ) -> None:
        self._tree = tree
        self._parts = parts
        self._slots = slots
        self._hardware = hardware
        self._machined = machined
        self._stated = {
            name: formula.decimal(names) for name, formula in tree.measures.items()
        }

    def __getitem__(self, name: str) -> int | Decimal:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @cached_property
    def _values(self) -> Mapping[str, int | Decimal]:
        values: dict[str, int | Decimal] = {
            name: 0 if kind == "integer" else Decimal(0)
            for name, kind in measure_kinds(self._tree).items()
        }
        for name, amount in _amounts(self._parts, self._slots):
            values[name] += amount
        machined = self._machined()
        for cuts in machined.cuts.values():
            values["hole_count"] += hole_count(cuts)
        for use in (*self._hardware, *machined.hardware):
            values[f"{use.item}_count"] += use.count
            values["hardware_count"] += use.count
        values["door_count"] = len(_groups(self._parts, "hinge"))
        values["drawer_count"] = len(_groups(self._parts, "slide"))
        weights = tuple(masses(self._parts, self._slots))
        grams = sum(mass.grams for mass in weights)
        values["weight_kg"] = Decimal(round(grams)) / 1000
        litres = sum(volume_mm3(part) for part in self._parts) / 1e6
        values["volume_m3"] = Decimal(round(litres * 1000)).scaleb(-6)
        for axis, at in zip("xyz", centre_of(weights), strict=True):
            values[f"gravity_{axis}_mm"] = Decimal(round(at)).scaleb(-1)
        return values | self._stated


def _amounts(
    parts: Sequence[Part], slots: Mapping[str, SlotUse]
) -> Iterator[tuple[str, int | Decimal]]:
    for part in parts:
        yield "part_count", 1
        yield f"{part.kind}_count", 1
        yield f"{part.slot}_count", 1
        if part.kind == "panel":
            small, large = _face_dmm(part)
            area = Decimal(small * large).scaleb(-8)
            yield "panel_area_m2", area
            yield f"area_{part.slot}_m2", area
            if part.edges:
                edge = sum(edge.length_dmm for edge in part.edges)
                yield "edge_m", Decimal(edge).scaleb(-4)
        elif part.kind in {"rod", "profile"}:
            length = part.size_dmm[length_axis(part.shape)]
            yield f"length_{part.slot}_m", Decimal(length).scaleb(-4)
        if slots[part.slot].is_lacquered:
            yield "lacquered_area_m2", _surface_m2(part)


def _face_dmm(part: Part) -> tuple[int, int]:
    """Return the two larger lengths of a panel."""
    _, middle, large = sorted(part.size_dmm)
    return middle, large


def _surface_m2(part: Part) -> Decimal:
    """All faces of a panel, the mantle of anything else."""
    x, y, z = part.size_dmm
    if part.kind == "panel":
        return Decimal(2 * (x * y + y * z + z * x)).scaleb(-8)
    axis = length_axis(part.shape)
    a, b = (part.size_dmm[other] for other in range(3) if other != axis)
    girth = math.pi * (a + b) / 2
    return Decimal(round(girth * part.size_dmm[axis])).scaleb(-8)


def _groups(parts: Sequence[Part], kind: str) -> set[str]:
    return {
        part.opening.group
        for part in parts
        if part.opening is not None and part.opening.kind == kind
    }
