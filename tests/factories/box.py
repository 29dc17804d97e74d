"""A small product as a folder: a number, a choice, a yes-or-no, and one rule."""

PRODUCT = """
format: 1
id: box
name: {en: Box, zh: 盒子}
summary: {en: A box., zh: 一个盒子。}
site: linden
currencies: [EUR]
groups:
  - {id: all, name: {en: All, zh: 全部}, options: [width, wood, lid]}
options:
  - id: width
    kind: integer
    name: {en: Width, zh: 宽度}
    unit: mm
    min: 200
    max: 600
    step: 100
    default: 300
  - id: wood
    kind: enumerated
    name: {en: Wood, zh: 木材}
    default: oak
    values:
      - {id: oak, name: {en: Oak, zh: 橡木}}
      - {id: ash, name: {en: Ash, zh: 白蜡木}}
  - {id: lid, kind: boolean, name: {en: Lid, zh: 盖}, default: false}
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
  - {id: base, label: {en: Box, zh: 盒子}, amount: {EUR: "20.00"}}
  - {id: lid, label: {en: Lid, zh: 盖}, amount: {EUR: "5.00"}, when: lid}
tax_pct: {EUR: 19}
"""
BILL = """
bill:
  - id: board
    material: oak
    name: {en: Board, zh: 板}
    unit: m2
    quantity: measure.panel_area_m2
"""
ROUTING = """
routing:
  - {id: cut, name: {en: Cut, zh: 开料}, work_centre: panel_saw, minutes: 10}
"""
TREE = """
bounds: {x: width, y: 100, z: 100}
slots:
  board: {is: oak, thickness: 19, density: 650}
parts:
  - id: floor
    name: {en: Floor, zh: 底板}
    kind: panel
    zone: all
    slot: board
    across: y
    y: {start: 0}
"""


def box_files() -> dict[str, bytes]:
    """Content by path of a folder that publishes."""
    files = {
        "product.yaml": PRODUCT,
        "rules.yaml": RULES,
        "prices.yaml": PRICES,
        "bill.yaml": BILL,
        "routing.yaml": ROUTING,
        "tree.yaml": TREE,
    }
    return {name: text.encode() for name, text in files.items()}
