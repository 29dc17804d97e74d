"""
Body measurements of clothing: what is measured, what is plausible, what fits together.

Names follow ISO 8559-1:2017; values are millimetres on the body, without ease. A value
outside its range or against a relation is reported, never corrected.

References
----------
ISO 8559-1:2017, Size designation of clothes, part 1: anthropometric definitions.
Ranges are those of the ANSUR II survey (2012), widened for civilians (ours).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measurement:
    """
    One place of the body that is measured.

    Parameters
    ----------
    low_mm, high_mm
        Plausible range, both ends included.
    """

    id: str
    name: Text
    low_mm: int
    high_mm: int


@dataclass(frozen=True, slots=True)
class Relation:
    """
    A share that two measurements keep on every body.

    Parameters
    ----------
    part, whole
        Ids of the two measurements.
    low_pct, high_pct
        Range of ``part`` in percent of ``whole``, both ends included.
    """

    part: str
    whole: str
    low_pct: int
    high_pct: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    A measurement that should be taken again.

    Parameters
    ----------
    factor
        What the value would have to be multiplied with if it was given in another
        unit: 10 for centimetres, 25.4 for inches; None when no unit explains it.
    """

    measurement: str
    sentence: str
    factor: float | None = None


_ROWS = (
    ("height", "Body height", "身高", 1400, 2150),
    ("neck_girth", "Neck girth", "颈围", 290, 540),
    ("chest_girth", "Chest girth", "胸围", 720, 1500),
    ("waist_girth", "Waist girth", "腰围", 560, 1500),
    ("hip_girth", "Hip girth", "臀围", 740, 1550),
    ("shoulder_width", "Shoulder width", "总肩宽", 320, 580),
    ("arm_length", "Arm length", "臂长", 460, 780),
    ("upper_arm_girth", "Upper arm girth", "上臂围", 210, 520),
    ("wrist_girth", "Wrist girth", "腕围", 125, 235),
    ("head_girth", "Head girth", "头围", 490, 660),
)
MEASUREMENTS: Mapping[str, Measurement] = MappingProxyType(
    {
        row[0]: Measurement(
            row[0], MappingProxyType({"en": row[1], "zh": row[2]}), row[3], row[4]
        )
        for row in _ROWS
    }
)
RELATIONS = (
    Relation("neck_girth", "chest_girth", 28, 50),
    Relation("waist_girth", "chest_girth", 60, 125),
    Relation("hip_girth", "chest_girth", 70, 135),
    Relation("shoulder_width", "chest_girth", 30, 55),
    Relation("upper_arm_girth", "chest_girth", 22, 42),
    Relation("wrist_girth", "upper_arm_girth", 35, 82),
    Relation("arm_length", "height", 31, 40),
)
_UNITS = (("cm", 10.0), ("inches", 25.4))


def doubts(body: Mapping[str, int]) -> tuple[Doubt, ...]:
    """
    Return what should be measured again, in the order of ``MEASUREMENTS``.

    Parameters
    ----------
    body
        Millimetres by measurement id; what is missing is not judged.

    Examples
    --------
    >>> doubts({"chest_girth": 98})[0].factor
    10.0
    """
    found = [
        _out_of_range(MEASUREMENTS[name], value)
        for name, value in body.items()
        if name in MEASUREMENTS and not _fits(MEASUREMENTS[name], value)
    ]
    named = {doubt.measurement for doubt in found}
    for relation in RELATIONS:
        pair = {relation.part, relation.whole}
        if pair <= set(body) and not pair & named:
            found.extend(_against(relation, body))
    order = list(MEASUREMENTS)
    return tuple(sorted(found, key=lambda doubt: order.index(doubt.measurement)))


def _fits(measurement: Measurement, value: float) -> bool:
    return measurement.low_mm <= value <= measurement.high_mm


def _out_of_range(measurement: Measurement, value: int) -> Doubt:
    name = measurement.name["en"]
    expected = f"{name} is between {measurement.low_mm} and {measurement.high_mm} mm"
    for unit, factor in _UNITS:
        if _fits(measurement, value * factor):
            sentence = f"{expected}; {value} looks like {unit}."
            return Doubt(measurement.id, sentence, factor)
    return Doubt(measurement.id, f"{expected}, not {value}: please measure again.")


def _against(relation: Relation, body: Mapping[str, int]) -> list[Doubt]:
    part, whole = body[relation.part], body[relation.whole]
    if relation.low_pct * whole <= part * 100 <= relation.high_pct * whole:
        return []
    names = MEASUREMENTS[relation.part].name["en"], MEASUREMENTS[relation.whole].name
    sentence = (
        f"{names[0]} is {relation.low_pct} to {relation.high_pct} % of "
        f"{names[1]['en'].lower()} on every body: please measure both again."
    )
    return [Doubt(relation.part, sentence)]
