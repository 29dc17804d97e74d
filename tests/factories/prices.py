"""Random small price lists over four options of every priced kind."""

from typing import Any

from hypothesis import strategies as st

from configurator.formats.document import read_product

TEXT = {"en": "x", "zh": "某"}
BASE: dict[str, Any] = {"wood": "oak", "width": 800, "lip": False, "monogram": ""}
WOODS = ("oak", "ash", "elm")


def line(name: str, amount: str | None, **rest: Any) -> dict[str, Any]:
    """Return a price line of the document, its amount in euros."""
    given = {"amount": {"EUR": amount}} if amount is not None else {}
    return {"id": name, "label": TEXT, **given, **rest}


def priced(lines: list[Any], *rules: str, is_document: bool = False) -> Any:
    """Return the product model (or its document) with these prices and rules."""
    document = {
        "format": 1,
        "id": "shelf",
        "name": TEXT,
        "currencies": ["EUR"],
        "options": [
            {
                "id": "wood",
                "kind": "enumerated",
                "name": TEXT,
                "values": [{"id": wood, "name": TEXT} for wood in WOODS],
            },
            {
                "id": "width",
                "kind": "integer",
                "name": TEXT,
                "unit": "mm",
                "min": 600,
                "max": 1000,
                "step": 100,
            },
            {"id": "lip", "kind": "boolean", "name": TEXT},
            {
                "id": "monogram",
                "kind": "text",
                "name": TEXT,
                "max_length": 2,
                "pattern": "[AB]*",
            },
        ],
        "derived": [{"id": "planks", "value": "ceil(width / 300 mm)"}],
        "rules": [
            {"id": f"rule_{index}", "name": TEXT, "rule": rule}
            for index, rule in enumerate(rules)
        ],
        "prices": lines,
        "tax_pct": {"EUR": 19},
    }
    return document if is_document else read_product(document)


AMOUNTS = st.decimals(-20, 200, places=2).map(str)
CONDITIONS = st.sampled_from(
    [
        "wood = oak",
        "lip and width > 700 mm",
        "length(monogram) > 0",
        "planks = 3",
        "order.quantity >= 5 or lip",
        "monogram = 'AB'",
    ]
)
TIMES = st.sampled_from(
    [
        "width / 300 mm",
        "length(monogram)",
        "planks",
        "2 / order.quantity",
        "planks * (if lip then width / 1 m else 0.5)",
        "max(planks, 3) - 2",
        "width * width / 1 m2",
    ]
)
RULES = st.sampled_from(
    [
        "wood = elm -> width <= 800 mm",
        "lip -> wood != oak",
        "length(monogram) > 0 -> lip",
        "planks >= 3 or monogram != 'AB'",
        "wood = ash <-> lip",
        "monogram = 'A' or width > 600 mm",
    ]
)


@st.composite
def price_lines(draw: st.DrawFn, index: int, before: list[str]) -> dict[str, Any]:
    """Return one price line of any kind."""
    name = f"line_{index}"
    kinds = ["plain", "scale", "table"] + ["percent", "off"] * bool(before)
    kind = draw(st.sampled_from(kinds))
    rest: dict[str, Any] = {}
    if draw(st.booleans()):
        rest["when"] = draw(CONDITIONS)
    if kind in {"percent", "off"}:
        named = draw(st.lists(st.sampled_from(before), min_size=1, unique=True))
        rebate: dict[str, Any] = {"on": named}
        if kind == "off":
            return line(
                name, draw(st.sampled_from(["5.00", "80"])), **rest, rebate=rebate
            )
        rebate["pct"] = draw(st.sampled_from([10, "12.5", 100]))
        if draw(st.booleans()):
            rebate["round_to"] = {"EUR": draw(st.sampled_from(["0.05", "1"]))}
        return line(name, None, **rest, rebate=rebate)
    if draw(st.booleans()):
        rest["times"] = draw(TIMES)
    if kind == "plain":
        return line(name, draw(AMOUNTS), **rest)
    if kind == "scale":
        steps = [{"from": 5, "amount": {"EUR": draw(AMOUNTS)}}]
        return line(name, draw(AMOUNTS), **rest, scale=steps)
    columns = draw(
        st.lists(
            st.sampled_from(["wood", "width", "lip", "order.quantity"]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    cells = {
        "wood": ["", "oak", "!oak", "ash|elm"],
        "width": ["", "600..800", "!700", "900..", "600|1000"],
        "lip": ["", "true", "false"],
        "order.quantity": ["", "..4", "5.."],
    }
    rows = [
        [*(draw(st.sampled_from(cells[column])) for column in columns), draw(AMOUNTS)]
        for _row in range(draw(st.integers(0, 3)))
    ]
    rows.append([*("" for _column in columns), draw(AMOUNTS)])
    return line(name, None, **rest, columns=[*columns, "EUR"], rows=rows)


@st.composite
def priced_documents(draw: st.DrawFn) -> dict[str, Any]:
    """Return a document with up to three rules and one to five price lines."""
    lines: list[Any] = []
    for index in range(draw(st.integers(1, 5))):
        before = [entry["id"] for entry in lines]
        lines.append(draw(price_lines(index, before)))
    rules = draw(st.lists(RULES, max_size=3))
    document: dict[str, Any] = priced(lines, *rules, is_document=True)
    return document
