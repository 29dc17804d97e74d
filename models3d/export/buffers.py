"""Accessors, buffer views and the binary part of a GLB."""

from typing import Any

import numpy as np
import numpy.typing as npt

_FLOAT, _SHORT, _INT = 5126, 5123, 5125
_SIGNED_BYTE, _SIGNED_SHORT = 5120, 5122
_ARRAY, _ELEMENTS = 34962, 34963
_VIEWS = (
    ("vectors", 12, _ARRAY),
    ("pairs", 8, _ARRAY),
    ("whole_vectors", 8, _ARRAY),
    ("whole_pairs", 4, _ARRAY),
    ("directions", 4, _ARRAY),
    ("indices", 0, _ELEMENTS),
)
_LARGEST_BYTE = 127
_ALIGN = 4


class Buffers:
    """
    Gathers arrays of a file into buffer views of one stride each.

    Notes
    -----
    Methods return accessor numbers. Positions (in metres) carry their exact bounds,
    as the format demands.
    """

    def __init__(self) -> None:
        self._chunks: dict[str, list[bytes]] = {name: [] for name, _, _ in _VIEWS}
        self._lengths: dict[str, int] = {name: 0 for name, _, _ in _VIEWS}
        self._accessors: list[tuple[str, dict[str, Any]]] = []

    def vectors(self, rows: npt.NDArray[Any]) -> int:
        """One accessor of (n, 3) rows."""
        block = np.ascontiguousarray(rows, dtype="<f4")
        return self._vector_accessor(block, block.min(axis=0), block.max(axis=0))

    def vectors_of_many(self, blocks_mm: npt.NDArray[np.float64]) -> list[int]:
        """Return an accessor for each (n, 3) block of positions in millimetres."""
        blocks = (blocks_mm / 1000).astype("<f4")
        lows, highs = blocks.min(axis=1), blocks.max(axis=1)
        return [
            self._vector_accessor(block, low, high)
            for block, low, high in zip(blocks, lows, highs, strict=True)
        ]

    def pairs(self, rows: npt.NDArray[Any]) -> int:
        """One accessor of (n, 2) rows."""
        block = np.ascontiguousarray(rows, dtype="<f4")
        return self._add(
            "pairs",
            block.tobytes(),
            {"componentType": _FLOAT, "type": "VEC2", "count": len(block)},
        )

    def whole_vectors(self, rows: npt.NDArray[np.int16]) -> int:
        """One accessor of (n, 3) positions in whole numbers."""
        accessor = {
            "componentType": _SIGNED_SHORT,
            "type": "VEC3",
            "count": len(rows),
            "min": rows.min(axis=0).tolist(),
            "max": rows.max(axis=0).tolist(),
        }
        return self._add("whole_vectors", _padded(rows), accessor)

    def whole_pairs(self, rows: npt.NDArray[np.int16]) -> int:
        """One accessor of (n, 2) texture coordinates in whole numbers."""
        accessor = {"componentType": _SIGNED_SHORT, "type": "VEC2", "count": len(rows)}
        return self._add("whole_pairs", rows.astype("<i2").tobytes(), accessor)

    def directions(self, rows: npt.NDArray[Any]) -> int:
        """One accessor of (n, 3) normals, each coordinate a byte."""
        accessor = {
            "componentType": _SIGNED_BYTE,
            "normalized": True,
            "type": "VEC3",
            "count": len(rows),
        }
        steps = np.rint(rows * _LARGEST_BYTE).astype("i1")
        return self._add("directions", _padded(steps), accessor)

    def triangles(self, rows: npt.NDArray[Any], points: int) -> int:
        """Accessor of triangles over ``points`` points, as short as they allow."""
        is_short = points < 65535
        block = np.ascontiguousarray(rows, dtype="<u2" if is_short else "<u4")
        data = block.tobytes()
        return self._add(
            "indices",
            data + b"\0" * (-len(data) % _ALIGN),
            {
                "componentType": _SHORT if is_short else _INT,
                "type": "SCALAR",
                "count": block.size,
            },
        )

    def _vector_accessor(
        self,
        block: npt.NDArray[np.float32],
        low: npt.NDArray[np.float32],
        high: npt.NDArray[np.float32],
    ) -> int:
        return self._add(
            "vectors",
            block.tobytes(),
            {
                "componentType": _FLOAT,
                "type": "VEC3",
                "count": len(block),
                "min": low.tolist(),
                "max": high.tolist(),
            },
        )

    def _add(self, view: str, data: bytes, accessor: dict[str, Any]) -> int:
        accessor["byteOffset"] = self._lengths[view]
        self._chunks[view].append(data)
        self._lengths[view] += len(data)
        self._accessors.append((view, accessor))
        return len(self._accessors) - 1

    def data(self) -> bytes:
        """Return the binary chunk."""
        return b"".join(b"".join(self._chunks[name]) for name, _, _ in _VIEWS)

    def json(self) -> dict[str, Any]:
        """``accessors``, ``bufferViews`` and ``buffers``."""
        views: list[dict[str, Any]] = []
        numbers: dict[str, int] = {}
        offset = 0
        for name, stride, target in _VIEWS:
            length = self._lengths[name]
            if not length:
                continue
            numbers[name] = len(views)
            view = {"buffer": 0, "byteOffset": offset, "byteLength": length}
            if stride:
                view["byteStride"] = stride
            views.append({**view, "target": target})
            offset += length
        accessors = [
            {"bufferView": numbers[view], **accessor}
            for view, accessor in self._accessors
        ]
        return {
            "accessors": accessors,
            "bufferViews": views,
            "buffers": [{"byteLength": offset}],
        }


def _padded(rows: npt.NDArray[Any]) -> bytes:
    """Return (n, 3) rows with a fourth, empty column: rows begin at whole words."""
    block = np.zeros((len(rows), 4), rows.dtype.newbyteorder("<"))
    block[:, :3] = rows
    return block.tobytes()
