"""From the search's tree to cuts in the saw's order."""

from collections.abc import Sequence
from dataclasses import dataclass

from models3d.nesting.plan import Axis, Cut, CutSheet, Placement, Rest
from models3d.nesting.problem import Problem


@dataclass(frozen=True, slots=True)
class Branch:
    """
    A node of the tree: a piece, or children one after the other.

    Parameters
    ----------
    piece
        Number among the pieces' copies; -1 for a node with children.
    is_column
        Whether the children stand above one another.
    """

    children: tuple["Branch", ...]
    piece: int = -1
    is_turned: bool = False
    is_column: bool = False


@dataclass(slots=True)
class _Part:
    """A rectangle in the saw, its number among the parts, and how it was cut last."""

    number: int
    stage: int
    axis: Axis | None
    x: int
    y: int
    width: int
    height: int


def cut_sheet(
    problem: Problem, kind: int, tree: Branch, ids: Sequence[tuple[int, int]]
) -> CutSheet:
    """
    Return one sheet's cuts and what they free.

    Parameters
    ----------
    kind
        Number of the sheet's size.
    ids
        Number of the piece and of its copy, by the numbers of the tree.

    Notes
    -----
    The larger children come first, so that what is left lies in one corner.
    """
    return _Saw(problem, kind, ids).cut(tree)


class _Saw:
    def __init__(
        self, problem: Problem, kind: int, ids: Sequence[tuple[int, int]]
    ) -> None:
        self.problem = problem
        self.sheet = problem.sheets[kind]
        self.ids = ids
        self.kerf = problem.cutting.kerf
        self.cuts: list[Cut] = []
        self.placements: list[Placement] = []
        self.rests: list[Rest] = []

    def cut(self, tree: Branch) -> CutSheet:
        part = self._trimmed()
        # Where the first direction is prescribed, the other one is the second stage.
        first = self.problem.cutting.first
        part.stage, part.axis = (0, None) if first == "any" else (1, first)
        self._divide(part, tree)
        return CutSheet(
            self.sheet.id,
            self.sheet.width,
            self.sheet.height,
            tuple(self.placements),
            tuple(self.cuts),
            tuple(self.rests),
        )

    def _trimmed(self) -> _Part:
        part = _Part(0, 0, None, 0, 0, self.sheet.width, self.sheet.height)
        trim = 0 if self.sheet.is_offcut else self.problem.cutting.trim
        if trim == 0:
            return part
        wide, high = self.sheet.width, self.sheet.height
        # The blade runs in the trimmed edge, or over it where that is narrow.
        _, part = self._split(part, "horizontal", trim - self.kerf, is_edge=True)
        part, _ = self._split(part, "horizontal", high - trim, is_edge=True)
        _, part = self._split(part, "vertical", trim - self.kerf, is_edge=True)
        part, _ = self._split(part, "vertical", wide - trim, is_edge=True)
        return part

    def _split(
        self,
        part: _Part,
        axis: Axis,
        at: int,
        *,
        is_edge: bool = False,
    ) -> tuple[_Part, _Part]:
        """Cut a part in two; the kerf between them is nobody's."""
        number = 2 * len(self.cuts)
        stage = 0 if is_edge else part.stage + (axis != part.axis)
        behind = at + self.kerf
        if axis == "horizontal":
            start, end = part.x, part.x + part.width
            above = max(0, part.y + part.height - behind)
            near = (part.x, part.y, part.width, max(0, at - part.y))
            far = (part.x, behind, part.width, above)
        else:
            start, end = part.y, part.y + part.height
            right = max(0, part.x + part.width - behind)
            near = (part.x, part.y, max(0, at - part.x), part.height)
            far = (behind, part.y, right, part.height)
        self.cuts.append(Cut(part.number, stage, axis, at, start, end))
        return (
            _Part(number + 1, stage, axis, *near),
            _Part(number + 2, stage, axis, *far),
        )

    def _divide(self, part: _Part, branch: Branch) -> None:
        """Cut a part into a branch's children, then each of them."""
        if branch.piece >= 0:
            self._free(part, branch)
            return
        axis: Axis = "horizontal" if branch.is_column else "vertical"
        strips: list[tuple[_Part, Branch]] = []
        rest = part
        ordered = sorted(
            branch.children, key=lambda one: -self._size(one)[branch.is_column]
        )
        for child in ordered:
            size = self._size(child)[branch.is_column]
            begin, room = (
                (rest.y, rest.height) if branch.is_column else (rest.x, rest.width)
            )
            if size == room:
                strips.append((rest, child))
                rest = _Part(-1, 0, None, 0, 0, 0, 0)
                continue
            strip, rest = self._split(rest, axis, begin + size)
            strips.append((strip, child))
        self._keep(rest)
        for strip, child in strips:
            self._divide(strip, child)

    def _free(self, part: _Part, leaf: Branch) -> None:
        """Cut a piece out of a part that is as large as it on one side at least."""
        wide, high = self._size(leaf)
        if part.width > wide:
            part, rest = self._split(part, "vertical", part.x + wide)
            self._keep(rest)
        if part.height > high:
            part, rest = self._split(part, "horizontal", part.y + high)
            self._keep(rest)
        number, copy = self.ids[leaf.piece]
        piece = self.problem.pieces[number]
        self.placements.append(
            Placement(
                piece.id,
                copy,
                piece.order,
                part.x,
                part.y,
                wide,
                high,
                leaf.is_turned,
            )
        )

    def _keep(self, part: _Part) -> None:
        short, long = sorted((part.width, part.height))
        least = sorted(self.problem.cutting.least_rest)
        if short > 0 and short >= least[0] and long >= least[1]:
            self.rests.append(Rest(part.x, part.y, part.width, part.height))

    def _size(self, branch: Branch) -> tuple[int, int]:
        """Return width and height that a branch needs, without the last kerf."""
        if branch.piece >= 0:
            piece = self.problem.pieces[self.ids[branch.piece][0]]
            if branch.is_turned:
                return piece.height, piece.width
            return piece.width, piece.height
        sizes = [self._size(child) for child in branch.children]
        gaps = self.kerf * (len(sizes) - 1)
        wide, high = [size[0] for size in sizes], [size[1] for size in sizes]
        if branch.is_column:
            return max(wide), sum(high) + gaps
        return sum(wide) + gaps, max(high)
