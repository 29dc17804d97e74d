"""Bill of material and routing of a product document."""

from __future__ import annotations

from configurator.expressions import (
    UNITS,
    BooleanType,
    ChoiceType,
    Expression,
    NumberType,
    Scope,
    TextType,
    Type,
    number,
)
from configurator.formats.cursor import NO_TEXT, TRUE, Cursor, refuse_duplicates
from configurator.model import BillLine, RoutingStep

BILL_UNITS = ("m2", "m", "pcs", "kg")


def _when(fields: dict[str, Cursor], scope: Scope) -> Expression | None:
    if "when" not in fields:
        return None
    return fields["when"].expression(scope, BooleanType())


def read_bill(cursor: Cursor, scope: Scope) -> tuple[BillLine, ...]:
    """Return the generic bill of material."""
    cursors = list(cursor.items())
    lines = tuple(_bill_line(item, scope) for item in cursors)
    refuse_duplicates(cursors, [line.id for line in lines])
    return lines


def _bill_line(cursor: Cursor, scope: Scope) -> BillLine:
    fields = cursor.fields(("id", "material", "name", "unit", "quantity"), ("when",))
    unit = fields["unit"].string() if "unit" in fields else "pcs"
    if unit not in BILL_UNITS:
        fields["unit"].complain(
            "unknown_unit", f"The unit is one of: {', '.join(BILL_UNITS)}."
        )
        unit = "pcs"
    quantity = fields.get("quantity")
    expected = (number(), NumberType(UNITS[unit].dimension))
    return BillLine(
        fields["id"].identifier() if "id" in fields else "",
        fields["material"].string() if "material" in fields else "",
        fields["name"].words() if "name" in fields else NO_TEXT,
        unit,
        quantity.expression(scope, *expected) if quantity else TRUE,
        _when(fields, scope),
    )


def read_routing(cursor: Cursor, scope: Scope) -> tuple[RoutingStep, ...]:
    """Return the generic routing, steps in an order that respects ``after``."""
    cursors = list(cursor.items())
    steps = [_step(item, scope) for item in cursors]
    refuse_duplicates(cursors, [step.id for step in steps])
    known = {step.id for step in steps}
    for item, step in zip(cursors, steps, strict=True):
        for before in step.after:
            if before not in known:
                item.complain("unknown_step", f"after names no step: {before}.")
    return _in_order(cursor, steps)


def _in_order(cursor: Cursor, steps: list[RoutingStep]) -> tuple[RoutingStep, ...]:
    ordered: list[RoutingStep] = []
    waiting = steps
    while waiting:
        blocked = {step.id for step in waiting}
        ready = [step for step in waiting if not blocked & set(step.after)]
        if not ready:
            cursor.complain("cycle", f"Steps wait for one another: {sorted(blocked)}.")
            break
        ordered.extend(ready)
        waiting = [step for step in waiting if step not in ready]
    return tuple(ordered)


def _step(cursor: Cursor, scope: Scope) -> RoutingStep:
    fields = cursor.fields(
        ("id", "name", "work_centre", "minutes"), ("after", "when", "setup", "skill")
    )
    minutes = fields.get("minutes")
    return RoutingStep(
        fields["id"].identifier() if "id" in fields else "",
        fields["name"].words() if "name" in fields else NO_TEXT,
        fields["work_centre"].string() if "work_centre" in fields else "",
        minutes.expression(scope, number(), number("min")) if minutes else TRUE,
        tuple(item.string() for item in fields["after"].items())
        if "after" in fields
        else (),
        _when(fields, scope),
        _setup(fields, scope),
        fields["skill"].string() if "skill" in fields else None,
    )


def _setup(fields: dict[str, Cursor], scope: Scope) -> dict[str, Expression]:
    if "setup" not in fields:
        return {}
    cursor = fields["setup"]
    if not isinstance(cursor.value, dict):
        cursor.wrong("A mapping of attribute to expression")
        return {}
    return {
        str(key): _family(cursor.child(key, value), scope)
        for key, value in cursor.value.items()
    }


def _family(cursor: Cursor, scope: Scope) -> Expression:
    own: list[Type] = [
        kind for kind in scope.types.values() if isinstance(kind, ChoiceType)
    ]
    return cursor.expression(scope, TextType(), BooleanType(), *own)
