"""Old links and old carts, opened in the version that visitors get today."""

import json
import re
from typing import Any

import pytest

from app.catalogue.import_product import import_product
from tests.app.storefront.conftest import FILES

NEWER = {
    "product.yaml": FILES["product.yaml"]
    .replace("max: 600", "max: 400")
    .replace("- {id: ash,", "- {id: elm,"),
    "rules.yaml": "rules: []\ntables: []\n",
}


@pytest.fixture
def publish_newer(services, tenant):
    def publish() -> None:
        files = {name: text.encode() for name, text in {**FILES, **NEWER}.items()}
        with services.database.begin(tenant.id) as session:
            import_product(session, files, clock=services.clock, publishes=True)

    return publish


def opened(shopper, address: str) -> tuple[dict[str, Any], list[str]]:
    html = shopper.get(address).get_data(as_text=True)
    (text,) = re.findall(r'id="product-data">(.+?)</script>', html, re.DOTALL)
    data = json.loads(text)
    return data["product"]["answer"], data["notes"]


def test_a_link_of_today_is_opened_without_a_word(ask, shopper):
    _, before = ask("answer", choices={"width": 500, "lid": True})
    answer, notes = opened(shopper, before["share"])
    assert notes == []
    assert answer["configuration"] == before["configuration"]
    assert answer["choices"] == before["choices"]


def test_an_old_link_keeps_what_it_can_and_says_what_it_could_not(
    ask, shopper, publish_newer
):
    _, before = ask("answer", choices={"width": 500, "lid": True, "name": "ADA"})
    publish_newer()
    answer, notes = opened(shopper, before["share"])
    assert answer["conflict"] is None
    assert answer["configuration"] == {
        "width": 400,
        "wood": "oak",
        "lid": True,
        "name": "ADA",
    }
    assert answer["choices"] == {"lid": True, "name": "ADA"}
    assert notes == [
        "Made with an earlier version of this product:",
        "Width was 500 mm and is 400 mm now.",
    ]


def test_a_value_that_is_gone_is_called_by_its_old_name(ask, shopper, publish_newer):
    _, before = ask("answer", choices={"wood": "ash"})
    publish_newer()
    _, notes = opened(shopper, before["share"])
    assert any("Ash" in note for note in notes[1:]), notes


def test_a_piece_of_the_cart_opens_as_it_lies_there(shop, shopper, publish_newer):
    body = {"slug": "box", "choices": {"width": 600}, "shown": {"lid": True}}
    assert shopper.post("/api/shop/cart/items", json=body).status_code == 200
    html = shopper.get("/cart").get_data(as_text=True)
    address = re.findall(r'href="(/p/box\?item=[^"]+)"', html)[0]
    answer, notes = opened(shopper, address)
    assert (answer["configuration"]["width"], notes) == (600, [])
    assert answer["configuration"]["lid"] is True
    publish_newer()
    answer, notes = opened(shopper, address)
    assert answer["configuration"]["width"] == 400
    assert len(notes) == 2


def test_a_stranger_s_piece_is_not_opened(shop, shopper, app):
    body = {"slug": "box", "choices": {"width": 600}}
    shopper.post("/api/shop/cart/items", json=body)
    html = shopper.get("/cart").get_data(as_text=True)
    address = re.findall(r'href="(/p/box\?item=[^"]+)"', html)[0]
    stranger = type(shopper)(app.test_client())
    answer, notes = opened(stranger, address)
    assert (answer["configuration"]["width"], notes) == (300, [])


@pytest.mark.parametrize("number", ["99", "0", "x", "-1", "1e9"])
def test_a_version_that_never_was_harms_nothing(shop, shopper, number):
    status = shopper.get(f"/p/box?c=width:500&v={number}").status_code
    assert status in {200, 422}
