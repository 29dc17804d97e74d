"""What parts weigh, and where the centre of their gravity is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models3d.assembly import Part, SlotUse
from models3d.shapes import volume_mm3

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Mass:
    """
    A weight at a point.

    Parameters
    ----------
    at_dmm
        Middle of the part's box, which is its centre of gravity but for turned parts
        and meshes, where it is near it.
    """

    id: str
    grams: float
    at_dmm: Point


def masses(parts: Iterable[Part], slots: Mapping[str, SlotUse]) -> Iterator[Mass]:
    """Yield the weight of each part."""
    for part in parts:
        grams = volume_mm3(part) * float(slots[part.slot].density_kg_m3) * 1e-6
        low, size = part.place.low_dmm, part.size_dmm
        x, y, z = (low[a] + size[a] / 2 for a in range(3))
        yield Mass(part.id, grams, (x, y, z))


def centre_of(found: Sequence[Mass]) -> Point:
    """Return the centre of gravity; the origin where nothing weighs anything."""
    total = sum(mass.grams for mass in found)
    if total <= 0:
        return 0.0, 0.0, 0.0
    x, y, z = (sum(m.grams * m.at_dmm[a] for m in found) / total for a in range(3))
    return x, y, z
