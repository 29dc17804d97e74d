"""Time and memory from 100 to 100,000 operations, and their picture."""

from collections.abc import Iterator

from tests.bench.measure.plot import Point, plot
from tests.bench.measure.promise import Row, middle
from tests.bench.schedule.apart import ROOT, MeasureError, measured
from tests.bench.schedule.asked import Asked

PICTURE = ROOT / "docs" / "images" / "schedule-growth.svg"
SIZES = (100, 300, 1000, 3000, 10_000, 30_000, 100_000)
OPERATIONS = {"furniture": 7.62, "apparel": 9.58}
"""Operations of an order on average."""


def growth(asked: Asked) -> Iterator[Row]:
    """Yield a row a size, then draw them."""
    lines: dict[str, list[Point]] = {}
    for size in SIZES if not asked.is_quick else SIZES[:3]:
        seconds = [*_of_size(asked, size, lines)]
        yield from seconds
    if not asked.is_quick and lines:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(
            plot(
                lines,
                {},
                across="operations",
                up="seconds to the first judged plan; gigabytes",
            )
        )


def _of_size(asked: Asked, size: int, lines: dict[str, list[Point]]) -> Iterator[Row]:
    for kind, per_order in OPERATIONS.items():
        name = f"{kind}, {size:,} operations"
        try:
            runs = [
                measured(
                    "planning",
                    kind=kind,
                    orders=round(size / per_order),
                    load=0.9,
                    seed=seed,
                    seconds=0,
                    workers=asked.workers,
                )
                for seed in asked.seeds
            ]
        except MeasureError as error:
            yield Row(name, "planned in", "s", None, how=f"FAILED: {error}")
            continue
        taken = middle([float(run["seconds"]) for run in runs])
        peak = max(float(run["peak_mb"]) for run in runs)
        cpu = f"of the processor {middle([run['cpu_s'] for run in runs]):.2f} s; "
        if all(run["is_planned"] for run in runs):
            lines.setdefault(f"{kind}, s", []).append((size, taken))
            if kind == "furniture":
                lines.setdefault("memory, GB", []).append((size, peak / 1000))
            yield Row(name, "planned in", "s", taken, how=f"{cpu}peak {peak:.0f} MB")
        else:
            why = next(run["why"] for run in runs if not run["is_planned"])
            yield Row(name, "planned in", "s", None, how=f"REFUSED: {why}")
