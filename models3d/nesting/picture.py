"""A sheet as a picture: pieces, orders, rests and the first cuts, to true scale."""

from collections.abc import Iterator
from html import escape

from models3d.nesting.plan import CutSheet, Placement, Plan, Rest

_PAPER, _SHEET, _INK = "#F6F4EF", "#FFFFFF", "#1B1A17"
_PENCIL, _LINE, _ACCENT = "#5C5850", "#DDD8CC", "#B8371A"
_SANS = "Instrument Sans, PingFang SC, Noto Sans SC, sans-serif"
_MONO = "IBM Plex Mono, monospace"
_WIDTH_PX, _MARGIN_PX, _HEAD_PX = 1000, 24, 44
_LEAST_TEXT_PX = 26


def sheet_picture(plan: Plan, number: int, *, per_mm: int = 1) -> str:
    """
    Return one sheet of a plan as SVG; equal plans give equal text.

    Parameters
    ----------
    number
        Of the sheet, from 0.
    per_mm
        Units of the plan in what sizes are written in: 10 for a plan in 0.1 mm.

    Notes
    -----
    Paper is what is lost, white what is made, hatched what goes back to stock. The
    saw's first cuts are drawn in vermilion and numbered in their order.
    """
    return "\n".join([*_Drawing(plan, number, per_mm).lines(), ""])


class _Drawing:
    def __init__(self, plan: Plan, number: int, per_mm: int) -> None:
        self.per_mm = per_mm
        self.plan = plan
        self.number = number
        self.sheet: CutSheet = plan.sheets[number]
        self.scale = (_WIDTH_PX - 2 * _MARGIN_PX) / self.sheet.width

    def lines(self) -> Iterator[str]:
        sheet = self.sheet
        made = sum(one.width * one.height for one in sheet.placements)
        share = made / (sheet.width * sheet.height)
        high = sheet.height * self.scale + _HEAD_PX + 2 * _MARGIN_PX
        title = (
            f"{self.plan.problem}: sheet {self.number + 1} of {len(self.plan.sheets)}"
        )
        facts = (
            f"{self._size(sheet)}, {len(sheet.placements)} pieces,"
            f" {share * 100:.1f} % used"
        )
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH_PX}'
            f' {high:.1f}" role="img" font-family="{_SANS}" font-size="13">'
        )
        yield f"<title>{escape(f'{title}, {facts}')}</title>"
        yield (
            '<defs><pattern id="rest" width="8" height="8" patternTransform='
            '"rotate(45)" patternUnits="userSpaceOnUse">'
            f'<path d="M0 0V8" stroke="{_LINE}" stroke-width="2"/></pattern></defs>'
        )
        yield f'<rect width="100%" height="100%" fill="{_SHEET}"/>'
        yield (
            f'<text x="{_MARGIN_PX}" y="34" font-size="17" fill="{_INK}">'
            f"{escape(title)}</text>"
        )
        yield (
            f'<text x="{_WIDTH_PX - _MARGIN_PX}" y="34" text-anchor="end"'
            f' fill="{_PENCIL}">{escape(facts)}</text>'
        )
        yield self._rect((0, 0, sheet.width, sheet.height), _PAPER, _PENCIL)
        for rest in sheet.rests:
            yield from self._rest(rest)
        for n, piece in enumerate(sheet.placements, 1):
            yield from self._piece(n, piece)
        yield from self._first_cuts()
        yield "</svg>"

    def _rect(self, box: tuple[int, int, int, int], fill: str, line: str) -> str:
        x, y, width, height = box
        left, top = self._at(x, y + height)
        return (
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{width * self.scale:.1f}"'
            f' height="{height * self.scale:.1f}" fill="{fill}" stroke="{line}"'
            ' stroke-width="0.75"/>'
        )

    def _rest(self, rest: Rest) -> Iterator[str]:
        box = (rest.x, rest.y, rest.width, rest.height)
        yield self._rect(box, "url(#rest)", _LINE)
        words = (self._size(rest),)
        yield from self._words(words, box, _PENCIL)

    def _piece(self, number: int, one: Placement) -> Iterator[str]:
        box = (one.x, one.y, one.width, one.height)
        yield self._rect(box, _SHEET, _INK)
        turned = " turned" if one.is_turned else ""
        words = (
            f"{number}  {one.piece}",
            *((one.order,) if one.order else ()),
            f"{self._size(one)}{turned}",
        )
        yield from self._words(words, box, _INK)

    def _words(
        self, words: tuple[str, ...], box: tuple[int, int, int, int], colour: str
    ) -> Iterator[str]:
        """Write what has room, along the longer side."""
        x, y, width, height = box
        wide, high = width * self.scale, height * self.scale
        stands = high > wide
        long, short = (high, wide) if stands else (wide, high)
        shown = words[: max(0, int(short // 15))]
        # A letter of the typewriter face is 0.6 of its height.
        size = min(13.0, 0.9 * long / (0.6 * max(map(len, shown), default=1)))
        if not shown or long < _LEAST_TEXT_PX or size < 5:
            return
        left, top = self._at(x, y + height)
        middle = (left + wide / 2, top + high / 2)
        turn = f' transform="rotate(-90 {middle[0]:.1f} {middle[1]:.1f})"' * stands
        for n, word in enumerate(shown):
            line = middle[1] + (n - (len(shown) - 1) / 2) * 15 + size / 3
            yield (
                f'<text x="{middle[0]:.1f}" y="{line:.1f}" text-anchor="middle"'
                f' font-family="{_MONO}" font-size="{size:.1f}" fill="{colour}"{turn}>'
                f"{escape(word)}</text>"
            )

    def _first_cuts(self) -> Iterator[str]:
        cuts = [cut for cut in self.sheet.cuts if cut.stage == 1]
        for n, cut in enumerate(cuts, 1):
            is_level = cut.axis == "horizontal"
            begin = (cut.start, cut.at) if is_level else (cut.at, cut.start)
            end = (cut.end, cut.at) if is_level else (cut.at, cut.end)
            (x1, y1), (x2, y2) = self._at(*begin), self._at(*end)
            yield (
                f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{_ACCENT}"'
                ' stroke-width="1.5"/>'
            )
            x, y = (8, y1 + 4) if is_level else (x1 - 4, y1 + 16)
            yield f'<text x="{x:.1f}" y="{y:.1f}" fill="{_ACCENT}">{n}</text>'

    def _size(self, one: CutSheet | Placement | Rest) -> str:
        wide, high = one.width / self.per_mm, one.height / self.per_mm
        return f"{wide:.10g} x {high:.10g}"

    def _at(self, x: int, y: int) -> tuple[float, float]:
        top = _HEAD_PX + _MARGIN_PX + self.sheet.height * self.scale
        return _MARGIN_PX + x * self.scale, top - y * self.scale
