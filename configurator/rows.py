"""
What is odd about the rows of a table: covered, overlapping, unused, missing ones.

Rows are numbered from 1, the first one below the header. Everything is exact; where a
limit cut a search short, the findings say so.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from configurator.compile import CompiledModel
from configurator.model import Configuration, Scalar, Table
from configurator.relations import relations_of
from configurator.results import MoreThan
from configurator.row_masks import (
    Boxes,
    Classes,
    Column,
    TooManyStepsError,
    bits,
    columns_of,
)
from configurator.statements import Statements

__all__ = ["MissingRows", "Overlap", "RowFindings", "ShadowedRow", "judge_rows"]

MAX_LISTED = 20
"""Overlaps and boxes of missing combinations that are written out."""
MAX_COUNTED = 1_000
"""Missing combinations are counted one by one where other rules forbid some."""


@dataclass(frozen=True, slots=True)
class ShadowedRow:
    """A row that admits nothing that the rows ``by`` do not admit without it."""

    row: int
    by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rows that both admit ``example``."""

    first: int
    second: int
    example: Configuration


@dataclass(frozen=True, slots=True)
class MissingRows:
    """
    Combinations that no row admits although the other rules leave some of them.

    Parameters
    ----------
    values
        By option, the values combined; an option that is not here may have any.
    size
        How many combinations these are.
    example
        A configuration with one of them that breaks nothing but this table.
    """

    values: Mapping[str, tuple[Scalar, ...]]
    size: int
    example: Configuration


@dataclass(frozen=True, slots=True)
class RowFindings:
    """
    What a merchandiser should look at in one table.

    Parameters
    ----------
    shadowed
        Rows that the other kept ones cover, dropped one after the other from the
        last row up; all of them may go together.
    overlap_count, overlaps
        How many pairs of rows admit a common combination, and the first of them.
    dead
        Rows that no variant uses.
    missing_count, missing
        How many combinations no row admits though the other rules do, and boxes that
        hold them all. Boxes may overlap.
    is_complete
        False where more is missing than is listed, or where rows overlap so much
        that covers were not all looked for.
    """

    table: str
    shadowed: tuple[ShadowedRow, ...] = ()
    overlap_count: int = 0
    overlaps: tuple[Overlap, ...] = ()
    dead: tuple[int, ...] = ()
    missing_count: int | MoreThan = 0
    missing: tuple[MissingRows, ...] = ()
    is_complete: bool = True


def judge_rows(
    compiled: CompiledModel, tables: Collection[str] | None = None
) -> tuple[RowFindings, ...]:
    """
    Return what is odd about the rows of tables, in the model's order.

    Parameters
    ----------
    tables
        Ids of the tables to judge; all of them when ``None``.

    Notes
    -----
    A row costs a few operations on whole numbers of as many bits as the table has
    rows; a dead row costs a question to the solver for each combination of cells in
    columns that other rules look at, too.
    """
    wanted = [t for t in compiled.model.tables if tables is None or t.id in tables]
    with Statements(compiled, [table.id for table in wanted]) as statements:
        return tuple(_Judge(statements, table).findings() for table in wanted)


