"""Tables of allowed rows turned into statements about features, row for row exact."""

from __future__ import annotations

from collections.abc import Iterator

from configurator.expressions import syntax
from configurator.formats.feature_tree import joined
from configurator.formats.statements_of_features import Inexpressible, Translator
from configurator.model import Cell, Scalar, Table

MAX_STATEMENTS = 100_000
_Rows = frozenset[int]
_Beginning = tuple[int, _Rows, tuple[syntax.Node, ...]]
"""Next column, rows that go on, and what was decided before."""


def table_statements(table: Table, translator: Translator) -> Iterator[syntax.Node]:
    """
    Yield statements that together say what the table says.

    Notes
    -----
    The table is read as a tree, column by column: after each beginning that occurs in
    some row, the next column has one of the values that occur there. No feature is
    added, so the configurations stay the same, and no statement grows with the rows.
    """
    reader = _Tree(table, translator)
    waiting: list[_Beginning] = [(0, frozenset(range(len(table.rows))), ())]
    for _visit in range(MAX_STATEMENTS):
        if not waiting:
            return
        column, rows, before = waiting.pop()
        if column == len(reader.options) or reader.is_free(rows, column):
            continue
        if before and len(rows) == 1:
            yield reader.rest_of(next(iter(rows)), column, before)
            continue
        parts = reader.parts(column, rows)
        yield from reader.statements(column, parts, before)
        for found, values in parts.items():
            if found:
                # Where all values leave the same rows, this column decides nothing.
                step = (reader.one_of(column, values),) if len(parts) > 1 else ()
                waiting.append((column + 1, found, (*before, *step)))
    raise Inexpressible(f"It would be more than {MAX_STATEMENTS} statements.")


class _Tree:
    """A table as a tree of beginnings: which rows go on after which values."""

    def __init__(self, table: Table, translator: Translator) -> None:
        self.options = table.options
        self.translator = translator
        self.admitted = [
            _admitted(table, column, translator) for column in range(len(self.options))
        ]
        # From which column on a row is blank.
        self.free_from = [
            max((i + 1 for i, cell in enumerate(row) if not cell.is_blank), default=0)
            for row in table.rows
        ]

    def is_free(self, rows: _Rows, column: int) -> bool:
        """Whether some row admits anything from ``column`` on."""
        return any(self.free_from[row] <= column for row in rows)

    def parts(self, column: int, rows: _Rows) -> dict[_Rows, list[Scalar]]:
        """Return the values of a column by the rows that they leave."""
        parts: dict[_Rows, list[Scalar]] = {}
        for value, fitting in self.admitted[column].items():
            parts.setdefault(rows & fitting, []).append(value)
        return parts

    def statements(
        self,
        column: int,
        parts: dict[_Rows, list[Scalar]],
        before: tuple[syntax.Node, ...],
    ) -> Iterator[syntax.Node]:
        """Yield that the column has a value which leaves a row."""
        if frozenset() not in parts:
            return
        good = [value for rows, values in parts.items() if rows for value in values]
        then = self.one_of(column, good) if good else syntax.Truth(is_true=False)
        if before:
            then = syntax.Implication(joined("and", before), then, is_mutual=False)
        yield then

    def rest_of(
        self, row: int, start: int, before: tuple[syntax.Node, ...]
    ) -> syntax.Node:
        """Return that what was decided before goes on like ``row`` from ``start``."""
        parts: list[syntax.Node] = []
        for column in range(start, len(self.options)):
            admitted = self.admitted[column]
            values = [value for value, rows in admitted.items() if row in rows]
            if len(values) < len(admitted):
                impossible = syntax.Truth(is_true=False)
                parts.append(self.one_of(column, values) if values else impossible)
        then = joined("and", parts)
        return syntax.Implication(joined("and", before), then, is_mutual=False)

    def one_of(self, column: int, values: list[Scalar]) -> syntax.Node:
        """Return the statement that the column has one of ``values``."""
        option = self.options[column]
        literals = [self.translator.literal(option, value) for value in values]
        return joined("or", literals)


def _admitted(table: Table, column: int, translator: Translator) -> dict[Scalar, _Rows]:
    """Return the rows that admit each value of a column."""
    domain = translator.domains[table.options[column]]
    if not domain:
        raise Inexpressible(f"The values of {table.options[column]} cannot be listed.")
    rows_by_cell: dict[Cell, list[int]] = {}
    for index, row in enumerate(table.rows):
        rows_by_cell.setdefault(row[column], []).append(index)
    found: dict[Scalar, list[int]] = {value: [] for value in domain}
    for cell, rows in rows_by_cell.items():
        for value in domain:
            if _admits(cell, value):
                found[value].extend(rows)
    return {value: frozenset(rows) for value, rows in found.items()}


def _admits(cell: Cell, value: Scalar) -> bool:
    if cell.is_blank:
        return True
    is_listed = value in cell.values or any(
        low <= value <= high  # type: ignore[operator]  # ranges stand only under numbers
        for low, high in cell.ranges
    )
    return is_listed != cell.is_negated
