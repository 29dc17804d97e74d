"""Options that no rule names are counted and answered like all others."""

from configurator.compile import compile_model
from configurator.count import count
from configurator.formats.document import read_product

NAME = {"en": "Thing", "zh": "东西"}


def free(options: int):
    document = {
        "format": 1,
        "id": "free",
        "name": NAME,
        "options": [
            {"id": f"lid_{n}", "kind": "boolean", "name": NAME, "default": False}
            for n in range(options)
        ],
    }
    return compile_model(read_product(document))


def test_a_model_without_rules_has_every_combination() -> None:
    """Their variables stand in no clause, so the solver had never heard of them."""
    assert [count(free(n)) for n in (1, 2, 5)] == [2, 4, 32]
