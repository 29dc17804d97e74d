"""What the commands found, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.base.talk import aligned

Shape = Mapping[str, Any]
MAX_SHOWN = 20
_TERMS = {
    "broken_promises": "broken promises (weights)",
    "weighted_tardiness_min": "weighted tardiness, min",
    "moved_min": "moved, min",
    "setup_min": "changeovers, min",
    "setup_cost": "changeovers, minor units",
    "in_progress_min": "work in progress, min",
    "energy_wh": "energy, Wh",
    "makespan_min": "last completion, min",
}


def solved(shape: Shape) -> Iterator[str]:
    """Yield what solving a flexible job shop found."""
    bound = shape["lower_bound"]
    yield from aligned(
        [
            ("operations", f"{shape['operations']:,} on {shape['machines']} machines"),
            ("makespan", f"{shape['makespan']:,}"),
            ("lower bound", "not proven" if bound is None else f"{bound:,}"),
            ("first solution", f"{shape['first_solution_s']:.2f} s"),
            ("improvements", f"{len(shape['history']):,}"),
        ]
    )


def generated(shape: Shape) -> Iterator[str]:
    """Yield how large a generated factory is."""
    yield (
        f"{shape['out']}: {shape['jobs']:,} orders, {shape['operations']:,} operations,"
        f" {shape['resources']:,} machines and people, {shape['fixed']:,} fixed"
    )


def objective(shape: Shape) -> Iterator[str]:
    """Yield a plan's worth."""
    yield from aligned(
        (_TERMS.get(name, name), f"{value:,}") for name, value in shape.items()
    )


def plan(shape: Shape) -> Iterator[str]:
    """Yield what planning found."""
    if shape["infeasible"] is not None:
        yield shape["infeasible"]["sentences"]["en"]
        return
    yield (
        f"{shape['operations']:,} operations, first plan after"
        f" {shape['first_plan_s']:.2f} s, {len(shape['history']):,} improvements,"
        f" {shape['peak_mb']:,.0f} MB"
    )
    yield from objective(shape["objective"])


def verdict(shape: Shape) -> Iterator[str]:
    """Yield what the judge says."""
    violations = shape["violations"]
    if not violations:
        yield f"The plan keeps every rule: {shape['operations']:,} operations."
        yield from objective(shape["objective"])
        return
    yield f"{len(violations):,} violations"
    yield from aligned((one["kind"], one["sentence"]) for one in violations[:MAX_SHOWN])
    if len(violations) > MAX_SHOWN:
        yield f"and {len(violations) - MAX_SHOWN:,} more"


def promised(shape: Shape) -> Iterator[str]:
    """Yield how promises went."""
    timed = shape["quote"]
    yield from aligned(
        [
            ("open orders", f"{shape['jobs']:,}, {shape['operations']:,} operations"),
            ("quotes", f"{shape['quotes']:,}, {shape['refused']:,} without room"),
            ("median", f"{timed['median_ms']:.3f} ms"),
            ("p99", f"{timed['p99_ms']:.3f} ms"),
            ("made ready in", f"{shape['index_s']:.2f} s"),
        ]
    )
    for one in shape["violations"]:
        yield f"{one['kind']}  {one['sentence']}"


def disturbed(shape: Shape) -> Iterator[str]:
    """Yield what an event did to a plan."""
    for key in ("declined", "infeasible"):
        if shape[key] is not None:
            yield shape[key]["sentences"]["en"]
            return
    yield (
        f"repaired in {shape['repair_s']:.2f} s, improved for"
        f" {shape['improve_s']:.2f} s"
    )
    yield from difference(shape)


def difference(shape: Shape) -> Iterator[str]:
    """Yield what one plan does otherwise than another."""
    yield from aligned(
        [
            ("operations", f"{shape['operations']:,}"),
            ("moved", f"{shape['moved']:,} ({shape['moved_share'] * 100:.2f} %)"),
            ("on other resources", f"{shape['changed_resources']:,}"),
            ("new", f"{len(shape['added']):,}"),
            ("gone", f"{len(shape['removed']):,}"),
        ]
    )
    for one in shape["moves"][:MAX_SHOWN]:
        yield f"{one['job']}/{one['operation']}  {one['by_min']:+,} min"
    if len(shape["moves"]) > MAX_SHOWN:
        yield f"and {len(shape['moves']) - MAX_SHOWN:,} more"
    if shape["before"] is not None:
        yield from aligned(
            (_TERMS.get(name, name), f"{was:,}", f"{shape['after'][name]:,}")
            for name, was in shape["before"].items()
        )
