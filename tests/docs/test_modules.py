"""The product of ``docs/formats/modules.md`` is read and does what the page says."""

from datetime import date

import pytest

from configurator.answer import answer
from configurator.compile import compile_model
from configurator.complete import complete
from configurator.effective import effective_on, periods
from configurator.formats.document import read_product
from configurator.formats.folder import read_folder, write_folder
from configurator.model import ProductModel
from configurator.price import price
from tests.docs.examples import files_of


@pytest.fixture(scope="module")
def closet() -> ProductModel:
    return read_product(*read_folder(files_of("formats/modules.md")))


def test_the_product_of_the_page_survives_a_round_trip() -> None:
    document, _ = read_folder(files_of("formats/modules.md"))
    again, _ = read_folder(write_folder(document))
    assert again == document
    assert read_product(again) == read_product(document)


def test_the_rule_tests_of_the_page_hold(closet: ProductModel) -> None:
    model = effective_on(closet, date(2027, 8, 1))
    compiled = compile_model(model)
    for test in closet.tests:
        found = answer(compiled, test.choices)
        assert (found.conflict is None) == test.is_valid, test.id
        for currency, cost in (test.costs or {}).items():
            variant = complete(compiled, test.choices)
            assert isinstance(variant, dict)
            assert price(model, variant, {}, currency).total_minor == cost


def test_the_page_has_everything_once(closet: ProductModel) -> None:
    assert closet.libraries == ("standing",)
    assert [multiple.id for multiple in closet.multiples] == ["extras"]
    assert [module.id for module in closet.modules] == ["columns"]
    assert len(periods(closet)) == 4
    assert {table.id for table in closet.tables} == {
        f"columns.{number}.made" for number in range(1, 5)
    }
