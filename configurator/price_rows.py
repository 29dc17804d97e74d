"""Which rows of a price table fit: found by bit masks, made once for each table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from configurator.model import (
    ORDER_QUANTITY,
    Cell,
    Configuration,
    PriceLine,
    PriceRow,
    Scalar,
)

_MOST_TABLES, _MOST_VALUES = 512, 4_096


def row_of(line: PriceLine, configuration: Configuration, quantity: int) -> int | None:
    """Return the index of the first row of a price table that fits."""
    return next(rows_of(line, configuration, quantity), None)


def rows_of(
    line: PriceLine, configuration: Configuration, quantity: int
) -> Iterator[int]:
    """Yield the index of each row of a price table that fits, the first one first."""
    looked_at: Mapping[str, Scalar] = {**configuration, ORDER_QUANTITY: quantity}
    columns = _columns(_Same(line.rows))
    fitting = (1 << len(line.rows)) - 1
    for name, column in zip(line.columns, columns, strict=True):
        fitting &= column.fitting(looked_at[name])
    while fitting:
        lowest = fitting & -fitting
        yield lowest.bit_length() - 1
        fitting ^= lowest


class _Column:
    """One column: rows by cell, and a mask of them by value once it was asked for."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.count = len(cells)
        self.rows: dict[Cell, list[int]] = {}
        for index, cell in enumerate(cells):
            self.rows.setdefault(cell, []).append(index)
        self.known: dict[Scalar, int] = {}

    def fitting(self, value: Scalar) -> int:
        """Return the rows that admit a value, the first one as the lowest bit."""
        found = self.known.get(value)
        if found is None:
            bits = bytearray(self.count // 8 + 1)
            for cell, rows in self.rows.items():
                if cell.admits(value):
                    for index in rows:
                        bits[index >> 3] |= 1 << (index & 7)
            found = int.from_bytes(bits, "little")
            if len(self.known) < _MOST_VALUES:
                self.known[value] = found
        return found


class _Same:
    """Rows that are equal only to themselves: comparing them would read them all."""

    def __init__(self, rows: tuple[PriceRow, ...]) -> None:
        self.rows = rows

    def __hash__(self) -> int:
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.rows is other.rows


@lru_cache(maxsize=_MOST_TABLES)
def _columns(same: _Same) -> tuple[_Column, ...]:
    by_column = zip(*(row.cells for row in same.rows), strict=True)
    return tuple(_Column(cells) for cells in by_column)
