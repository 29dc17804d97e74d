"""Reading the catalogue of materials."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from models3d.assembly import Material
from models3d.problems import Problem, TreeError
from models3d.reading import Reader

_REQUIRED = ("id", "name", "colour")
_NUMBERS = ("roughness", "metalness", "clearcoat", "glow")
_OPTIONAL = (
    *_NUMBERS,
    *("texture", "texture_mm", "thickness", "density", "code", "see_through"),
)
_LARGEST_DENSITY = 20000


def read_materials(data: Any) -> Mapping[str, Material]:
    """
    Return materials by id from the list that ``materials.yaml`` holds.

    Raises
    ------
    TreeError
        With every problem of the list.

    Notes
    -----
    Lengths of the file are millimetres: ``texture_mm`` is what one repeat of the
    picture measures along and across the grain, ``thickness`` is the board's.
    """
    reader = Reader()
    found = {
        item["id"]: _material(reader, item, path)
        for item, path in reader.entries(data, "materials")
    }
    if reader.problems:
        raise TreeError(tuple(reader.problems))
    return MappingProxyType(found)


def _material(reader: Reader, item: Mapping[str, Any], path: str) -> Material:
    reader.mapping(item, path, _REQUIRED, _OPTIONAL)
    shares = {
        name: _number(reader, item[name], f"{path}.{name}", 1)
        for name in _NUMBERS
        if name in item
    }
    along, across = item.get("texture_mm", (1000, 1000))
    return Material(
        id=item["id"],
        name=reader.text(item.get("name"), f"{path}.name"),
        colour=_colour(reader, item.get("colour"), f"{path}.colour"),
        texture=item.get("texture"),
        texture_dmm=(along * 10, across * 10),
        thickness_dmm=item.get("thickness", 0) * 10,
        density_kg_m3=_number(
            reader, item.get("density", 650), f"{path}.density", _LARGEST_DENSITY
        ),
        code=str(item.get("code", "")),
        is_see_through=item.get("see_through", False) is True,
        **shares,
    )


def _number(reader: Reader, data: Any, path: str, largest: int) -> Decimal:
    is_number = isinstance(data, int | float | Decimal) and not isinstance(data, bool)
    if not is_number or not 0 <= data <= largest:
        sentence = f"A number from 0 to {largest} is wanted here."
        reader.problems.append(Problem(path, "out_of_range", sentence))
        return Decimal(0)
    return Decimal(str(data))


def _colour(reader: Reader, data: Any, path: str) -> str:
    text = str(data)
    digits = text[1:]
    if len(text) != 7 or text[0] != "#" or not set(digits.lower()) <= set(_HEX):
        sentence = "A colour is written “#rrggbb”."
        reader.problems.append(Problem(path, "bad_colour", sentence))
        return "#808080"
    return text.lower()


_HEX = "0123456789abcdef"
