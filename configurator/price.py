"""What a configuration costs: lines whose sum is the total, tax contained."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from configurator.environment import environment, number_of
from configurator.expressions import evaluate
from configurator.expressions.evaluation import round_half_up
from configurator.model import Configuration, ProductModel
from configurator.results import PriceBreakdown, PriceBreakdownLine

__all__ = ["PriceBreakdown", "PriceBreakdownLine", "price"]


def price(
    model: ProductModel,
    configuration: Configuration,
    measures: Mapping[str, int | Decimal],
    currency: str,
) -> PriceBreakdown:
    """
    Return the price of a complete configuration.

    Parameters
    ----------
    measures
        Of its assembly, by bare name; expressions call them ``measure.x``.
    currency
        One of the model's currencies.

    Raises
    ------
    ExpressionError
        When a formula divides by zero or asks for a measure that is missing.

    Notes
    -----
    Each line is rounded half up to minor units by itself, so that the lines shown add
    up to the total. The tax contained is rounded half up once, from the total.
    """
    if currency not in model.currencies:
        raise ValueError(f"{model.id} has no prices in {currency}.")
    values = environment(model, configuration, measures)
    lines = []
    for line in model.prices:
        if line.when is not None and not evaluate(line.when, values):
            continue
        times: int | Fraction = 1
        if line.times is not None:
            times = number_of(line.times, values, f"prices.{line.id}.times")
        if times != 0:
            amount = round_half_up(line.amounts[currency] * times)
            lines.append(PriceBreakdownLine(line.id, line.label, amount))
    total = sum(line.amount_minor for line in lines)
    rate = Fraction((model.tax_pct or {}).get(currency, Decimal(0)))
    tax = round_half_up(total * rate / (100 + rate))
    return PriceBreakdown(tuple(lines), total, tax, currency)
