"""Turns of parts as matrices."""

import math

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
