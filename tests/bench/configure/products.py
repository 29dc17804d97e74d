"""
Generated products as documents: options in steps, rules, prices and one simple part.

A random configuration is drawn first and every rule is kept only where that one obeys
it, so that a product can always be made; rules join options of one step or of two that
follow one another.
"""

import random
from collections.abc import Mapping
from typing import Any

from configurator.formats.folder import write_folder

Document = dict[str, Any]
_STEP = 10


def product(seed: int, *, options: int, rules: int, slug: str = "bench") -> Document:
    """
    Return a product: half its options enumerated, a third yes-or-no, the rest numbers.

    Parameters
    ----------
    options
        How many; ten a step of the page. Every option has a price line.
    rules
        Requirements, exclusions, bounds on numbers and small counts.
    """
    rng = random.Random(seed)
    asked = [_option(rng, n) for n in range(options)]
    planted = {option["id"]: _drawn(rng, option) for option in asked}
    return {
        "format": 1,
        "id": slug,
        "name": _text(f"Generated product {seed}"),
        "summary": _text("Options, rules and prices by the dozen."),
        "site": "linden",
        "currencies": ["EUR", "CNY"],
        "groups": [
            {
                "id": f"step_{at // _STEP}",
                "name": _text(f"Step {at // _STEP + 1}"),
                "options": [option["id"] for option in asked[at : at + _STEP]],
            }
            for at in range(0, options, _STEP)
        ],
        "options": asked,
        "rules": [
            {"id": f"rule_{n}", "name": _text(f"Rule {n}."), "rule": rule}
            for n, rule in enumerate(_rules(rng, asked, planted, rules))
        ],
        "tax_pct": {"EUR": 19, "CNY": 13},
        "prices": [_BASE, *(_price(rng, option) for option in asked)],
        "routing": [
            {
                "id": "cut",
                "name": _text("Cut"),
                "work_centre": "panel_saw",
                "minutes": "5",
            }
        ],
        "tree": _TREE,
    }


def folder(document: Document) -> Mapping[str, bytes]:
    """Return the product as files of a product folder."""
    return write_folder(document)


def _rules(
    rng: random.Random,
    asked: list[Document],
    planted: Mapping[str, Any],
    wanted: int,
) -> list[str]:
    found: list[str] = []
    while len(found) < wanted:
        at = rng.randrange(len(asked))
        first = at // _STEP * _STEP
        near = asked[first : first + 2 * _STEP]
        one, two, three = rng.sample(near, min(3, len(near)))
        rule, holds = rng.choice((_requires, _excludes, _either))(
            rng, one, two, three, planted
        )
        if holds:
            found.append(rule)
    return found


def _requires(
    rng: random.Random, one: Document, two: Document, _: Document, planted: Any
) -> tuple[str, bool]:
    left, is_left = _atom(rng, one, planted)
    right, is_right = _atom(rng, two, planted)
    return f"{left} -> {right}", not is_left or is_right


def _excludes(
    rng: random.Random, one: Document, two: Document, _: Document, planted: Any
) -> tuple[str, bool]:
    left, is_left = _atom(rng, one, planted)
    right, is_right = _atom(rng, two, planted)
    return f"not ({left} and {right})", not (is_left and is_right)


def _either(
    rng: random.Random, one: Document, two: Document, three: Document, planted: Any
) -> tuple[str, bool]:
    atoms = [_atom(rng, option, planted) for option in (one, two, three)]
    words = [word for word, _ in atoms]
    return f"{words[0]} -> {words[1]} or {words[2]}", not atoms[0][1] or any(
        holds for _, holds in atoms[1:]
    )


def _atom(rng: random.Random, option: Document, planted: Any) -> tuple[str, bool]:
    name, value = option["id"], planted[option["id"]]
    match option["kind"]:
        case "boolean":
            is_wanted = rng.random() < 0.5
            return (name if is_wanted else f"not {name}"), value == is_wanted
        case "enumerated":
            ids = [v["id"] for v in option["values"]]
            some = sorted(rng.sample(ids, rng.randint(1, len(ids) - 1)))
            return f"{name} in {{{', '.join(some)}}}", value in some
        case _:
            bound = rng.randrange(option["min"], option["max"], option["step"])
            return f"{name} >= {bound} mm", value >= bound


def _option(rng: random.Random, number: int) -> Document:
    name = f"opt_{number}"
    common = {"id": name, "name": _text(f"Option {number}")}
    draw = rng.random()
    if draw < 0.5:
        ids = [f"v{n}" for n in range(rng.randint(2, 6))]
        values = [{"id": i, "name": _text(f"Value {i}")} for i in ids]
        return {**common, "kind": "enumerated", "values": values, "default": ids[0]}
    if draw < 0.85:
        return {**common, "kind": "boolean", "default": False}
    low = rng.randrange(100, 500, 100)
    grid = {"min": low, "max": low + 600, "step": 20, "default": low}
    return {**common, "kind": "integer", "unit": "mm", **grid}


def _drawn(rng: random.Random, option: Document) -> Any:
    match option["kind"]:
        case "boolean":
            return rng.random() < 0.5
        case "enumerated":
            return rng.choice(option["values"])["id"]
        case _:
            return rng.randrange(option["min"], option["max"], option["step"])


def _price(rng: random.Random, option: Document) -> Document:
    name = option["id"]
    euros = rng.randint(1, 90)
    line: Document = {
        "id": f"price_{name}",
        "label": _text(f"For {name}"),
        "amount": {"EUR": f"{euros}.90", "CNY": f"{euros * 8}.00"},
    }
    match option["kind"]:
        case "boolean":
            line["when"] = name
        case "enumerated":
            line["when"] = f"{name} != {option['values'][0]['id']}"
        case _:
            line["times"] = f"{name} / 1 m"
    return line


def _text(english: str) -> dict[str, str]:
    return {"en": english, "zh": f"{english}（中）"}


_BASE = {
    "id": "base",
    "label": _text("Base"),
    "amount": {"EUR": "395.00", "CNY": "2900.00"},
}
_TREE = {
    "bounds": {"x": "800 mm", "y": "60 mm", "z": "300 mm"},
    "slots": {
        "board": {
            "is": "oak_board",
            "thickness": 19,
            "density": 720,
            "sheet": [2500, 1250],
        }
    },
    "parts": [
        {
            "id": "board",
            "name": _text("Board"),
            "kind": "panel",
            "zone": "all",
            "slot": "board",
            "across": "y",
            "y": {"start": 0},
            "grain": "x",
        }
    ],
}
