"""A version's new bound is news only where the old version forbade it."""

from typing import Any

from configurator.compile import compile_model
from configurator.diff import diff
from configurator.formats.document import read_product


def sized(rule: str):
    name = {"en": "Size", "zh": "尺寸"}
    option: dict[str, Any] = {"id": "size", "kind": "integer", "name": name}
    option |= {"unit": "mm", "min": 100, "max": 900, "step": 10, "default": 300}
    document = {
        "format": 1,
        "id": "box",
        "name": name,
        "options": [option],
        "rules": [{"id": "limit", "name": name, "rule": rule}],
    }
    return compile_model(read_product(document))


def test_a_lower_ceiling_blocks_the_old_one_and_opens_nothing() -> None:
    """The new ceiling, 500, was always possible: it lies inside the old bounds."""
    found = diff(sized("size <= 800"), sized("size <= 500"))
    assert found.blocked_now == (("size", 800),)
    assert found.possible_now == ()


def test_a_higher_ceiling_opens_the_new_one_and_blocks_nothing() -> None:
    found = diff(sized("size <= 500"), sized("size <= 800"))
    assert found.blocked_now == ()
    assert found.possible_now == (("size", 800),)
