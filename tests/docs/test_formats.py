"""The examples of ``docs/formats`` are read by the readers that read real files."""

import re
from decimal import Decimal

import pytest
import yaml

from app.catalogue.document import read_document
from app.catalogue.loaded import LoadedVersion, load
from app.catalogue.specify import Specification, specify
from app.orders.order_file import COLUMNS, read_order_file
from app.orders.zones import delivery_zones
from app.planning.site_format import ROOT_KEYS, SiteError, read_site_file
from configurator.formats.folder import read_folder, write_folder
from configurator.model import ProductModelError, Scalar
from models3d.checks import check_assembly
from models3d.materials import read_materials
from tests.docs.examples import DOCS, files_of


@pytest.fixture(scope="module")
def shelf() -> LoadedVersion:
    document, _ = read_folder(files_of("formats/product-folder.md"))
    return load(version_id="example", slug="shelf", number=1, document=document)


def test_the_product_of_the_page_survives_a_round_trip() -> None:
    document, _ = read_folder(files_of("formats/product-folder.md"))
    again, _ = read_folder(write_folder(document))
    assert again == document


@pytest.mark.parametrize(
    "choices",
    [{}, {"lip": True, "depth": 180}, {"brackets": "steel", "wood": "walnut"}],
    ids=["as it stands", "lip", "steel"],
)
def test_the_product_of_the_page_can_be_made(
    shelf: LoadedVersion, choices: dict[str, Scalar]
) -> None:
    found = specify(shelf, choices, currency="EUR", shown=None)
    assert isinstance(found, Specification)
    assert check_assembly(found.assembly) == ()
    assert found.price.total_minor == sum(
        line.amount_minor for line in found.price.lines
    )
    assert found.price.total_minor > 2900
    names = [step.id for step in found.routing.operations]
    assert names[0] == "cut"
    assert names[-1] == "pack"


def test_the_rules_of_the_page_bite(shelf: LoadedVersion) -> None:
    refused: list[dict[str, Scalar]] = [
        {"brackets": "hidden", "depth": 300},
        {"lip": True, "depth": 150},
        {"wood": "walnut", "width": 1800},
    ]
    for wrong in refused:
        found = specify(shelf, wrong, currency="EUR", shown=None)
        assert not isinstance(found, Specification), wrong


def test_a_broken_line_of_the_page_is_named_with_its_place() -> None:
    files = files_of("formats/product-folder.md")
    files["rules.yaml"] = files["rules.yaml"].replace(
        b"depth <= 250 mm", b"dept <= 250"
    )
    document, positions = read_folder(files)
    with pytest.raises(ProductModelError) as raised:
        read_document(document, positions)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line) == ("rules.yaml", 2)


def test_the_materials_of_the_page_are_read() -> None:
    data = yaml.safe_load(files_of("formats/materials.md")["materials.yaml"])
    found = read_materials(data)
    assert found["oak_board"].thickness_dmm == 190
    assert found["glass"].is_see_through
    # The defaults that the page promises, and 0.6 is one of them.
    plain = read_materials([{**data[1], "id": "x", "roughness": 0.6}])["x"]
    bare = {k: v for k, v in data[1].items() if k in {"id", "name", "colour"}}
    bare_one = read_materials([bare])[bare["id"]]
    assert (bare_one.roughness, bare_one.metalness) == (plain.roughness, Decimal(0))
    assert bare_one.density_kg_m3 == 650


def test_the_factory_of_the_page_is_read() -> None:
    content = files_of("formats/site.md")["site.yaml"]
    document, site = read_site_file(content, "site.yaml")
    assert set(document) == set(ROOT_KEYS), "the page shows every key of a factory"
    assert [machine.id for machine in site.machines] == ["saw_1", "booth_1", "oven_1"]
    with pytest.raises(SiteError, match="Nobody has the skill"):
        read_site_file(content.replace(b"skills: [lacquerer]", b"skills: []"), "x")


def test_the_orders_of_the_page_are_read(shelf: LoadedVersion) -> None:
    content = files_of("formats/orders-csv.md")["orders.csv"]
    found = read_order_file(content, {"shelf": shelf}, delivery_zones())
    assert found.problems == ()
    assert [line.reference for line in found.lines] == ["W-1001", "W-1001", "W-1002"]
    assert found.lines[0].choices["lip"] is True


def test_every_column_is_explained() -> None:
    text = (DOCS / "formats/orders-csv.md").read_text()
    rows = [row for row in text.splitlines() if row.startswith("| `")]
    explained = {
        name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert explained == set(COLUMNS)
