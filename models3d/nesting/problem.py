"""What is to be cut, from which sheets, by which saw: whole numbers of one unit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from models3d.problems import Problem as Fault

FirstCut = Literal["horizontal", "vertical", "any"]
FIRST_CUTS: tuple[FirstCut, ...] = ("horizontal", "vertical", "any")
MAX_SIZE = 10_000_000
"""Longest side of a sheet: a kilometre in 0.1 mm."""
MAX_PIECES = 20_000
"""Most pieces of one problem, copies counted."""
MAX_PRICE = 1_000_000_000_000


class NestingError(ValueError):
    """
    A problem, cut list or plan that is not one.

    Parameters
    ----------
    problems
        Everything that is wrong, each with its path: a line and a field of a file,
        or an id.
    """

    def __init__(self, problems: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{one.path}: {one.sentence}" for one in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A rectangle to cut, once or several times.

    Parameters
    ----------
    id
        Of the piece; with ``count`` above 1 of all its copies, numbered from 1.
    width, height
        Along the sheet's width and height unless it is turned. With grain, the width
        runs along it.
    count
        How many are wanted.
    may_turn
        Whether it may lie turned by 90 degrees: not with grain.
    order
        The order that the piece is for; empty where there is none.
    """

    id: str
    width: int
    height: int
    count: int = 1
    may_turn: bool = False
    order: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A size of board that may be bought or is in stock.

    Parameters
    ----------
    width, height
        With its edges, before they are trimmed.
    price
        Of one, minor units; None stands for its area, so that less board is cheaper.
    count
        How many there are; None for as many as are wanted.
    is_offcut
        Whether it is what an earlier plan left: its edges are clean, so it is not
        trimmed.
    """

    id: str
    width: int
    height: int
    price: int | None = None
    count: int | None = None
    is_offcut: bool = False

    @property
    def cost(self) -> int:
        """Price of one, or the area that stands for it."""
        return self.width * self.height if self.price is None else self.price


@dataclass(frozen=True, slots=True)
class Cutting:
    """
    How the saw works.

    Parameters
    ----------
    kerf
        Width that a cut takes away.
    trim
        Width that is cut off each edge of a new sheet, the saw's kerf included.
    stages
        How often the saw may change its direction, the first cuts counted; None for
        any number. A piece narrower than what its last stage leaves is freed by one
        more cut, the trimming cut, which counts as none.
    first
        Direction of the first stage: along the sheet's width, its height, or either
        on each sheet.
    least_rest
        Shorter and longer side from which on a rest goes back to stock.
    """

    kerf: int = 0
    trim: int = 0
    stages: int | None = 3
    first: FirstCut = "any"
    least_rest: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Pieces, sheets and a saw, checked: every piece fits some sheet.

    Raises
    ------
    NestingError
        With everything that is wrong.
    """

    name: str
    pieces: tuple[Piece, ...]
    sheets: tuple[Sheet, ...]
    cutting: Cutting = field(default_factory=Cutting)

    def __post_init__(self) -> None:
        faults = tuple(_faults(self))
        if faults:
            raise NestingError(faults)

    @property
    def total(self) -> int:
        """Number of pieces with their copies."""
        return sum(piece.count for piece in self.pieces)

    @property
    def area(self) -> int:
        """Area of all pieces with their copies."""
        return sum(piece.width * piece.height * piece.count for piece in self.pieces)

    def usable(self, sheet: Sheet) -> tuple[int, int]:
        """Return width and height of a sheet within its trimmed edges."""
        trim = 0 if sheet.is_offcut else self.cutting.trim
        return sheet.width - 2 * trim, sheet.height - 2 * trim


def _faults(problem: Problem) -> Iterator[Fault]:
    cutting = list(_of_cutting(problem.cutting))
    yield from cutting
    if not problem.pieces:
        yield Fault("pieces", "empty", "There is nothing to cut.")
    if not problem.sheets:
        yield Fault("sheets", "empty", "There is no sheet to cut from.")
    yield from _twice("pieces", [piece.id for piece in problem.pieces])
    yield from _twice("sheets", [sheet.id for sheet in problem.sheets])
    sheets = [one for sheet in problem.sheets for one in _of_sheet(sheet)]
    pieces = [one for piece in problem.pieces for one in _of_piece(piece)]
    yield from sheets
    yield from pieces
    if not pieces and problem.total > MAX_PIECES:
        yield Fault(
            "pieces",
            "too_many",
            f"These are {problem.total:,} pieces; at most {MAX_PIECES:,} are cut at"
            " once: split the window.",
        )
    if cutting or sheets or pieces:
        return
    for piece in problem.pieces:
        if problem.sheets and not any(_fits(problem, piece, s) for s in problem.sheets):
            yield Fault(
                f"pieces.{piece.id}",
                "too_large",
                f"Piece {piece.id} of {piece.width} x {piece.height} fits no sheet"
                f"{' as its grain runs' if not piece.may_turn else ''}.",
            )


def _fits(problem: Problem, piece: Piece, sheet: Sheet) -> bool:
    wide, high = problem.usable(sheet)
    if sheet.count == 0:
        return False
    if piece.width <= wide and piece.height <= high:
        return True
    return piece.may_turn and piece.height <= wide and piece.width <= high


def _of_cutting(cutting: Cutting) -> Iterator[Fault]:
    for name, value in (("kerf", cutting.kerf), ("trim", cutting.trim)):
        if not 0 <= value <= MAX_SIZE:
            yield Fault(f"cutting.{name}", "out_of_range", f"{value} is no {name}.")
    if cutting.stages not in {2, 3, None}:
        sentence = f"{cutting.stages} is no number of stages: 2, 3 or any."
        yield Fault("cutting.stages", "out_of_range", sentence)
    if cutting.first not in FIRST_CUTS:
        sentence = f"{cutting.first!r} is none of {', '.join(FIRST_CUTS)}."
        yield Fault("cutting.first", "unknown_word", sentence)
    if min(cutting.least_rest) < 0:
        sentence = "A rest has no side below 0."
        yield Fault("cutting.least_rest", "out_of_range", sentence)


def _of_sheet(sheet: Sheet) -> Iterator[Fault]:
    path = f"sheets.{sheet.id}"
    yield from _sides(path, sheet.width, sheet.height)
    if sheet.price is not None and not 0 <= sheet.price <= MAX_PRICE:
        yield Fault(f"{path}.price", "out_of_range", f"{sheet.price} is no price.")
    if sheet.count is not None and sheet.count < 0:
        yield Fault(f"{path}.count", "out_of_range", f"{sheet.count} is no count.")


def _of_piece(piece: Piece) -> Iterator[Fault]:
    path = f"pieces.{piece.id}"
    yield from _sides(path, piece.width, piece.height)
    if not 1 <= piece.count <= MAX_PIECES:
        sentence = f"{piece.count} is no count: 1 to {MAX_PIECES:,}."
        yield Fault(f"{path}.count", "out_of_range", sentence)


def _sides(path: str, width: int, height: int) -> Iterator[Fault]:
    for name, side in (("width", width), ("height", height)):
        if not 1 <= side <= MAX_SIZE:
            sentence = f"{side} is no {name}: 1 to {MAX_SIZE:,}."
            yield Fault(f"{path}.{name}", "out_of_range", sentence)


def _twice(path: str, ids: list[str]) -> Iterator[Fault]:
    for one in sorted(id_ for id_, times in Counter(ids).items() if times > 1):
        yield Fault(f"{path}.{one}", "duplicate", f"{one} stands there twice.")
