"""A plain flexible job shop: chains of operations, each with ways on one machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduling.shops.arrays import Shop


def quickest(ways: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Shortest duration by machine, of an operation's ways."""
    shortest: dict[int, int] = {}
    for machine, duration in ways:
        shortest[machine] = min(duration, shortest.get(machine, duration))
    return shortest


@dataclass(frozen=True)
class ShopInstance:
    """
    What a public benchmark file says, with its own numbers.

    Parameters
    ----------
    machines
        How many machines; they are numbered from 0.
    jobs
        By job, the operations in their order; by operation, its ways as pairs of
        machine and duration. At least one way each; a duration is 0 or more, in the
        file's unit. Where a machine is listed twice the shorter duration counts.
    """

    machines: int
    jobs: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]

    @cached_property
    def operations(self) -> int:
        """How many operations all jobs have."""
        return sum(len(job) for job in self.jobs)

    @cached_property
    def keys(self) -> tuple[tuple[int, int], ...]:
        """Job and index within it, by operation."""
        return tuple(
            (job, index)
            for job, operations in enumerate(self.jobs)
            for index in range(len(operations))
        )

    @cached_property
    def arrays(self) -> Shop:
        """The same for compiled loops; each operation's quickest way comes first."""
        many = self.operations
        before = np.full(many + 1, many, np.int32)
        after = np.full(many + 1, many, np.int32)
        first_way = np.zeros(many + 1, np.int32)
        ways: list[tuple[int, int]] = []
        one = 0
        for job in self.jobs:
            for index, own in enumerate(job):
                if index:
                    before[one] = one - 1
                    after[one - 1] = one
                pairs = quickest(own).items()
                ways += sorted(pairs, key=lambda way: (way[1], way[0]))
                one += 1
                first_way[one] = len(ways)
        table = np.array(ways, np.int32).reshape(-1, 2)
        return Shop(
            before,
            after,
            first_way,
            np.ascontiguousarray(table[:, 0]),
            np.ascontiguousarray(table[:, 1]),
        )
