"""Promises over HTTP beside a full order book, while other orders come in."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from app.base.settings import Settings
from app.factory import make_services
from app.identity.tenants import tenant_by_slug
from app.planning.hold import Order, Reserved, commit, hold
from tests.bench.configure.engine import ROOT
from tests.bench.measure.house import House
from tests.bench.measure.promise import Row, middle, rank, spread
from tests.bench.schedule.asked import Asked
from tests.bench.schedule.order_book import SITE, demand_routing, fill

RATE, SECONDS = 20, 20.0
ORDERS = 10_000
ORDERS_PER_S = 1.0
"""How many others order meanwhile: each changes the plan that quotes are made from."""

SLUG = "wardrobe"


def quotes(asked: Asked) -> Iterator[Row]:
    """Yield the p99 of a quote, of a whole click, and of a step's deltas."""
    with tempfile.TemporaryDirectory(prefix="lotone-bench-") as name:
        data = Path(name) / "data"
        with House(ROOT, data):
            pass  # loads the demo
        operations = fill(data, asked.orders(ORDERS))
        seconds = asked.seconds(SECONDS)
        with House(ROOT, data) as house:
            yield from measured(house.address, data, asked.seeds, seconds, operations)


def measured(
    address: str, data: Path, seeds: tuple[int, ...], seconds: float, operations: int
) -> Iterator[Row]:
    """Measure a house that has its order book."""
    book = f"{operations:,} planned operations in the database;"
    bounds = {"quote": (50.0, 20.0), "answer": (None, None), "deltas": (150.0, None)}
    for what, (must, aim) in bounds.items():
        with _orders_coming_in(data) as counts:
            logs = [_load(address, what, seconds, seed) for seed in seeds]
        yield _row(what, logs, f"{book} {len(counts)} orders meanwhile;", must, aim)


@contextmanager
def _orders_coming_in(data: Path) -> Iterator[list[str]]:
    """Hold and commit orders from another process's point of view, one a second."""
    services = make_services(Settings(data_dir=data), wakes_workers=False)
    tenant = tenant_by_slug(services.database, "demo")
    stop, taken = Event(), list[str]()

    def order() -> None:
        while not stop.wait(1 / ORDERS_PER_S):
            wanted = Order(SITE, demand_routing(len(taken)), 1, "bench", "BENCH")
            with services.database.begin(tenant.id) as session:
                until = services.clock() + timedelta(minutes=5)
                held = hold(session, services.clock, wanted, expires_at=until)
                if isinstance(held, Reserved):
                    commit(session, services.clock, held.id)
                    taken.append(held.id)

    thread = Thread(target=order)
    thread.start()
    try:
        yield taken
    finally:
        stop.set()
        thread.join()
        services.database.engine.dispose()


def _load(address: str, what: str, seconds: float, seed: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.schedule.asking", address, what]
    command += [f"--rate={RATE}", f"--seconds={seconds}", f"--seed={seed}"]
    command += [f"--slug={SLUG}"]
    done = subprocess.run(  # noqa: S603 - our own module
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if not done.stdout:
        raise RuntimeError(done.stderr[-500:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


_NAMES = {
    "quote": "promise over HTTP",
    "answer": "click over HTTP, with its promise",
    "deltas": "price and days of a step's values over HTTP",
}


def _row(what: str, logs: list[dict[str, Any]], book: str, must: Any, aim: Any) -> Row:
    tails = [rank(log["ms"], 99) for log in logs]
    every = [ms for log in logs for ms in log["ms"]]
    errors = [error for log in logs for error in log["errors"]]
    how = (
        f"{book} {len(every)} in {len(logs)} runs; p50 {rank(every, 50):.1f} ms,"
        f" p95 {rank(every, 95):.0f} ms, p99 of the runs {spread(tails)};"
        f" {len(errors)} errors; sent at most"
        f" {max(max(log['late_ms']) for log in logs):.0f} ms late"
    )
    if errors:
        how += f"; the first: {errors[0]}"
    label = f"p99 at {RATE}/s" if what != "deltas" else "p99 at 4/s"
    return Row(_NAMES[what], label, "ms", middle(tails), must, aim, how)
