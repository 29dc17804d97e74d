"""The examples of feature models and plain tables are read, and say the same."""

from pathlib import Path

import pytest

from configurator.formats.recognise import read_model
from configurator.model import OptionKind, ProductModel
from tests.configurator.brute import Brute
from tests.docs.examples import files_of


def model_of(folder: Path, files: dict[str, bytes]) -> ProductModel:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return read_model(folder if len(files) > 1 else folder / next(iter(files)))


def variants(model: ProductModel) -> set[frozenset[str]]:
    return {
        frozenset(name for name, value in values.items() if value)
        for values in Brute(model).matching({})
    }


@pytest.mark.parametrize("name", ["shelf.xml", "shelf.sxfm", "shelf.cnf", "shelf.uvl"])
def test_the_same_shelf_stands_on_both_pages(tmp_path, name) -> None:
    pages = files_of("formats/feature-models.md") | files_of("formats/uvl.md")
    assert len(pages) == 4
    found = variants(model_of(tmp_path, {name: pages[name]}))
    first = variants(model_of(tmp_path, {"first": pages["shelf.xml"]}))
    assert len(found) == 13
    assert found == first


def test_the_plain_tables_of_the_page_are_read(tmp_path) -> None:
    model = model_of(tmp_path, files_of("formats/tables.md"))
    kinds = [option.kind for option in model.options]
    assert kinds == [OptionKind.ENUMERATED, OptionKind.ENUMERATED, OptionKind.BOOLEAN]
    valid = list(Brute(model).matching({}))
    assert {values["size"] for values in valid if values["wood"] == "ash"} == {
        "600",
        "800",
    }
    assert not any(values["lip"] for values in valid if values["size"] == "600")
    assert len(valid) == 3 + 2 * 2 + 3 + 1
