"""Tables for the screen and for ``docs/benchmarks.md``, each between its markers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

RECORDS = Path(__file__).resolve().parents[3] / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True)
class Line:
    """
    A number beside its bound.

    Parameters
    ----------
    what
        What was measured.
    measured
        The number with its unit, or why there is none.
    bound
        What it must not exceed; empty where nothing was promised.
    is_kept
        None where there is nothing to judge.
    how
        How it was measured.
    """

    what: str
    measured: str
    bound: str
    is_kept: bool | None
    how: str

    @property
    def verdict(self) -> str:
        """One word for the last column."""
        if self.is_kept is None:
            return ""
        return "kept" if self.is_kept else "**missed**"


def judged(what: str, value: float, bound: float, unit: str, how: str) -> Line:
    """Return a number with its judgement."""
    digits = 0 if value >= 20 else 1
    shown = f"{value:,.{digits}f} {unit}"
    return Line(what, shown, f"{bound:g} {unit}", value <= bound, how)


def plain(what: str, value: float, unit: str, how: str) -> Line:
    """Return a number that nobody promised."""
    return Line(what, f"{value:,.{0 if value >= 20 else 1}f} {unit}", "", None, how)


def missing(what: str, bound: str, why: str) -> Line:
    """Return a row that says that it was not measured."""
    return Line(what, "not measured", bound, None, why)


def table(lines: Iterable[Line]) -> str:
    """Return the lines as a table that reads well on a screen and as Markdown."""
    head = ("what", "measured", "bound", "", "how")
    body = [(x.what, x.measured, x.bound, x.verdict, x.how) for x in lines]
    return rows([head, *body])


def rows(cells: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose first row is the head."""
    *widths, _ = (max(len(row[n]) for row in cells) for n in range(len(cells[0])))

    def line(row: Sequence[str]) -> str:
        padded = [cell.ljust(w) for cell, w in zip(row, [*widths, 0], strict=True)]
        return "| " + " | ".join(padded) + " |"

    rule = "|" + "|".join("-" * (w + 2) for w in [*widths, 3]) + "|"
    return "\n".join([line(cells[0]), rule, *map(line, cells[1:])])


def write_section(name: str, text: str, path: Path = RECORDS) -> None:
    """
    Replace the section between the markers of ``name``, or add it at the end.

    Parameters
    ----------
    text
        Markdown without the markers.
    """
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    section = f"{begin}\n{text.strip()}\n{end}\n"
    old = path.read_text() if path.exists() else ""
    if begin in old:
        before, rest = old.split(begin, 1)
        after = rest.split(end, 1)[1].removeprefix("\n")
        path.write_text(before + section + after)
    else:
        path.write_text(f"{old.rstrip()}\n\n{section}".lstrip())
