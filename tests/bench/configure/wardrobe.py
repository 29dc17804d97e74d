"""The demo's wardrobe at its own grid of 10 mm, and the same at 1 mm."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.configure.asked import Asked
from tests.bench.configure.engine import ROOT, Walks
from tests.bench.measure.promise import Row

SAMPLE = ROOT / "app" / "catalogue" / "samples" / "wardrobe"
_GRID = re.compile(r"(unit: mm, min: \d+, max: \d+, step: )10\b")


def wardrobe(asked: Asked) -> Iterator[Row]:
    """Yield the p95 of a click at both grids, bounds of every number included."""
    yield _row("wardrobe at 10 mm", asked.walk(SAMPLE, explain=0), 40, 10)
    with tempfile.TemporaryDirectory(prefix="lotone-bench-") as folder:
        fine = Path(folder) / "wardrobe"
        shutil.copytree(SAMPLE, fine)
        product = fine / "product.yaml"
        text, found = _GRID.subn(r"\g<1>1", product.read_text())
        if not found:
            raise ValueError("the sample's grids are written in another way now")
        product.write_text(text)
        walks = asked.walk(fine, explain=0)
    yield _row(f"wardrobe at 1 mm ({found} numbers)", walks, 300, 50)


def _row(name: str, walks: Walks, must: float, aim: float) -> Row:
    how = (
        f"{walks.states} states, {walks.dead_ends} dead ends; engine: {walks.engine};"
        f" median {walks.middle('median_ms'):.1f} ms, worst"
        f" {max(walks.each('max_ms')):.0f} ms"
    )
    what = "statuses and bounds, p95"
    return Row(name, what, "ms", walks.middle("p95_ms"), must, aim, how)
