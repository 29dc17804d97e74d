"""One CP-SAT model of everything beside the engine, in the same seconds."""

from collections.abc import Iterator

from tests.bench.measure.promise import Row, middle
from tests.bench.schedule.apart import MeasureError, measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.factory import verdicts

SECONDS = 30
ORDERS = (65, 131, 656)
"""Orders of 500, 1,000 and 5,000 operations."""

LOAD = 1.1


def monoliths(asked: Asked) -> Iterator[Row]:
    """Yield the weighted tardiness of both, and the promises that they break."""
    for orders in ORDERS:
        try:
            runs = [
                measured(
                    "modelling",
                    within_s=600,
                    kind="furniture",
                    orders=orders if not asked.is_quick else 12,
                    load=LOAD,
                    seed=seed,
                    seconds=asked.seconds(SECONDS),
                    workers=asked.workers,
                )
                for seed in asked.seeds
            ]
        except MeasureError as error:
            name = f"furniture, {orders} orders"
            yield Row(name, "one model", "", None, how=f"FAILED: {error}")
            continue
        name = f"furniture, {runs[0].get('operations', 0):,} operations, load {LOAD}"
        planned = [run for run in runs if run["is_planned"]]
        how = f"{asked.seconds(SECONDS):.0f} s; {verdicts(runs)}"
        if len(planned) < len(runs):
            yield Row(name, "weighted tardiness, ours", "min", None, how=how)
            continue
        for who in ("ours", "exact"):
            what = f"weighted tardiness, {'ours' if who == 'ours' else 'one model'}"
            found = [run[who] for run in runs if run[who] is not None]
            if len(found) < len(runs):
                said = ", ".join(run["said"] for run in runs)
                taken = max(run["exact_s"] for run in runs)
                why = f"no plan in all {len(runs)} runs ({said}) after {taken:.0f} s"
                yield Row(name, what, "min", None, how=why)
                continue
            broken = middle([promises for promises, _ in found])
            late = float(middle([tardiness for _, tardiness in found]))
            yield Row(name, what, "min", late, how=f"{broken:,} broken; {how}")
