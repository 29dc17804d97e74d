"""What values and repairs do to the price, where the model alone can tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.model.choices import spelt
from app.model.shapes import Json
from configurator.cheapest import price_guide
from configurator.compile import CompiledModel
from configurator.complete import complete
from configurator.expressions import ExpressionError
from configurator.model import Configuration
from configurator.price import price
from configurator.repairs import with_price_changes
from configurator.results import Conflict, Repair


def cheapest_shape(
    compiled: CompiledModel, choices: Configuration, day: date
) -> Json | None:
    """Return what the cheapest completion costs, and that of each value."""
    model = compiled.model
    if not model.prices or not model.currencies:
        return None
    currency = model.currencies[0]
    found = price_guide(compiled, currency, day).answer(choices)
    return {
        "currency": currency,
        "total_minor": found.total_minor,
        "by_value": {
            option: {spelt(value): minor for value, minor in minors.items()}
            for option, minors in found.by_value.items()
        },
        "is_exact": found.is_exact,
        "left_out": list(found.left_out),
    }


def priced(
    compiled: CompiledModel, choices: Configuration, repairs: Sequence[Repair]
) -> tuple[Repair, ...]:
    """
    Return ``repairs`` with what each does to the price in the first currency.

    Notes
    -----
    Without prices, beside contradictory choices, and where a price needs measures of
    the assembly they come back as they are: nobody can tell.
    """
    if not compiled.model.prices or not compiled.model.currencies:
        return tuple(repairs)
    try:
        now = _total(compiled, choices)
        if now is None:
            return tuple(repairs)
        return with_price_changes(
            repairs,
            choices,
            now_minor=now,
            price_of=lambda changed: _total(compiled, changed) or 0,
        )
    except ExpressionError:
        return tuple(repairs)


def _total(compiled: CompiledModel, choices: Configuration) -> int | None:
    configuration = complete(compiled, choices)
    if isinstance(configuration, Conflict):
        return None
    model = compiled.model
    return price(model, configuration, {}, model.currencies[0]).total_minor
