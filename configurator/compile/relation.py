"""
Rules and tables as relations: the listed combinations of values that they admit.

What goes in are the model's relations over variables with few values; what comes out
are integer arrays, one row a combination, one column an option, cells value indices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from operator import attrgetter
from typing import Any

import numpy as np

from configurator.compile.atoms import joint_size
from configurator.compile.variables import Variable
from configurator.expressions import exact
from configurator.expressions.evaluation import Function
from configurator.model import Cell, Table

MAX_JOINT = 20_000
"""Combinations of a rule that are worth trying one by one."""
MAX_ROWS = 1_000_000
"""Rows of a table with its blanks, ranges and lists written out."""


class TooManyRowsError(ValueError):
    """A relation cannot be listed within its limit."""


@dataclass(frozen=True, slots=True)
class Relation:
    """
    The combinations that a rule or a table admits.

    Parameters
    ----------
    options
        One a column.
    rows
        Shape (combinations, options): value indices, no row twice.
    """

    options: tuple[str, ...]
    rows: np.ndarray[Any, np.dtype[np.int32]]


def of_table(table: Table, variables: Mapping[str, Variable]) -> Relation:
    """
    Return the rows of a table with every blank, list and range written out.

    Raises
    ------
    TooManyRowsError
        Above ``MAX_ROWS``.
    """
    columns = [variables[name] for name in table.options]
    cells: list[dict[Any, np.ndarray[Any, Any]]] = [{} for _ in columns]
    blocks, total = [], 0
    plain: list[list[int]] = []
    for row in table.rows:
        sets = []
        for column, (variable, cell) in enumerate(zip(columns, row, strict=True)):
            found = cells[column].get(cell)
            if found is None:
                found = np.fromiter(admitted(variable, cell), dtype=np.int32)
                cells[column][cell] = found
            sets.append(found)
        size = 1
        for found in sets:
            size *= len(found)
        total += size
        if total > MAX_ROWS:
            raise TooManyRowsError(table.id)
        if size == 1:
            plain.append([int(found[0]) for found in sets])
        elif size:
            blocks.append(_product(sets))
    listed = np.array(plain, dtype=np.int32).reshape(len(plain), len(columns))
    rows = np.unique(np.concatenate([listed, *blocks]), axis=0)
    return Relation(table.options, rows)


def of_plain_table(table: Table, variables: Mapping[str, Variable]) -> Relation:
    """Return the same as ``of_table``, rows twice included; fast for plain cells."""
    columns = []
    for at, name in enumerate(table.options):
        known = _Single(variables[name])
        # Tuples hash five times as fast as cells; none is kept, for each would count
        # towards a collection of all garbage, which takes 200 ms in a large model.
        indices = [known[_SAID(row[at])] for row in table.rows]
        if _Single.MANY in known.values():
            return of_table(table, variables)
        columns.append(np.array(indices, dtype=np.int32))
    return Relation(table.options, np.stack(columns, axis=1))


_SAID = attrgetter("values", "ranges", "is_negated")


class _Single(dict[tuple[Any, ...], int]):
    """Index of the value that a cell admits, by what the cell says."""

    MANY = -1

    def __init__(self, variable: Variable) -> None:
        super().__init__()
        self.variable = variable

    def __missing__(self, said: tuple[Any, ...]) -> int:
        indices = list(admitted(self.variable, Cell(*said)))
        self[said] = indices[0] if len(indices) == 1 else self.MANY
        return self[said]


def _product(sets: Sequence[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    grids = np.meshgrid(*sets, indexing="ij")
    return np.stack([grid.reshape(-1) for grid in grids], axis=1)


def admitted(variable: Variable, cell: Cell) -> Iterator[int]:
    """Yield the indices of a variable's values that a table cell admits."""
    listed = {exact(value) for value in cell.values}
    for index, value in enumerate(variable.exact):
        is_listed = value in listed or any(
            exact(low) <= value <= exact(high) for low, high in cell.ranges
        )
        if cell.is_blank or is_listed != cell.is_negated:
            yield index


def of_rule(variables: Sequence[Variable], function: Function) -> Relation:
    """
    Return the combinations for which an inlined rule holds.

    Parameters
    ----------
    variables
        Of every option in the rule.
    function
        Gives the rule's truth for values by option.

    Raises
    ------
    TooManyRowsError
        When more than ``MAX_JOINT`` combinations would have to be tried.
    """
    if joint_size(variables) > MAX_JOINT:
        raise TooManyRowsError
    names = [variable.option.id for variable in variables]
    spans = [list(enumerate(variable.exact)) for variable in variables]
    rows = [
        [index for index, _ in combination]
        for combination in product(*spans)
        if function({n: pair[1] for n, pair in zip(names, combination, strict=True)})
    ]
    listed = np.array(rows, dtype=np.int32).reshape(len(rows), len(names))
    return Relation(tuple(names), listed)
