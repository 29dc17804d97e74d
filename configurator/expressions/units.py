"""Units of measure: each is a whole multiple of its dimension's base unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Dimension = tuple[int, int, int]
"""Exponents of length, mass and time."""

PLAIN: Dimension = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and how many base units (mm, kg, min) one of it is."""

    name: str
    dimension: Dimension
    factor: Fraction


def _unit(name: str, dimension: Dimension, factor: Fraction | int) -> tuple[str, Unit]:
    return name, Unit(name, dimension, Fraction(factor))


UNITS: dict[str, Unit] = dict(
    (
        _unit("mm", (1, 0, 0), 1),
        _unit("cm", (1, 0, 0), 10),
        _unit("m", (1, 0, 0), 1000),
        _unit("mm2", (2, 0, 0), 1),
        _unit("cm2", (2, 0, 0), 100),
        _unit("m2", (2, 0, 0), 1_000_000),
        _unit("m3", (3, 0, 0), 1_000_000_000),
        _unit("g", (0, 1, 0), Fraction(1, 1000)),
        _unit("kg", (0, 1, 0), 1),
        _unit("s", (0, 0, 1), Fraction(1, 60)),
        _unit("min", (0, 0, 1), 1),
        _unit("h", (0, 0, 1), 60),
        _unit("pcs", PLAIN, 1),
        _unit("deg", PLAIN, 1),
        _unit("pct", PLAIN, 1),
    )
)

BASE_UNITS = tuple(name for name, unit in UNITS.items() if unit.factor == 1)
"""Units an option may be measured in: its numbers then need no conversion."""


def dimension_name(dimension: Dimension) -> str:
    """Return how a person calls a dimension, for instance ``mm2`` or ``kg/mm``."""
    if dimension == PLAIN:
        return "a plain number"
    for unit in UNITS.values():
        if unit.dimension == dimension and unit.factor == 1:
            return unit.name
    parts = zip(("mm", "kg", "min"), dimension, strict=True)
    return "*".join(
        name + (str(power) if power != 1 else "") for name, power in parts if power
    )
