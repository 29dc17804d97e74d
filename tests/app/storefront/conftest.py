"""A shop with one small product that has a rule, a number, a yes-or-no and a text."""

from pathlib import Path

import pytest
from flask import Flask

from app.catalogue.import_materials import import_materials
from app.catalogue.import_product import import_product
from app.db.services import Services
from app.planning.sites import import_site

PRODUCT = """
format: 1
id: box
name: {en: Box, zh: 盒子}
summary: {en: A box for what you keep., zh: 装您珍藏之物的盒子。}
site: linden
currencies: [EUR, CNY]
groups:
  - {id: size, name: {en: Size, zh: 尺寸}, options: [width]}
  - {id: look, name: {en: Look, zh: 外观}, options: [wood, lid, name]}
options:
  - {id: width, kind: integer, name: {en: Width, zh: 宽度}, unit: mm, min: 200,
     max: 600, step: 100, default: 300}
  - id: wood
    kind: enumerated
    name: {en: Wood, zh: 木材}
    default: oak
    values:
      - {id: oak, name: {en: Oak, zh: 橡木}, swatch: oak_board}
      - {id: ash, name: {en: Ash, zh: 白蜡木}, swatch: "#eeeeee"}
  - {id: lid, kind: boolean, name: {en: Lid, zh: 盖}, default: false}
  - {id: name, kind: text, name: {en: Name, zh: 名字}, max_length: 8,
     pattern: "[A-Z ]*", default: ""}
"""
RULES = """
rules:
  - id: ash_is_short
    name: {en: Ash boards are 400 long., zh: 白蜡木板长 400。}
    rule: wood = ash -> width <= 400 mm
tables: []
"""
PRICES = """
prices:
  - {id: base, label: {en: Box, zh: 盒子}, amount: {EUR: "20.00", CNY: "150.00"}}
  - {id: lid, label: {en: Lid, zh: 盖}, amount: {EUR: "5.00", CNY: "40.00"}, when: lid}
tax_pct: {EUR: 19, CNY: 13}
"""
BILL = """
bill:
  - {id: board, material: oak_board, name: {en: Board, zh: 板}, unit: m2,
     quantity: measure.panel_area_m2}
"""
ROUTING = """
routing:
  - {id: cut, name: {en: Cut, zh: 开料}, work_centre: panel_saw, minutes: 10}
"""
TREE = """
bounds: {x: width, y: 100, z: 100}
slots:
  board: {is: oak_board, thickness: 19, density: 650}
parts:
  - {id: floor, name: {en: Floor, zh: 底板}, kind: panel, zone: all, slot: board,
     across: y, y: {start: 0}}
"""
MATERIALS = """
- {id: oak_board, name: {en: Oak, zh: 橡木}, colour: "#c8a06a", thickness: 19}
"""
FILES = {
    "product.yaml": PRODUCT,
    "rules.yaml": RULES,
    "prices.yaml": PRICES,
    "bill.yaml": BILL,
    "routing.yaml": ROUTING,
    "tree.yaml": TREE,
}


@pytest.fixture
def shop(app: Flask, services: Services, tenant, root: Path) -> Flask:
    """Application in whose shop the box is sold."""
    site = root / "app/planning/samples/linden.yaml"
    files = {name: text.encode() for name, text in FILES.items()}
    with services.database.begin(tenant.id) as session:
        import_site(session, site.read_bytes(), site.name)
        import_materials(
            session, "materials.yaml", MATERIALS.encode(), {}, services.files
        )
        import_product(session, files, clock=services.clock, publishes=True)
    return app


@pytest.fixture
def ask(shop: Flask, shopper):
    """Ask one of the page's questions; the answer's status and JSON."""

    def send(question: str, **body):
        answer = shopper.client.post(
            f"/api/shop/products/box/{question}", json={"choices": {}, **body}
        )
        return answer.status_code, answer.get_json()

    return send
