"""Small trees, so that a test can say in a few lines what it is about."""

from copy import deepcopy
from typing import Any

from configurator.expressions import BooleanType, ChoiceType, Type, number
from models3d.assembly import Assembly
from models3d.evaluate import Unmakeable, evaluate
from models3d.tree import ProductTree, read_tree

PARAMETERS: dict[str, Type] = {
    "width": number("mm"),
    "height": number("mm"),
    "depth": number("mm"),
    "columns": number(),
    "is_open": BooleanType(),
    "finish": ChoiceType("finish", ("oak", "white")),
}
CONFIGURATION: dict[str, Any] = {
    "width": 1000,
    "height": 2000,
    "depth": 400,
    "columns": 3,
    "is_open": False,
    "finish": "oak",
}
NAME = {"en": "Board", "zh": "板"}
_BASE: dict[str, Any] = {
    "bounds": {"x": "width", "y": "height", "z": "depth"},
    "slots": {
        "board": {
            "by": "finish",
            "of": {"oak": "oak_board", "white": "mdf_white"},
            "thickness": 20,
            "density": 700,
            "sheet": [2800, 2070],
            "lacquered": "finish = white",
        },
        "bar": {"is": "steel", "density": 7850},
    },
}


def panel(**overrides: Any) -> dict[str, Any]:
    part: dict[str, Any] = {"id": "board", "name": NAME, "kind": "panel", "zone": "all"}
    part |= {"slot": "board", "across": "x", **overrides}
    return {key: value for key, value in part.items() if value is not None}


def tree_data(*parts: dict[str, Any], **further: Any) -> dict[str, Any]:
    return {**deepcopy(_BASE), "parts": list(parts), **further}


def small_tree(*parts: dict[str, Any], **further: Any) -> ProductTree:
    return read_tree(tree_data(*parts, **further), PARAMETERS)


def built(tree: ProductTree, **choices: Any) -> Assembly:
    found = evaluate(tree, CONFIGURATION | choices)
    assert not isinstance(found, Unmakeable), found.problems
    return found
