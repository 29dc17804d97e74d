"""What a visitor gets before any script runs."""

import json
import re

from tests.app.storefront.conftest import RULES


def test_the_window_shows_each_product_with_price_and_day(shop, shopper):
    html = shopper.get("/").get_data(as_text=True)
    assert "Box" in html
    assert "20 EUR" in html
    assert re.search(r"with you by \w{3} \d+ \w{3}", html)


def test_the_product_page_is_painted_by_the_server(shop, shopper):
    html = shopper.get("/p/box?c=lid:yes").get_data(as_text=True)
    assert "25 EUR" in html
    assert "Order for 25 EUR" in html
    data = json.loads(_script(html, "application/ld\\+json"))
    assert data["offers"]["price"] == "25.00"
    page = json.loads(_script(html, 'application/json" id="product-data'))
    assert page["product"]["answer"]["choices"] == {"lid": True}
    assert page["words"] == {}


def test_the_page_is_chinese_through_and_through(shop, shopper):
    html = shopper.get("/p/box?lang=zh").get_data(as_text=True)
    assert '<html lang="zh-Hans">' in html
    assert "¥150" in html
    page = json.loads(_script(html, 'application/json" id="product-data'))
    assert page["words"]["Undo"] == "撤销"
    assert page["product"]["groups"][0]["name"] == "尺寸"
    assert not re.search(r">\s*(With you|Order for|Cart|Skip)", html)


def test_what_a_link_does_not_know_is_left_out(shop, shopper):
    answer = shopper.get("/p/box?c=wood:elm;lid:maybe;width:999;x;legs:4;width:400")
    assert answer.status_code == 200
    page = json.loads(
        _script(answer.get_data(as_text=True), 'application/json" id="product-data')
    )
    assert page["product"]["answer"]["choices"] == {"width": 400}


def test_a_contradictory_link_opens_with_its_conflict(shop, shopper):
    answer = shopper.get("/p/box?c=wood:ash;width:600")
    assert answer.status_code == 200
    assert "Ash boards are 400 long." in answer.get_data(as_text=True)


def test_no_text_of_a_link_ends_the_script_it_stands_in(shop, shopper):
    html = shopper.get("/p/box?c=name:%253C%252Fscript%253E").get_data(as_text=True)
    assert "</script>" not in _script(html, 'application/json" id="product-data')
    assert html.count("<script") == html.count("</script>")


def test_pictures_are_kept_for_ever_and_only_drawn_for_addresses_of_ours(ask, shopper):
    _, answer = ask("answer")
    for kind, start in (("glb", b"glTF"), ("poster", b"<svg")):
        picture = shopper.get(answer["model"][kind])
        assert picture.status_code == 200
        assert picture.get_data()[:40].lstrip().startswith(start)
        assert "immutable" in picture.headers["Cache-Control"]
    forged = answer["model"]["glb"].replace("wood:oak", "wood:ash")
    forged = forged.replace(answer["model"]["hash"], "0" * 32)
    assert shopper.get(forged).status_code == 404


def test_a_draft_is_shown_to_merchandisers_only(shop, shopper, merchandiser):
    assert shopper.get("/p/box?draft=1").status_code == 404
    assert merchandiser.get("/p/box?draft=1").status_code == 200
    assert "ash_is_short" in RULES


def _script(html: str, kind: str) -> str:
    found = re.search(f'<script type="{kind}">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return found[1]


def test_each_page_masks_its_form_word_and_each_is_taken(shop, shopper):
    """Pages are compressed and echo their address: a fixed word could be guessed."""
    pages = [shopper.get("/p/box").get_data(as_text=True) for _ in range(3)]
    tokens = {
        token
        for page in pages
        for token in re.findall(r'name="csrf-token" content="([^"]+)"', page)
    }
    assert len(tokens) == 3
    body = {"slug": "box", "choices": {}}
    for token in tokens:
        answer = shopper.client.post(
            "/api/shop/cart/items", json=body, headers={"X-CSRF-Token": token}
        )
        assert answer.status_code == 200
    for wrong in ("", "00" * 64, "zz", next(iter(tokens))[:-2]):
        answer = shopper.client.post(
            "/api/shop/cart/items", json=body, headers={"X-CSRF-Token": wrong}
        )
        assert answer.status_code == 403


def test_what_is_long_is_zipped_for_who_takes_it(shop, shopper):
    plain = shopper.get("/p/box")
    zipped = shopper.get("/p/box", headers={"Accept-Encoding": "gzip"})
    assert plain.headers.get("Content-Encoding") is None
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert len(zipped.data) < len(plain.data) / 2
