"""A reader of GLB that shares nothing with the writer: bytes to triangles."""

import json
import struct
from typing import Any

import numpy as np

_TYPES = {5126: "<f4", 5122: "<i2", 5120: "i1", 5123: "<u2", 5125: "<u4"}
_WIDTH = {"SCALAR": 1, "VEC2": 2, "VEC3": 3}


class Glb:
    def __init__(self, data: bytes) -> None:
        magic, version, length = struct.unpack_from("<4sII", data)
        assert (magic, version, length) == (b"glTF", 2, len(data))
        size, kind = struct.unpack_from("<I4s", data, 12)
        assert kind == b"JSON"
        assert size % 4 == 0
        self.json: dict[str, Any] = json.loads(data[20 : 20 + size])
        self.binary = b""
        if 20 + size < len(data):
            extent, kind = struct.unpack_from("<I4s", data, 20 + size)
            assert kind == b"BIN\0"
            self.binary = data[28 + size : 28 + size + extent]
            assert len(self.binary) == extent == self.json["buffers"][0]["byteLength"]

    def accessor(self, number: int) -> Any:
        accessor = self.json["accessors"][number]
        view = self.json["bufferViews"][accessor["bufferView"]]
        kind = np.dtype(_TYPES[accessor["componentType"]])
        width = _WIDTH[accessor["type"]]
        stride = view.get("byteStride", kind.itemsize * width)
        start = accessor["byteOffset"]
        end = start + (accessor["count"] - 1) * stride + kind.itemsize * width
        assert end <= view["byteLength"]
        assert start % kind.itemsize == 0
        rows = [
            np.frombuffer(
                self.binary, kind, width, view["byteOffset"] + start + row * stride
            )
            for row in range(accessor["count"])
        ]
        found = np.array(rows)
        if accessor.get("normalized"):
            return np.maximum(found / np.iinfo(kind).max, -1.0)
        return found

    def nodes(self) -> dict[str, dict[str, Any]]:
        """Return the nodes of parts by their names; mirror images have none."""
        parts = [self.json["nodes"][i] for i in self.json["nodes"][0]["children"]]
        named = {node["name"]: node for node in parts}
        images = sum(len(node.get("children", ())) for node in parts)
        assert len(named) + images == len(self.json["nodes"]) - 1
        return named

    def triangles(self, node: dict[str, Any]) -> Any:
        """Return (n, 3, 3) corners of a node in metres, placed and turned."""
        corners = self._own_triangles(node)
        for number in node.get("children", ()):
            image = self._own_triangles(self.json["nodes"][number])
            corners = np.concatenate([corners, image])
        scale = np.array(node.get("scale", (1, 1, 1)))
        return self._moved(node, _wound(corners * scale, scale))

    def _own_triangles(self, node: dict[str, Any]) -> Any:
        primitive = self.json["meshes"][node["mesh"]]["primitives"][0]
        points = self.accessor(primitive["attributes"]["POSITION"]).astype(float)
        indices = self.accessor(primitive["indices"]).reshape(-1, 3)
        if "translation" in node:
            return points[indices]
        scale = np.array(node["scale"])
        return _wound(points[indices] * scale, scale)

    def _moved(self, node: dict[str, Any], points: Any) -> Any:
        x, y, z, w = node.get("rotation", (0, 0, 0, 1))
        axis = np.array([x, y, z])
        turned = points + 2 * np.cross(axis, np.cross(axis, points) + w * points)
        return turned + node["translation"]


def _wound(triangles: Any, scale: Any) -> Any:
    """Turn triangles round where the scale is a mirror, as the format says."""
    return triangles[:, ::-1] if np.prod(scale) < 0 else triangles


def volume(triangles: Any) -> float:
    return float(
        np.einsum(
            "ij,ij->", triangles[:, 0], np.cross(triangles[:, 1], triangles[:, 2])
        )
        / 6
    )


def is_closed(triangles: Any) -> bool:
    """Return whether every edge is run through once in each direction."""
    edges: dict[tuple[Any, Any], int] = {}
    for triangle in np.round(triangles, 7):
        corners = [tuple(corner) for corner in triangle]
        if len(set(corners)) < 3:
            continue
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
            edges[a, b] = edges.get((a, b), 0) + 1
    return all(edges.get((b, a), 0) == count for (a, b), count in edges.items())
