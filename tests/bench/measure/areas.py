"""A benchmark of several areas: choosing them, measuring them, keeping going."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from tests.bench.measure.promise import Row

Asked = TypeVar("Asked")
Failures = tuple[type[Exception], ...]


def measured(
    areas: Mapping[str, Callable[[Asked], Iterator[Row]]],
    chosen: Iterable[str],
    asked: Asked,
    failures: Failures,
) -> dict[str, list[Row]]:
    """
    Return the rows of the chosen areas, saying each as it comes.

    Parameters
    ----------
    failures
        What ends an area but not the benchmark; a row says so.
    """
    return {area: list(_rows(area, areas[area], asked, failures)) for area in chosen}


def _rows(
    area: str,
    measure: Callable[[Asked], Iterator[Row]],
    asked: Asked,
    failures: Failures,
) -> Iterator[Row]:
    try:
        for row in measure(asked):
            sys.stderr.write(f"bench: {' | '.join(row.cells())}\n")
            yield row
    except failures as error:
        sys.stderr.write(f"bench: {area}: {error}\n")
        said = " ".join(str(error).split())[-200:]
        yield Row(area, "the rest of it", "", None, how=f"FAILED: {said}")


def add_only(parser: argparse.ArgumentParser, areas: Iterable[str]) -> None:
    """Let ``--only`` choose of ``areas``; all of them by default."""
    known = list(areas)

    def chosen(words: str) -> Sequence[str]:
        unknown = [area for area in words.split(",") if area not in known]
        if unknown:
            raise argparse.ArgumentTypeError(
                f"{', '.join(unknown)}: choose of {', '.join(known)}"
            )
        return words.split(",")

    parser.add_argument(
        "--only", type=chosen, default=known, help=f"of {', '.join(known)}"
    )