class _Judge:
    def __init__(self, statements: Statements, table: Table) -> None:
        self.statements = statements
        self.compiled = statements.compiled
        self.table = table
        self.boxes = Boxes(columns_of(table, self.compiled.variables))
        self.columns = self.boxes.columns
        self.others = [k for n, k in statements.selectors.items() if n != table.id]
        self.shared = self._shared()
        self.is_complete = True

    def findings(self) -> RowFindings:
        """Return everything about the table."""
        count, overlaps = self._overlaps()
        missing = self._missing()
        return RowFindings(
            self.table.id,
            tuple(self._shadowed()),
            count,
            overlaps,
            self._dead(),
            self._missing_count() if missing else 0,
            missing,
            self.is_complete,
        )

    def _overlaps(self) -> tuple[int, tuple[Overlap, ...]]:
        count = 0
        listed: list[Overlap] = []
        for row in range(self.boxes.size):
            later = self.boxes.meeting(self.boxes.box(row)) >> (row + 1)
            count += later.bit_count()
            for step in bits(later):
                if len(listed) == MAX_LISTED:
                    break
                other = row + 1 + step
                listed.append(Overlap(row + 1, other + 1, self._common(row, other)))
        return count, tuple(listed)

    def _common(self, row: int, other: int) -> dict[str, Scalar]:
        pairs = zip(self.boxes.box(row), self.boxes.box(other), strict=True)
        picked = [min(set(one) & set(two)) for one, two in pairs]
        return {
            column.option: self._values(column, (one,))[0]
            for column, one in zip(self.columns, picked, strict=True)
        }

    def _values(self, column: Column, classes: Classes) -> tuple[Scalar, ...]:
        values = self.compiled.variables[column.option].values
        return tuple(values[index] for index in self._indices(column, classes))

    def _indices(self, column: Column, classes: Classes) -> list[int]:
        return sorted(index for one in classes for index in column.members[one])

    def _shadowed(self) -> Iterator[ShadowedRow]:
        """Yield covered rows from the last to the first."""
        kept = (1 << self.boxes.size) - 1
        for row in range(self.boxes.size - 1, -1, -1):
            box = self.boxes.box(row)
            others = kept & ~(1 << row)
            by = self._cover(box, self.boxes.meeting(box) & others)
            if by is not None:
                kept = others
                yield ShadowedRow(row + 1, tuple(one + 1 for one in by))

    def _cover(self, box: Sequence[Classes], others: int) -> list[int] | None:
        """Return rows of ``others`` that cover ``box``, few where that is easy."""
        if not all(box):
            return []
        alone = self.boxes.covering(box) & others
        if alone:
            return [next(bits(alone))]
        try:
            if not self.boxes.is_covered(box, others):
                return None
            for row in bits(others):
                fewer = others & ~(1 << row)
                if self.boxes.is_covered(box, fewer):
                    others = fewer
        except TooManyStepsError:
            self.is_complete = False
            return None
        return list(bits(others))

    def _shared(self) -> set[str]:
        """Return the options that something else than this table looks at, too."""
        relations = relations_of(self.compiled.model)
        scopes = [one.scope for one in relations if one.said is not self.table]
        return set(self.table.options).intersection(set().union(*scopes))

    def _literal(self, column: Column, classes: Classes) -> int:
        return self.statements.among(column.option, self._indices(column, classes))

    def _dead(self) -> tuple[int, ...]:
        # Columns that nothing else looks at are free: only the others are asked about.
        asked = [at for at, c in enumerate(self.columns) if c.option in self.shared]
        cells = [
            tuple(self.columns[at].cells[row] for at in asked)
            for row in range(self.boxes.size)
        ]
        distinct = {cell: at for at, cell in enumerate(dict.fromkeys(cells))}
        questions = [
            tuple(
                self._literal(self.columns[at], classes)
                for at, classes in zip(asked, cell, strict=True)
            )
            for cell in distinct
        ]
        is_possible = self.statements.possible(questions, self.others)
        return tuple(
            row + 1
            for row, cell in enumerate(cells)
            if not all(self.boxes.box(row)) or not is_possible[distinct[cell]]
        )

    def _missing(self) -> tuple[MissingRows, ...]:
        listed: list[MissingRows] = []
        asked = (self.statements.opposite(self.table), self.statements.free())
        while self.statements.can(asked, self.others):
            if len(listed) == MAX_LISTED:
                self.is_complete = False
                break
            variant = self.statements.variant()
            box = self.boxes.widened(self._box_of(variant))
            listed.append(self._described(box, variant))
            pairs = zip(self.columns, box, strict=True)
            self.statements.refuse(
                (asked[1], *(self._literal(*pair) for pair in pairs))
            )
        return tuple(listed)

    def _missing_count(self) -> int | MoreThan:
        if not self.shared:
            total = math.prod(column.size for column in self.columns)
            with suppress(TooManyStepsError):
                return total - self.boxes.admitted()
        asked = (self.statements.opposite(self.table), self.statements.free())
        count = 0
        while self.statements.can(asked, self.others):
            if count == MAX_COUNTED:
                return MoreThan(count)
            count += 1
            variant = self.statements.variant(self.table.options)
            self.statements.refuse((asked[1], *self.compiled.all_chosen(variant)))
        return count

    def _box_of(self, variant: Configuration) -> tuple[Classes, ...]:
        found = []
        for column in self.columns:
            variable = self.compiled.variables[column.option]
            index = variable.index_of(variant[column.option])
            found.append((column.class_of[index],))
        return tuple(found)

    def _described(self, box: Sequence[Classes], variant: Configuration) -> MissingRows:
        size = 1
        values = {}
        for column, classes in zip(self.columns, box, strict=True):
            own = self._values(column, classes)
            size *= len(own)
            if len(own) < column.size:
                values[column.option] = own
        return MissingRows(values, size, variant)
