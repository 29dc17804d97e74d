"""A wardrobe of the shop's size as a product document, for tests and benchmarks."""

from typing import Any


def _text(english: str) -> dict[str, str]:
    return {"en": english, "zh": f"{english}（中）"}


def _number(name: str, low: int, high: int, default: int, step: int) -> dict[str, Any]:
    grid = {"min": low, "max": high, "step": step, "default": default}
    return _option(name, "integer", unit="mm", **grid)


def _option(name: str, kind: str, **rest: Any) -> dict[str, Any]:
    called = _text(name.replace("_", " ").capitalize())
    return {"id": name, "kind": kind, "name": called, **rest}


def _choice(name: str, *values: str) -> dict[str, Any]:
    listed = [{"id": value, "name": _text(value)} for value in values]
    return _option(name, "enumerated", values=listed)


RULES = {
    "oak_spans": ("Oak boards are 2,400 long.", "material = oak -> height <= 2400 mm"),
    "narrow": ("A column needs 300 mm.", "column_width >= 300 mm"),
    "wide": ("A shelf spans 650 mm.", "column_width <= 650 mm"),
    "sliding_columns": (
        "Sliding doors come in pairs.",
        "doors = sliding -> columns in {2, 4, 6}",
    ),
    "sliding_width": ("Sliding doors.", "doors = sliding -> width >= 1200 mm"),
    "sliding_depth": ("Rails are deep.", "doors = sliding -> depth >= 550 mm"),
    "no_handle": ("No door, no handle.", "doors = none -> handle = none"),
    "slim_handle": (
        "A handle would hit the other door.",
        "doors = sliding -> handle in {groove, none}",
    ),
    "some_handle": ("A hinged door is pulled.", "doors = hinged -> handle != none"),
    "hinges": ("Doors sag.", "doors = hinged -> column_width <= 600 mm"),
    "soft": ("Nothing to soften.", "soft_close -> doors != none"),
    "rail_depth": ("Hangers.", "column_1_inside = rail -> depth >= 500 mm"),
    "area": ("A back panel.", "width * height <= 3.7 m2"),
    "weight": (
        "Two carry it.",
        "width * height * 25.2 / 1 m2 + depth / 100 mm <= 95 + columns",
    ),
    "light_depth": ("The lamp.", "light -> depth >= 400 mm"),
    "light_door": ("Switch.", "light -> doors != none or finish = white"),
    "monogram_wood": ("Burnt in.", "length(monogram) > 0 -> material = oak"),
    "monogram_room": ("Room.", "length(monogram) * 80 mm <= width"),
    "green": ("Stain.", "finish = green -> depth <= 600 mm"),
    "rail_height": ("Coats.", "column_2_inside = rail -> height >= 2000 mm"),
    "drawers": ("Runners.", "column_1_inside = drawers -> column_width <= 500 mm"),
}


def wardrobe(step: int = 10) -> dict[str, Any]:
    """Return 17 options, 26 rules, two tables; numbers on a grid of ``step`` mm."""
    options = [
        _number("width", 600, 2400, 1200, step),
        _number("height", 1800, 2600, 2200, step),
        _number("depth", 350, 700, 600, step),
        _option("columns", "integer", min=1, max=6, step=1, default=2),
        _choice("material", "oak", "spruce", "mdf"),
        _choice("finish", "oak_oil", "white", "grey", "green", "raw"),
        _choice("doors", "hinged", "none", "sliding"),
        _choice("handle", "bar", "none", "knob", "groove"),
        *(
            _choice(f"column_{i}_inside", "shelves", "drawers", "rail", "none")
            for i in range(1, 7)
        ),
        _option("soft_close", "boolean", default=True),
        _option("light", "boolean", default=False),
        _option("monogram", "text", max_length=12, pattern="[A-Z .]*", default=""),
    ]
    rules = [
        {"id": name, "name": _text(reason), "rule": rule}
        for name, (reason, rule) in RULES.items()
    ]
    rules += [
        {
            "id": f"column_{i}",
            "name": _text(f"Column {i}."),
            "rule": f"columns < {i} <-> column_{i}_inside = none",
        }
        for i in range(1, 7)
    ]
    return {
        "format": 1,
        "id": "wardrobe",
        "name": _text("Wardrobe"),
        "currencies": ["EUR", "CNY"],
        "options": options,
        "derived": [{"id": "column_width", "value": "width / columns"}],
        "defaults": [
            {"option": "finish", "value": "white", "when": "material = oak"},
        ],
        "rules": rules,
        "tables": [
            {
                "id": "finishes",
                "name": _text("Finishes by material."),
                "options": ["material", "finish"],
                "rows": [
                    ["oak", "oak_oil|white"],
                    ["spruce", "white|raw|grey"],
                    ["mdf", "!oak_oil|raw"],
                ],
            },
            {
                "id": "spans",
                "name": _text("Spans."),
                "options": ["material", "depth", "height"],
                "rows": [
                    ["oak", "", ""],
                    ["spruce", "350..600", ""],
                    ["mdf", "400..", "1800..2400"],
                    ["mdf", "", "..2200"],
                ],
            },
        ],
        "prices": [
            {
                "id": "base",
                "label": _text("Base"),
                "amount": {"EUR": "395.00", "CNY": "2900"},
            },
            {
                "id": "area",
                "label": _text("Size"),
                "amount": {"EUR": "95.50", "CNY": "740"},
                "times": "width * height / 1 m2",
            },
            {
                "id": "light",
                "label": _text("Light"),
                "amount": {"EUR": "49.90", "CNY": "360"},
                "when": "light",
            },
            {
                "id": "handles",
                "label": _text("Handles"),
                "amount": {"EUR": "7.25", "CNY": "55"},
                "times": "measure.handles",
                "when": "handle != none",
            },
        ],
        "tax_pct": {"EUR": 19, "CNY": 13},
        "bill": [
            {
                "id": "board",
                "material": "board_18",
                "name": _text("Board"),
                "unit": "m2",
                "quantity": "width * height * 2",
            }
        ],
        "routing": [
            {
                "id": "saw",
                "name": _text("Saw"),
                "work_centre": "panel_saw",
                "minutes": "ceil(width / 100 mm)",
            },
            {
                "id": "pack",
                "name": _text("Pack"),
                "work_centre": "packing",
                "minutes": "12 min",
                "after": ["spray", "saw"],
            },
            {
                "id": "spray",
                "name": _text("Spray"),
                "work_centre": "spray_booth",
                "minutes": "20",
                "after": ["saw"],
                "when": "finish != raw",
                "setup": {"colour": "finish"},
            },
        ],
    }
