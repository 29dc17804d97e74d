"""What each stage of the pipeline gains: constructors, recreation, exact windows."""

from collections.abc import Iterator

from tests.bench.measure.promise import Row, middle
from tests.bench.schedule.apart import measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.planning import IMPROVERS, count, gains

SECONDS = 30
CASES = (("furniture", 65, 1.1), ("furniture", 650, 1.1), ("apparel", 520, 1.1))


def stages(asked: Asked) -> Iterator[Row]:
    """Yield by how much each stage lowered the weighted tardiness, in per cent."""
    for kind, orders, load in CASES:
        runs = [
            measured(
                "planning",
                kind=kind,
                orders=orders if not asked.is_quick else 30,
                load=load,
                seed=seed,
                seconds=asked.seconds(SECONDS),
                workers=asked.workers,
            )
            for seed in asked.seeds
        ]
        name = f"{kind}, {runs[0]['operations']:,} operations, load {load}"
        planned = [run for run in runs if run["is_planned"]]
        term = "weighted_tardiness_min"
        for stage in ("constructors", *IMPROVERS):
            shares, steps = [], []
            for run in planned:
                first = run["history"][0]["objective"][term]
                gained = gains(run["history"], term).get(stage, 0)
                shares.append(100 * gained / first if first else 0.0)
                steps.append(count(run["history"], stage))
            if not any(steps):
                continue
            how = (
                "of the first plan's weighted tardiness, "
                f"{middle([r['history'][0]['objective'][term] for r in planned]):,};"
                f" {middle(steps)} improvements in {asked.seconds(SECONDS):.0f} s"
            )
            yield Row(name, f"gained by {stage}", "%", middle(shares), how=how)
