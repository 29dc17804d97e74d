"""
Every number of the scheduler's "Fast and good" table beside its bounds.

``./lotone bench schedule [--only factory,promise] [--peers-python PATH] [--quick]``.
Every factory is planned in a process of its own; every plan is judged.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from tests.bench.configure.rivals import installed
from tests.bench.measure.areas import add_only, measured
from tests.bench.measure.house import HouseError
from tests.bench.measure.machine import load
from tests.bench.measure.promise import Row, table
from tests.bench.schedule import (
    breakdown,
    factory,
    firsts,
    growth,
    monolith,
    promises,
    setups,
    shops,
    stages,
)
from tests.bench.schedule.apart import MeasureError
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.report import SECTION


def _over_http(asked: Asked) -> Iterator[Row]:
    # Loads web and database, which no other measurement has a use for.
    yield from import_module("tests.bench.schedule.http").quotes(asked)


AREAS: Mapping[str, Callable[[Asked], Iterator[Row]]] = {
    "shops": firsts.first_plans,
    "tournament": shops.shops,
    "factory": factory.factories,
    "overloaded": factory.overloaded,
    "stages": stages.stages,
    "promise": promises.promises,
    "http": _over_http,
    "breakdown": breakdown.breakdowns,
    "setups": setups.setups,
    "monolith": monolith.monoliths,
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
    with installed(given.peers_python, wanted=False) as peers:
        asked = Asked(
            data=Path(data),
            peers=peers,
            seeds=tuple(range(1, 2 if given.quick else given.seeds + 1)),
            workers=given.workers,
            is_quick=given.quick,
        )
        found = measured(AREAS, given.only, asked, (MeasureError, HouseError))
    every = [row for rows in found.values() for row in rows]
    sys.stdout.write(f"\n{table(every, 'work')}\n")
    if given.record and not given.quick:
        seeds = ", ".join(map(str, asked.seeds))
        SECTION.write(found, f"{asked.workers} workers; seeds {seeds}", before)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lotone bench schedule")
    add_only(parser, AREAS)
    parser.add_argument("--seeds", type=int, default=3, help="how many runs of each")
    parser.add_argument("--workers", type=int, default=2, help="threads of a search")
    parser.add_argument("--peers-python", type=Path, help="one that has PyJobShop")
    parser.add_argument(
        "--quick", action="store_true", help="a smoke run that records nothing"
    )
    parser.add_argument("--no-record", dest="record", action="store_false")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
