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
from tests.bench.configure.report import SECTION
from tests.bench.configure.rivals import installed
from tests.bench.measure.areas import add_only, measured
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
        found = measured(
            AREAS, given.only, asked, (EngineError, HouseError, CalledProcessError)
        )
    sys.stdout.write("\n" + table([r for rows in found.values() for r in rows]) + "\n")
    if given.record:
        sessions = f"{asked.sessions} sessions, {asked.clicks} clicks"
        SECTION.write(found, f"{asked.runs} runs of {sessions}", before)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lotone bench configure")
    add_only(parser, AREAS)
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
