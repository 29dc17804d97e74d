"""
Numbers of the furniture's "Good and fast" table beside their bounds.

``./lotone bench furniture [nesting,window] [--every N] [--peers-python PATH]
[--quick]``. Every plan is judged; times are processor time, which other work on the
machine does not lengthen.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.furniture.asked import Asked, MeasureError
from tests.bench.furniture.nesting import guillotine
from tests.bench.furniture.window import window
from tests.bench.measure.areas import measured
from tests.bench.measure.machine import load
from tests.bench.measure.promise import Row, table
from tests.bench.measure.section import Section

AREAS: Mapping[str, Callable[[Asked], Iterator[Row]]] = {
    "nesting": guillotine,
    "window": window,
}
SECTION = Section(
    name="furniture",
    title="Furniture",
    about=(
        "`./lotone bench furniture` nests public guillotine problems and the panels of"
        " wardrobes. Every plan is judged by `verify`, which shares no code with the"
        " search; `must` and `aim` are what was promised."
    ),
    headings={
        "nesting": "Pieces on sheets: the public guillotine problems",
        "window": "A planning window of wardrobes, mixed and order by order",
    },
    pictures={},
    packages=("numba",),
    first="work",
)


def main(arguments: Sequence[str]) -> int:
    """Measure, print and record; 0 even where a bound is missed."""
    given = _parser().parse_args(arguments)
    data = os.environ.get("LOTONE_REFERENCE_DATA")
    if not data:
        sys.stderr.write("bench: set LOTONE_REFERENCE_DATA to the reference data.\n")
        return 2
    before = load()
    every, seconds = (25, 0.1) if given.quick else (given.every, given.seconds)
    asked = Asked(Path(data), given.peers_python, every, seconds)
    chosen = given.areas or list(AREAS)
    found = measured(AREAS, chosen, asked, (MeasureError,))
    every_row = [row for rows in found.values() for row in rows]
    sys.stdout.write(f"\n{table(every_row, 'work')}\n")
    if given.record and not given.quick:
        how = f"each {every}. problem" if every > 1 else "all problems"
        SECTION.write(found, f"{how}, {seconds:g} s each, seed 1", before)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lotone bench furniture")
    parser.add_argument("areas", nargs="*", choices=[*AREAS, []], help="some of them")
    parser.add_argument("--every", type=int, default=1, help="each Nth public problem")
    parser.add_argument("--seconds", type=float, default=1, help="of each problem")
    parser.add_argument("--peers-python", type=Path, help="one with packingsolver")
    parser.add_argument(
        "--quick", action="store_true", help="a smoke run that records nothing"
    )
    parser.add_argument("--no-record", dest="record", action="store_false")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
