"""Where each piece of a product document stands in the files it came from."""

from __future__ import annotations

from dataclasses import dataclass, field

RawPath = tuple[str | int, ...]
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
    """Positions by path in the document; a missing path has its parent's."""

    by_path: dict[RawPath, Position] = field(default_factory=dict)

    def find(self, path: RawPath) -> Position | None:
        """Return the position of ``path`` or of its nearest known ancestor."""
        for length in range(len(path), -1, -1):
            found = self.by_path.get(path[:length])
            if found is not None:
                return found
        return None
