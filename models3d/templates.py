"""
The library of templates: a carcass, a grid of shelves, a drawer, a table, a desk.

A zone of a tree may name a template instead of its own spans; the template's zones
stand in its place, its parts, joints and hardware behind the tree's. ``$id`` is the
entry's id, ``$in`` the zone that it fills, ``$board`` and the like what it is given.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from models3d.reading import Reader

_FOLDER = Path(__file__).parent / "furniture" / "templates"
_LISTS = ("parts", "joints", "hardware")
_NAME = re.compile(r"\$(id|[a-z]+)")


@cache
def templates() -> Mapping[str, Mapping[str, Any]]:
    """Return every template by its name."""
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(_FOLDER.glob("*.yaml"))
    }


def expanded(data: Any, reader: Reader) -> Any:
    """
    Return the tree with its templates written out.

    Notes
    -----
    What is no list or mapping here stays as it is: the reader of the tree says so.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("zones"), list):
        return data
    if not any(isinstance(z, Mapping) and "template" in z for z in data["zones"]):
        return data
    zones: list[Any] = []
    further: dict[str, list[Any]] = {name: [] for name in _LISTS}
    for index, zone in enumerate(data["zones"]):
        if not isinstance(zone, Mapping) or "template" not in zone:
            zones.append(zone)
            continue
        for name, entry in _written_out(zone, index, reader):
            (zones if name == "zones" else further[name]).append(entry)
    lists = {
        name: [*_listed(data.get(name)), *entries]
        for name, entries in further.items()
        if entries or name in data
    }
    return {**data, "zones": zones, **lists}


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _written_out(
    zone: Mapping[str, Any], index: int, reader: Reader
) -> Iterator[tuple[str, Any]]:
    path = f"tree.zones.{zone.get('id', index)}"
    found = reader.mapping(zone, path, ("id", "in", "template"), ("with",))
    name = reader.one_of(found["template"], f"{path}.template", tuple(templates()))
    template = templates()[name]
    given = dict(reader.items(found.get("with", {}), f"{path}.with"))
    needs, defaults = template["needs"], template["defaults"]
    reader.mapping(given, f"{path}.with", needs, tuple(defaults))
    values = {**defaults, **given, "id": found.get("id"), "in": found.get("in")}
    if any(need not in values for need in needs):
        return
    for part in ("zones", *_LISTS):
        for entry in template.get(part, ()):
            yield part, _filled(entry, values)


def _filled(data: Any, values: Mapping[str, Any]) -> Any:
    """Return a template's data with the values in their places."""
    if isinstance(data, Mapping):
        return {key: _filled(value, values) for key, value in data.items()}
    if isinstance(data, list):
        return [entry for one in data for entry in _items(one, values)]
    if not isinstance(data, str):
        return data
    if data.startswith("$") and data[1:] in values:
        return values[data[1:]]
    return _NAME.sub(lambda hit: _worded(hit, values), data)


def _items(data: Any, values: Mapping[str, Any]) -> list[Any]:
    """Return what stands for one entry of a list: a list given by name is put in."""
    filled = _filled(data, values)
    return filled if isinstance(data, str) and isinstance(filled, list) else [filled]


def _worded(hit: re.Match[str], values: Mapping[str, Any]) -> str:
    value = values.get(hit[1])
    if value is None:
        return hit[0]
    # A formula in a formula keeps its own order of reckoning.
    text = str(value)
    return f"({text})" if " " in text else text
