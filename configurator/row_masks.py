"""
The rows of a table as boxes: which rows admit a value, which boxes meet or cover.

A column's values that the same cells admit are one *class*; rows that admit a class
stand as bits of a whole number, so that whole tables are met with a few operations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

import numpy as np

from configurator.compile.variables import Variable
from configurator.expressions import exact
from configurator.model import Cell, Table

Classes = tuple[int, ...]

MAX_STEPS = 200_000
"""Boxes looked into in one table before covers by several rows are given up."""


class TooManyStepsError(Exception):
    """The rows of a table overlap too much to be judged."""


@dataclass(frozen=True)
class Column:
    """
    One column of a table.

    Parameters
    ----------
    members
        Indices of the option's values, by class.
    cells
        Classes that a row's cell admits, by row.
    """

    option: str
    members: tuple[tuple[int, ...], ...]
    cells: tuple[Classes, ...]

    @cached_property
    def rows_by_class(self) -> tuple[int, ...]:
        """Rows that admit a class, as bits."""
        admitted = np.zeros((len(self.members), len(self.cells)), dtype=np.bool_)
        for row, classes in enumerate(self.cells):
            admitted[list(classes), row] = True
        packed = np.packbits(admitted, axis=1, bitorder="little")
        return tuple(int.from_bytes(bits.tobytes(), "little") for bits in packed)

    @cached_property
    def _meeting(self) -> dict[Classes, int]:
        return {}

    @cached_property
    def _covering(self) -> dict[Classes, int]:
        return {}

    @cached_property
    def class_of(self) -> dict[int, int]:
        """Class by index of a value."""
        return {i: at for at, indices in enumerate(self.members) for i in indices}

    @property
    def size(self) -> int:
        """How many values the option has."""
        return sum(map(len, self.members))

    @property
    def anything(self) -> int:
        """Rows that admit every value, as bits."""
        return self.covering(tuple(range(len(self.members))))

    def meeting(self, classes: Classes) -> int:
        """Return the rows that admit one of ``classes``, as bits."""
        if classes not in self._meeting:
            rows = (self.rows_by_class[one] for one in classes)
            self._meeting[classes] = reduce(or_, rows, 0)
        return self._meeting[classes]

    def covering(self, classes: Classes) -> int:
        """Return the rows that admit all of ``classes``, as bits."""
        if classes not in self._covering:
            rows = (self.rows_by_class[one] for one in classes)
            self._covering[classes] = reduce(and_, rows, (1 << len(self.cells)) - 1)
        return self._covering[classes]


def columns_of(table: Table, variables: Mapping[str, Variable]) -> list[Column]:
    """Return the columns of ``table`` with their values gathered into classes."""
    return [
        _column(variables[option], [row[at] for row in table.rows])
        for at, option in enumerate(table.options)
    ]


def _column(variable: Variable, cells: Sequence[Cell]) -> Column:
    distinct = {cell: at for at, cell in enumerate(dict.fromkeys(cells))}
    lookup = {value: index for index, value in enumerate(variable.exact)}
    admitted = np.zeros((len(distinct), len(variable.values)), dtype=np.bool_)
    for cell, at in distinct.items():
        admitted[at] = _admitted(variable, cell, lookup)
    members: dict[bytes, list[int]] = {}
    for index, bits in enumerate(np.packbits(admitted, axis=0).T):
        members.setdefault(bits.tobytes(), []).append(index)
    first = [indices[0] for indices in members.values()]
    classes = [tuple(np.flatnonzero(row[first]).tolist()) for row in admitted]
    return Column(
        variable.option.id,
        tuple(map(tuple, members.values())),
        tuple(classes[distinct[cell]] for cell in cells),
    )


def _admitted(
    variable: Variable, cell: Cell, lookup: Mapping[object, int]
) -> np.ndarray:
    if cell.is_blank:
        return np.ones(len(variable.values), dtype=np.bool_)
    listed = np.zeros(len(variable.values), dtype=np.bool_)
    for value in cell.values:
        index = lookup.get(exact(value))
        if index is not None:
            listed[index] = True
    for low, high in cell.ranges:
        start = bisect_left(variable.exact, exact(low))
        listed[start : bisect_right(variable.exact, exact(high))] = True
    return ~listed if cell.is_negated else listed


class Boxes:
    """A table's rows as boxes of classes."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.size = len(columns[0].cells)
        self._steps = 0

    def box(self, row: int) -> tuple[Classes, ...]:
        """Return the classes that ``row`` admits, by column."""
        return tuple(column.cells[row] for column in self.columns)

    def meeting(self, box: Sequence[Classes]) -> int:
        """Return the rows that admit a combination of ``box``, as bits."""
        pairs = zip(self.columns, box, strict=True)
        return reduce(and_, (column.meeting(classes) for column, classes in pairs))

    def covering(self, box: Sequence[Classes]) -> int:
        """Return the rows that admit every combination of ``box``, as bits."""
        pairs = zip(self.columns, box, strict=True)
        return reduce(and_, (column.covering(classes) for column, classes in pairs))

    def is_covered(self, box: Sequence[Classes], rows: int) -> bool:
        """
        Whether ``rows`` together admit every combination of ``box``.

        Raises
        ------
        TooManyStepsError
            After ``MAX_STEPS`` boxes in all.
        """
        # What remains to be covered from each column on, and who covers it alone.
        alone = [rows] * (len(box) + 1)
        for at in range(len(box) - 1, -1, -1):
            alone[at] = alone[at + 1] & self.columns[at].covering(box[at])
        seen: dict[tuple[int, int], bool] = {}

        def covered(at: int, left: int) -> bool:
            if not left:
                return False
            if left & alone[at]:
                return True
            key = (at, left)
            if key not in seen:
                self._step()
                by_class = self.columns[at].rows_by_class
                parts = {left & by_class[one] for one in box[at]}
                seen[key] = all(covered(at + 1, part) for part in parts)
            return seen[key]

        return covered(0, rows & self.meeting(box))

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise TooManyStepsError

    def admitted(self) -> int:
        """
        Return how many combinations of values some row admits.

        Raises
        ------
        TooManyStepsError
            After ``MAX_STEPS`` boxes in all.
        """
        last = len(self.columns)
        rest = [1] * (last + 1)
        for at in range(last - 1, -1, -1):
            rest[at] = rest[at + 1] * self.columns[at].size
        # Who admits whatever the columns from each one on hold.
        full = [(1 << self.size) - 1] * (last + 1)
        for at in range(last - 1, -1, -1):
            full[at] = full[at + 1] & self.columns[at].anything
        seen: dict[tuple[int, int], int] = {}

        def count(at: int, left: int) -> int:
            if not left:
                return 0
            if left & full[at]:
                return rest[at]
            key = (at, left)
            if key not in seen:
                self._step()
                column = self.columns[at]
                pairs = zip(column.members, column.rows_by_class, strict=True)
                seen[key] = sum(
                    len(members) * count(at + 1, left & rows) for members, rows in pairs
                )
            return seen[key]

        return count(0, full[last])

    def widened(self, box: Sequence[Classes]) -> tuple[Classes, ...]:
        """Return a largest box around ``box`` that meets no row, as ``box`` does."""
        wide = list(box)
        for at, column in enumerate(self.columns):
            pairs = zip(self.columns, wide, strict=True)
            others = (c.meeting(w) for c, w in pairs if c is not column)
            rows = reduce(and_, others, (1 << self.size) - 1)
            wide[at] = tuple(
                one for one, own in enumerate(column.rows_by_class) if not own & rows
            )
        return tuple(wide)


def bits(mask: int) -> Iterator[int]:
    """Yield the positions of the set bits of ``mask``, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
