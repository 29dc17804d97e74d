"""Random small product documents, of every kind of option and rule."""

from typing import Any

from hypothesis import strategies as st

TEXT = {"en": "x", "zh": "某"}
ENUMERATED = {"finish": ("oak", "white", "raw"), "handle": ("bar", "knob")}
NUMBERS = {
    "width": ("integer", 600, 1200, 100, "mm"),
    # More grid points than are listed one by one: only its bounds are judged.
    "depth": ("integer", 100, 400, 10, "mm"),
    "height": ("measurement", 10, 50, 10, "mm"),
    "gap": ("integer", 30, 70, 20, "mm"),
    "columns": ("integer", 0, 3, 1, None),
    "load": ("decimal", "0.5", "2.5", "0.5", "kg"),
}
PARTS = ("leaf", "gap")
LENGTHS = ("width", "height", "depth", "gap")
EXTRAS = ("lamp", "led")
DOORS = {"leaf": ("glass", "panel")}
"""What each part of the list ``doors`` is made of, apart from its ``gap``."""


def option(name: str) -> dict[str, Any]:
    """Return the document's entry of a well-known small option."""
    entry: dict[str, Any] = {"id": name, "name": TEXT}
    if name in ENUMERATED:
        values = [{"id": value, "name": TEXT} for value in ENUMERATED[name]]
        return {**entry, "kind": "enumerated", "values": values}
    if name in NUMBERS:
        kind, low, high, step, unit = NUMBERS[name]
        grid = {"kind": kind, "min": low, "max": high, "step": step}
        return {**entry, **grid, **({"unit": unit} if unit else {})}
    if name == "initials":
        return {**entry, "kind": "text", "max_length": 2, "pattern": "[AB]*"}
    return {**entry, "kind": "boolean"}


@st.composite
def lengths(draw: st.DrawFn, names: tuple[str, ...], depth: int = 2) -> str:
    """Return an expression that is a length."""
    own = [name for name in (*LENGTHS, "span") if name in names]
    leaves = [st.sampled_from(["300 mm", "40 mm", "1 m", "7.5 cm"])]
    if own:
        leaves += [st.sampled_from(own)] * 3
    if "doors" in names:
        body = draw(lengths(PARTS, 1))
        over = draw(st.sampled_from(["sum", "min", "max"]))
        leaves += [st.sampled_from([f"{over}(doors, gap)", f"{over}(doors, {body})"])]
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return str(draw(st.one_of(leaves)))
    one, two = draw(lengths(names, depth - 1)), draw(lengths(names, depth - 1))
    shapes = [
        f"{one} + {two}",
        f"({one}) - ({two})",
        f"max({one}, {two})",
        f"2 * ({one})",
        f"floor({one}, 50 mm)",
        f"abs({one} - 500 mm)",
    ]
    if "columns" in names:
        shapes += [f"({one}) * columns", f"({one}) / columns"]
    if "soft" in names:
        shapes.append(f"(if soft then {one} else {two})")
    return draw(st.sampled_from(shapes))


@st.composite
def statements(draw: st.DrawFn, names: tuple[str, ...], depth: int = 2) -> str:
    """Return an expression that is true or false."""
    if depth and draw(st.integers(0, 2)):
        one = draw(statements(names, depth - 1))
        two = draw(statements(names, depth - 1))
        joint = draw(st.sampled_from(["and", "or", "->", "<->"]))
        return draw(st.sampled_from([f"({one}) {joint} ({two})", f"not ({one})"]))
    sign = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
    shapes = []
    for name in names:
        if name in ENUMERATED:
            values = ENUMERATED[name]
            picked = draw(st.sampled_from(values))
            shapes += [f"{name} = {picked}", f"{name} != '{picked}'"]
            shapes.append(f"{name} in {{{values[0]}, {picked}}}")
        elif name in {"soft", "light"}:
            shapes += [name, f"{name} = false"]
    if any(name in names for name in LENGTHS):
        one, two = draw(lengths(names)), draw(lengths(names))
        shapes.append(f"{one} {sign} {two}")
    if "columns" in names:
        shapes += [f"columns {sign} 2", "columns in {1, 3}"]
    if "load" in names:
        shapes += [f"load {sign} 1.5 kg", f"load * 2 {sign} 2500 g"]
    if "initials" in names:
        shapes += [f"length(initials) {sign} 1", "initials = 'AB'", "initials != ''"]
    if "load" in names and "columns" in names:
        shapes.append(f"load * columns {sign} 3 kg")
    shapes += draw(_about_lists(names, sign))
    one, two = draw(st.sampled_from(shapes)), draw(st.sampled_from(shapes))
    shapes.append(f"count({one}, {two}, not ({one})) {sign} 2")
    return draw(st.sampled_from(shapes))


@st.composite
def _about_lists(draw: st.DrawFn, names: tuple[str, ...], sign: str) -> list[str]:
    """Return statements about modules, what they are made of, and multi-selects."""
    shapes = []
    if "leaf" in names:
        shapes += ["leaf = glass", "leaf != panel"]
    if "extras" in names:
        shapes += ["lamp in extras", "led not in extras", "extras.led"]
        shapes += [f"count(extras) {sign} 1", "any(extras) and not all(extras)"]
    if "doors" in names:
        shapes += [draw(_of_doors(names, sign))] * 2
    return shapes


