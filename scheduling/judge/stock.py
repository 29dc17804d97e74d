"""The rule of materials: nothing is taken before it is there."""

from collections.abc import Iterator

from scheduling.judge.table import Table
from scheduling.judge.violation import Violation
from scheduling.shop import Material

Taking = tuple[int, int, int]
"""Minute, quantity, row."""


def judge_materials(table: Table) -> Iterator[Violation]:
    """Judge what is taken at or before each minute against what is there by then."""
    takings: dict[str, list[Taking]] = {one.id: [] for one in table.problem.materials}
    for row, operation in enumerate(table.operations) if takings else ():
        if operation.materials:
            start = table.rows[row].start_min
            if start < 0 and table.is_fact[row]:
                continue  # it took its part before the stock was counted
            for name, quantity in operation.materials.items():
                takings[name].append((start, quantity, row))
    for material in table.problem.materials:
        yield from _walk(table, material, sorted(takings[material.id]))


def _walk(
    table: Table, material: Material, takings: list[Taking]
) -> Iterator[Violation]:
    """Add up minute by minute; facts alone may take what is not there."""
    there, taken, nth, at = material.stock, 0, 0, 0
    supply = material.supply
    has_free = is_short = False
    while at < len(takings):
        minute = takings[at][0]
        while nth < len(supply) and supply[nth][0] <= minute:
            there += supply[nth][1]
            nth += 1
        since = at
        while at < len(takings) and takings[at][0] == minute:
            taken += takings[at][1]
            has_free = has_free or not table.is_fact[takings[at][2]]
            at += 1
        was_short, is_short = is_short, taken > there and has_free
        if is_short and not was_short:
            names = table.names(row for _, _, row in takings[since:at])
            sentence = (
                f"{', '.join(names)} bring what is taken of {material.id} by "
                f"{minute} to {taken}, and {there} are there."
            )
            yield Violation("material", (*names, material.id), sentence)
