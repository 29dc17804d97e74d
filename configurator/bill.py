"""What a configuration needs: its bill of material and its routing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from configurator.environment import environment, number_of
from configurator.expressions import UNITS, NumberType, evaluate, type_of
from configurator.expressions.evaluation import round_half_up
from configurator.model import BillLine, Configuration, ProductModel, RoutingStep
from configurator.results import BillItem, BillOfMaterial, Routing, RoutingOperation
from configurator.scope import scope_of

__all__ = [
    "BillItem",
    "BillOfMaterial",
    "Routing",
    "RoutingOperation",
    "bill",
    "routing",
]

Measures = Mapping[str, int | Decimal]


def bill(
    model: ProductModel, configuration: Configuration, measures: Measures
) -> BillOfMaterial:
    """
    Return the material that one variant needs.

    Notes
    -----
    A quantity with a dimension is converted to the line's unit, a plain number is
    taken as it is; both are rounded half up to four decimals.
    """
    values = environment(model, configuration, measures)
    scope = scope_of(model)
    items = []
    for line in model.bill:
        if line.when is None or evaluate(line.when, values):
            kind = type_of(line.quantity, scope)
            items.append(_item(line, kind, values))
    return BillOfMaterial(tuple(items))


def _item(line: BillLine, kind: Any, values: Mapping[str, Any]) -> BillItem:
    quantity = Fraction(number_of(line.quantity, values, f"bill.{line.id}.quantity"))
    unit = UNITS[line.unit]
    is_dimensioned = isinstance(kind, NumberType) and kind.dimension == unit.dimension
    if is_dimensioned:
        quantity /= unit.factor
    rounded = Decimal(round_half_up(quantity * 10_000)).scaleb(-4)
    return BillItem(line.id, line.material, line.name, line.unit, rounded.normalize())


def routing(
    model: ProductModel, configuration: Configuration, measures: Measures
) -> Routing:
    """
    Return the steps of making one variant.

    Notes
    -----
    Minutes are rounded up to whole ones, at least 1. A step that is left out hands
    its predecessors on to its successors.
    """
    values = environment(model, configuration, measures)
    before: dict[str, tuple[str, ...]] = {}
    operations = []
    for step in model.routing:
        # The reader has put steps in order, so predecessors are already known.
        after = tuple(dict.fromkeys(p for name in step.after for p in before[name]))
        if step.when is not None and not evaluate(step.when, values):
            before[step.id] = after
            continue
        before[step.id] = (step.id,)
        operations.append(_operation(step, after, values))
    return Routing(tuple(operations))


def _operation(
    step: RoutingStep, after: tuple[str, ...], values: Mapping[str, Any]
) -> RoutingOperation:
    minutes = number_of(step.minutes, values, f"routing.{step.id}.minutes")
    setup = {
        attribute: _family(evaluate(family, values))
        for attribute, family in (step.setup or {}).items()
    }
    return RoutingOperation(
        step.id,
        step.name,
        step.work_centre,
        max(1, math.ceil(minutes)),
        after,
        setup,
        step.skill,
    )


def _family(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
