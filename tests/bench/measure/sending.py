"""
Questions that come whether or not the last was answered.

Sessions are walked first, one click after the other, to learn which clicks a page would
offer. Each arrival of the load then asks one of them that was not asked before. The
times of all arrivals are drawn before the first; a question is timed from when it was
*meant* to be sent, so that waiting for a busy server, or for us, counts.
"""

import queue
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.bench.measure.clicking import Log, User

_CLICKS_PER_SESSION = 20


@dataclass
class Found:
    """Milliseconds of every question, and what went wrong."""

    ms: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    conflicts: int = 0


def clicks(user: User, wanted: int) -> Iterator[dict[str, Any]]:
    """Yield clicks that a page offers and nobody has made yet."""
    made = 0
    while made < wanted:
        user.page = user.ask("GET", user.path)[0]
        user.answer = user.page["answer"]
        for _ in range(_CLICKS_PER_SESSION):
            group = user.random.choice(user.page["groups"])
            taken, left = user.pick(group), user.pick(group)
            if taken is None or left is None:
                continue
            # One is taken to walk on, the other is left for the load.
            if left != taken:
                yield user.question({**user.answer["choices"], **left})
                made += 1
            question = user.question({**user.answer["choices"], **taken})
            answer = user.ask("POST", f"{user.path}/answer", question)[0]
            if answer["conflict"] is None:
                user.answer = answer


def arrivals(rng: random.Random, rate: float, seconds: float) -> list[float]:
    """Return the times of independent arrivals, in seconds from the start."""
    found, at = [], rng.expovariate(rate)
    while at < seconds:
        found.append(at)
        at += rng.expovariate(rate)
    return found


def send(
    users: list[User], what: str, times: list[float], asked: list[dict[str, Any]]
) -> Found:
    """
    Send each question at its time.

    Parameters
    ----------
    users
        As many may wait for answers at once.
    what
        The route below the product that they ask: ``answer``, ``quote``, ``deltas``.
    times, asked
        Seconds from the start, and what is asked then.
    """
    found, waiting = Found(), queue.SimpleQueue[tuple[float, Any] | None]()
    for user in users:
        user.ask("GET", "/api/shop/products")

    def answer(user: User) -> None:
        while (item := waiting.get()) is not None:
            meant, question = item
            sent = time.perf_counter()
            try:
                body, _ = user.ask("POST", f"{user.path}/{what}", question)
            except (OSError, ValueError) as error:
                found.errors.append(repr(error)[:300])
                continue
            found.ms.append((time.perf_counter() - meant) * 1000)
            found.late_ms.append((sent - meant) * 1000)
            found.conflicts += body.get("conflict") is not None

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


def shoppers(address: str, slug: str, count: int) -> list[User]:
    """Return users of a product, each with a connection of its own."""
    return [User(address, slug, seed, Log()) for seed in range(count)]
