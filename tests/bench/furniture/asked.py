"""What one run of the benchmark was asked for."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """
    How much to measure.

    Parameters
    ----------
    data
        The reference data.
    peers_python
        A Python (3.12 or later) that has packingsolver; None where there is none.
    every
        Each how many of the public problems are tried.
    seconds
        Processor time of a problem.
    """

    data: Path
    peers_python: Path | None
    every: int = 1
    seconds: float = 1.0


class MeasureError(Exception):
    """A number could not be measured; the message says why."""
