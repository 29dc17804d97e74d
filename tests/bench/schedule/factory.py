"""A generated factory of 60,000 operations, and one that is overloaded."""

from collections.abc import Iterator, Sequence

from tests.bench.measure.promise import Row, middle, spread
from tests.bench.schedule.apart import Found, measured
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.planning import constructed

ORDERS = {"furniture": 7900, "apparel": 6300}
"""Orders of 60,000 operations."""


def factories(asked: Asked) -> Iterator[Row]:
    """Yield time and memory to the first judged plan, of both trades."""
    for kind, orders in ORDERS.items():
        runs = [
            measured(
                "planning",
                kind=kind,
                orders=asked.orders(orders),
                load=0.9,
                seed=seed,
                seconds=0,
                workers=asked.workers,
            )
            for seed in asked.seeds
        ]
        name = f"{kind}, {runs[0]['operations']:,} operations"
        seconds = [float(run["seconds"]) for run in runs]
        how = (
            f"load 0.9, {runs[0]['resources']} machines and people; from the problem"
            f" in memory to the judged plan; {spread(seconds)} s, of the processor"
            f" {middle([run['cpu_s'] for run in runs]):.1f} s; {verdicts(runs)}"
        )
        is_planned = all(run["is_planned"] for run in runs)
        yield Row(
            name, "planned in", "s", middle(seconds) if is_planned else None, 3, 1, how
        )
        peak = max(float(run["peak_mb"]) for run in runs)
        yield Row(name, "peak", "MB", peak, 600, how="of the whole process")


def overloaded(asked: Asked) -> Iterator[Row]:
    """
    Yield how much a minute's search gains where not everything can be in time.

    Notes
    -----
    Lateness is bounded, so it comes first there; a second search puts the promises
    first, as planning does, which may well cost lateness.
    """
    for kind in ORDERS:
        late, kept = (_searched(asked, kind, first) for first in (True, False))
        name = f"{kind}, {late[0]['operations']:,} operations, load 1.2"
        yield improved(name, late, "weighted_tardiness_min", 15, 30)
        yield improved(f"{name}, promises first", kept, "broken_promises")
        yield improved(f"{name}, promises first", kept, "weighted_tardiness_min")


def _searched(asked: Asked, kind: str, lateness_first: bool) -> list[Found]:  # noqa: FBT001
    return [
        measured(
            "planning",
            kind=kind,
            orders=asked.orders(ORDERS[kind]),
            load=1.2,
            seed=seed,
            seconds=asked.seconds(60),
            workers=asked.workers,
            lateness_first=lateness_first,
            with_portfolio=True,
        )
        for seed in asked.seeds
    ]


def improved(
    name: str,
    runs: Sequence[Found],
    term: str,
    must: float | None = None,
    aim: float | None = None,
) -> Row:
    """Return the median share by which a term is below the best constructor's."""
    what = f"less {term.replace('_min', '').replace('_', ' ')}"
    if not all(run["is_planned"] for run in runs):
        return Row(name, what, "%", None, must, aim, verdicts(runs), is_floor=True)
    shares, before, after, names = [], [], [], []
    for run in runs:
        least, whose = constructed(run["constructors"], term)
        final = run["objective"][term]
        names.append(whose)
        before.append(least)
        after.append(final)
        shares.append(100 * (least - final) / least if least else 0.0)
    how = (
        f"than the best of {len(runs[0]['constructors'])} constructors"
        f" ({', '.join(dict.fromkeys(names))}), {middle(before):,}: {middle(after):,};"
        f" of the runs {spread(shares)} %; {verdicts(runs)}"
    )
    return Row(name, what, "%", middle(shares), must, aim, how, is_floor=True)


def verdicts(runs: Sequence[Found]) -> str:
    """Return how many plans the judge let pass, and why it refused one."""
    refused = [run["why"] for run in runs if not run["is_planned"]]
    if not refused:
        return f"{len(runs)} of {len(runs)} plans judged good"
    return f"{len(refused)} of {len(runs)} REFUSED: {refused[0]}"
