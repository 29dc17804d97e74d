"""
The compiled search: pieces in trees of cuts, taken out and put back by the thousand.

A sheet is a root whose children lie along one axis, their children along the other,
and so on; a leaf is a piece. A node needs the sum of its children along its axis and
the largest of them across it, so that a tree fits a sheet exactly if its root does, and
whether one more piece fits beside a node is two comparisons with what the node may
still grow by (``SX``, ``SY``). Sizes include the saw's kerf on the far sides; sheets
are as much larger.

Nodes are columns of one array: leaves ``0 .. n-1`` are the pieces, then one root a
place for a sheet, then what lies between.
"""

from models3d.nesting.kernel.layout import (
    ACTIVE,
    AXIS,
    FIRST,
    FREE,
    NEXT,
    PARENT,
    ROOT,
    ROWS,
    SPARE,
    TURNED,
)
from models3d.nesting.kernel.search import search

__all__ = [
    "ACTIVE",
    "AXIS",
    "FIRST",
    "FREE",
    "NEXT",
    "PARENT",
    "ROOT",
    "ROWS",
    "SPARE",
    "TURNED",
    "search",
]
