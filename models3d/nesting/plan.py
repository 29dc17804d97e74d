"""The plan: every cut in the saw's order, what it frees, and what is left."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Axis = Literal["horizontal", "vertical"]


@dataclass(frozen=True, slots=True)
class Cut:
    """
    One cut from edge to edge of a part; it takes ``[at, at + kerf)``.

    Parameters
    ----------
    part
        Which part is cut: 0 is the sheet, and the cuts, counted from 0, leave parts
        ``2 n + 1`` (before the blade) and ``2 n + 2`` (behind it).
    stage
        0 for trimming the sheet's edges, then 1 for the first direction and one more
        for each change of it.
    axis
        Direction in which the blade runs.
    at
        Where the blade begins: y of a horizontal cut, x of a vertical one, from the
        sheet's lower left corner.
    start, end
        The edges of the part between which it runs: x of a horizontal cut, y of a
        vertical one.
    """

    part: int
    stage: int
    axis: Axis
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placement:
    """
    Where a copy of a piece lies on a sheet.

    Parameters
    ----------
    copy
        Number of the copy, from 1.
    x, y, width, height
        The rectangle on the sheet; width and height as it lies there.
    """

    piece: str
    copy: int
    order: str
    x: int
    y: int
    width: int
    height: int
    is_turned: bool


@dataclass(frozen=True, slots=True)
class Rest:
    """A rectangle that is left and large enough to go back to stock."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CutSheet:
    """
    One sheet of the plan.

    Parameters
    ----------
    sheet
        Id of its size.
    width, height
        Of the whole sheet.
    """

    sheet: str
    width: int
    height: int
    placements: tuple[Placement, ...]
    cuts: tuple[Cut, ...]
    rests: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """
    Every piece of a problem on sheets.

    Parameters
    ----------
    sheets
        In the order of sawing.
    area_bound, bound
        No plan has fewer sheets than these, or costs less where there are several
        sizes (then they count the cheapest sheets that could do).
    """

    problem: str
    sheets: tuple[CutSheet, ...]
    area_bound: int
    bound: int

    @property
    def placements(self) -> Iterator[Placement]:
        """All of them, sheet by sheet."""
        for sheet in self.sheets:
            yield from sheet.placements

    @property
    def board_area(self) -> int:
        """Area of the sheets that are cut."""
        return sum(sheet.width * sheet.height for sheet in self.sheets)

    @property
    def piece_area(self) -> int:
        """Area of the pieces."""
        return sum(one.width * one.height for one in self.placements)

    @property
    def rest_area(self) -> int:
        """Area that goes back to stock."""
        return sum(rest.width * rest.height for s in self.sheets for rest in s.rests)

    @property
    def yield_share(self) -> float:
        """Area of the pieces in that of the sheets, 0 to 1."""
        return self.piece_area / self.board_area


@dataclass(frozen=True, slots=True)
class NoRoom:
    """
    The sheets in stock do not hold all pieces, as far as was searched.

    Parameters
    ----------
    pieces
        Ids of those that found no place, and how many copies.
    """

    pieces: tuple[tuple[str, int], ...]

    @property
    def sentences(self) -> dict[str, str]:
        """The answer in English and Chinese."""
        count = sum(copies for _, copies in self.pieces)
        named = ", ".join(one for one, _ in self.pieces[:5])
        more = "…" if len(self.pieces) > 5 else ""
        return {
            "en": f"The sheets in stock are not enough: {count} pieces found no place"
            f" ({named}{more}).",
            "zh": f"库存板材不足：{count} 件没有排下（{named}{more}）。",
        }
