"""Promises beside 10,000 open orders."""

from collections.abc import Iterator

from tests.bench.measure.promise import Row, middle, spread
from tests.bench.schedule.apart import measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.factory import verdicts

QUOTES = 3000


def promises(asked: Asked) -> Iterator[Row]:
    """Yield median and p99 of a quote of the kernel."""
    runs = [
        measured(
            "quoting",
            kind="furniture",
            orders=asked.orders(10_000),
            load=0.9,
            seed=seed,
            quotes=100 if asked.is_quick else QUOTES,
            workers=asked.workers,
        )
        for seed in asked.seeds
    ]
    name = "promise, kernel"
    if not all(run["is_planned"] for run in runs):
        yield Row(name, "p99", "ms", None, 1, 0.1, verdicts(runs))
        return
    first = runs[0]
    how = (
        f"{first['orders']:,} open orders, {first['operations']:,} operations;"
        f" {QUOTES:,} quotes a run, {first['refused']} without room; the longest"
        f" {max(run['max_ms'] for run in runs):.2f} ms; the plan made ready in"
        f" {middle([run['index_s'] for run in runs]):.2f} s; {first['held']} quotes"
        f" held one after the other: {verdicts(runs)}"
    )
    p99 = [float(run["p99_ms"]) for run in runs]
    how += (
        f"; p99 of the processor {middle([run['cpu_p99_ms'] for run in runs]):.2f} ms"
    )
    yield Row(name, "p99", "ms", middle(p99), 1, 0.1, f"{how}; p99 {spread(p99)} ms")
    median = [float(run["median_ms"]) for run in runs]
    yield Row(name, "median", "ms", middle(median), how=f"{spread(median)} ms")
