"""
The elite that searchers share: a few good solutions that differ.

References
----------
B. Peng, Z. Lü, T. C. E. Cheng, "A tabu search/path relinking algorithm to solve the job
shop scheduling problem", Computers & Operations Research 53, 2015,
doi:10.1016/j.cor.2014.08.006.
"""

from __future__ import annotations

from random import Random
from threading import Lock

from scheduling.shops.engine import Elite

STALE = 3
"""Times the size that newcomers may be turned away before the elite is renewed."""


class Pool:
    """
    Elite of limited size; safe for several threads.

    Parameters
    ----------
    size
        How many solutions it keeps.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._elite: list[Elite] = []
        self._refused = 0

    def add(self, new: Elite) -> None:
        """Take a solution in place of its like or of the worst, if it is no worse."""
        with self._lock:
            like = [n for n, one in enumerate(self._elite) if new.is_like(one)]
            if like:
                self._elite[like[0]] = new
                self._refused += 1
            elif len(self._elite) < self._size:
                self._elite.append(new)
            else:
                worst = max(range(self._size), key=lambda n: self._elite[n].makespan)
                if new.makespan < self._elite[worst].makespan:
                    self._elite[worst] = new
                    self._refused = 0
                else:
                    self._refused += 1
            if self._refused > STALE * self._size:
                best = min(self._elite, key=lambda one: one.makespan)
                self._elite = [best]
                self._refused = 0

    def two(self, random: Random) -> tuple[Elite, Elite] | None:
        """Draw two solutions; ``None`` while the elite is not complete."""
        with self._lock:
            if len(self._elite) < self._size:
                return None
            one, other = random.sample(self._elite, 2)
            return one, other