@st.composite
def _of_doors(draw: st.DrawFn, names: tuple[str, ...], sign: str) -> str:
    """Return a statement about a list of modules."""
    outside = tuple(name for name in names if name not in {"doors", "extras"})
    about = draw(st.sampled_from([PARTS, (*PARTS, *outside)]))
    body = draw(statements(about, 1))
    over = draw(st.sampled_from(["all", "any"]))
    length = draw(lengths(about, 1))
    return draw(
        st.sampled_from(
            [
                f"count(doors) {sign} 1",
                f"count(doors, {body}) {sign} 1",
                f"{over}(doors, {body})",
                f"sum(doors, {length}) {sign} 90 mm",
                f"max(doors, gap) {sign} {draw(lengths(outside, 1))}",
                f"40 mm {sign} min(doors, gap)",
                f"max(doors, gap) {sign} 1.5 * min(doors, gap)",
            ]
        )
    )


@st.composite
def cells(draw: st.DrawFn, name: str) -> str:
    """Return a table cell of an option."""
    if name in ENUMERATED:
        some = draw(st.lists(st.sampled_from(ENUMERATED[name]), max_size=2))
        text = "|".join(dict.fromkeys(some))
        return ("!" if text and draw(st.booleans()) else "") + text
    if name == "leaf":
        return draw(st.sampled_from(["", "glass", "!glass", "glass|panel"]))
    if name in {"soft", "light"}:
        return draw(st.sampled_from(["", "true", "false", "!true"]))
    _kind, low, high, _step, _unit = NUMBERS[name]
    return draw(
        st.sampled_from(["", str(low), f"{low}..{high}", f"!{low}|{high}", f"..{high}"])
    )


@st.composite
def modular(draw: st.DrawFn) -> dict[str, Any]:
    """Return a document of one option, a multi-select and a list of modules."""
    small = [name for name in (*ENUMERATED, *NUMBERS) if name not in {"depth", "gap"}]
    name = draw(st.sampled_from(small))
    extras, doors = draw(_extras()), draw(_doors((name, "extras")))
    seen = (name, "extras", "doors")
    rules = draw(st.lists(statements(seen, 1), min_size=1, max_size=3))
    document: dict[str, Any] = {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": [option(name), extras],
        "modules": [doors],
        "derived": [{"id": "reach", "value": "sum(doors, clear) + 10 mm"}],
        "rules": [
            {"id": f"rule_{index}", "name": TEXT, "rule": rule}
            for index, rule in enumerate([*rules, "reach <= 150 mm"])
        ],
    }
    if draw(st.booleans()):
        rows = draw(
            st.lists(st.tuples(cells("leaf"), cells("gap")), min_size=1, max_size=3)
        )
        table = {"id": "made", "name": TEXT, "module": "doors"}
        listed = [list(row) for row in rows]
        document["tables"] = [{**table, "options": list(PARTS), "rows": listed}]
    return document


@st.composite
def _extras(draw: st.DrawFn) -> dict[str, Any]:
    least = draw(st.integers(0, 1))
    return {
        "id": "extras",
        "kind": "multiple",
        "name": TEXT,
        "values": [{"id": value, "name": TEXT} for value in EXTRAS],
        "at_least": least,
        "at_most": draw(st.integers(max(1, least), 2)),
    }


@st.composite
def _doors(draw: st.DrawFn, outside: tuple[str, ...]) -> dict[str, Any]:
    values = [{"id": value, "name": TEXT} for value in DOORS["leaf"]]
    least = draw(st.integers(0, 1))
    rule = draw(statements((*PARTS, *outside), 1))
    return {
        "id": "doors",
        "name": TEXT,
        "count": {"min": least, "max": 2},
        "options": [
            {"id": "leaf", "kind": "enumerated", "name": TEXT, "values": values},
            option("gap"),
        ],
        "derived": [{"id": "clear", "value": "gap - 5 mm"}],
        "defaults": [{"option": "gap", "value": 50, "when": "leaf = panel"}],
        "rules": [{"id": "own", "name": TEXT, "rule": rule}],
    }


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Return a document of every kind: flat, or with modules and a multi-select."""
    return draw(modular() if draw(st.integers(0, 2)) == 0 else flat())


@st.composite
def flat(draw: st.DrawFn) -> dict[str, Any]:
    """Return a document of two to four options, derived values, rules and tables."""
    known = (*ENUMERATED, *NUMBERS, "soft", "light", "initials")
    known = tuple(name for name in known if name != "gap")
    names = tuple(
        draw(st.lists(st.sampled_from(known), min_size=2, max_size=4, unique=True))
    )
    document: dict[str, Any] = {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": [option(name) for name in names],
    }
    seen = names
    if "width" in names:
        span = "width / columns" if "columns" in names else "width - 100 mm"
        document["derived"] = [{"id": "span", "value": span}]
        seen = (*names, "span")
    rules = draw(st.lists(statements(seen), min_size=1, max_size=4))
    document["rules"] = [
        {"id": f"rule_{index}", "name": TEXT, "rule": rule}
        for index, rule in enumerate(rules)
    ]
    columns = [name for name in names if name != "initials"][:3]
    if len(columns) > 1 and draw(st.booleans()):
        row = st.tuples(*(cells(name) for name in columns)).map(list)
        rows = draw(st.lists(row, min_size=1, max_size=4))
        table = {"id": "table", "name": TEXT, "options": columns, "rows": rows}
        document["tables"] = [table]
    return document
