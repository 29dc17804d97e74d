"""The tournament of plain job shops: ours and PyJobShop in the same run, all judged."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from tests.bench.measure.promise import Row, middle
from tests.bench.schedule import shop_judge
from tests.bench.schedule.apart import measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.tournament import (
    INSTANCES,
    READ_AT_S,
    SECONDS,
    Known,
    best_known,
)

_PEER = Path(__file__).parent / "peers" / "shop_pyjobshop.py"
_STEP = re.compile(r"^#\d+\s+([\d.]+)s\s+best:(\d+)", re.MULTILINE)
History = Sequence[tuple[float, int]]
LARGE = 500
"""Operations from which a shop counts among the large ones."""


@dataclass(frozen=True, slots=True)
class Played:
    """
    One instance, all its runs.

    Parameters
    ----------
    known
        What the reference data say of it.
    ours, theirs
        History of each run; theirs without peers is empty.
    first_s
        Seconds to our first solution, the slowest run.
    lower_bound
        Best that we proved.
    faults
        What the judge said, by whom.
    """

    known: Known
    ours: tuple[History, ...]
    theirs: tuple[History, ...]
    first_s: float
    lower_bound: int
    faults: tuple[str, ...]

    def gap_pct(self, at_s: float) -> float | None:
        """Median of our gaps to the best known at a time."""
        return _gap_pct(self.ours, at_s, self.known.best_known)

    def peer_gap_pct(self, at_s: float) -> float | None:
        """Median of PyJobShop's gaps; ``None`` where it had found nothing."""
        return _gap_pct(self.theirs, at_s, self.known.best_known)


