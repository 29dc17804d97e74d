"""Reads what factory and floor can bear; ``models3d.tree`` states the format."""

from decimal import Decimal, InvalidOperation
from typing import Any

from configurator.expressions import Scope
from models3d.reading import Reader, is_pair
from models3d.specs import LimitSpec

_KEYS = ("machine", "smallest", "drills", "package_kg", "fixed", "drawer_load_kg")


def read_limits(reader: Reader, data: Any, scope: Scope) -> LimitSpec:
    """Return the limits of a tree."""
    path = "tree.limits"
    found = reader.mapping(data, path, (), _KEYS)
    drills = {}
    for diameter, depth in reader.items(found.get("drills", {}), f"{path}.drills"):
        most, deepest = _dmm(diameter), _dmm(depth)
        if most <= 0 or deepest <= 0:
            sentence = "Diameter and greatest depth in mm are wanted here."
            reader.note(f"{path}.drills.{diameter}", "bad_drill", sentence)
            continue
        drills[most] = deepest
    return LimitSpec(
        _pair(reader, found.get("machine"), f"{path}.machine"),
        _pair(reader, found.get("smallest"), f"{path}.smallest"),
        drills,
        reader.optional(found, "package_kg", path, "number", scope),
        reader.optional(found, "fixed", path, "boolean", scope),
        reader.optional(found, "drawer_load_kg", path, "number", scope),
    )


def _pair(reader: Reader, data: Any, path: str) -> tuple[int, int] | None:
    if data is None:
        return None
    if not is_pair(data):
        reader.note(path, "bad_sheet", "Length and width in mm are wanted here.")
        return None
    return data[0] * 10, data[1] * 10


def _dmm(length: Any) -> int:
    """Return a length in mm as a document holds it, keys being texts; 0 for none."""
    try:
        found = Decimal(str(length))
    except InvalidOperation:
        return 0
    return round(found * 10) if found.is_finite() else 0
