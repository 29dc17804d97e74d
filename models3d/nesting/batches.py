"""The panels of a planning window, by the board that they are cut from."""

from collections.abc import Mapping, Sequence

from models3d.furniture.cutlist import CutPiece
from models3d.nesting.problem import Cutting, Piece, Problem, Sheet

Board = tuple[str, int]
"""A material's id and a thickness in 0.1 mm."""


def batches(
    orders: Mapping[str, Sequence[CutPiece]],
    boards: Mapping[Board, Sequence[Sheet]],
    cutting: Cutting,
) -> tuple[Problem, ...]:
    """
    Return a problem for each board: the panels of all orders that need it.

    Parameters
    ----------
    orders
        Cut lists by order id.
    boards
        Sheets and offcuts in stock of each board, in 0.1 mm.

    Raises
    ------
    NestingError
        When a panel fits no sheet, or a board has none.

    Notes
    -----
    A piece is called ``order/part``, so that every panel is traced to its order. It
    may be turned if it has no grain.
    """
    found: dict[Board, list[Piece]] = {}
    for order, panels in orders.items():
        for panel in panels:
            board = panel.material, panel.thickness_dmm
            found.setdefault(board, []).append(_piece(order, panel))
    return tuple(
        Problem(_name(board), tuple(pieces), tuple(boards.get(board, ())), cutting)
        for board, pieces in sorted(found.items())
    )


def _name(board: Board) -> str:
    material, thickness_dmm = board
    return f"{material} {thickness_dmm // 10}.{thickness_dmm % 10} mm"


def _piece(order: str, panel: CutPiece) -> Piece:
    return Piece(
        f"{order}/{panel.id}",
        panel.cut_length_dmm,
        panel.cut_width_dmm,
        may_turn=not panel.has_grain,
        order=order,
    )
