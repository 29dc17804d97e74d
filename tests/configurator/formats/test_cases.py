"""Rule tests of a product folder."""

import pytest

from configurator.formats.document import read_product
from configurator.formats.folder import read_folder, write_folder
from configurator.model import ProductModelError
from tests.configurator.test_modules import wardrobe

TESTS = """\
tests:
  - id: two
    name: {en: Two columns, zh: 两列}
    choices: {board: thick, extras: [led], columns: [{width: 400}, {type: drawers}]}
    costs: {EUR: "123.00"}
  - id: thin
    name: {en: Thin boards carry no drawers, zh: 薄板不配抽屉}
    choices: {board: thin, columns.1.type: drawers}
    valid: false
"""


def test_choices_of_lists_are_flat_in_a_test() -> None:
    files = wardrobe(**{"tests.yaml": TESTS})
    document, positions = read_folder(files)
    two, thin = read_product(document, positions).tests
    assert two.choices == {
        "board": "thick",
        "extras.lamp": False,
        "extras.led": True,
        "columns.count": 2,
        "columns.1.width": 400,
        "columns.2.type": "drawers",
    }
    assert two.is_valid
    assert two.costs == {"EUR": 12300}
    assert not thin.is_valid
    assert thin.choices == {"board": "thin", "columns.1.type": "drawers"}
    again, _ = read_folder(write_folder(document))
    assert again == document


@pytest.mark.parametrize(
    ("before", "after", "at", "code"),
    [
        ("board: thick", "bord: thick", "thick", "unknown_option"),
        ("board: thick", "board: oak", "oak", "bad_value"),
        ("[led]", "[lid]", "lid", "unknown_value"),
        ("[led]", "led", "led", "wrong_type"),
        ("width: 400", "width: 410", "410", "bad_value"),
        ("width: 400", "widht: 400", "400", "unknown_option"),
        ("{width: 400}, ", "{}, {}, ", "[{}", "too_many"),
        ('"123.00"', '"123.005"', "123.005", "bad_amount"),
        ("EUR", "USD", "USD", "unknown_key"),
        ("valid: false", "valid: nope", "nope", "wrong_type"),
        ("id: thin", "id: two", "id: two\n    name: {en: Th", "duplicate_id"),
        (
            "valid: false",
            "valid: false\n    costs: {EUR: 1}",
            "{EUR: 1}",
            "bad_test",
        ),
    ],
)
def test_each_mistake_of_a_test_is_named_at_its_place(
    before: str, after: str, at: str, code: str
) -> None:
    assert before in TESTS
    text = TESTS.replace(before, after)
    head = text[: text.index(at)]
    line, column = head.count("\n") + 1, len(head.rsplit("\n", 1)[-1]) + 1
    with pytest.raises(ProductModelError) as caught:
        read_product(*read_folder(wardrobe(**{"tests.yaml": text})))
    found = [(p.file, p.line, p.column, p.code) for p in caught.value.problems]
    assert found == [("tests.yaml", line, column, code)]
