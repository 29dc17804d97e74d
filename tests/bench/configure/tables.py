"""Cars as tables: ``renault-part``, its generated kind, and the peers on both."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bench.configure.asked import Asked
from tests.bench.configure.engine import ROOT, EngineError, run, walk
from tests.bench.configure.families import Shape, cars
from tests.bench.configure.reasons import domains, reasons
from tests.bench.measure.promise import Row, middle, rank

RENAULT = "feature-models/renault-part"
COUNT = "155771892576027043430400"
# Of seeds 1 to 20 those whose diagram is ten times larger than renault-part's, by a
# third more or less; the heavy tail of the others is in the shapes below.
SEEDS = (1, 2, 4)
SHAPES = {
    "more chords": Shape(chords=0.45),
    "farther chords": Shape(chord_reach=8),
    "a bushier tree": Shape(reach=3),
    "wider tables": Shape(wider=2),
    "three times the rows": Shape(rows=330_000),
}


def renault(asked: Asked) -> Iterator[Row]:
    """Yield every row about ``renault-part``."""
    model, name = asked.data / RENAULT, "renault-part"
    with tempfile.TemporaryDirectory(prefix="lotone-bench-") as folder:
        record = Path(folder) / "states.jsonl"
        walks = asked.walk(model, record=record)
        yield from domains(name, walks, (1.5, 4), (0.8, 1.5))
        yield Row(name, "build", "s", walks.middle("build_s"), 5)
        yield Row(name, "peak", "MB", walks.peak_mb, 400, how="of the whole process")
        yield from reasons(name, walks)
        yield from _beside(asked, model, record, walks.middle("median_ms"))
    try:
        count = run("answer", model).answer["remaining"]
    except EngineError as error:
        yield Row(name, "count", "", None, how=str(error))
    else:
        said = "as published" if str(count) == COUNT else f"**WRONG**: {count}"
        yield Row(name, "count is the published one", "", None, how=said)


def _beside(asked: Asked, model: Path, record: Path, ours_ms: float) -> Iterator[Row]:
    name = "renault-part"
    fallback = walk(
        model,
        sessions=asked.sessions,
        clicks=asked.clicks,
        seeds=(1,),
        module="tests.bench.configure.fallback",
    )
    yield from domains(f"{name}, our SAT fallback", fallback, None, None)
    yield _read_out(model, record)
    exact = asked.peers.run("exact_domains", str(model), str(record))
    what = "times faster than Exact pruneDomains"
    if exact is None:
        why = "needs `--with-peers`: Exact is AGPL and no dependency"
        yield Row(name, what, "x", None, 20, how=why, is_floor=True)
        return
    ms = exact["ms"]
    yield Row(
        name,
        what,
        "x",
        middle(ms) / ours_ms,
        20,
        how=f"medians, the same {len(ms)} states in the same run: Exact median"
        f" {middle(ms):.1f} ms, p99 {rank(ms, 99):.0f} ms, build"
        f" {exact['build_s']:.1f} s; {exact['judged']:,} values compared,"
        f" {exact['wrong']} differ",
        is_floor=True,
    )


def _read_out(model: Path, record: Path) -> Row:
    """Return what it takes to turn every status into words, too."""
    module = "tests.bench.configure.reading"
    words = [sys.executable, "-m", module, str(model), str(record)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - ours
    found = json.loads(done.stdout)
    how = f"p99 {rank(found['read_ms'], 99):.2f} ms; the same states"
    middling = middle(found["read_ms"])
    return Row("renault-part", "answered and read out, median", "ms", middling, how=how)


def family(asked: Asked) -> Iterator[Row]:
    """Yield rows about the generated family: as promised, then other shapes."""
    base = asked.peers.run("diagram", str(asked.data / RENAULT))
    for seed in SEEDS:
        yield from _generated(asked, f"family, seed {seed}", seed, Shape(), base)
    if asked.with_siblings:
        for name, shape in SHAPES.items():
            yield from _sibling(asked, f"family, {name}", shape, base)


def _generated(
    asked: Asked,
    name: str,
    seed: int,
    shape: Shape,
    base: Mapping[str, Any] | None,
) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="lotone-bench-") as folder:
        made = cars(seed, shape)
        model = made.write(Path(folder) / "family")
        size = _size(asked, model, base)
        shown = f"{len(made.options)} options, {made.rows:,} rows, {size}"
        try:
            walks = asked.walk(model, within_s=240)
        except EngineError as error:
            yield Row(name, "full domains, median", "ms", None, 3, 1, str(error))
            return
        yield from domains(name, walks, (3, 12), (1, 4))
        yield Row(name, "build", "s", walks.middle("build_s"), 15, how=shown)
        yield Row(name, "peak", "MB", walks.peak_mb)
        yield from reasons(name, walks)


def _sibling(
    asked: Asked, name: str, shape: Shape, base: Mapping[str, Any] | None
) -> Iterator[Row]:
    """Yield one row about a shape that nothing was promised for."""
    with tempfile.TemporaryDirectory(prefix="lotone-bench-") as folder:
        model = cars(1, shape).write(Path(folder) / "family")
        size = _size(asked, model, base)
        try:
            walks = asked.walk(model, explain=0, runs=1, within_s=120)
        except EngineError as error:
            yield Row(name, "full domains, median", "ms", None, how=f"{size}; {error}")
            return
    how = (
        f"{size}; engine: {walks.engine}; p99 {walks.middle('p99_ms'):.1f} ms, build"
        f" {walks.middle('build_s'):.1f} s, {walks.peak_mb:.0f} MB,"
        f" {walks.dead_ends} dead ends"
    )
    yield Row(name, "full domains, median", "ms", walks.middle("median_ms"), how=how)


def _size(asked: Asked, model: Path, base: Mapping[str, Any] | None) -> str:
    if base is None:
        return "diagram not measured (needs `--with-peers`)"
    found = asked.peers.run("diagram", str(model), within_s=60)
    if found is None:
        return f"diagram more than {1 << 25:,} nodes in FORCE order"
    times = found["nodes"] / base["nodes"]
    return (
        f"diagram {found['nodes']:,} nodes, {times:.1f} times renault-part's"
        f" {base['nodes']:,}"
    )
