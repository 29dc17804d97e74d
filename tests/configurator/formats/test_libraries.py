"""Rules and tables that several products share."""

from typing import Any

import pytest

from configurator.formats.document import read_product, with_libraries
from configurator.formats.folder import read_folder, write_folder
from configurator.model import ProductModelError
from tests.factories.box import box_files

RULES = """\
rules:
  - {id: short, name: {en: Short, zh: 短}, rule: wood = ash -> width <= 300 mm}
tables:
  - {id: lids, name: {en: Lids, zh: 盖}}
"""
LIDS = "wood,lid\noak,\nash,false\n"
LIBRARY = {"rules.yaml": RULES.encode(), "tables/lids.csv": LIDS.encode()}


def folder(uses: str = "uses: [woods]\n", **changes: str) -> dict[str, bytes]:
    files = box_files()
    files["product.yaml"] += uses.encode()
    return {**files, **{name: text.encode() for name, text in changes.items()}}


def test_a_library_adds_its_rules_and_tables_under_its_name() -> None:
    model = read_product(*read_folder(folder(), {"woods": LIBRARY, "other": {}}))
    assert [rule.id for rule in model.rules] == ["ash_is_short", "woods.short"]
    assert [table.id for table in model.tables] == ["woods.lids"]
    assert model.libraries == ("woods",)


def test_two_products_share_one_library() -> None:
    one, _ = read_folder(folder(), {"woods": LIBRARY})
    other, _ = read_folder(
        {**folder(), "product.yaml": folder()["product.yaml"].replace(b"box", b"case")},
        {"woods": LIBRARY},
    )
    assert one["libraries"] == other["libraries"]
    assert read_product(one).relations == read_product(other).relations


def test_a_document_holds_its_libraries_and_so_does_its_folder() -> None:
    document, _ = read_folder(folder(), {"woods": LIBRARY})
    files = write_folder(document)
    assert files["libraries/woods/tables/lids.csv"] == LIDS.encode()
    again, _ = read_folder(files)
    assert again == document
    changed = {"woods": {**LIBRARY, "rules.yaml": RULES.replace("300", "200").encode()}}
    held, _ = read_folder(files, changed)
    assert held == document  # what was published never changes


def test_libraries_may_be_given_as_documents() -> None:
    bare, _ = read_folder(folder())
    whole, _ = read_folder(folder(), {"woods": LIBRARY})
    libraries: dict[str, Any] = whole["libraries"]
    assert with_libraries(bare, libraries) == whole
    assert read_product(bare, None, libraries) == read_product(whole)


@pytest.mark.parametrize(
    ("file", "before", "after", "at", "code"),
    [
        ("rules.yaml", "width <=", "widht <=", (2, 63), "unknown_name"),
        ("rules.yaml", "wood = ash", "wood = elm", (2, 56), "unknown_value"),
        ("rules.yaml", "300 mm", "300 kg", (2, 72), "wrong_type"),
        ("rules.yaml", "rules:", "rulez:", (1, 1), "unknown_key"),
        ("tables/lids.csv", "wood,lid", "wood,cover", (1, 6), "unknown_option"),
        ("tables/lids.csv", "ash,false", "ash,maybe", (3, 5), "bad_cell"),
        ("tables/lids.csv", "ash,false", "ash", (3, 1), "row_length"),
    ],
)
def test_a_mistake_is_named_in_the_file_of_the_library(
    file: str, before: str, after: str, at: tuple[int, int], code: str
) -> None:
    text = LIBRARY[file].decode().replace(before, after)
    library = {**LIBRARY, file: text.encode()}
    with pytest.raises(ProductModelError) as caught:
        read_product(*read_folder(folder(), {"woods": library}))
    found = [(p.file, p.line, p.column, p.code) for p in caught.value.problems]
    assert (f"libraries/woods/{file}", *at, code) in found


@pytest.mark.parametrize(
    ("uses", "code"),
    [
        ("uses: [wood]\n", "unknown_library"),
        ("uses: [woods, woods]\n", "duplicate_id"),
        ("uses: woods\n", "wrong_type"),
        ("uses: [1]\n", "wrong_type"),
    ],
)
def test_a_library_that_is_not_there_is_named(uses: str, code: str) -> None:
    with pytest.raises(ProductModelError) as caught:
        read_product(*read_folder(folder(uses), {"woods": LIBRARY}))
    assert code in {problem.code for problem in caught.value.problems}


def test_a_library_that_nobody_uses_is_named() -> None:
    document, _ = read_folder(folder(), {"woods": LIBRARY})
    with pytest.raises(ProductModelError, match="Nothing uses the library woods"):
        read_product({**document, "uses": []})
