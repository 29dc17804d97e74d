"""The price of a variant as a linear form of an integer program."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from configurator.columns import Number, TooWideError
from configurator.expressions import syntax
from configurator.linearise import Lineariser, too_wide
from configurator.model import ORDER_QUANTITY, PriceLine, ProductModelError, Rebate
from configurator.price import Occasion, amounts_of
from configurator.program import TRUE, Linear, constant, summed
from configurator.terms import reads_measures


class LinearPrices:
    """
    Writes price lines into the program of a lineariser.

    Parameters
    ----------
    occasion
        Currency, pieces and day of the price.

    Notes
    -----
    A variant without a price is no solution any more: it can never be the cheapest.
    """

    def __init__(self, lineariser: Lineariser, occasion: Occasion) -> None:
        self.lineariser = lineariser
        self.program = lineariser.program
        self.occasion = occasion
        self.amounts: dict[str, Linear] = {}
        lineariser.derived[ORDER_QUANTITY] = syntax.Number(Fraction(occasion.quantity))

    def total(self, lines: Sequence[PriceLine]) -> tuple[Linear, tuple[str, ...]]:
        """
        Return the sum of all lines, and the ids of those that it leaves out.

        Raises
        ------
        ProductModelError
            When a line's formula is neither linear nor small.
        """
        left_out: list[str] = []
        problems = []
        forms = []
        for line in lines:
            named = line.rebate.lines if line.rebate is not None else ()
            if reads_measures(line) or not set(left_out).isdisjoint(named):
                left_out.append(line.id)
                continue
            try:
                forms.append(self.of_line(line))
            except TooWideError:
                problems.append(too_wide(f"prices.{line.id}"))
        if problems:
            raise ProductModelError(tuple(problems))
        return summed(forms), tuple(left_out)

    def of_line(self, line: PriceLine) -> Linear:
        """
        Return what a line adds; lines that it names must have been asked for before.

        Raises
        ------
        TooWideError
            When no linear form of it is small enough.
        """
        counts = TRUE
        if line.when is not None:
            inlined = self.lineariser.inlined(line.when.root)
            counts = self.lineariser.statement(inlined)
        found = self._amount(line, counts)
        self.amounts[line.id] = self._only_if(counts, found)
        return self.amounts[line.id]

    def _amount(self, line: PriceLine, counts: int) -> Linear:
        if line.rebate is not None:
            return self._taken_off(line, line.rebate).times(-1)
        times = Number(constant(1))
        if line.times is not None:
            times = self.lineariser.number(self.lineariser.inlined(line.times.root))
        form = self._priced(times, counts)
        if line.columns:
            return self._by_row(line, form, counts)
        situation = {ORDER_QUANTITY: self.occasion.quantity}
        each = _without_expressions(line)
        amount = amounts_of([each], {}, situation, self.occasion)[line.id].minor
        return self._rounded(form.times(amount))

    def _priced(self, number: Number, counts: int) -> Linear:
        """Return the form; wherever the line counts, it has a value."""
        self.program.require(-counts, number.defined)
        return number.form

    def _rounded(self, form: Linear) -> Linear:
        return self.program.floor(form.shifted(Fraction(1, 2)))

    def _only_if(self, literal: int, form: Linear) -> Linear:
        """Return the form where the literal holds, else nothing."""
        if abs(literal) == TRUE:
            return form if literal == TRUE else Linear()
        if form.is_constant:
            return self.program.of_literal(literal).times(form.constant)
        return self.program.chosen(((literal, form), (-literal, Linear())))

    def _by_row(self, line: PriceLine, times: Linear, counts: int) -> Linear:
        """Return the amount of the first row that fits, multiplied."""
        program, columns = self.program, self.lineariser.columns
        currency, cases = self.occasion.currency, []
        none_before = TRUE
        for row in line.rows:
            fits = []
            for name, cell in zip(line.columns, row.cells, strict=True):
                if name == ORDER_QUANTITY:
                    is_admitted = cell.admits(self.occasion.quantity)
                    fits.append(TRUE if is_admitted else -TRUE)
                else:
                    fits.append(columns.cell(name, cell))
            matches = program.both(fits)
            first = program.both((none_before, matches))
            none_before = program.both((none_before, -matches))
            cases.append((first, self._rounded(times.times(row.amounts[currency]))))
        program.require(-counts, -none_before)
        return summed(self._only_if(first, form) for first, form in cases)

    def _taken_off(self, line: PriceLine, rebate: Rebate) -> Linear:
        named = [self.amounts[name] for name in rebate.lines if name in self.amounts]
        currency = self.occasion.currency
        if rebate.pct is None:
            total = self.program.greatest((summed(named), Linear()))
            wanted = constant(-line.amounts[currency])
            return self.program.greatest((wanted, total.times(-1))).times(-1)
        kept = Fraction(100 - rebate.pct) / 100
        step = (rebate.round_to or {}).get(currency, 1)
        reduced = (
            self._rounded(amount.times(kept / step)).times(step) for amount in named
        )
        return summed((*named, *(amount.times(-1) for amount in reduced)))


def _without_expressions(line: PriceLine) -> PriceLine:
    """Return the line as it counts once."""
    return PriceLine(line.id, line.label, line.amounts, steps=line.steps)
