"""Turns of parts as matrices."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models3d.assembly import Triple


def matrix(turn_mdeg: Triple) -> npt.NDArray[np.float64]:
    """Return the 3 x 3 matrix of turns about x, then y, then z."""
    result = np.eye(3)
    for axis, angle in enumerate(turn_mdeg):
        if angle == 0:
            continue
        cos, sin = (
            math.cos(math.radians(angle / 1000)),
            math.sin(math.radians(angle / 1000)),
        )
        turn = np.eye(3)
        a, b = (axis + 1) % 3, (axis + 2) % 3
        turn[a, a], turn[a, b], turn[b, a], turn[b, b] = cos, -sin, sin, cos
        result = turn @ result
    return result


def quaternion(turn_mdeg: Triple) -> list[float]:
    """Return unit quaternion (x, y, z, w) of turns about x, then y, then z."""
    result = (0.0, 0.0, 0.0, 1.0)
    for axis, angle in enumerate(turn_mdeg):
        half = math.radians(angle / 1000) / 2
        turn = [0.0, 0.0, 0.0, math.cos(half)]
        turn[axis] = math.sin(half)
        result = _times(turn, result)
    return [round(value, 7) for value in result]


def _times(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float, float]:
    ax, ay, az, aw = a
    bx, by, bz, bw = b
    return (
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
        aw * bw - ax * bx - ay * by - az * bz,
    )
