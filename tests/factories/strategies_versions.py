"""Random pairs of versions of one small product."""

from typing import Any

from hypothesis import strategies as st

from configurator.formats.document import read_product
from configurator.model import ProductModel
from tests.factories.strategies_configurator import TEXT, option, statements

NAMES = ("finish", "handle", "width", "columns", "soft", "light", "load")


@st.composite
def versions(draw: st.DrawFn) -> tuple[ProductModel, ProductModel]:
    """Return two versions: options come and go, values and rules change."""
    pool = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    kept = draw(st.lists(st.sampled_from(pool), min_size=1, unique=True))
    known = draw(st.lists(statements(tuple(kept)), max_size=3))
    return tuple(read_product(draw(_version(pool, kept, known))) for _ in range(2))  # type: ignore[return-value]  # two of them


@st.composite
def _version(
    draw: st.DrawFn, pool: list[str], kept: list[str], known: list[str]
) -> dict[str, Any]:
    names = [n for n in pool if n in kept or not draw(st.integers(0, 3))]
    options = []
    for name in names:
        entry = option(name)
        if name == "finish" and draw(st.booleans()):
            entry["values"] = entry["values"][1:]
        if name == "columns":
            entry["max"] = draw(st.sampled_from([2, 3]))
            entry["step"] = draw(st.sampled_from([1, 2]))
            entry["max"] -= entry["max"] % entry["step"]
        options.append(entry)
    rules = [rule for rule in known if draw(st.booleans())]
    rules += draw(st.lists(statements(tuple(names)), max_size=2))
    if any(
        option["id"] == "finish" and len(option["values"]) < 3 for option in options
    ):
        rules = [rule for rule in rules if "oak" not in rule]
    return {
        "format": 1,
        "id": "thing",
        "name": TEXT,
        "options": options,
        "rules": [
            {"id": f"rule_{at}", "name": TEXT, "rule": rule}
            for at, rule in enumerate(rules)
        ],
    }
