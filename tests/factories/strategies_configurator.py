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
    "columns": ("integer", 0, 3, 1, None),
    "load": ("decimal", "0.5", "2.5", "0.5", "kg"),
}
LENGTHS = ("width", "height", "depth")


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
    return draw(st.sampled_from(shapes))


@st.composite
def cells(draw: st.DrawFn, name: str) -> str:
    """Return a table cell of an option."""
    if name in ENUMERATED:
        some = draw(st.lists(st.sampled_from(ENUMERATED[name]), max_size=2))
        text = "|".join(dict.fromkeys(some))
        return ("!" if text and draw(st.booleans()) else "") + text
    if name in {"soft", "light"}:
        return draw(st.sampled_from(["", "true", "false", "!true"]))
    _kind, low, high, _step, _unit = NUMBERS[name]
    return draw(
        st.sampled_from(["", str(low), f"{low}..{high}", f"!{low}|{high}", f"..{high}"])
    )


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Return a document of two to four options, derived values, rules and tables."""
    known = (*ENUMERATED, *NUMBERS, "soft", "light", "initials")
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
