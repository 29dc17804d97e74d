"""A machine down for four hours at 60,000 operations."""

from collections.abc import Iterator, Sequence

from tests.bench.measure.promise import Row, middle, spread
from tests.bench.schedule.apart import Found, measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.factory import ORDERS, verdicts

LOADS = (0.9, 1.1)


def breakdowns(asked: Asked) -> Iterator[Row]:
    """Yield time, stability and lateness of repairing and improving."""
    for load in LOADS:
        runs = [
            measured(
                "breaking",
                orders=asked.orders(ORDERS["furniture"]),
                load=load,
                seed=seed,
                before_s=asked.seconds(30),
                seconds=asked.seconds(9),
                workers=asked.workers,
            )
            for seed in asked.seeds
        ]
        name = f"machine down 4 h, load {load}"
        if not all(run["is_planned"] for run in runs):
            yield Row(name, "repaired in", "s", None, 1, how=verdicts(runs))
            continue
        yield from _rows(name, runs)


def _rows(name: str, runs: Sequence[Found]) -> Iterator[Row]:
    repair = [float(run["repair_s"]) for run in runs]
    how = (
        f"{runs[0]['operations']:,} operations, {runs[0]['machine']};"
        f" {middle([run['repair_moved'] for run in runs]):,} moved;"
        f" {spread(repair)} s, of the processor"
        f" {middle([run['repair_cpu_s'] for run in runs]):.2f} s; {verdicts(runs)}"
    )
    yield Row(name, "repaired in", "s", middle(repair), 1, how=how)
    improve = [float(run["improve_s"]) for run in runs]
    yield Row(name, "improved in", "s", middle(improve), 10, how=f"{spread(improve)} s")
    frozen = max(float(run["frozen_moved"]) for run in runs)
    how = "most of the runs; started or before the fence, and still possible"
    yield Row(name, "frozen moved", "operations", frozen, 0, how=how)
    shares = [float(run["unaffected_share"]) for run in runs]
    free = middle([100 * run["free_moved_share"] for run in runs])
    how = (
        f"of the operations of jobs that had nothing on it; {spread(shares)} %;"
        f" a free replan moves {free:.1f} % of all"
    )
    yield Row(name, "unaffected moved", "%", middle(shares), 0.5, how=how)
    yield added(name, runs)


def added(name: str, runs: Sequence[Found]) -> Row:
    """Return the worst added tardiness in parts of what a free replan adds."""
    parts, told = [], []
    for run in runs:
        ours = run["tardiness"] - run["before_tardiness"]
        free = run["free_tardiness"] - run["before_tardiness"]
        allowed = 1.1 * max(0, free) + (run["operation_worth"] if free <= 0 else 0)
        parts.append(max(0.0, ours) / allowed)
        repaired = run["repair_tardiness"] - run["before_tardiness"]
        told.append(f"repaired {repaired:+,}, improved {ours:+,}, free {free:+,}")
    how = (
        "of 1.1 times what a free replan of the same seconds adds, or of an average"
        f" operation's worth where that adds nothing; weighted min: {'; '.join(told)}"
    )
    return Row(name, "added tardiness", "x", middle(parts), 1, how=how)
