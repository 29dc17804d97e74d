"""Rows about why-not and repair, as the walks measured them."""

from collections.abc import Iterator

from tests.bench.configure.engine import Walks
from tests.bench.measure.promise import Row, spread


def reasons(name: str, walks: Walks) -> Iterator[Row]:
    """Yield the p99 of explaining and of explaining with repairs."""
    for what, key, must, aim in (
        ("why-not, p99", "explain", 100, 30),
        ("repair, p99", "repair", 200, 60),
    ):
        found = walks.each(key, "p99_ms")
        if not found:
            yield Row(name, what, "ms", None, must, aim, "nothing was blocked")
            continue
        asked = round(sum(walks.each(key, "clicks")))
        how = (
            f"{asked} blocked values; median {walks.middle(key, 'median_ms'):.1f} ms,"
            f" worst {max(walks.each(key, 'max_ms')):.0f} ms; p99 of the runs"
            f" {spread(found)}"
        )
        yield Row(name, what, "ms", walks.middle(key, "p99_ms"), must, aim, how)


def domains(
    name: str,
    walks: Walks,
    must: tuple[float, float] | None,
    aim: tuple[float, float] | None,
) -> Iterator[Row]:
    """Yield median and p99 of a click, and how many states and dead ends there were."""
    for n, (what, key) in enumerate((("median", "median_ms"), ("p99", "p99_ms"))):
        how = f"of the runs {spread(walks.each(key))}"
        if n == 0:
            ends = walks.dead_ends
            found = f"{ends} DEAD ENDS" if ends else "no dead end"
            how = (
                f"{walks.states} states in {len(walks.runs)} runs, {found};"
                f" engine: {walks.engine}; {how}"
            )
        yield Row(
            name,
            f"full domains, {what}",
            "ms",
            walks.middle(key),
            must[n] if must else None,
            aim[n] if aim else None,
            how,
        )
