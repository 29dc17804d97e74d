"""Where the fittings of a joint sit along the line where two parts meet."""

from collections.abc import Sequence
from dataclasses import dataclass

from models3d.formula import Formula
from models3d.frames import Names
from models3d.joint_specs import SpotSpec


@dataclass(frozen=True, slots=True)
class Spots:
    """A rule for spots with its numbers, in 0.1 mm; see ``SpotSpec``."""

    ends: int | None
    every: int
    low: tuple[int, ...]
    high: tuple[int, ...]
    grid_from: int
    grid: int

    @staticmethod
    def read(spec: SpotSpec, names: Names) -> "Spots":
        """Return the rule for one configuration."""
        return Spots(
            None if spec.ends is None else spec.ends.dmm(names),
            _dmm(spec.every, names),
            tuple(item.dmm(names) for item in spec.low),
            tuple(item.dmm(names) for item in spec.high),
            _dmm(spec.grid_from, names),
            _dmm(spec.grid, names),
        )


def _dmm(formula: Formula | None, names: Names) -> int:
    return 0 if formula is None else formula.dmm(names)


def spots_of(rule: Spots, low: int, high: int) -> Sequence[int]:
    """
    Return the spots between two ends, in rising order.

    Notes
    -----
    Without ends, or where the line is too short for them, one spot is in its middle.
    """
    if rule.low or rule.high:
        return sorted(
            {
                *(low + distance for distance in rule.low),
                *(high - distance for distance in rule.high),
            }
        )
    first, last = low + (rule.ends or 0), high - (rule.ends or 0)
    if rule.ends is None or first >= last:
        return [(low + high) // 2]
    count = 1 if rule.every <= 0 else max(1, -((first - last) // rule.every))
    found = [first + (last - first) * n // count for n in range(count + 1)]
    if rule.grid:
        origin = rule.grid_from
        found = [origin + (spot - origin) // rule.grid * rule.grid for spot in found]
        found = [spot for spot in found if low < spot < high]
    return found
