"""
What is odd about a price list: idle lines, gaps, overlaps, totals below nothing.

Judged before a publish, so that no shopper meets a variant without a price. Every
finding that is about variants brings one along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal

from configurator.columns import TooWideError
from configurator.expressions import Expression, ExpressionError, names_of, syntax
from configurator.linearise import Lineariser
from configurator.model import (
    ORDER_QUANTITY,
    Configuration,
    PriceLine,
    ProductModel,
    ProductModelError,
)
from configurator.optimise import Optimum, OutOfTime, cheapest, example_of
from configurator.price_rows import rows_of
from configurator.program import FALSE, TRUE, summed

__all__ = ["Code", "PriceFinding", "price_findings"]

Code = Literal[
    "idle_price",
    "missing_row",
    "overlapping_rows",
    "no_value",
    "negative_total",
    "missing_amount",
    "missing_tax",
    "undecided",
]

SECONDS = 2.0
"""For one question; beyond it the finding is that it was not decided."""
_MOST_QUANTITIES = 12


@dataclass(frozen=True, slots=True)
class PriceFinding:
    """
    One thing that a merchandiser should look at.

    Parameters
    ----------
    code
        What it is; ``docs/formats/prices.md`` says what each means.
    path
        ``prices.<line>``, with ``.rows.<n>`` counted from 0 where a row is meant.
    example
        A variant that shows it; ``None`` where none is needed.
    quantity
        Pieces ordered at which it shows.
    """

    code: Code
    path: str
    sentence: str
    example: Configuration | None = None
    quantity: int = 1


def price_findings(
    model: ProductModel, *, seconds: float = SECONDS
) -> tuple[PriceFinding, ...]:
    """
    Return what is odd about the prices of a model that is cut to one day.

    Notes
    -----
    Ordered quantities are judged where something changes: at every quantity that a
    scale, a table or a condition names, and beside it. What looks at measures is
    taken to count always, because only the assembly knows them.
    """
    judged = _Judge(model, seconds).findings()
    return (*_amounts(model), *judged, *_totals(model, seconds))


def _amounts(model: ProductModel) -> Iterator[PriceFinding]:
    """Yield a finding for each currency that an amount, or the tax, is missing in."""
    for code in model.currencies:
        if model.prices and code not in (model.tax_pct or {}):
            sentence = f"No tax is stated in {code}: prices contain none."
            yield PriceFinding("missing_tax", f"tax_pct.{code}", sentence)
        for line in model.prices:
            path = f"prices.{line.id}"
            listed: list[tuple[str, Mapping[str, int]]] = [
                (f"{path}.rows.{n}", row.amounts) for n, row in enumerate(line.rows)
            ]
            listed += [(path, step.amounts) for step in line.steps]
            if not line.rows and (line.rebate is None or line.rebate.pct is None):
                listed.append((path, line.amounts))
            for place, amounts in listed:
                if code not in amounts:
                    sentence = f"It has no amount in {code}."
                    yield PriceFinding("missing_amount", place, sentence)


def _totals(model: ProductModel, seconds: float) -> Iterator[PriceFinding]:
    for code in model.currencies:
        for quantity in quantities(model):
            try:
                found = cheapest(model, {}, code, quantity=quantity, seconds=seconds)
            except (ExpressionError, ProductModelError, KeyError):
                # No variant has a price, a line cannot be added up, or an amount is
                # missing: other findings say so.
                continue
            if isinstance(found, Optimum) and found.value < 0:
                sentence = f"A variant costs less than nothing in {code}."
                yield PriceFinding(
                    "negative_total", "prices", sentence, found.configuration, quantity
                )
                break
            if isinstance(found, OutOfTime) or (
                isinstance(found, Optimum) and found.bound < 0
            ):
                sentence = f"Whether a total in {code} can be negative is not decided."
                yield PriceFinding("undecided", "prices", sentence, None, quantity)
                break


def quantities(model: ProductModel) -> tuple[int, ...]:
    """Return ordered quantities at which prices change, and those beside them."""
    found = {1}
    for line in model.prices:
        named = {step.at_least for step in line.steps}
        if ORDER_QUANTITY in line.columns:
            column = line.columns.index(ORDER_QUANTITY)
            for row in line.rows:
                cell = row.cells[column]
                named.update(int(v) for v in cell.values if not isinstance(v, str))
                named.update(int(end) for ends in cell.ranges for end in ends)
        for expression in (line.times, line.when):
            named.update(_thresholds(expression))
        found.update(n + step for n in named for step in (-1, 0, 1))
    return tuple(sorted(n for n in found if 0 < n <= 1_000_000))[:_MOST_QUANTITIES]


def _thresholds(expression: Expression | None) -> set[int]:
    """Return whole numbers in an expression that looks at the ordered quantity."""
    if expression is None or ORDER_QUANTITY not in names_of(expression):
        return set()
    return {
        int(node.value)
        for node in syntax.walk(expression.root)
        if isinstance(node, syntax.Number) and node.value.denominator == 1
    }


class _Judge:
    """Asks for a variant that shows what is odd, one question at a time."""

    def __init__(self, model: ProductModel, seconds: float) -> None:
        self.model = model
        self.seconds = seconds
        self.found: dict[tuple[str, str], PriceFinding] = {}
        self.counted: set[str] = set()

    def findings(self) -> tuple[PriceFinding, ...]:
        for quantity in quantities(self.model):
            self._judge(quantity)
        for line in self.model.prices:
            path = f"prices.{line.id}"
            if line.id not in self.counted and ("undecided", path) not in self.found:
                sentence = "No variant can ever have it: its condition never holds."
                self._note(PriceFinding("idle_price", path, sentence))
        return tuple(self.found.values())

    def _note(self, finding: PriceFinding) -> None:
        self.found.setdefault((finding.code, finding.path), finding)

    def _judge(self, quantity: int) -> None:
        try:
            lineariser = Lineariser(self.model, {}, texts=self._texts())
        except ProductModelError as error:
            for problem in error.problems:
                self._note(PriceFinding("undecided", problem.path, problem.sentence))
            return
        known = syntax.Number(Fraction(quantity))
        lineariser.derived[ORDER_QUANTITY] = known
        for line in self.model.prices:
            try:
                self._line(line, lineariser, quantity)
            except TooWideError:
                sentence = "Its formula relates too many numbers to be judged."
                self._note(PriceFinding("undecided", f"prices.{line.id}", sentence))

    def _texts(self) -> frozenset[str]:
        expressions = [e for line in self.model.prices for e in (line.times, line.when)]
        return frozenset(
            node.text
            for expression in expressions
            if expression is not None
            for node in syntax.walk(expression.root)
            if isinstance(node, syntax.Quoted)
        )

    def _line(self, line: PriceLine, lineariser: Lineariser, quantity: int) -> None:
        program, path = lineariser.program, f"prices.{line.id}"
        counts = TRUE
        if line.when is not None and not _reads_measures(line.when):
            counts = lineariser.statement(lineariser.inlined(line.when.root))
        if line.id not in self.counted and self._example(
            lineariser, counts, path, quantity
        ):
            self.counted.add(line.id)
        if counts == FALSE:
            return
        if line.times is not None and not _reads_measures(line.times):
            times = lineariser.number(lineariser.inlined(line.times.root))
            broken = program.both((counts, -times.defined))
            example = self._example(lineariser, broken, path, quantity)
            if example:
                sentence = "Its formula divides by zero for some variants."
                self._note(PriceFinding("no_value", path, sentence, example, quantity))
        if line.columns:
            self._table(line, lineariser, counts, quantity)

    def _table(
        self, line: PriceLine, lineariser: Lineariser, counts: int, quantity: int
    ) -> None:
        program, path = lineariser.program, f"prices.{line.id}"
        fits = []
        for row in line.rows:
            cells = zip(line.columns, row.cells, strict=True)
            literals = [
                (TRUE if cell.admits(quantity) else FALSE)
                if name == ORDER_QUANTITY
                else lineariser.columns.cell(name, cell)
                for name, cell in cells
            ]
            fits.append(program.both(literals))
        gap = program.both((counts, *(-literal for literal in fits)))
        example = self._example(lineariser, gap, path, quantity)
        if example:
            sentence = "No row of this price table fits some variants."
            self._note(PriceFinding("missing_row", path, sentence, example, quantity))
        alike: dict[tuple[tuple[str, int], ...], list[int]] = {}
        for row, literal in zip(line.rows, fits, strict=True):
            alike.setdefault(tuple(sorted(row.amounts.items())), []).append(literal)
        prices = [program.of_literal(program.either(one)) for one in alike.values()]
        twice = program.both((counts, program.at_most(summed(prices).times(-1), -2)))
        example = self._example(lineariser, twice, path, quantity)
        if example:
            self._overlap(line, example, quantity)

    def _overlap(self, line: PriceLine, example: Configuration, quantity: int) -> None:
        rows = list(rows_of(line, example, quantity))
        for one, other in combinations(rows, 2):
            if line.rows[one].amounts != line.rows[other].amounts:
                sentence = f"Rows {one + 1} and {other + 1} both fit; the first counts."
                path = f"prices.{line.id}.rows.{other}"
                self._note(
                    PriceFinding("overlapping_rows", path, sentence, example, quantity)
                )
                return

    def _example(
        self, lineariser: Lineariser, literal: int, path: str, quantity: int
    ) -> Configuration | None:
        if literal == FALSE:
            return None
        found = example_of(lineariser, literal, seconds=self.seconds)
        if isinstance(found, OutOfTime):
            sentence = "It was not decided in time."
            self._note(PriceFinding("undecided", path, sentence, None, quantity))
            return None
        return found


def _reads_measures(expression: Expression) -> bool:
    return any(name.startswith("measure.") for name in names_of(expression))
