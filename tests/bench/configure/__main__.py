"""
Every number of the configuration engine's "Fast" table beside its bounds.

``./lotone bench configure [--only renault,automotive] [--with-peers] [--sessions N]``.
Every model is walked by ``lotone model walk`` in a process of its own.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import CalledProcessError

from tests.bench.configure import features, growth, tables, verdicts, wardrobe, web
from tests.bench.configure.asked import Asked
from tests.bench.configure.engine import EngineError
from tests.bench.configure.report import write
from tests.bench.configure.rivals import installed
from tests.bench.measure.house import HouseError
from tests.bench.measure.machine import load
from tests.bench.measure.promise import Row, table

AREAS: Mapping[str, Callable[[Asked], Iterator[Row]]] = {
    "renault": tables.renault,
    "family": tables.family,
    "automotive": features.automotive,
    "wardrobe": wardrobe.wardrobe,
    "verdict": verdicts.verdicts,
    "web": web.clicks,
    "growth": growth.growth,
}


def main(arguments: Sequence[str]) -> int:
    """Measure, print and record; 0 even where a bound is missed."""
    given = _parser().parse_args(arguments)
    data = os.environ.get("LOTONE_REFERENCE_DATA")
    if not data:
        sys.stderr.write("bench: set LOTONE_REFERENCE_DATA to the reference data.\n")
        return 2
    before = load()
    found: dict[str, list[Row]] = {}
    with installed(given.peers_python, wanted=given.with_peers) as peers:
        asked = Asked(
            data=Path(data),
            peers=peers,
            runs=given.runs,
            sessions=given.sessions,
            clicks=given.clicks,
            explain=given.explain,
            with_siblings=not given.no_siblings,
            seconds=given.seconds,
        )
        for area in given.only:
            found[area] = list(_measured(area, asked))
    sys.stdout.write("\n" + table([r for rows in found.values() for r in rows]) + "\n")
    if given.record:
        write(found, asked, before)
    return 0


def _measured(area: str, asked: Asked) -> Iterator[Row]:
    """Yield the rows of an area; where a command fails, one that says so."""
    try:
        for row in AREAS[area](asked):
            sys.stderr.write(f"bench: {' | '.join(row.cells())}\n")
            yield row
    except (EngineError, HouseError, CalledProcessError) as error:
        sys.stderr.write(f"bench: {area}: {error}\n")
        said = " ".join(str(error).split())[-200:]
        yield Row(area, "the rest of it", "", None, how=f"FAILED: {said}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lotone bench configure")
    parser.add_argument(
        "--only", type=_areas, default=list(AREAS), help=f"of {', '.join(AREAS)}"
    )
    parser.add_argument("--runs", type=int, default=3, help="walks of each model")
    parser.add_argument("--sessions", type=int, default=12, help="of each walk")
    parser.add_argument("--clicks", type=int, default=30, help="of each session")
    parser.add_argument("--explain", type=int, default=60, help="of each walk")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each load")
    parser.add_argument("--no-siblings", action="store_true", help="one shape only")
    parser.add_argument(
        "--with-peers", action="store_true", help="install Exact and OxiDD for this run"
    )
    parser.add_argument("--peers-python", type=Path, help="one that has them already")
    parser.add_argument("--no-record", dest="record", action="store_false")
    return parser


def _areas(words: str) -> list[str]:
    areas = words.split(",")
    unknown = [area for area in areas if area not in AREAS]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"{', '.join(unknown)}: choose of {', '.join(AREAS)}"
        )
    return areas


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
