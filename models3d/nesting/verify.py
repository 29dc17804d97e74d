"""
The judge: follows a plan cut by cut, without any of the solver's code.

Each sheet is taken as the saw takes it: the cuts are made in their order, each through
a part that is there, and what is left in the end must be the pieces and the rests.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from models3d.nesting.plan import Axis, Cut, CutSheet, Placement, Plan, Rest
from models3d.nesting.problem import Piece, Problem, Sheet

KINDS = (
    "unknown_sheet",
    "out_of_stock",
    "unknown_part",
    "not_through",
    "cut_outside",
    "wrong_stage",
    "too_deep",
    "untrimmed",
    "unknown_piece",
    "wrong_size",
    "turned",
    "wrong_order",
    "not_freed",
    "twice",
    "missing",
    "wrong_rest",
)
"""Every rule that a plan can break."""


@dataclass(frozen=True, slots=True)
class Violation:
    """
    A rule that a plan breaks.

    Parameters
    ----------
    kind
        One of ``KINDS``.
    path
        Where: ``sheets.2.cuts.7``, counted from 0.
    sentence
        What is wrong, for people.
    """

    kind: str
    path: str
    sentence: str


def verify(problem: Problem, plan: Plan) -> list[Violation]:
    """Return everything that a plan breaks; nothing if it can be sawn as it stands."""
    found: list[Violation] = []
    for n, sheet in enumerate(plan.sheets):
        found += _Judge(problem, sheet, f"sheets.{n}").judge()
    found += _stock(problem, plan)
    found += _pieces(problem, plan)
    return found


class _Box(NamedTuple):
    left: int
    bottom: int
    right: int
    top: int


@dataclass(slots=True)
class _Part:
    """What the saw has in hand: where it is, and how it was cut last."""

    box: _Box
    stage: int
    axis: Axis | None
    is_cut: bool = False
    is_final: bool = False


class _Judge:
    """One sheet on the saw."""

    def __init__(self, problem: Problem, sheet: CutSheet, path: str) -> None:
        self.problem = problem
        self.cutting = problem.cutting
        self.sheet = sheet
        self.path = path
        self.stock = next((s for s in problem.sheets if s.id == sheet.sheet), None)
        self.parts: dict[int, _Part] = {}
        self.freed = {_box_of(one) for one in sheet.placements}

    def judge(self) -> Iterator[Violation]:
        sheet, stock = self.sheet, self.stock
        if stock is None or (stock.width, stock.height) != (sheet.width, sheet.height):
            sentence = (
                f"There is no sheet {sheet.sheet} of {sheet.width} x {sheet.height}."
            )
            yield Violation("unknown_sheet", self.path, sentence)
            return
        first = self.cutting.first
        whole = _Box(0, 0, sheet.width, sheet.height)
        self.parts[0] = (
            _Part(whole, 0, None) if first == "any" else _Part(whole, 1, first)
        )
        for n, cut in enumerate(sheet.cuts):
            yield from self._cut(n, cut, stock)
        yield from self._placements()
        yield from self._rests()
        yield from self._trimmed(stock)

    def _cut(self, n: int, cut: Cut, stock: Sheet) -> Iterator[Violation]:
        path = f"{self.path}.cuts.{n}"
        part = self.parts.get(cut.part)
        if part is None or part.is_cut:
            yield Violation(
                "unknown_part", path, f"There is no part {cut.part} to cut."
            )
            return
        part.is_cut = True
        box = part.box
        level = cut.axis == "horizontal"
        edges = (box.left, box.right) if level else (box.bottom, box.top)
        low, high = (box.bottom, box.top) if level else (box.left, box.right)
        if (cut.start, cut.end) != edges:
            sentence = (
                f"The cut runs from {cut.start} to {cut.end}; the part reaches from"
                f" {edges[0]} to {edges[1]}."
            )
            yield Violation("not_through", path, sentence)
        behind = cut.at + self.cutting.kerf
        if not (low < behind < high or low < cut.at < high):
            sentence = f"The blade at {cut.at} leaves the part whole: {low} to {high}."
            yield Violation("cut_outside", path, sentence)
        stage = self._stage(n, cut, part, stock)
        if stage != cut.stage:
            sentence = f"This is stage {stage}, not {cut.stage}."
            yield Violation("wrong_stage", path, sentence)
        near, far = min(max(cut.at, low), high), min(max(behind, low), high)
        boxes = (
            (box._replace(top=near), box._replace(bottom=far))
            if level
            else (box._replace(right=near), box._replace(left=far))
        )
        is_final = False
        limit = self.cutting.stages
        if limit is not None and stage > limit:
            is_final = True
            pieces = sum(one in self.freed for one in boxes)
            if stage > limit + 1 or part.is_final or pieces != 1:
                sentence = (
                    f"This is stage {stage} of {limit} and no trimming cut, which frees"
                    " one piece and nothing else."
                )
                yield Violation("too_deep", path, sentence)
        axis = part.axis if stage == 0 else cut.axis
        kept = part.stage if stage == 0 else stage
        for side, one in enumerate(boxes):
            self.parts[2 * n + 1 + side] = _Part(one, kept, axis, is_final=is_final)

    def _stage(self, n: int, cut: Cut, part: _Part, stock: Sheet) -> int:
        """Return a cut's stage, by the directions of the cuts before it."""
        trim = 0 if stock.is_offcut else self.cutting.trim
        side = stock.height if cut.axis == "horizontal" else stock.width
        before = (one.stage for one in self.sheet.cuts[:n])
        if (
            trim > 0
            and cut.stage == 0
            and not any(before)
            and (cut.at + self.cutting.kerf == trim or cut.at == side - trim)
        ):
            return 0
        return part.stage + (cut.axis != part.axis)

    def _left(self) -> Counter[_Box]:
        return Counter(part.box for part in self.parts.values() if not part.is_cut)

    def _placements(self) -> Iterator[Violation]:
        left = self._left()
        for n, one in enumerate(self.sheet.placements):
            box = _box_of(one)
            if left[box] < 1:
                sentence = (
                    f"No cut frees {one.piece} at {one.x}, {one.y} as {one.width} x"
                    f" {one.height}, or it was taken before."
                )
                yield Violation("not_freed", f"{self.path}.placements.{n}", sentence)
            left[box] -= 1

    def _rests(self) -> Iterator[Violation]:
        left = self._left()
        left.subtract(_box_of(one) for one in self.sheet.placements)
        least = sorted(self.cutting.least_rest)
        for n, rest in enumerate(self.sheet.rests):
            box = _Box(rest.x, rest.y, rest.x + rest.width, rest.y + rest.height)
            short, long = sorted((rest.width, rest.height))
            is_enough = short > 0 and short >= least[0] and long >= least[1]
            if left[box] < 1 or not is_enough:
                sentence = (
                    f"No cut leaves {rest.width} x {rest.height} at {rest.x},"
                    f" {rest.y}, or it is a piece or too small to keep."
                )
                yield Violation("wrong_rest", f"{self.path}.rests.{n}", sentence)
            left[box] -= 1

    def _trimmed(self, stock: Sheet) -> Iterator[Violation]:
        trim = 0 if stock.is_offcut else self.cutting.trim
        right, top = stock.width - trim, stock.height - trim
        taken: list[tuple[str, Placement | Rest]] = [
            *((f"placements.{n}", p) for n, p in enumerate(self.sheet.placements)),
            *((f"rests.{n}", r) for n, r in enumerate(self.sheet.rests)),
        ]
        for where, one in taken:
            if (
                min(one.x, one.y) < trim
                or one.x + one.width > right
                or one.y + one.height > top
            ):
                sentence = f"It reaches into the sheet's edge of {trim}."
                yield Violation("untrimmed", f"{self.path}.{where}", sentence)


