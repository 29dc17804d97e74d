"""What one run of the benchmark was asked for."""

from dataclasses import dataclass
from pathlib import Path

from tests.bench.configure.engine import Walks, walk
from tests.bench.configure.rivals import Peers


@dataclass(frozen=True, slots=True)
class Asked:
    """
    How much to measure.

    Parameters
    ----------
    data
        The reference data.
    runs
        Walks of every model, a seed each; the medians over them are shown.
    sessions, clicks
        Of each walk.
    explain
        Blocked values that each walk explains and mends.
    with_siblings
        Also walk families of other shapes.
    seconds
        Of each load over HTTP.
    """

    data: Path
    peers: Peers
    runs: int = 3
    sessions: int = 12
    clicks: int = 30
    explain: int = 60
    with_siblings: bool = True
    seconds: float = 20.0

    def walk(
        self,
        model: Path,
        *,
        record: Path | None = None,
        explain: int | None = None,
        runs: int | None = None,
        within_s: float = 300,
    ) -> Walks:
        """Walk a model as often as asked."""
        return walk(
            model,
            sessions=self.sessions,
            clicks=self.clicks,
            seeds=range(1, 1 + (runs or self.runs)),
            explain=self.explain if explain is None else explain,
            record=record,
            within_s=within_s,
        )
