"""Median against model size, from 10 to 10,000 options, and its picture."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.configure.asked import Asked
from tests.bench.configure.engine import ROOT, EngineError, walk
from tests.bench.configure.families import Shape, cars
from tests.bench.measure.plot import Point, plot
from tests.bench.measure.promise import Row

PICTURE = ROOT / "docs" / "images" / "configure-growth.svg"
SIZES = (10, 30, 100, 300, 1000, 3000, 10_000)
REAL = {
    "renault-part": ("renault-part", 99),
    "berkeleydb": ("berkeleydb.xml", 117),
    "financial 2018": ("financial-services-2018-05-09.xml", 771),
    "automotive02": ("automotive02_01.xml", 14_010),
}


def growth(asked: Asked) -> Iterator[Row]:
    """Yield a row a size, then draw them beside real models."""
    medians: list[Point] = []
    tails: list[Point] = []
    for size in SIZES:
        # A folder has at most 2,000 files; beyond, more options stand alone.
        tables = min(size, 1900)
        shape = Shape(size, 20 * tables, tables, chords=0.15, built=1000)
        with tempfile.TemporaryDirectory(prefix="lotone-bench-") as folder:
            made = cars(1, shape)
            model = made.write(Path(folder) / "family")
            name = f"growth, {size:,} options"
            values = sum(map(len, made.options.values()))
            try:
                walks = walk(
                    model,
                    sessions=max(4, asked.sessions // 3),
                    clicks=asked.clicks,
                    seeds=(1,),
                    within_s=120,
                )
            except EngineError as error:
                yield Row(name, "full domains, median", "ms", None, how=str(error))
                continue
        median, p99 = walks.middle("median_ms"), walks.middle("p99_ms")
        medians.append((size, median))
        tails.append((size, p99))
        how = (
            f"{values:,} values, {made.rows:,} rows; p99 {p99:.2f} ms, build"
            f" {walks.middle('build_s'):.1f} s, {walks.peak_mb:.0f} MB; engine:"
            f" {walks.engine}"
        )
        yield Row(name, "full domains, median", "ms", median, how=how)
    PICTURE.write_text(
        plot(
            {"median": medians, "p99": tails},
            dict(_real(asked)),
            across="options of the model",
            up="ms for every value of every option, after a click",
        )
    )


def _real(asked: Asked) -> Iterator[tuple[str, Point]]:
    for name, (path, size) in REAL.items():
        model = asked.data / "feature-models" / path
        try:
            walks = walk(model, sessions=4, clicks=asked.clicks, seeds=(1,))
        except EngineError:
            continue
        yield name, (size, walks.middle("median_ms"))
