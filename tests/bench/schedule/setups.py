"""Changeovers where they dominate: twelve colours, against due-date order."""

from collections.abc import Iterator

from tests.bench.measure.promise import Row, middle, spread
from tests.bench.schedule.apart import measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.factory import verdicts

ORDERS = 400
LOADS = (0.3, 0.5)


def setups(asked: Asked) -> Iterator[Row]:
    """Yield the share of due-date order's changeover minutes that is left."""
    for load in LOADS:
        runs = [
            measured(
                "changing",
                orders=asked.orders(ORDERS),
                load=load,
                seed=seed,
                seconds=asked.seconds(30),
                workers=asked.workers,
            )
            for seed in asked.seeds
        ]
        name = f"12 colours, load {load}"
        if not all(run["is_planned"] for run in runs):
            yield Row(name, "changeovers", "%", None, 70, 50, verdicts(runs))
            continue
        shares = [100 * run["setup_min"] / run["due_setup_min"] for run in runs]
        how = (
            f"of due-date order's {middle([r['due_setup_min'] for r in runs]):,} min;"
            f" {runs[0]['operations']:,} operations, {asked.seconds(30):.0f} s;"
            f" of the runs {spread(shares)} %; {verdicts(runs)}"
        )
        yield Row(name, "changeovers", "%", middle(shares), 70, 50, how)
        late = [_late(run["tardiness_min"], run["due_tardiness_min"]) for run in runs]
        how = (
            f"of due-date order's {middle([r['due_tardiness_min'] for r in runs]):,}"
            f" weighted min: {middle([run['tardiness_min'] for run in runs]):,}"
        )
        yield Row(name, "tardiness", "%", middle(late), 100, how=how)


def _late(ours: int, due: int) -> float:
    """Return ours in per cent of due-date order's; where that is none, 0 or 999."""
    if due:
        return 100 * ours / due
    return 0.0 if ours == 0 else 999.0
