"""Processor time of one request: what a loaded machine cannot blur."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure.clicking import Log, User

_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def processor_ms(
    address: str, pids: Sequence[int], clicks: int = 80
) -> tuple[float, float]:
    """
    Return the web processes' milliseconds per click and per deltas request.

    Parameters
    ----------
    pids
        Every process that answers: nobody knows which one a click goes to.
    clicks
        How many changes one shopper makes, one after the other.

    Notes
    -----
    The kernel counts in ticks of 10 ms, so many clicks are counted in one go: once
    without and once with the deltas, each with clicks of its own (the same ones would
    come from caches).
    """
    spent = []
    for seed, kinds in ((7, ("answer",)), (8, ("answer", "deltas"))):
        user = _Alone(address, kinds, seed)
        user.shop_once(3)
        before = _ticks(pids)
        user.shop_once(clicks)
        spent.append((_ticks(pids) - before) * _TICK_MS / max(1, user.clicked))
    return spent[0], max(0.0, spent[1] - spent[0])


class _Alone(User):
    """A shopper without think time, who may leave the deltas out."""

    def __init__(self, address: str, kinds: tuple[str, ...], seed: int) -> None:
        super().__init__(address, "wardrobe", seed, Log())
        self.kinds = kinds

    @property
    def clicked(self) -> int:
        return len(self.log.answer_ms)

    def shop_once(self, clicks: int) -> None:
        self.log.answer_ms.clear()
        self.page = self.ask("GET", self.path)[0]
        self.answer = self.page["answer"]
        for _ in range(clicks):
            self.click()
            time.sleep(0.002)

    def look_at_deltas(self, group: str) -> None:
        if "deltas" in self.kinds:
            super().look_at_deltas(group)


def _ticks(pids: Sequence[int]) -> int:
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total
