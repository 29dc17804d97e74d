"""
Questions that come whether or not the last was answered; a process of its own.

``python -m tests.bench.schedule.asking ADDRESS quote --rate 20 --seconds 20``. As
:mod:`tests.bench.configure.load` does: sessions are walked first, to learn clicks that
a page offers and nobody has made; the load then asks about each of them once, timed
from when it was *meant* to be sent. Prints one JSON object.
"""

import argparse
import json
import queue
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from tests.bench.configure.load import arrivals, clicks
from tests.bench.measure.clicking import Log, User

_DELTAS_RATE = 4.0


@dataclass
class Found:
    """Milliseconds of every question, and what went wrong."""

    ms: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def send(
    address: str, slug: str, what: str, times: list[float], asked: list[Any]
) -> Found:
    """Send each question at its time; 16 may wait for answers at once."""
    found, waiting = Found(), queue.SimpleQueue[tuple[float, Any] | None]()
    users = [User(address, slug, n, Log()) for n in range(16)]
    for user in users:
        user.ask("GET", "/api/shop/products")

    def answer(user: User) -> None:
        while (item := waiting.get()) is not None:
            meant, question = item
            sent = time.perf_counter()
            try:
                user.ask("POST", f"{user.path}/{what}", question)
            except (OSError, ValueError) as error:
                found.errors.append(repr(error)[:300])
                continue
            found.ms.append((time.perf_counter() - meant) * 1000)
            found.late_ms.append((sent - meant) * 1000)

    workers = [threading.Thread(target=answer, args=(user,)) for user in users]
    for worker in workers:
        worker.start()
    started = time.perf_counter()
    for at, question in zip(times, asked, strict=True):
        meant = started + at
        time.sleep(max(0.0, meant - time.perf_counter()))
        waiting.put((meant, question))
    for _ in workers:
        waiting.put(None)
    for worker in workers:
        worker.join()
    return found


def main() -> int:
    """Walk, send and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("what", choices=("quote", "answer", "deltas"))
    parser.add_argument("--slug", default="wardrobe")
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    rate = _DELTAS_RATE if given.what == "deltas" else given.rate
    times = arrivals(rng, rate, given.seconds)
    walker = User(given.address, given.slug, given.seed, Log())
    asked = [q for q, _ in zip(clicks(walker, len(times)), times, strict=False)]
    rng.shuffle(asked)
    if given.what == "deltas":
        groups = [group["id"] for group in walker.page["groups"]]
        asked = [{**q, "group": rng.choice(groups)} for q in asked]
    found = send(given.address, given.slug, given.what, times, asked)
    sys.stdout.write(json.dumps(vars(found)))
    return 1 if found.errors else 0


if __name__ == "__main__":
    sys.exit(main())
