"""What a table's cell admits, written in the language of cells."""

from __future__ import annotations

from configurator.model import Cell, Scalar

_SIGNS = frozenset("|!")


def cell_text(cell: Cell) -> str | None:
    """
    Return the text that reads back as ``cell``.

    Returns
    -------
    str | None
        ``None`` where a value contains the signs of the language itself.
    """
    parts = [_value_text(value) for value in cell.values]
    if any(_SIGNS & set(part) or not part or part != part.strip() for part in parts):
        return None
    parts.extend(f"{low}..{high}" for low, high in cell.ranges)
    return ("!" if cell.is_negated else "") + "|".join(parts)


def _value_text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