def _gap_pct(runs: Sequence[History], at_s: float, best: int) -> float | None:
    """Return the median gap; ``None`` unless most runs had found something."""
    found = [best_at(history, at_s) for history in runs]
    ranked = sorted(float("inf") if one is None else one for one in found)
    if not ranked or ranked[len(ranked) // 2] == float("inf"):
        return None
    return 100 * (middle(ranked) / best - 1)


def best_at(history: History, at_s: float) -> int | None:
    """Return the best makespan of a history at a time; ``None`` before the first."""
    return min(
        (makespan for found_s, makespan in history if found_s <= at_s), default=None
    )


def shops(asked: Asked) -> Iterator[Row]:
    """Yield the tournament's rows: means by class, the duel, then every instance."""
    known = best_known(asked.data)
    names = INSTANCES[::6] if asked.is_quick else INSTANCES
    played: list[Played] = []
    for name in names:
        one = _play(asked, known[name])
        sys.stderr.write(f"bench: {name}: {_told(one, asked.seconds(SECONDS))}\n")
        played.append(one)
    scale = asked.seconds(SECONDS) / SECONDS
    times = [at_s * scale for at_s in READ_AT_S]
    yield from _means(played, times)
    yield from _duel(played, times)
    for one in played:
        gap = one.gap_pct(times[-1])
        yield Row(one.known.file, "gap", "%", gap, how=_told(one, times[-1]))


def _play(asked: Asked, known: Known) -> Played:
    seconds = asked.seconds(SECONDS)
    file = asked.data / "fjsp" / known.file
    runs = [
        measured(
            "shop_alone",
            file=str(file),
            seconds=seconds,
            seed=seed,
            workers=asked.workers,
        )
        for seed in asked.seeds
    ]
    faults = [f"ours: {fault}" for run in runs for fault in run["faults"]]
    theirs: list[History] = []
    if asked.peers.python is not None:
        for seed in asked.seeds:
            history, wrong = _peer(asked, file, seconds, seed)
            theirs.append(history)
            faults += [f"PyJobShop: {fault}" for fault in wrong]
    return Played(
        known,
        tuple(tuple((at, best) for at, best in run["history"]) for run in runs),
        tuple(theirs),
        max(run["first_s"] for run in runs),
        max(run["lower_bound"] for run in runs),
        tuple(faults),
    )


def _peer(
    asked: Asked, file: Path, seconds: float, seed: int
) -> tuple[History, list[str]]:
    """Return what PyJobShop found when, and what the judge says of it."""
    words = (str(file), str(seconds), str(asked.workers), str(seed))
    done = subprocess.run(  # noqa: S603 - our own script
        [str(asked.peers.python), str(_PEER), *words],
        capture_output=True,
        text=True,
        timeout=seconds * 3 + 120,
        check=False,
    )
    if done.returncode:
        return (), [done.stderr.strip()[-200:]]
    found = json.loads(done.stdout.splitlines()[-1])
    history = [(float(at), int(best)) for at, best in _STEP.findall(done.stdout)]
    if found["makespan"] is None:
        return (), []
    if not history:  # solved before its search began
        history = [(seconds, found["makespan"])]
    return history, shop_judge.faults(file.read_text(), found)


def _means(played: Sequence[Played], times: Sequence[float]) -> Iterator[Row]:
    classical = [one for one in played if one.known.is_classical]
    large = [one for one in played if one.known.operations >= LARGE]
    first = max(one.first_s for one in played)
    wrong = [fault for one in played for fault in one.faults]
    how = f"slowest of {len(played)}; judge: {'; '.join(wrong[:2]) or 'all pass'}"
    yield Row("shops", "first solution", "s", first, 1.0, 0.2, how)
    for at_s, must in zip(times, (1.5, 1.0), strict=True):
        if classical:
            yield _mean(classical, at_s, must, 0.5, "Brandimarte to Hurink")
    if large:
        yield _mean(large, times[-1], 3.0, 1.5, f"{LARGE} operations and more")


def _mean(
    played: Sequence[Played], at_s: float, must: float, aim: float, name: str
) -> Row:
    gaps = [gap for one in played if (gap := one.gap_pct(at_s)) is not None]
    worst = max(played, key=lambda one: one.gap_pct(at_s) or 0.0)
    how = f"{len(gaps)} shops; worst {worst.known.file} {worst.gap_pct(at_s):.2f} %"
    return Row(name, f"mean gap at {at_s:.0f} s", "%", mean(gaps), must, aim, how)


def _duel(played: Sequence[Played], times: Sequence[float]) -> Iterator[Row]:
    """Yield by how much the worst shop is behind PyJobShop at the same time."""
    if not any(one.theirs for one in played):
        yield Row("shops", "behind PyJobShop", "%", None, 0.5, how="--peers-python")
        return
    for at_s in times:
        behind = {
            one.known.file: _behind_pct(one, at_s)
            for one in played
            if one.gap_pct(at_s) is not None
        }
        worst = max(behind, key=lambda file: behind[file])
        still = [o for o in played if o.known.lower_bound < o.known.best_known]
        ahead = sum(behind[one.known.file] < 0 for one in still)
        how = f"{worst}; better on {ahead} of {len(still)} open ones"
        what = f"behind PyJobShop at {at_s:.0f} s"
        yield Row("worst of the shops", what, "%", behind[worst], 0.5, 0.0, how)


def _behind_pct(one: Played, at_s: float) -> float:
    """Return ours over theirs; minus infinity where PyJobShop had nothing."""
    ours, theirs = one.gap_pct(at_s), one.peer_gap_pct(at_s)
    if ours is None or theirs is None:
        return float("-inf")
    return 100 * ((100 + ours) / (100 + theirs) - 1)


def _told(one: Played, at_s: float) -> str:
    gap, peer = one.gap_pct(at_s), one.peer_gap_pct(at_s)
    shown = "nothing" if peer is None else f"{peer:.2f} %"
    ours = "nothing" if gap is None else f"{gap:.2f} %"
    rival = f"PyJobShop {shown}, " if one.theirs else ""
    return (
        f"{ours}, {rival}{one.known.operations} operations, best known"
        f" {one.known.best_known}, bound {one.lower_bound} of"
        f" {one.known.lower_bound}, first after {one.first_s:.3f} s"
    )
