"""What one run of the benchmark was asked for."""

from dataclasses import dataclass
from pathlib import Path

from tests.bench.configure.rivals import Peers


@dataclass(frozen=True, slots=True)
class Asked:
    """
    How much to measure.

    Parameters
    ----------
    data
        The reference data.
    peers
        PyJobShop, where it is installed for this run.
    seeds
        Of the factories and of the search; medians over them are shown.
    workers
        Threads of every search, ours and the peers'.
    is_quick
        A smoke run: everything is small and short, no row means anything.
    """

    data: Path
    peers: Peers
    seeds: tuple[int, ...] = (1, 2, 3)
    workers: int = 2
    is_quick: bool = False

    def seconds(self, wanted: float) -> float:
        """Seconds of a search."""
        return min(wanted, 2.0) if self.is_quick else wanted

    def orders(self, wanted: int) -> int:
        """Orders of a generated factory."""
        return max(12, wanted // 50) if self.is_quick else wanted
