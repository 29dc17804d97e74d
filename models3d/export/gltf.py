"""
Assembly -> GLB: one node a part, meshes shared, textures outside.

This is the only place where lengths become metres.

References
----------
Khronos Group, glTF 2.0 specification (ISO/IEC 12113:2022);
KHR_texture_transform, KHR_materials_clearcoat, KHR_mesh_quantization.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any
from zlib import crc32

import numpy as np

from models3d.assembly import (
    Assembly,
    Axis,
    BoxShape,
    Material,
    Opening,
    Part,
    Triple,
)
from models3d.export.buffers import Buffers
from models3d.export.cloth import EXTENSION, Cloth, is_cloth, scale_of
from models3d.export.surfaces import surface_json
from models3d.meshes.of_part import mesh_of
from models3d.meshes.primitives import BOX_NORMALS, BOX_TRIANGLES, boxes
from models3d.rotation import quaternion

WRITER_VERSION = 2
_METRES_PER_DMM = 1e-4
_SHIFTS = np.array([[0, 0], [0.43, 0.22], [0.81, 0.41], [0.17, 0.53], [0.62, 0.09]])
_MAGIC, _JSON, _BIN = 0x46546C67, 0x4E4F534A, 0x004E4942


def write_glb(
    assembly: Assembly,
    materials: Mapping[str, Material],
    *,
    texture_base: str = "/textures/",
    ease_mm: float = 1.2,
) -> bytes:
    """
    Return the assembly as binary glTF; equal input gives equal bytes.

    Parameters
    ----------
    materials
        At least those that the assembly uses, by id.
    texture_base
        Put in front of the file names of textures, which stay outside the file.
    ease_mm
        Chamfer of boards; 0 gives sharp boxes of exact volume.

    Notes
    -----
    Metres, +Y up, +Z to the front; the origin is the middle of the product's
    footprint on the floor. A node is named by its part's id; its ``extras`` hold
    ``part``, ``name``, ``slot``, ``material``, ``size`` (mm) and, where it opens,
    ``opening`` (``group``, ``kind``, ``pivot`` and ``axis`` in the product's space in
    metres, ``angle`` in degrees or ``travel`` in metres). A symmetrical soft part has
    a child without a name, its mirror image.
    """
    return _Writer(assembly, materials, texture_base, ease_mm).write()


class _Writer:
    """Collects the JSON and the binary part of one file."""

    def __init__(
        self,
        assembly: Assembly,
        materials: Mapping[str, Material],
        texture_base: str,
        ease_mm: float,
    ) -> None:
        self._assembly = assembly
        self._materials = materials
        self._base = texture_base
        self._ease = ease_mm
        self._buffers = Buffers()
        self._cloth = Cloth(self._buffers)
        self._surfaces: dict[tuple[str, bool], int] = {}
        self._meshes: list[dict[str, Any]] = []
        self._images: list[dict[str, Any]] = []
        self._attributes: dict[Any, tuple[dict[str, int], int]] = {}
        self._mesh_numbers: dict[Any, int] = {}

    def write(self) -> bytes:
        self._write_boxes()
        nodes = [self._node(part) for part in self._assembly.parts]
        root = {"name": "product", "children": list(range(1, len(nodes) + 1))}
        if not nodes:
            del root["children"]
        document: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": f"Lot One {WRITER_VERSION}"},
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "nodes": [root, *nodes, *self._images],
        }
        if self._meshes:
            surfaces = surface_json(
                [(self._materials[name], soft) for name, soft in self._surfaces],
                self._base,
            )
            document |= {"meshes": self._meshes, **surfaces, **self._buffers.json()}
        if any(is_cloth(part) for part in self._assembly.parts):
            document["extensionsRequired"] = [EXTENSION]
            document.setdefault("extensionsUsed", []).append(EXTENSION)
        return _pack(document, self._buffers.data())

    def _write_boxes(self) -> None:
        """All boards at once: they share normals and triangles."""
        wanted: dict[tuple[Axis | None, Triple], list[int]] = {}
        for part in self._assembly.parts:
            if isinstance(part.shape, BoxShape):
                wanted.setdefault((part.grain, part.size_dmm), []).append(_shift(part))
        if not wanted:
            return
        normals = self._buffers.vectors(BOX_NORMALS)
        triangles = self._buffers.triangles(BOX_TRIANGLES, len(BOX_NORMALS))
        for grain in dict.fromkeys(grain for grain, _ in wanted):
            sizes = [size for other, size in wanted if other == grain]
            points, uvs = boxes(np.array(sizes), grain, self._ease)
            places = self._buffers.vectors_of_many(points)
            for size, place, uv in zip(sizes, places, uvs, strict=True):
                for shift in dict.fromkeys(wanted[grain, size]):
                    attributes = {
                        "POSITION": place,
                        "NORMAL": normals,
                        "TEXCOORD_0": self._buffers.pairs(uv + _SHIFTS[shift]),
                    }
                    self._attributes[(grain, shift), size] = attributes, triangles

    def _node(self, part: Part) -> dict[str, Any]:
        node: dict[str, Any] = {"name": part.id}
        node |= self._soft(part) if is_cloth(part) else {"mesh": self._mesh(part)}
        low, size = part.place.low_dmm, part.size_dmm
        centre = tuple(2 * low[axis] + size[axis] for axis in range(3))
        node["translation"] = self._metres((centre[0], centre[1], centre[2]), 2)
        if any(part.place.turn_mdeg):
            node["rotation"] = quaternion(part.place.turn_mdeg)
        extras: dict[str, Any] = {
            "part": part.id,
            "name": dict(part.name),
            "slot": part.slot,
            "material": part.material,
            "size": [length / 10 for length in size],
        }
        if part.opening is not None:
            extras["opening"] = self._opening(part.opening)
        node["extras"] = extras
        return node

    def _metres(self, point: Triple, parts: int = 1) -> list[float]:
        """Return A point in the space of the file; ``parts`` divides 0.1 mm further."""
        width, _, depth = self._assembly.bounds_dmm
        scale = _METRES_PER_DMM / parts
        return [
            round((point[0] - width * parts / 2) * scale, 6),
            round(point[1] * scale, 6),
            round((point[2] - depth * parts / 2) * scale, 6),
        ]

    def _opening(self, opening: Opening) -> dict[str, Any]:
        found: dict[str, Any] = {"group": opening.group, "kind": opening.kind}
        if opening.kind == "hinge":
            found["pivot"] = self._metres(opening.pivot_dmm)
            found["axis"] = [0, 1, 0]
            found["angle"] = opening.angle_deg
        else:
            found["travel"] = [
                round(length * _METRES_PER_DMM, 6) for length in opening.travel_dmm
            ]
        return found

    def _soft(self, part: Part) -> dict[str, Any]:
        """Return what the node of a soft part draws, its mirror image as a child."""
        mesh = mesh_of(part)
        if not len(mesh.triangles):
            return {}
        is_textured = self._materials[part.material].texture is not None
        primitive = self._cloth.primitive(mesh, is_textured=is_textured)
        number = self._mesh_of(
            (primitive["indices"], primitive["attributes"]["POSITION"], part.material),
            {**primitive, "material": self._surface(part)},
        )
        drawn: dict[str, Any] = {"mesh": number, "scale": scale_of(mesh)}
        if len(mesh.sides) > 1:
            self._images.append({"mesh": number, "scale": [-1, 1, 1]})
            drawn["children"] = [len(self._assembly.parts) + len(self._images)]
        return drawn

    def _mesh_of(self, key: Any, primitive: dict[str, Any]) -> int:
        number = self._mesh_numbers.setdefault(key, len(self._meshes))
        if number == len(self._meshes):
            self._meshes.append({"primitives": [primitive]})
        return number

    def _surface(self, part: Part) -> int:
        key = part.material, is_cloth(part)
        return self._surfaces.setdefault(key, len(self._surfaces))

    def _mesh(self, part: Part) -> int:
        shift = _shift(part)
        key = (part.shape, part.grain, part.size_dmm, part.material, shift)
        number = self._mesh_numbers.get(key)
        if number is not None:
            return number
        attributes, indices = self._attributes_of(part, shift)
        primitive = {
            "attributes": attributes,
            "indices": indices,
            "material": self._surface(part),
        }
        return self._mesh_of(key, primitive)

    def _attributes_of(self, part: Part, shift: int) -> tuple[dict[str, int], int]:
        is_box = isinstance(part.shape, BoxShape)
        what = (part.grain, shift) if is_box else part.shape
        key = (what, part.size_dmm)
        known = self._attributes.get(key)
        if known is None:
            mesh = mesh_of(part)
            known = self._attributes[key] = (
                {
                    "POSITION": self._buffers.vectors(mesh.positions / 1000),
                    "NORMAL": self._buffers.vectors(mesh.normals),
                    "TEXCOORD_0": self._buffers.pairs(mesh.uvs),
                },
                self._buffers.triangles(mesh.triangles, len(mesh.positions)),
            )
        return known


def _shift(part: Part) -> int:
    """Return which stretch of the board a part shows: equal doors look different."""
    return crc32(part.id.encode()) % len(_SHIFTS) if part.grain else 0


def _pack(document: Mapping[str, Any], data: bytes) -> bytes:
    text = json.dumps(
        document, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<II", len(text), _JSON) + text
    if data:
        chunks += struct.pack("<II", len(data), _BIN) + data
    return struct.pack("<III", _MAGIC, 2, 12 + len(chunks)) + chunks
