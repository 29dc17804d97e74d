"""Lists of modules and questions with several answers, as a page asks them."""

import pytest

from app.catalogue.import_product import import_product
from tests.app.storefront.conftest import FILES

SHELF = {
    **FILES,
    "product.yaml": """
format: 1
id: shelf
name: {en: Shelf, zh: 搁架}
site: linden
currencies: [EUR, CNY]
groups:
  - {id: size, name: {en: Size, zh: 尺寸}, options: [width, columns]}
  - {id: extras, name: {en: Extras, zh: 附加}, options: [extras]}
options:
  - {id: width, kind: integer, name: {en: Width, zh: 宽度}, unit: mm, min: 200,
     max: 600, step: 100, default: 300}
  - id: extras
    kind: multiple
    name: {en: Extras, zh: 附加}
    at_least: 1
    at_most: 2
    default: [felt]
    values:
      - {id: felt, name: {en: Felt, zh: 毛毡}}
      - {id: lamp, name: {en: Lamp, zh: 灯}, note: {en: Warm., zh: 暖光。}}
      - {id: label, name: {en: Label, zh: 标签}}
modules:
  - id: columns
    name: {en: Column, zh: 列}
    part: {en: "Column {n}", zh: "第{n}列"}
    count: {min: 1, max: 3, default: 2, name: {en: Columns, zh: 列数}}
    options:
      - id: inside
        kind: enumerated
        name: {en: Inside, zh: 内部}
        values:
          - {id: open, name: {en: Open, zh: 敞开}}
          - {id: drawer, name: {en: Drawer, zh: 抽屉}}
      - id: trim
        kind: multiple
        name: {en: Trim, zh: 饰条}
        values:
          - {id: top, name: {en: Top, zh: 上}}
          - {id: base, name: {en: Base, zh: 下}}
""",
    "rules.yaml": """
rules:
  - id: narrow
    name: {en: A column needs 100 mm., zh: 每列需 100 毫米。}
    rule: width >= 100 mm * columns.count
  - id: one_drawer
    name: {en: One drawer at most., zh: 最多一个抽屉。}
    rule: count(columns, inside = drawer) <= 1
tables: []
""",
    "prices.yaml": """
prices:
  - {id: base, label: {en: Shelf, zh: 搁架}, amount: {EUR: "20.00", CNY: "150.00"},
     times: columns.count}
  - {id: lamp, label: {en: Lamp, zh: 灯}, amount: {EUR: "5.00", CNY: "40.00"},
     when: extras.lamp}
tax_pct: {EUR: 19, CNY: 13}
""",
    "bill.yaml": FILES["bill.yaml"],
}


class Shelf:
    """The shelf's page as a shopper's browser asks for it."""

    def __init__(self, shopper) -> None:
        self.shopper = shopper

    def __call__(self, question: str, **body):
        path = f"/api/shop/products/shelf/{question}"
        asked = {"choices": {}, **body}
        return self.shopper.client.post(path, json=asked).get_json()

    def page(self):
        return self.shopper.get("/api/shop/products/shelf").get_json()


@pytest.fixture
def shelf(shop, services, tenant, shopper):
    """Ask one of the page's questions about the shelf."""
    files = {name: text.encode() for name, text in SHELF.items()}
    with services.database.begin(tenant.id) as session:
        imported = import_product(session, files, clock=services.clock, publishes=True)
        assert not hasattr(imported.version, "problems"), imported.version

    return Shelf(shopper)


def test_the_page_asks_a_list_as_one_question_of_parts(shelf):
    size, extras = shelf.page()["groups"]
    width, columns = size["options"]
    assert (width["id"], width["kind"]) == ("width", "integer")
    assert (columns["id"], columns["kind"]) == ("columns", "module")
    assert (columns["counted"], columns["at_least"], columns["at_most"]) == (
        "Columns",
        1,
        3,
    )
    assert [part["name"] for part in columns["parts"]] == [
        "Column 1",
        "Column 2",
        "Column 3",
    ]
    inside, trim = columns["parts"][1]["options"]
    assert (inside["id"], inside["name"]) == ("columns.2.inside", "Inside")
    assert (trim["id"], trim["kind"], trim["name"]) == (
        "columns.2.trim",
        "multiple",
        "Trim",
    )
    assert "at_most" not in trim, "a bound that says nothing is left out"
    (several,) = extras["options"]
    assert (several["kind"], several["at_least"], several["at_most"]) == (
        "multiple",
        1,
        2,
    )
    assert [value["name"] for value in several["values"]] == ["Felt", "Lamp", "Label"]


def test_chinese_parts_are_named_without_repeating_their_column(shelf, shopper):
    shopper.get("/p/shelf?lang=zh")
    columns = shelf.page()["groups"][0]["options"][1]
    assert columns["parts"][2]["name"] == "第3列"
    assert [o["name"] for o in columns["parts"][2]["options"]] == ["内部", "饰条"]


def test_the_last_answer_cannot_be_left_out_and_says_why(shelf):
    choices = {"extras.lamp": False, "extras.label": False}
    answer = shelf("answer", choices=choices)
    assert answer["options"]["extras.felt"] == {"blocked": ["false"]}
    deltas = shelf("deltas", choices=choices, group="extras")["options"]
    told = deltas["extras.felt"]["false"]
    assert told["sentences"] == ["Extras: at least 1."]
    assert told["repairs"][0]["label"] in {"with “Lamp”", "with “Label”"}


def test_a_full_question_blocks_the_rest_and_offers_an_exchange(shelf):
    choices = {"extras.felt": True, "extras.lamp": True}
    answer = shelf("answer", choices=choices)
    assert answer["options"]["extras.label"] == {"blocked": ["true"]}
    told = shelf("deltas", choices=choices, group="extras")["options"]
    repairs = told["extras.label"]["true"]["repairs"]
    assert repairs[0]["label"].startswith("without “")
    assert told["extras.lamp"]["false"]["price_delta_minor"] == -500
    assert shelf("answer", choices=repairs[0]["choices"])["conflict"] is None


def test_absent_parts_are_not_asked_about_and_one_more_has_its_price(shelf):
    told = shelf("deltas", group="size")["options"]
    assert "columns.2.inside" in told
    assert "columns.3.inside" not in told
    assert told["columns.count"]["3"]["price_delta_minor"] == 2000
    assert told["columns.count"]["1"]["price_delta_minor"] == -2000


def test_a_part_too_many_says_why_and_what_to_change(shelf):
    answer = shelf("answer", choices={"width": 200})
    assert answer["options"]["columns.count"] == {"maximum": 2}
    why = shelf("explain", choices={"width": 200}, option="columns.count", value=3)
    assert why["sentences"] == ["A column needs 100 mm."]
    assert why["repairs"][0]["label"] == "Width 300 mm"


def test_a_rule_of_the_whole_list_reaches_into_each_part(shelf):
    answer = shelf("answer", choices={"columns.1.inside": "drawer"})
    assert answer["options"]["columns.2.inside"] == {"blocked": ["drawer"]}
    why = shelf(
        "explain",
        choices={"columns.1.inside": "drawer"},
        option="columns.2.inside",
        value="drawer",
    )
    assert why["sentences"] == ["One drawer at most."]


def test_a_cart_does_not_list_what_is_absent(shelf, shopper):
    body = {"slug": "shelf", "choices": {"columns.count": 1}}
    assert shopper.post("/api/shop/cart/items", json=body).status_code == 200
    html = shopper.get("/cart").get_data(as_text=True)
    assert "Column 1: Inside" in html
    assert "Column 2" not in html
