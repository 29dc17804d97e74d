"""
The instances of the tournament, fixed before the search was tuned on more than six.

One of each set and size class, in the order of their files' names within the class: the
list was drawn from the table of instances alone, not from results. The six with which
the first constants were chosen: brandimarte mk10, dauzere 07a, barnes setb4c9, hurink
edata la21, rdata la38 and la25.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

INSTANCES = (
    "brandimarte/mk04.txt",
    "brandimarte/mk10.txt",
    "dauzere/03a.txt",
    "dauzere/07a.txt",
    "dauzere/12a.txt",
    "barnes/mt10x.txt",
    "barnes/setb4xx.txt",
    "barnes/seti5xyz.txt",
    "hurink/edata/abz6.txt",
    "hurink/edata/la23.txt",
    "hurink/edata/la38.txt",
    "hurink/edata/abz9.txt",
    "hurink/rdata/orb2.txt",
    "hurink/rdata/la23.txt",
    "hurink/rdata/la28.txt",
    "hurink/rdata/abz9.txt",
    "fattahi/mfjs10.txt",
    "kacem/k4.txt",
    "behnke/sm03_1.txt",
    "behnke/sm04_2.txt",
    "naderi/167.txt",
    "naderi/215.txt",
    "naderi/283.txt",
    "naderi/289.txt",
)

SEEDS = (1, 2, 3)
SECONDS = 60.0
READ_AT_S = (30.0, 60.0)
"""When the best of a run is read from its history."""

_CLASSICAL = ("brandimarte", "dauzere", "barnes", "hurink")


@dataclass(frozen=True, slots=True)
class Known:
    """
    What the reference data say of an instance.

    Parameters
    ----------
    file
        Path in the set.
    operations
        How many.
    lower_bound, best_known
        Proven least, and best published makespan.
    """

    file: str
    operations: int
    lower_bound: int
    best_known: int

    @property
    def is_classical(self) -> bool:
        """Whether it is one of the four old sets that the first bound is for."""
        return self.file.split("/")[0] in _CLASSICAL


def best_known(data: Path) -> Mapping[str, Known]:
    """Return all instances of the reference data by file."""
    with (data / "fjsp" / "best_known.csv").open() as file:
        return {
            row["file"]: Known(
                row["file"],
                int(row["operations"]),
                int(row["lower_bound"]),
                int(row["best_known"]),
            )
            for row in csv.DictReader(file)
        }
