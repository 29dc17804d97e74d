"""
A listed relation as a reduced decision diagram, its columns put into a good order.

A table written row by row needs ten times as many clauses as its reduced diagram, and
the order of the columns decides how far rows share their ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from configurator.compile.clauses import FALSE, TRUE
from configurator.compile.diagram import Diagrams
from configurator.compile.jointree import distinct
from configurator.compile.relation import Relation
from configurator.compile.variables import Variable

Array = np.ndarray[Any, np.dtype[Any]]


def diagram_of(
    relation: Relation, variables: Mapping[str, Variable], diagrams: Diagrams
) -> int:
    """Return the literal of "one of the relation's rows"."""
    if not len(relation.rows):
        return FALSE
    columns = _order(relation.rows)
    rows = relation.rows[:, columns]
    below = np.full(len(rows), TRUE, dtype=np.int64)
    for at in range(len(columns) - 1, -1, -1):
        variable = variables[relation.options[columns[at]]]
        heads, place = distinct(rows[:, :at])
        below = _level(variable, rows[:, at], place, below, diagrams)
        rows = heads
    return int(below[0])


def _order(rows: Array) -> list[int]:
    """Return columns so that the number of different heads grows slowly."""
    left, ordered = list(range(rows.shape[1])), list[int]()
    while left:
        best = min(left, key=lambda c: (len(distinct(rows[:, [*ordered, c]])[0]), c))
        ordered.append(best)
        left.remove(best)
    return ordered


def _level(
    variable: Variable, values: Array, place: Array, below: Array, diagrams: Diagrams
) -> Array:
    """Return, for each head, the literal of its branching on one column."""
    order = np.lexsort((values, place))
    heads = int(place.max()) + 1
    ends = np.cumsum(np.bincount(place, minlength=heads)).tolist()
    indices, children = values[order].tolist(), below[order].tolist()
    nodes, start = [], 0
    for end in ends:
        branches = [FALSE] * len(variable.values)
        for index, child in zip(indices[start:end], children[start:end], strict=True):
            branches[index] = child
        nodes.append(diagrams.node(variable, branches))
        start = end
    return np.array(nodes, dtype=np.int64)
