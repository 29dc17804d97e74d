"""Values are judged as they are written, never silently converted."""

from decimal import Decimal
from typing import Any

import pytest

from configurator.domains import scalar_of, value_problem
from configurator.model import Option, OptionKind

NAME = {"en": "x", "zh": "某"}
LOAD = Option(
    "load",
    OptionKind.DECIMAL,
    NAME,
    minimum=Decimal("0.5"),
    maximum=Decimal("2.5"),
    step=Decimal("0.1"),
)
COUNT = Option("count", OptionKind.INTEGER, NAME, minimum=1, maximum=3, step=1)


@pytest.mark.parametrize(
    ("option", "raw", "is_good"),
    [
        (LOAD, 0.7, True),  # the decimal written, not the binary fraction
        (LOAD, "0.7", True),
        (LOAD, 1, True),
        (LOAD, 0.75, False),  # off the grid
        (LOAD, "NaN", False),
        (LOAD, "much", False),
        (LOAD, True, False),
        (COUNT, 2, True),
        (COUNT, 2.0, False),
        (COUNT, "2", False),
        (COUNT, True, False),
    ],
)
def test_json_values_are_judged_as_written(
    option: Option,
    raw: Any,
    is_good: bool,  # noqa: FBT001 a column of the table
) -> None:
    assert (value_problem(option, scalar_of(option, raw)) is None) == is_good
