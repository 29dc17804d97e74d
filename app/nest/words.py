"""What the commands of the saw found, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.base.talk import aligned

Shape = Mapping[str, Any]
MAX_SHOWN = 20


def nested(shape: Shape) -> Iterator[str]:
    """Yield what nesting found."""
    for one in shape["no_room"]:
        yield f"{one['problem']}: {one['sentences']['en']}"
    if shape["no_room"]:
        return
    rows = [
        (one["problem"], f"{one['sheets']:,} sheets", f"{one['yield'] * 100:.1f} %")
        for one in shape["plans"][:MAX_SHOWN]
    ]
    yield from aligned(rows)
    if len(shape["plans"]) > MAX_SHOWN:
        yield f"and {len(shape['plans']) - MAX_SHOWN:,} more"
    yield (
        f"{shape['sheets']:,} sheets; the area alone asks for {shape['area_bound']:,},"
        f" no plan has fewer than {shape['bound']:,}; {shape['yield'] * 100:.1f} %,"
        f" {shape['seconds']:.2f} s"
    )


def verdict(shape: Shape) -> Iterator[str]:
    """Yield what the judge says."""
    violations = shape["violations"]
    if not violations:
        yield f"The plan can be sawn as it stands: {shape['sheets']:,} sheets."
        return
    yield f"{len(violations):,} violations"
    yield from aligned(
        (one["kind"], one["path"], one["sentence"]) for one in violations[:MAX_SHOWN]
    )
    if len(violations) > MAX_SHOWN:
        yield f"and {len(violations) - MAX_SHOWN:,} more"
