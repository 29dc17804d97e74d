"""What a configuration costs: lines whose sum is the total, tax contained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from configurator.currencies import round_to_multiple
from configurator.environment import environment, number_of
from configurator.expressions import ExpressionError, Problem, evaluate
from configurator.expressions.evaluation import round_half_up
from configurator.model import (
    ALWAYS,
    ORDER_QUANTITY,
    Configuration,
    PriceLine,
    ProductModel,
    Rebate,
)
from configurator.price_rows import row_of
from configurator.results import PriceBreakdown, PriceBreakdownLine

__all__ = ["Occasion", "PriceBreakdown", "PriceBreakdownLine", "amounts_of", "price"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """
    How a price is asked for.

    Parameters
    ----------
    currency
        One of the model's currencies.
    quantity
        Pieces ordered at once, at least 1; the price stays that of one piece.
    day
        Lines that do not count on it are left out. ``None`` where no line has dates,
        as in ``effective_on`` of a day.
    """

    currency: str
    quantity: int = 1
    day: date | None = None

    def lines(self, model: ProductModel) -> tuple[PriceLine, ...]:
        """
        Return the lines that count, in their order.

        Raises
        ------
        ValueError
            When the model has no such currency, less than one piece is ordered, or a
            line has dates and there is no day: a campaign must never count for ever.
        """
        if self.currency not in model.currencies:
            raise ValueError(f"{model.id} has no prices in {self.currency}.")
        if self.quantity < 1:
            raise ValueError(f"{self.quantity} pieces cannot be ordered.")
        if self.day is None:
            dated = [line.id for line in model.prices if line.effective != ALWAYS]
            if dated:
                raise ValueError(f"On which day? {', '.join(dated)} has dates.")
            return model.prices
        day = self.day
        return tuple(line for line in model.prices if line.effective.includes(day))


@dataclass(frozen=True, slots=True)
class Amount:
    """Minor units of one line, and the path of what made them."""

    minor: int
    source: str


def price(  # noqa: PLR0913 what, of what, in which currency, how many, when
    model: ProductModel,
    configuration: Configuration,
    measures: Mapping[str, int | Decimal],
    currency: str,
    *,
    quantity: int = 1,
    day: date | None = None,
) -> PriceBreakdown:
    """
    Return the price of one piece of a complete configuration.

    Parameters
    ----------
    measures
        Of its assembly, by bare name; expressions call them ``measure.x``.
    currency
        One of the model's currencies.
    quantity
        Pieces ordered at once, at least 1; scales and conditions look at it.
    day
        Of the order: lines that are not effective then do not count. ``None`` where
        no line has dates, as in ``effective_on`` of a day.

    Raises
    ------
    ValueError
        As ``Occasion.lines`` does.
    ExpressionError
        When a formula divides by zero, asks for a measure that is missing, or no row
        of a price table fits.

    Notes
    -----
    Each line is rounded half up to minor units by itself, so that the lines shown add
    up to the total. A percentage is taken from each line by itself, and the reduced
    line is rounded half up. The tax contained is rounded half up once, from the total.
    """
    occasion = Occasion(currency, quantity, day)
    lines = occasion.lines(model)
    values = environment(model, configuration, measures)
    found = amounts_of(lines, configuration, values, occasion)
    shown = tuple(
        PriceBreakdownLine(line.id, line.label, amount.minor, amount.source)
        for line in lines
        if (amount := found.get(line.id)) is not None
    )
    total = sum(line.amount_minor for line in shown)
    rate = Fraction((model.tax_pct or {}).get(currency, Decimal(0)))
    return PriceBreakdown(
        shown, total, round_half_up(total * rate / (100 + rate)), currency
    )


def amounts_of(
    lines: Iterable[PriceLine],
    configuration: Configuration,
    values: Mapping[str, Any],
    occasion: Occasion,
) -> dict[str, Amount]:
    """
    Return what each line adds, by id; lines that do not apply are missing.

    Parameters
    ----------
    configuration, values
        Everything the lines look at, as chosen and as expressions see it.
    """
    known = {**values, ORDER_QUANTITY: occasion.quantity}
    found: dict[str, Amount] = {}
    for line in lines:
        if line.when is not None and not evaluate(line.when, known):
            continue
        if line.rebate is not None:
            off = -_taken_off(line, line.rebate, found, occasion.currency)
            if off:
                found[line.id] = Amount(off, f"prices.{line.id}")
            continue
        times: int | Fraction = 1
        if line.times is not None:
            times = number_of(line.times, known, f"prices.{line.id}.times")
        if times != 0:
            each = _each(line, configuration, occasion)
            found[line.id] = Amount(round_half_up(each.minor * times), each.source)
    return found


def _each(line: PriceLine, configuration: Configuration, occasion: Occasion) -> Amount:
    """Return the amount of a line, before it is multiplied."""
    path, currency = f"prices.{line.id}", occasion.currency
    if line.columns:
        index = row_of(line, configuration, occasion.quantity)
        if index is None:
            sentence = "No row of this price table fits."
            raise ExpressionError((Problem(path, "no_price_row", sentence),))
        return Amount(line.rows[index].amounts[currency], f"{path}.rows.{index}")
    reached = [
        index
        for index, step in enumerate(line.steps)
        if step.at_least <= occasion.quantity
    ]
    if reached:
        last = reached[-1]
        return Amount(line.steps[last].amounts[currency], f"{path}.steps.{last}")
    return Amount(line.amounts[currency], path)


def _taken_off(
    line: PriceLine, rebate: Rebate, found: Mapping[str, Amount], currency: str
) -> int:
    named = [found[name].minor for name in rebate.lines if name in found]
    if rebate.pct is None:
        return min(line.amounts[currency], max(0, sum(named)))
    kept = Fraction(100 - rebate.pct) / 100
    step = (rebate.round_to or {}).get(currency, 1)
    return sum(amount - round_to_multiple(amount * kept, step) for amount in named)
