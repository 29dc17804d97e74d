"""Limits of one constraint, and clauses of plain literals."""

from __future__ import annotations

from configurator.expressions import syntax
from configurator.formats.complaints import Complaints
from configurator.formats.feature_tree import MAX_BYTES, MAX_DEPTH, Position


def refuse_oversized(
    root: syntax.Node, complaints: Complaints, place: Position
) -> None:
    """Complain of a constraint that is too long or too deep to be answered about."""
    size = sum(
        len(node.id) + 4 if isinstance(node, syntax.Name) else 1
        for node in syntax.walk(root)
    )
    if size > MAX_BYTES:
        sentence = f"A rule of some {size} bytes; at most {MAX_BYTES} are read."
        complaints.add("too_long", sentence, *place)
    elif size > MAX_DEPTH and syntax.depth(root) > MAX_DEPTH:
        sentence = f"It is nested more than {MAX_DEPTH} levels deep."
        complaints.add("too_deep", sentence, *place)