def _box_of(one: Placement) -> _Box:
    return _Box(one.x, one.y, one.x + one.width, one.y + one.height)


def _stock(problem: Problem, plan: Plan) -> Iterator[Violation]:
    used = Counter(sheet.sheet for sheet in plan.sheets)
    for sheet in problem.sheets:
        if sheet.count is not None and used[sheet.id] > sheet.count:
            sentence = f"{used[sheet.id]} of sheet {sheet.id} are cut of {sheet.count}."
            yield Violation("out_of_stock", f"sheets.{sheet.id}", sentence)


def _pieces(problem: Problem, plan: Plan) -> Iterator[Violation]:
    wanted = {piece.id: piece for piece in problem.pieces}
    made: Counter[tuple[str, int]] = Counter()
    for n, sheet in enumerate(plan.sheets):
        for k, one in enumerate(sheet.placements):
            path = f"sheets.{n}.placements.{k}"
            piece = wanted.get(one.piece)
            if piece is None or not 1 <= one.copy <= piece.count:
                sentence = f"Nobody asked for copy {one.copy} of {one.piece}."
                yield Violation("unknown_piece", path, sentence)
                continue
            made[one.piece, one.copy] += 1
            yield from _piece(path, one, piece)
    for piece in problem.pieces:
        for copy in range(1, piece.count + 1):
            times = made[piece.id, copy]
            if times == 1:
                continue
            kind = "twice" if times else "missing"
            sentence = f"Copy {copy} of {piece.id} is cut {times} times."
            yield Violation(kind, f"pieces.{piece.id}", sentence)


def _piece(path: str, one: Placement, piece: Piece) -> Iterator[Violation]:
    size = (one.height, one.width) if one.is_turned else (one.width, one.height)
    if size != (piece.width, piece.height):
        sentence = (
            f"{piece.id} is {piece.width} x {piece.height}, not {size[0]} x {size[1]}."
        )
        yield Violation("wrong_size", path, sentence)
    if one.is_turned and not piece.may_turn:
        yield Violation("turned", path, f"{piece.id} must not be turned.")
    if one.order != piece.order:
        sentence = f"{piece.id} is for {piece.order!r}, not for {one.order!r}."
        yield Violation("wrong_order", path, sentence)
