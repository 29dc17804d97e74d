"""A row of the "Fast" table: what must hold, what was aimed at, what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.measure.record import rows


@dataclass(frozen=True, slots=True)
class Row:
    """
    One measured number beside what it must keep and what was aimed at.

    Parameters
    ----------
    model, what
        What was asked of which model, shop or factory.
    must, aim
        Bounds in ``unit``; None where nothing was promised.
    measured
        None where it could not be measured; ``how`` says why.
    is_floor
        The bounds are the least that will do, not the most.
    """

    model: str
    what: str
    unit: str
    measured: float | None
    must: float | None = None
    aim: float | None = None
    how: str = ""
    is_floor: bool = False

    @property
    def verdict(self) -> str:
        """``aim``, ``kept`` or ``missed``; empty where nothing was promised."""
        if self.measured is None or self.must is None:
            return ""
        if self.aim is not None and self._keeps(self.measured, self.aim):
            return "aim"
        return "kept" if self._keeps(self.measured, self.must) else "**missed**"

    def _keeps(self, measured: float, bound: float) -> bool:
        return measured >= bound if self.is_floor else measured <= bound

    def cells(self) -> tuple[str, ...]:
        """Return the row of the table."""
        return (
            self.model,
            self.what,
            self._written(self.must),
            self._written(self.aim),
            "not measured" if self.measured is None else self._written(self.measured),
            self.verdict,
            self.how,
        )

    def _written(self, value: float | None) -> str:
        if value is None:
            return ""
        digits = 0 if value >= 100 else 1 if value >= 10 else 2
        number = f"{value:,.{digits}f}"
        return (
            f"{number.rstrip('0').rstrip('.') if '.' in number else number} {self.unit}"
        )


def table(lines: Sequence[Row], first: str = "model") -> str:
    """Return the rows as a Markdown table whose first column has this head."""
    head = (first, "what", "must", "aim", "measured", "", "how")
    return rows([head, *(line.cells() for line in lines)])


def middle(values: Sequence[float]) -> float:
    """Return the median: of two middle ones the greater, so that nothing is made up."""
    return sorted(values)[len(values) // 2]


def spread(values: Sequence[float]) -> str:
    """Return "least to greatest" of several runs."""
    return f"{min(values):.3g} to {max(values):.3g}"


def rank(values: Sequence[float], pct: float) -> float:
    """Return the percentile by nearest rank: a value that was really measured."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * pct // 100).__int__() - 1)]
