"""A plot with two logarithmic axes as SVG, written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import floor, log10

Point = tuple[float, float]
_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 200, 24, 56
_COLOURS = ("#1f5f8b", "#b3541e", "#5b7f2b")


def plot(
    lines: Mapping[str, Sequence[Point]],
    dots: Mapping[str, Point],
    *,
    across: str,
    up: str,
) -> str:
    """
    Return an SVG picture.

    Parameters
    ----------
    lines
        Points joined by a line, by the line's name.
    dots
        Single points, by what stands beside them.
    across, up
        What the axes measure.
    """
    every = [p for points in lines.values() for p in points] + list(dots.values())
    scale = _Scale([x for x, _ in every], [y for _, y in every])
    parts = [*_axes(scale, across, up)]
    for number, (name, points) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(f"{scale.x(x):.1f},{scale.y(y):.1f}" for x, y in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}"'
            ' stroke-width="2"/>'
        )
        parts += [_dot(scale, point, colour) for point in points]
        x, y = points[0]
        parts.append(_text(scale.x(x) + 8, scale.y(y) + 14, name, colour=colour))
    for name, point in dots.items():
        parts.append(_dot(scale, point, "#444"))
        x, y = scale.x(point[0]), scale.y(point[1]) + 4
        if _has_neighbour(scale, point, dots.values()):
            parts.append(_text(x - 8, y, name, anchor="end", colour="#444"))
        else:
            parts.append(_text(x + 8, y, name, colour="#444"))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        ' font-family="sans-serif" font-size="12" role="img">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _has_neighbour(scale: _Scale, point: Point, dots: Iterable[Point]) -> bool:
    """Whether another dot stands where the words right of this one would."""
    x, y = scale.x(point[0]), scale.y(point[1])
    return any(
        0 < scale.x(dot[0]) - x < 90 and abs(scale.y(dot[1]) - y) < 14 for dot in dots
    )


class _Scale:
    """From numbers to places; both axes begin and end at a power of ten."""

    def __init__(self, across: Sequence[float], up: Sequence[float]) -> None:
        self.across, self.up = _decades(across), _decades(up)

    def x(self, value: float) -> float:
        low, high = self.across
        share = (log10(value) - low) / (high - low)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        low, high = self.up
        share = (log10(value) - low) / (high - low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values))), floor(log10(max(values)))
    return low, high if 10**high >= max(values) and high > low else high + 1


def _axes(scale: _Scale, across: str, up: str) -> list[str]:
    parts = []
    right, bottom = scale.x(10 ** scale.across[1]), _HEIGHT - _BOTTOM
    for power in range(scale.across[0], scale.across[1] + 1):
        x = scale.x(10.0**power)
        parts.append(_line(x, _TOP, x, bottom))
        parts.append(_text(x, bottom + 18, _written(power), anchor="middle"))
    for power in range(scale.up[0], scale.up[1] + 1):
        y = scale.y(10.0**power)
        parts.append(_line(_LEFT, y, right, y))
        parts.append(_text(_LEFT - 8, y + 4, _written(power), anchor="end"))
    parts.append(_text((_LEFT + right) / 2, _HEIGHT - 16, across, anchor="middle"))
    parts.append(_text(_LEFT, _TOP - 8, up))
    return parts


def _written(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"


def _dot(scale: _Scale, point: Point, colour: str) -> str:
    x, y = scale.x(point[0]), scale.y(point[1])
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="#ddd"/>'


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", colour: str = "#222"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
