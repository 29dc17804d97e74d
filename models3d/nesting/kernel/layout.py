"""Names of the kernel's arrays."""

import numpy as np
from numpy.typing import NDArray

State = NDArray[np.int32]
Rows = NDArray[np.int64]
Reals = NDArray[np.float64]
Chance = NDArray[np.uint64]

# Rows of the state. TURNED is a root's kind of sheet; AXIS is 0 where children stand
# above one another, and for a leaf what a node in its place would have.
PARENT, FIRST, NEXT, PREV, X, Y, SX, SY, LEVEL, AXIS, ROOT, TURNED, ACT, POS, FREE = (
    range(15)
)
ROWS = 15
# Rows of its last column: how many nodes are in use, and how many are free.
ACTIVE, SPARE = range(2)
# Columns of a piece and of a kind of sheet.
WIDE, HIGH, MAY_TURN, AREA = range(4)
PRICE, STOCK = 2, 3
