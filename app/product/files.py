"""The files of one variant, by name."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from io import StringIO
from typing import Any

import yaml

from app.base.settings import ROOT
from app.catalogue.specify import Specification
from models3d.assembly import Assembly, Material
from models3d.export.gltf import write_glb
from models3d.furniture.cutlist import cut_list
from models3d.furniture.drilling import drilling_plan
from models3d.materials import read_materials

_SAMPLES = ROOT / "app" / "catalogue" / "samples"
_PLAIN = "#c8b9a6"


def files_of(found: Specification) -> dict[str, bytes]:
    """Return what the factory and the shop get of a variant."""
    assembly = found.assembly
    return {
        "assembly.json": _json(assembly_shape(assembly)),
        "model.glb": write_glb(assembly, _materials(assembly)),
        "bill.csv": _csv(
            ("id", "material", "name_en", "name_zh", "quantity", "unit"),
            (
                (
                    line.id,
                    line.material,
                    line.name["en"],
                    line.name["zh"],
                    line.quantity,
                    line.unit,
                )
                for line in found.bill.lines
            ),
        ),
        "hardware.csv": _csv(
            ("item", "name_en", "name_zh", "quantity"), _hardware(assembly)
        ),
        "cutlist.csv": _csv(_CUT_COLUMNS, _cut_rows(assembly)),
        "drilling.csv": _csv(_DRILLING_COLUMNS, _drilling_rows(assembly)),
    }


_CUT_COLUMNS = (
    *("id", "part_en", "part_zh", "material", "thickness_mm", "length_mm"),
    *("width_mm", "grain", "finished_length_mm", "finished_width_mm"),
    *("edge_1_mm", "edge_2_mm", "edge_3_mm", "edge_4_mm", "quantity"),
)
_DRILLING_COLUMNS = (
    *("part", "part_en", "part_zh", "face", "tool", "u_mm", "v_mm"),
    *("size_u_mm", "size_v_mm", "depth_mm", "through", "joint"),
)


def _cut_rows(assembly: Assembly) -> Iterable[Sequence[object]]:
    for piece in cut_list(assembly):
        yield (
            piece.id,
            piece.part["en"],
            piece.part["zh"],
            piece.material,
            _mm(piece.thickness_dmm),
            _mm(piece.cut_length_dmm),
            _mm(piece.cut_width_dmm),
            "yes" if piece.has_grain else "no",
            _mm(piece.length_dmm),
            _mm(piece.width_dmm),
            *map(_mm, piece.edges),
            1,
        )


def _drilling_rows(assembly: Assembly) -> Iterable[Sequence[object]]:
    for line in drilling_plan(assembly):
        yield (
            line.part,
            line.name["en"],
            line.name["zh"],
            line.face,
            line.tool,
            *map(_mm, line.at_dmm),
            *map(_mm, line.size_dmm),
            _mm(line.depth_dmm),
            "yes" if line.is_through else "no",
            line.joint,
        )


def _hardware(assembly: Assembly) -> Iterable[Sequence[object]]:
    names: dict[str, Mapping[str, str]] = {}
    counts: dict[str, int] = {}
    for use in assembly.hardware:
        names.setdefault(use.item, use.name)
        counts[use.item] = counts.get(use.item, 0) + use.count
    for item in sorted(counts):
        yield item, names[item]["en"], names[item]["zh"], counts[item]


def assembly_shape(assembly: Assembly) -> dict[str, Any]:
    """Return the assembly as JSON has it; lengths in 0.1 mm."""
    return {
        "bounds_dmm": assembly.bounds_dmm,
        "parts": [
            {
                **asdict(part),
                "shape": {"kind": type(part.shape).__name__, **asdict(part.shape)},
                "cuts": [
                    {"kind": type(cut).__name__, **asdict(cut)}
                    for cut in assembly.cuts_of(part)
                ],
            }
            for part in assembly.parts
        ],
        "joints": [asdict(joint) for joint in assembly.machined.joints],
        "hardware": [asdict(use) for use in assembly.hardware],
        "measures": dict(assembly.measures),
    }


def _materials(assembly: Assembly) -> Mapping[str, Material]:
    """Return the shop's materials, a plain one for each that it does not know."""
    rows = [
        row
        for name in ("materials.yaml", "fabrics.yaml")
        for row in yaml.safe_load((_SAMPLES / name).read_text(encoding="utf-8"))
    ]
    known = dict(read_materials(rows))
    for part in assembly.parts:
        name = {"en": part.material, "zh": part.material}
        known.setdefault(part.material, Material(part.material, name, _PLAIN))
    return known


def _mm(dmm: int) -> str:
    return f"{dmm / 10:g}"


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def _json(shape: Mapping[str, Any]) -> bytes:
    text = json.dumps(shape, ensure_ascii=False, indent=1, default=_plain)
    return text.encode() + b"\n"


def _plain(value: object) -> object:
    """Return what JSON has no word for as text: decimals exactly."""
    return str(value)
