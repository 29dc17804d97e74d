"""The price list of ``docs/formats/prices.md`` is read, judged and paid."""

import re
from datetime import date
from typing import Any, get_args

import pytest

from app.catalogue.document import read_document
from configurator.effective import effective_on
from configurator.formats.folder import read_folder, write_folder
from configurator.model import ProductModel, ProductModelError
from configurator.price import price
from configurator.price_findings import Code, price_findings
from tests.docs.examples import DOCS, files_of

MEASURES = {"area_board_m2": 1}
SHELF: dict[str, Any] = {
    "width": 800,
    "depth": 220,
    "wood": "walnut",
    "brackets": "hidden",
    "lip": False,
    "engraving": "HOME",
}


def files() -> dict[str, bytes]:
    shelf = files_of("formats/product-folder.md")
    shelf["product.yaml"] = shelf["product.yaml"].replace(
        b"[EUR, CNY]", b"[EUR, CNY, JPY]"
    )
    return {**shelf, **files_of("formats/prices.md")}


@pytest.fixture(scope="module")
def model() -> ProductModel:
    return read_document(*read_folder(files()))[0]


def amounts(model: ProductModel, day: date, quantity: int, code: str) -> dict[str, Any]:
    found = price(model, SHELF, MEASURES, code, quantity=quantity, day=day)
    assert found.total_minor == sum(line.amount_minor for line in found.lines)
    return {line.id: line.amount_minor for line in found.lines}


def test_the_price_list_of_the_page_survives_a_round_trip() -> None:
    document, _ = read_folder(files())
    again, _ = read_folder(write_folder(document))
    assert again == document


def test_one_shelf_in_winter(model) -> None:
    assert amounts(model, date(2027, 2, 1), 1, "EUR") == {
        "making": 2900,
        "board": 19000,
        "engraving": 600,
        "setting_up": 1200,
        "welcome": -500,
    }


def test_ten_shelves_in_spring(model) -> None:
    assert amounts(model, date(2027, 3, 1), 10, "EUR") == {
        "making": 2400,
        "board": 17500,
        "engraving": 600,
        "setting_up": 120,
        "spring": -1990,
        "welcome": -500,
    }
    assert amounts(model, date(2027, 3, 31), 10, "JPY")["spring"] == -3230


def test_nothing_is_odd_about_the_price_list_of_the_page(model) -> None:
    for day in (date(2027, 2, 1), date(2027, 3, 1)):
        assert price_findings(effective_on(model, day)) == ()


def test_every_finding_is_explained() -> None:
    text = (DOCS / "formats/prices.md").read_text().split("## What is judged")[1]
    rows = [row for row in text.splitlines() if row.startswith("| `")]
    explained = {code for row in rows for code in re.findall(r"`(\w+)`", row)}
    assert explained == set(get_args(Code))


def test_a_measure_that_the_parts_do_not_make_is_named_at_once() -> None:
    broken = files()
    broken["prices.yaml"] = broken["prices.yaml"].replace(b"area_board", b"area_bord")
    with pytest.raises(ProductModelError) as caught:
        read_document(*read_folder(broken))
    [problem] = caught.value.problems
    assert (problem.path, problem.code) == ("prices.board", "unknown_measure")
    assert (problem.file, problem.line) == ("prices.yaml", 4)
