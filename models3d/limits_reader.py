"""Reads what factory and floor can bear; ``models3d.tree`` states the format."""

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
        if not (_is_length(diameter) and _is_length(depth)):
            sentence = "Diameter and greatest depth in mm are wanted here."
            reader.note(f"{path}.drills.{diameter}", "bad_drill", sentence)
            continue
        drills[_dmm(diameter)] = _dmm(depth)
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


def _is_length(data: Any) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool) and data > 0


def _dmm(length: Any) -> int:
    return round(float(length) * 10)
