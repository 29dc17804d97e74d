"""The sort plan: from the saw back to the order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models3d.nesting.plan import Placement, Plan


@dataclass(frozen=True, slots=True)
class Sorted:
    """
    Where a panel goes when it leaves the saw.

    Parameters
    ----------
    problem
        Name of the plan's problem.
    sheet
        Number of the sheet in the plan's order of sawing, from 1.
    number
        Its place among the sheet's pieces as they come off, from 1.
    shelf
        Where its order is gathered: orders get shelves as their first piece comes,
        from 1, and give them back when they are complete, so that few are needed.
    is_last
        Whether its order is complete with it.
    """

    problem: str
    sheet: int
    number: int
    piece: str
    copy: int
    order: str
    shelf: int
    is_last: bool


def sort_plan(plans: Sequence[Plan]) -> tuple[Sorted, ...]:
    """
    Return every panel of a window in the order of sawing with the shelf of its order.

    Parameters
    ----------
    plans
        One after the other on the saw; an order may have panels in several.
    """
    return tuple(_sorted(plans))


def shelves(plans: Sequence[Plan]) -> int:
    """Return how many orders are gathered at once at most."""
    return max((one.shelf for one in _sorted(plans)), default=0)


def _sorted(plans: Sequence[Plan]) -> Iterator[Sorted]:
    left: dict[str, int] = {}
    for plan in plans:
        for one in plan.placements:
            left[one.order] = left.get(one.order, 0) + 1
    shelf_of: dict[str, int] = {}
    for name, n, k, one in _in_order(plans):
        if one.order not in shelf_of:
            taken = set(shelf_of.values())
            free = next(i for i in range(1, len(taken) + 2) if i not in taken)
            shelf_of[one.order] = free
        left[one.order] -= 1
        shelf, is_last = shelf_of[one.order], not left[one.order]
        if is_last:
            del shelf_of[one.order]
        yield Sorted(name, n, k, one.piece, one.copy, one.order, shelf, is_last)


def _in_order(plans: Sequence[Plan]) -> Iterator[tuple[str, int, int, Placement]]:
    for plan in plans:
        for n, sheet in enumerate(plan.sheets, 1):
            for k, one in enumerate(sheet.placements, 1):
                yield plan.problem, n, k, one
