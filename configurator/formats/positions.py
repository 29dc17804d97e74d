"""Where each piece of a product document stands in the files it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

RawPath = tuple[str | int, ...]
HEADINGS = ("options", "columns")
"""Keys under which a table's header stands."""
KEY = "#key"
"""Ends the path of a mapping's key itself, where that differs from its value's."""


@dataclass(frozen=True, slots=True)
class Position:
    """
    First character of a value in its file; lines and columns count from 1.

    Parameters
    ----------
    is_block
        Written as a block of lines, so that its text starts one line lower.
    """

    file: str
    line: int
    column: int
    is_block: bool = False

    def shifted(self, line: int, column: int) -> Position:
        """Return the place ``line``, ``column`` (from 1) inside the value's text."""
        if self.is_block:
            return Position(self.file, self.line + line, column)
        if line > 1:
            return Position(self.file, self.line + line - 1, column)
        return Position(self.file, self.line, self.column + column - 1)


@dataclass(slots=True)
class Positions:
    """
    Positions by path in the document; a missing path has its parent's.

    Parameters
    ----------
    cells
        By path of a table, what gives the position of a row (0 is the header) or of
        its cell: a million rows are too many to keep a position each.
    """

    by_path: dict[RawPath, Position] = field(default_factory=dict)
    cells: dict[RawPath, Callable[[int, int | None], Position]] = field(
        default_factory=dict
    )

    def find(self, path: RawPath) -> Position | None:
        """Return the position of ``path`` or of its nearest known ancestor."""
        for length in range(len(path), -1, -1):
            found = self._in_table(path[:length], path[length:])
            if found is None:
                found = self.by_path.get(path[:length])
            if found is not None:
                return found
        return None

    def _in_table(self, table: RawPath, inside: RawPath) -> Position | None:
        place = self.cells.get(table)
        if place is None or not inside or inside[0] not in {*HEADINGS, "rows"}:
            return None
        numbers = [part for part in inside[1:] if isinstance(part, int)]
        if inside[0] in HEADINGS:
            return place(0, numbers[0] if numbers else None)
        if not numbers:
            return place(0, None)
        return place(numbers[0] + 1, numbers[1] if len(numbers) > 1 else None)
