"""
A garment as it was draped once: the template that every body's garment is bent from.

A template is made by ``bake.py`` from a drafted pattern, sewn and draped over a body;
only its result is shipped. Half a garment is stored, the side of the wearer's left
(x > 0); the other half is its mirror image.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Mode = Literal["both", "pair", "one", "lining"]

FOLDER = Path(__file__).parent / "templates"
STYLES = ("hoodie", "shirt")


@dataclass(frozen=True, eq=False)
class Sheet:
    """
    One part of a template.

    Parameters
    ----------
    mode
        ``both``: the part and its mirror image are one piece; ``pair``: they are two,
        left and right; ``one``: it lies in the middle; ``lining``: only its inside.
    triangles
        Its outside, indices into the template's points.
    inner
        Of a lining: those triangles that can be seen through an opening.
    rim
        Edges of an opening, where outside and inside meet.
    thickness_mm
        Of the cloth.
    """

    mode: Mode
    triangles: Whole
    inner: Whole
    rim: Whole
    thickness_mm: float


@dataclass(frozen=True, eq=False)
class Patch:
    """A field for lettering: a 5 by 25 grid of points from ``first`` on."""

    first: int
    width_mm: float
    height_mm: float


@dataclass(frozen=True, eq=False)
class Template:
    """
    Points, parts and measures of a draped garment, lengths in mm.

    Parameters
    ----------
    anchors
        (n, 3) points that move with the body.
    offsets
        (n, 3) rigid distance from the anchor: the shape of a button.
    uvs
        (n, 2) place in the pattern piece, so that cloth keeps its scale and grain.
    arm, neck
        (n,) share, 0 to 1, by which a point follows the arm or the neck.
    hem
        (n,) rise or fall in y that makes a curved hem straight.
    weld
        (n,) the first point that lies in the same place across a seam.
    axis
        (3, 3) shoulder, elbow and wrist.
    levels
        Heights of nape, chest, waist and hip.
    measures
        Finished measures of the template by name.
    """

    anchors: Reals
    offsets: Reals
    uvs: Reals
    arm: Reals
    neck: Reals
    hem: Reals
    weld: Whole
    axis: Reals
    levels: Mapping[str, float]
    measures: Mapping[str, float]
    sheets: Mapping[str, Sheet]
    patches: Mapping[str, Patch]


@cache
def load_template(style: str) -> Template:
    """Return the template of ``style``, read once a process."""
    with np.load(FOLDER / f"{style}.npz", allow_pickle=False) as stored:
        data = {name: stored[name] for name in stored.files}
    levels = dict(
        zip(("nape", "chest", "waist", "hip"), map(float, data["levels"]), strict=True)
    )
    names = map(str, data["measure_names"])
    measures = dict(zip(names, map(float, data["measures"]), strict=True))
    return Template(
        anchors=data["anchor"] / 20,
        offsets=data["offset"] / 100,
        uvs=data["uv"] / 10,
        arm=data["arm"] / 255,
        neck=data["neck"] / 255,
        hem=data["hem"] / 20,
        weld=data["weld"].astype(np.int64),
        axis=data["axis"],
        levels=MappingProxyType(levels),
        measures=MappingProxyType(measures),
        sheets=MappingProxyType(_sheets(data)),
        patches=MappingProxyType(_patches(data)),
    )


def _sheets(data: Mapping[str, npt.NDArray[np.generic]]) -> dict[str, Sheet]:
    sheets = {}
    for entry, thickness in zip(data["parts"], data["thick"], strict=True):
        name, _, mode = str(entry).partition(":")
        sheets[name] = Sheet(
            mode,  # type: ignore[arg-type]  # the baker writes nothing else
            _indices(data, f"t_{name}", 3),
            _indices(data, f"i_{name}", 3),
            _indices(data, f"r_{name}", 2),
            float(thickness),
        )
    return sheets


def _indices(
    data: Mapping[str, npt.NDArray[np.generic]], name: str, columns: int
) -> Whole:
    if name not in data:
        return np.zeros((0, columns), np.int64)
    return data[name].astype(np.int64)


def _patches(data: Mapping[str, npt.NDArray[np.generic]]) -> dict[str, Patch]:
    patches = {}
    for entry in data["patches"]:
        name, first, width, height = str(entry).split(":")
        patches[name] = Patch(int(first), float(width), float(height))
    return patches
