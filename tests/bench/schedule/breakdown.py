"""A machine down for four hours at 60,000 operations."""

from collections.abc import Iterator, Sequence

from tests.bench.measure.promise import Row, middle, spread
from tests.bench.schedule.apart import Found, measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.factory import ORDERS, verdicts

LOADS = (0.9, 1.0)

PUBLISHED_S = 60
"""Seconds that the plan was worked on which is published when a machine breaks."""

SECONDS = 10
"""For repair, improvement and judge; a free replan has as many."""


def breakdowns(asked: Asked) -> Iterator[Row]:
    """Yield time, stability and lateness of repairing and improving."""
    for kind, orders in ORDERS.items():
        for load in LOADS:
            runs = [
                measured(
                    "breaking",
                    kind=kind,
                    orders=asked.orders(orders),
                    load=load,
                    seed=seed,
                    before_s=asked.seconds(PUBLISHED_S),
                    seconds=asked.seconds(SECONDS),
                    workers=asked.workers,
                )
                for seed in asked.seeds
            ]
            name = f"{kind}, machine down 4 h, load {load}"
            found = [
                one for run in runs for one in run["incidents"] if "machine" in one
            ]
            if not found:
                yield Row(name, "repaired in", "s", None, 1, how=verdicts(runs))
                continue
            yield from _rows(name, runs, found)


def _rows(name: str, runs: Sequence[Found], found: Sequence[Found]) -> Iterator[Row]:
    repair = [float(one["repair_s"]) for one in found]
    how = (
        f"{runs[0]['operations']:,} operations, {len(found)} breakdowns;"
        f" {middle([one['repair_moved'] for one in found]):,} moved;"
        f" {spread(repair)} s, of the processor"
        f" {middle([one['repair_cpu_s'] for one in found]):.2f} s; {verdicts(runs)}"
    )
    yield Row(name, "repaired in", "s", middle(repair), 1, how=how)
    improve = [float(one["improve_s"]) for one in found]
    how = (
        f"repair and judge included; {spread(improve)} s, of the processor"
        f" {middle([one['improve_cpu_s'] for one in found]):.1f} s"
    )
    yield Row(name, "improved in", "s", middle(improve), 10, how=how)
    frozen = max(float(one["frozen_moved"]) for one in found)
    how = "most of all breakdowns; started or before the fence, and still possible"
    yield Row(name, "frozen moved", "operations", frozen, 0, how=how)
    shares = [float(one["unaffected_share"]) for one in found]
    free = middle([100 * one["free_moved_share"] for one in found])
    how = (
        f"most of all breakdowns, of the operations of jobs that had nothing on it;"
        f" {spread(shares)} %; a free replan moves {free:.1f} % of all"
    )
    yield Row(name, "unaffected moved", "%", max(shares), 0.5, how=how)
    yield added(name, found)


def added(name: str, found: Sequence[Found]) -> Row:
    """Return the worst added tardiness in parts of what may be added."""
    parts, told = [], []
    for one in found:
        ours = one["tardiness"] - one["before_tardiness"]
        free = one["free_tardiness"] - one["before_tardiness"]
        allowed = 1.1 * max(0, free) + (one["operation_worth"] if free <= 0 else 0)
        parts.append(max(0.0, ours) / allowed)
        repaired = one["repair_tardiness"] - one["before_tardiness"]
        told.append(
            f"{one['machine']} at {one['at_min']}: repaired {repaired:+,},"
            f" improved {ours:+,}, free {free:+,}"
        )
    kept = sum(part <= 1 for part in parts)
    how = (
        f"worst of all breakdowns, {kept} of {len(parts)} keep it; of 1.1 times what a"
        " free replan of the same plan in the same seconds adds, or of an average"
        f" operation's worth where that adds nothing; weighted min: {'; '.join(told)}"
    )
    return Row(name, "added tardiness", "x", max(parts), 1, how=how)
