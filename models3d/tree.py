"""
The part tree of a product: reading ``tree.yaml``.

Format
------
::

    bounds: {x: width, y: height, z: depth}        # mm, from option formulas
    overhang: 40                                  # handles in front of the bounds
    slots:
      board:                                      # material by an option's value ...
        by: finish
        of: {oak_oil: oak_board, white: white_board}
        thickness: 19                             # mm, formula; parts across it get it
        density: 650                              # kg/m3
        sheet: [2800, 2070]                       # mm along and across the grain
        lacquered: finish = white
      steel: {is: steel_black, density: 7850}     # ... or always the same
    zones:                                        # the zone ``all`` is the bounds
      - id: column
        in: all
        y: {start: plinth, end: 19}               # from the low and the high face
        split: {along: x, count: columns, gap: 19, at_most: 4}
        let: {inside: [column_1_inside, column_2_inside]}   # by the split's number
        when: columns > 0
        opening: {hinge: left, angle: 90}        # or {slide: 400, along: z}
    parts:
      - id: shelf
        name: {en: Shelf, zh: 层板}
        kind: panel                               # rod, profile, turned, mesh
        zone: column                              # once in each field, or ...
        between: column                           # ... once in each gap of the split
        slot: board
        across: y                                 # the thickness lies along y
        y: {start: 400}                           # other axes fill the zone
        repeat: 3                                 # ``n`` counts 1 to 3
        mirror: [x]                               # and its mirror image in the zone
        turn: {z: 8}                              # degrees about the part's centre
        when: inside = shelves
        grain: x
        edges: {faces: [+z], thickness: 1}
        machining: [{pattern: rows_32, face: +x}]
      - {id: pull, kind: mesh, mesh: {generator: handle_bow, arguments: {a: 1}}, ...}
                                                  # a panel may have a mesh as contour
    hardware:
      - {id: hinge, item: hinge_110, name: {..}, zone: leaf, count: 3}
    measures: {fabric_m: 1.6 m * width / 1 m}

``docs/formats/tree.md`` tells it to those who write trees, with patterns, joints,
templates and limits.

A span has two of ``start``, ``end``, ``mid``, ``size`` (or none: it fills the zone);
``after`` and ``before`` name parts whose faces stand for the zone's.
Formulas know the product's options and derived values, ``n`` of a repeat, the numbers
of the enclosing splits by zone id (``column`` is 1, 2, ...), the lets, and
``zone_x``, ``zone_y``, ``zone_z``, the size of the part's own zone in mm.
``thickness_board`` is the thickness of the slot ``board``. A plain number is taken as
mm where a length is wanted. The split ``between`` counts its gaps the same way.
"""

from collections.abc import Mapping
from typing import Any

from configurator.expressions import Type
from models3d.problems import Problem, TreeError
from models3d.specs import ProductTree
from models3d.tree_reader import TreeReader

__all__ = ["Problem", "ProductTree", "TreeError", "read_tree"]


def read_tree(data: Any, parameters: Mapping[str, Type]) -> ProductTree:
    """
    Return the tree of a product.

    Parameters
    ----------
    data
        The ``tree`` of a product document: mappings, lists and scalars.
    parameters
        Type of each option and derived value, by id, as ``configurator.expressions``
        names types.

    Raises
    ------
    TreeError
        With every problem of the tree.
    """
    reader = TreeReader(parameters)
    tree = reader.read(data)
    if reader.problems:
        raise TreeError(tuple(reader.problems))
    return tree
