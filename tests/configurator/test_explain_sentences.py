"""How a reason reads: the merchandiser's own rules named, much structure counted."""

from dataclasses import replace
from itertools import pairwise

import pytest

from configurator.compile import compile_model
from configurator.compile.portfolio import Limits
from configurator.explain import explain
from configurator.formats.document import read_product
from configurator.results import Explanation

LETTERS = "abcde"


def chain(structural: int) -> Explanation:
    """Explain a blocked end of a chain whose first links are structural."""
    document = {
        "format": 1,
        "id": "chain",
        "name": {"en": "Chain", "zh": "链"},
        "options": [
            {"id": letter, "name": {"en": letter, "zh": letter}, "kind": "boolean"}
            for letter in LETTERS
        ],
        "rules": [
            {
                "id": f"{one}_{two}",
                "name": {"en": f"{one} needs {two}.", "zh": f"{one}需要{two}。"},
                "rule": f"{one} -> {two}",
            }
            for one, two in pairwise(LETTERS)
        ],
    }
    model = read_product(document)
    rules = tuple(
        replace(rule, is_structural=at < structural)
        for at, rule in enumerate(model.rules)
    )
    compiled = compile_model(replace(model, rules=rules), Limits(seconds=0))
    found = explain(compiled, {"a": True}, "e", value=False)
    assert isinstance(found, Explanation)
    return found


@pytest.mark.parametrize(
    ("structural", "english", "chinese"),
    [
        (2, "b needs c.", "b需要c。"),
        (3, "And 3 relations of how the product is built.", "以及产品结构的3条关系。"),
        (
            4,
            "4 relations of how the product is built forbid it.",
            "这不符合产品结构的4条关系。",
        ),
    ],
)
def test_many_relations_of_how_a_product_is_built_are_counted(
    structural: int, english: str, chinese: str
) -> None:
    found = chain(structural)
    assert found.choices == {"a": True}
    every = [f"{one}_{two}" for one, two in pairwise(LETTERS)]
    assert list(found.rules) == every[structural:] + every[:structural]
    assert found.sentences["en"][-1] == english
    assert found.sentences["zh"][-1] == chinese
    assert len(found.sentences["en"]) == len(found.sentences["zh"])
